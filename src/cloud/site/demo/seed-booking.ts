import type { DemoData } from '../../../contract/demo/demo-schema.ts';
import { addMs } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import type { WritableDb } from '../../db/open-database.ts';

const HOUR_MS = 3_600_000;

type DemoEvent = DemoData['events'][number];

/** What of an event says how it is booked. */
export const bookingColumns = ({ booking }: DemoEvent, startsAt: Instant) => ({
  takes_bookings: booking.takesBookings ? (1 as const) : (0 as const),
  members_only: booking.membersOnly ? (1 as const) : (0 as const),
  per_person_max: booking.perPersonMax,
  cancel_until:
    booking.cancelHoursBefore === null
      ? null
      : addMs(startsAt, -booking.cancelHoursBefore * HOUR_MS),
});

/** Promo codes, questions and who waits; events and people must be there already. */
export async function seedBookingRules(
  tx: WritableDb,
  demo: DemoData,
  now: Instant,
): Promise<void> {
  for (const { id: eventId, booking } of demo.events) {
    for (const { id, code, kind, value, placesMax } of booking.promoCodes) {
      await tx.query
        .insertInto('promo_code')
        .values({ id, event_id: eventId, code, kind, value, places_max: placesMax })
        .execute();
    }
    for (const [line, question] of booking.questions.entries()) {
      const { id, label, kind, choices, isRequired } = question;
      await tx.query
        .insertInto('question')
        .values({
          ...{ id, event_id: eventId, line, label, kind, choices: JSON.stringify(choices) },
          is_required: isRequired ? 1 : 0,
        })
        .execute();
    }
    for (const [line, { id, personId, places }] of booking.waiting.entries()) {
      const joinedAt = addMs(now, (line - booking.waiting.length) * HOUR_MS);
      await tx.query
        .insertInto('waiting_entry')
        .values({
          ...{ id, event_id: eventId, person_id: personId, places, state: 'waiting' },
          joined_at: joinedAt,
        })
        .execute();
    }
  }
}
