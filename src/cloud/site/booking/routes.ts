import type { Route } from '../../http/route.ts';
import { askCancelRoute, cancelRoute } from './cancel.tsx';
import { extendHoldRoute, letGoRoute } from './change-hold.ts';
import {
  showBookingStateRoute,
  showBookingsStateRoute,
  showOwnBookingsRoute,
} from './own-bookings.tsx';
import { payBookingRoute } from './pay-booking.ts';
import { reserveRoute, showReserveRoute } from './reserve.tsx';
import { showBookingRoute } from './show-booking.tsx';
import { downloadCalendarRoute, downloadTicketsRoute } from './ticket-files.ts';
import { askWaitRoute, leaveWaitingRoute, showWaitingRoute, waitRoute } from './waiting.tsx';

/** Booking places on the site, the tickets, the waiting list, and Réservations in the account. */
export const BOOKING_SITE_ROUTES: readonly Route[] = [
  showReserveRoute,
  reserveRoute,
  askWaitRoute,
  waitRoute,
  showWaitingRoute,
  leaveWaitingRoute,
  showBookingRoute,
  showBookingStateRoute,
  payBookingRoute,
  extendHoldRoute,
  letGoRoute,
  askCancelRoute,
  cancelRoute,
  downloadTicketsRoute,
  downloadCalendarRoute,
  showOwnBookingsRoute,
  showBookingsStateRoute,
];
