import type { WritableDb } from '../db/open-database.ts';
import type { MembershipId, PaymentId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';

/**
 * A membership was paid by bank card: it begins. `not-wanted`: it was paid otherwise, refused or
 * taken back; whoever calls gives the money back. Told twice, it says the same.
 */
export async function membershipPaid(
  _tx: WritableDb,
  _paid: {
    readonly membershipId: MembershipId;
    readonly paymentId: PaymentId;
    readonly at: Instant;
  },
): Promise<'active' | 'not-wanted'> {
  throw new Error('not written yet');
}

/** The bank's page was left or closed: the person may pay again. */
export async function membershipNotPaid(
  _tx: WritableDb,
  _left: { readonly membershipId: MembershipId; readonly paymentId: PaymentId },
): Promise<void> {
  throw new Error('not written yet');
}
