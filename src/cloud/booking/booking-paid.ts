import type { WritableDb } from '../db/open-database.ts';
import type { BookingId, PaymentId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';

/**
 * A booking was paid by bank card: its places become tickets. `too-late`: its time was over and no
 * place was left; whoever calls gives the money back, and the person is on the waiting list (RULES
 * E3). `not-wanted`: it was paid otherwise, or let go: the money goes back too. Told twice, it says
 * the same.
 */
export async function bookingPaid(
  _tx: WritableDb,
  _paid: { readonly bookingId: BookingId; readonly paymentId: PaymentId; readonly at: Instant },
): Promise<'booked' | 'too-late' | 'not-wanted'> {
  throw new Error('not written yet');
}
