import { writeCalendar } from '../feeds/calendar-file.ts';
import { bookingPath } from '../paths.ts';
import type { OwnBooking } from './booking-store.ts';
import { placeText } from './event-lines.tsx';

/** A booking as a calendar keeps it: the person's own time, and the way to the tickets. */
export function bookingCalendar(
  booking: OwnBooking,
  { publicUrl, description }: { readonly publicUrl: string; readonly description: string },
): string {
  const { event } = booking;
  const url = new URL(bookingPath(booking.id), publicUrl).href;
  return writeCalendar({
    name: event.name,
    events: [
      {
        uid: `${booking.id}@${new URL(publicUrl).hostname}`,
        name: event.name,
        description: `${description}\n${url}`,
        startsAt: event.startsAt,
        endsAt: event.endsAt,
        changedAt: booking.closedAt ?? booking.bookedAt ?? event.startsAt,
        place: placeText(event),
        url,
        isBusy: true,
      },
    ],
  });
}
