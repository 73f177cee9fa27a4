import type { BookingId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { Cancelled } from './cancel-places.ts';

/**
 * Mails about bookings, queued in the transaction that has a reason for them. They find by
 * themselves what they tell; nobody without an address is written to.
 */

/** The places are the person's. */
export async function bookedMail(
  _tx: WritableDb,
  _bookingId: BookingId,
  _now: Instant,
): Promise<void> {
  // Written with the pages.
}

/** Places were given back; `told` makes the mail once. */
export async function cancelledMail(
  _tx: WritableDb,
  _cancelled: Cancelled & {
    readonly bookingId: BookingId;
    readonly placeIds: readonly string[];
    /** Follows from the places: the same mail is queued once. */
    readonly told: string;
  },
  _now: Instant,
): Promise<void> {
  // Written with the pages.
}

/** Places of the waiting list are kept for the person until the booking's end. */
export async function offerMail(
  _tx: WritableDb,
  _bookingId: BookingId,
  _now: Instant,
): Promise<void> {
  // Written with the pages.
}

/** Paid too late: the money goes back, and the person waits in line. */
export async function tooLateMail(
  _tx: WritableDb,
  _bookingId: BookingId,
  _now: Instant,
): Promise<void> {
  // Written with the pages.
}
