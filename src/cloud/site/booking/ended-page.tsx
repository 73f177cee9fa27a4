import type { Child } from 'hono/jsx';
import { ButtonLink } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { PATHS_OF_SITE, eventPath } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { Paid } from './booked-page.tsx';
import type { OwnBooking } from '../../booking/own-bookings.ts';
import { EventLines } from './event-lines.tsx';

type EndedProps = {
  readonly visit: Visit;
  readonly booking: OwnBooking;
  readonly told: Child;
};

/** How a booking came to its end. */
export function endingOf(booking: OwnBooking): 'cancelled' | 'letGo' | 'tooLate' | 'ended' {
  if (booking.isPaidTooLate) return 'tooLate';
  if (booking.state === 'ended' || booking.state === 'held') return 'ended';
  return booking.bookedAt === null ? 'letGo' : 'cancelled';
}

/** A booking whose time went by, that was let go, or given back: nothing is lost, and how to book again. */
export const EndedPage = ({ visit, booking, told }: EndedProps) => {
  const { t } = visit;
  const { event } = booking;
  const ending = endingOf(booking);
  const isCancelled = ending === 'cancelled';
  return (
    <div class="narrow sheet booking-page">
      <p class="back">
        <a href={PATHS_OF_SITE.bookings}>
          <Icon name="back" />
          {t('booking.all')}
        </a>
      </p>
      {told}
      <h1>{t(`booking.${ending}.title`)}</h1>
      <p class="lead">{t(`booking.${ending}.lead`)}</p>
      <EventLines visit={visit} event={event} level={2} />
      {isCancelled ? <Paid visit={visit} booking={booking} /> : null}
      {event.endsAt <= visit.now ? null : (
        <ButtonLink
          href={`${eventPath(event.collective.slug, event.slug)}#reserver`}
          kind={isCancelled ? 'second' : 'main'}
          icon="ticket"
        >
          {t('booking.ended.again')}
        </ButtonLink>
      )}
    </div>
  );
};
