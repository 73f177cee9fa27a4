import type { CalendarFile } from '../site/feeds/calendar-file.ts';
import { bookingPath } from '../site/paths.ts';
import { placeText } from './own-bookings.ts';
import type { OwnBooking } from './own-bookings.ts';

/** A booking as a calendar keeps it: the person's own time, and the way to the tickets. */
export function bookingCalendar(
  booking: OwnBooking,
  { publicUrl, description }: { readonly publicUrl: string; readonly description: string },
): CalendarFile {
  const { event } = booking;
  const url = new URL(bookingPath(booking.id), publicUrl).href;
  return {
    name: event.name,
    events: [
      {
        // The same in the mail and on the site: a calendar keeps one entry of both.
        uid: `${booking.id}@reservation`,
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
  };
}
