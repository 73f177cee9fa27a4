import type { Instant } from '../../../shared/time.ts';
import { placesKept } from '../../booking/own-bookings.ts';
import type { OwnBooking, OwnPlace } from '../../booking/own-bookings.ts';

/** Places that may still be given back: not those that were scanned (RULES E5). */
export const placesToCancel = (booking: OwnBooking): readonly OwnPlace[] =>
  placesKept(booking).filter(({ admittedAt }) => admittedAt === null);

export const canCancel = (booking: OwnBooking, now: Instant): boolean =>
  booking.state === 'booked' &&
  now < booking.event.cancelUntil &&
  placesToCancel(booking).length > 0;
