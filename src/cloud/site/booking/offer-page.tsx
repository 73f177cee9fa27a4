import { LargeFigure } from '../parts/facts.tsx';
import { Button, Form } from '../parts/form.tsx';
import { TwoStep } from '../parts/two-step.tsx';
import { bookingPartPath } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { BookingBox } from './booking-box.tsx';
import type { BookingBoxData } from './booking-box.tsx';
import type { OwnBooking } from '../../booking/own-bookings.ts';
import { EventLines, dayTextOf, hourOf } from './event-lines.tsx';

type OfferProps = {
  readonly visit: Visit;
  readonly booking: OwnBooking;
  readonly box: BookingBoxData | null;
};

/** Places of the waiting list, kept for one person until a deadline: take them, or say no (RULES E4). */
export const OfferPage = ({ visit, booking, box }: OfferProps) => {
  const { t, now } = visit;
  const { event } = booking;
  const endsAt = booking.endsAt ?? now;
  const places = box?.rules.waiting.own?.offer?.places ?? 1;
  return (
    <div class="narrow sheet booking-page">
      <h1>{t('booking.offer.title', { count: places })}</h1>
      <p class="lead">{t('booking.offer.lead', { count: places })}</p>
      <LargeFigure label={t('booking.offer.until')}>
        {hourOf(visit, endsAt, event)}
        <span class="booking-deadline-day">{dayTextOf(visit, endsAt, event)}</span>
      </LargeFigure>
      <EventLines visit={visit} event={event} level={2} />
      {box === null ? null : <BookingBox visit={visit} box={box} isAlone isOffer />}
      <TwoStep id="non" ask={t('booking.offer.no')} icon="cross">
        <p>{t('booking.offer.noSure')}</p>
        <Form visit={visit} action={bookingPartPath(booking.id, 'laisser')} class="inline">
          <Button kind="danger">{t('booking.offer.noDo')}</Button>
        </Form>
      </TwoStep>
    </div>
  );
};
