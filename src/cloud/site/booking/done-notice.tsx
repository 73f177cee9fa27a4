import { formatCents } from '../../../shared/format.ts';
import { addCents } from '../../../shared/money.ts';
import { addMs } from '../../../shared/time.ts';
import type { Call } from '../../http/route.ts';
import { Notice } from '../parts/notice.tsx';
import type { Visit } from '../visit.ts';
import type { OwnBooking } from '../../booking/own-bookings.ts';

/** What was just done is said for so long; later the page of the booking says how things are. */
const JUST_NOW_MS = 10 * 60_000;

/** In the query: places were given back. */
export const CANCELLED_QUERY = 'rendu';

/** What was just done, said only when it is so: the address alone proves nothing. */
export function readTold(call: Call, visit: Visit, booking: OwnBooking) {
  if (call.c.req.query(CANCELLED_QUERY) !== undefined) {
    return <GivenBack visit={visit} booking={booking} />;
  }
  const { bookedAt, state } = booking;
  const isNew =
    bookedAt !== null &&
    visit.now <= addMs(bookedAt, JUST_NOW_MS) &&
    booking.places.every(({ isCancelled, admittedAt }) => !isCancelled && admittedAt === null);
  return state === 'booked' && isNew ? <JustBooked visit={visit} booking={booking} /> : null;
}

type ToldProps = { readonly visit: Visit; readonly booking: OwnBooking };

const JustBooked = ({ visit, booking }: ToldProps) => (
  <Notice tone="done" title={visit.t('booking.booked.done')}>
    <p>
      {visit.t('booking.booked.mailed', {
        count: booking.places.length,
        email: visit.person?.email ?? '',
      })}
    </p>
  </Notice>
);

const GivenBack = ({ visit, booking }: ToldProps) => {
  const { t, language, now } = visit;
  const given = booking.places.filter(
    ({ cancelledAt }) => cancelledAt !== null && now <= addMs(cancelledAt, JUST_NOW_MS),
  );
  if (given.length === 0) return null;
  const amount = addCents(...given.map(({ cents }) => cents));
  const { means } = booking;
  return (
    <Notice tone="done" title={t('booking.cancel.done', { count: given.length })}>
      {amount === 0 || means === null ? null : (
        <p>{t(`booking.cancel.back.${means}`, { amount: formatCents(amount, language) })}</p>
      )}
    </Notice>
  );
};
