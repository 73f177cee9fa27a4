import type { BookingId, EventId, PersonId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { lockBookableEvent } from './bookable-event.ts';
import type { BookableEvent } from './bookable-event.ts';
import { findBooking } from './booking-store.ts';
import type { BookingRow } from './booking-store.ts';
import { settleEvent } from './settle-event.ts';

export type LockedBooking = { readonly event: BookableEvent; readonly booking: BookingRow };

/**
 * A booking under the lock of its event, once what was over is ended; null when there is none, or
 * it is somebody else's.
 */
export async function lockBooking(
  tx: WritableDb,
  order: {
    readonly bookingId: BookingId;
    /** Null: whoever's it is, when the bank asks. */
    readonly personId: PersonId | null;
    readonly now: Instant;
  },
): Promise<LockedBooking | null> {
  const { bookingId, personId, now } = order;
  const known = await findBooking(tx, bookingId);
  if (known === undefined || (personId !== null && known.person_id !== personId)) return null;
  const event = await lockBookableEvent(tx, known.event_id as EventId);
  if (event === null) return null;
  await settleEvent(tx, event, now);
  // Read again: somebody else may have changed it before the lock was ours.
  const booking = await findBooking(tx, bookingId);
  return booking === undefined ? null : { event, booking };
}
