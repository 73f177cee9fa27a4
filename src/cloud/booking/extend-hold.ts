import type { BookingId, PersonId } from '../../shared/ids.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';

export type OwnBooking = {
  readonly bookingId: BookingId;
  readonly personId: PersonId;
  readonly now: Instant;
};

export type ExtendRefusal =
  | 'booking-unknown'
  /** Its time is over, or it is booked. */
  | 'booking-over'
  | 'no-more-time';

/** Five minutes more, ten times at most (WCAG 2.2.1), never after the event began. */
export async function extendHold(
  _tx: WritableDb,
  _order: OwnBooking,
): Promise<Result<{ readonly endsAt: Instant; readonly isLast: boolean }, ExtendRefusal>> {
  throw new Error('not written yet');
}

/**
 * Before the bank's page opens: the places are kept at least 15 minutes from now, so that paying by
 * card is not a race. Counts as no extension; only once.
 */
export async function keepForBank(
  _tx: WritableDb,
  _order: OwnBooking,
): Promise<Result<{ readonly endsAt: Instant }, 'booking-unknown' | 'booking-over'>> {
  throw new Error('not written yet');
}
