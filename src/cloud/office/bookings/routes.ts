import type { Route } from '../../http/route.ts';
import { downloadBookingsCsvRoute, showEventBookingsRoute } from './event-bookings.tsx';
import { showEventsRoute } from './event-list.tsx';

/** Who booked what, for those who run the collective. */
export const BOOKING_OFFICE_ROUTES: readonly Route[] = [
  showEventsRoute,
  showEventBookingsRoute,
  downloadBookingsCsvRoute,
];
