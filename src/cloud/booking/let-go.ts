import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { WritableDb } from '../db/open-database.ts';
import { cancelBooking, closeWaiting, tellBooking } from './booking-store.ts';
import type { OwnBooking } from './extend-hold.ts';
import { lockBooking } from './lock-booking.ts';
import { settleEvent } from './settle-event.ts';

/** The person does not want the places they hold, or that they were offered: somebody else may. */
export async function letGo(
  tx: WritableDb,
  order: OwnBooking,
): Promise<Result<void, 'booking-unknown' | 'booked'>> {
  const { now } = order;
  const locked = await lockBooking(tx, order);
  if (locked === null) return err('booking-unknown');
  const { event, booking } = locked;
  if (booking.state === 'booked') return err('booked');
  if (booking.state === 'cancelled') return ok(undefined);
  // Also what has ended: the person said no, so a payment that comes late goes back.
  await cancelBooking(tx, booking.id, now);
  if (booking.waiting_id !== null) await closeWaiting(tx, booking.waiting_id, 'pass', now);
  tellBooking(tx, event, booking.id);
  await settleEvent(tx, event, now);
  return ok(undefined);
}
