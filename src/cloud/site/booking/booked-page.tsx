import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { formatCents } from '../../../shared/format.ts';
import { Badge } from '../parts/facts.tsx';
import { ButtonLink } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { PATHS_OF_SITE, bookingPartPath, cancelPlacesPath } from '../paths.ts';
import type { Visit } from '../visit.ts';
import type { OwnBooking, OwnPlace } from '../../booking/own-bookings.ts';
import { canCancel, placesToCancel } from './cancel-rules.ts';
import { EventLines, dayTextOf, hourOf } from './event-lines.tsx';

type BookedProps = {
  readonly visit: Visit;
  readonly booking: OwnBooking;
  /** The QR of each place that still opens a door. */
  readonly codes: ReadonlyMap<string, string>;
  readonly passes: readonly string[];
  /** What was just done. */
  readonly told: Child;
};

/** The tickets, ready to be shown at the door, and what can be done with them (RULES E6). */
export const BookedPage = (props: BookedProps) => {
  const { visit, booking, told } = props;
  const { t } = visit;
  const { event } = booking;
  const isOver = event.endsAt <= visit.now;
  return (
    <div class="narrow sheet booking-page">
      <p class="back">
        <a href={PATHS_OF_SITE.bookings}>
          <Icon name="back" />
          {t('booking.all')}
        </a>
      </p>
      {told}
      <EventLines visit={visit} event={event} />
      {isOver ? <p class="soft">{t('booking.box.over')}</p> : null}
      <h2 class="hidden">{t('booking.booked.tickets')}</h2>
      <ul class="tickets">
        {booking.places.map((place, index) => (
          <Ticket {...props} place={place} number={index + 1} />
        ))}
      </ul>
      {isOver ? null : <PassNote {...props} />}
      <Actions {...props} />
      <Paid visit={visit} booking={booking} />
    </div>
  );
};

type TicketProps = BookedProps & { readonly place: OwnPlace; readonly number: number };

const Ticket = ({ visit, booking, codes, place, number }: TicketProps) => {
  const { t } = visit;
  const code = codes.get(place.id);
  const isOver = booking.event.endsAt <= visit.now;
  return (
    <li
      class={place.isCancelled ? 'entry-ticket entry-ticket-off' : 'entry-ticket'}
      id={`b-${number}`}
    >
      <div class="entry-ticket-head">
        <p>
          <strong>{place.holderName === '' ? place.priceName : place.holderName}</strong>
          {place.holderName === '' ? null : <span class="soft">{place.priceName}</span>}
        </p>
        <TicketState visit={visit} booking={booking} place={place} />
      </div>
      {place.isCancelled || code === undefined || isOver ? null : (
        <figure class="entry-ticket-code torn">
          <span class="qr" role="img" aria-label={t('booking.booked.square', { number })}>
            {raw(code)}
          </span>
          <figcaption class="soft">{t('booking.booked.show')}</figcaption>
        </figure>
      )}
    </li>
  );
};

/** Given back, or when it was scanned: what the door said (RULES T8). */
const TicketState = ({
  visit,
  booking,
  place,
}: Omit<TicketProps, 'codes' | 'passes' | 'told' | 'number'>) => {
  const { t } = visit;
  if (place.isCancelled) return <Badge tone="quiet">{t('booking.booked.cancelled')}</Badge>;
  if (place.admittedAt === null) return null;
  return (
    <Badge tone="done" icon="check">
      {t('booking.booked.came', { hour: hourOf(visit, place.admittedAt, booking.event) })}
    </Badge>
  );
};

const PassNote = ({ visit, booking, passes }: BookedProps) => {
  const { t } = visit;
  const [first] = passes;
  const count = placesToCancel(booking).length;
  return first === undefined || count === 0 ? null : (
    <p class="with-icon soft">
      <Icon name="pass" />
      <span>{t('booking.booked.pass', { count, number: first })}</span>
    </p>
  );
};

const Actions = ({ visit, booking }: BookedProps) => {
  const { t, now } = visit;
  const { event } = booking;
  if (event.endsAt <= now) return null;
  const isEarly = canCancel(booking, now);
  return (
    <div class="booking-after">
      <div class="buttons">
        <ButtonLink href={bookingPartPath(booking.id, 'billets.pdf')} kind="second" icon="printer">
          {t('booking.booked.pdf')}
        </ButtonLink>
        <ButtonLink href={bookingPartPath(booking.id, 'agenda.ics')} kind="second" icon="calendar">
          {t('booking.booked.calendar')}
        </ButtonLink>
        {isEarly ? (
          <ButtonLink href={cancelPlacesPath(booking.id)} kind="second" icon="undo">
            {t('booking.booked.cancel')}
          </ButtonLink>
        ) : null}
      </div>
      <p class="soft">
        {isEarly
          ? t('booking.booked.cancelUntil', {
              day: dayTextOf(visit, event.cancelUntil, event),
              hour: hourOf(visit, event.cancelUntil, event),
            })
          : t('booking.booked.cancelNo')}
      </p>
    </div>
  );
};

/** What was paid, with what. */
export const Paid = ({ visit, booking }: Pick<BookedProps, 'visit' | 'booking'>) => {
  const { t, language } = visit;
  const { means, totalCents } = booking;
  return (
    <p class="soft">
      {means === null || means === 'free'
        ? t('booking.paid.free')
        : t(`booking.paid.${means}`, { amount: formatCents(totalCents, language) })}
    </p>
  );
};
