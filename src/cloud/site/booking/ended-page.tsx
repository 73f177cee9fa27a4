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

/** A booking whose time went by, that was let go, or given back: nothing is lost, and how to book again. */
export const EndedPage = ({ visit, booking, told }: EndedProps) => {
  const { t } = visit;
  const { event } = booking;
  const isCancelled = booking.state === 'cancelled';
  return (
    <div class="narrow sheet booking-page">
      <p class="back">
        <a href={PATHS_OF_SITE.bookings}>
          <Icon name="back" />
          {t('booking.all')}
        </a>
      </p>
      {told}
      <h1>{t(isCancelled ? 'booking.cancelled.title' : 'booking.ended.title')}</h1>
      <p class="lead">{t(isCancelled ? 'booking.cancelled.lead' : 'booking.ended.lead')}</p>
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
