import type { WritableDb } from '../db/open-database.ts';
import type { MembershipId, PaymentId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { beginMembership } from './begin-membership.ts';
import { lockMembership } from './lock-membership.ts';
import { moveMembership } from './move-membership.ts';

/**
 * A membership was paid by bank card: it begins. `not-wanted`: it was paid otherwise, refused or
 * taken back; whoever calls gives the money back. Told twice, it says the same.
 */
export async function membershipPaid(
  tx: WritableDb,
  paid: {
    readonly membershipId: MembershipId;
    readonly paymentId: PaymentId;
    readonly at: Instant;
  },
): Promise<'active' | 'not-wanted'> {
  const { membershipId, paymentId, at } = paid;
  const membership = await lockMembership(tx, membershipId);
  if (membership === null) return 'not-wanted';
  switch (membership.state) {
    case 'approved':
    case 'waiting-for-payment':
      // Whichever tab was paid first: the other one's money goes back when it comes.
      await beginMembership(tx, membership, { means: 'bank-card', paymentId }, at);
      return 'active';
    case 'active':
    case 'ended':
    case 'cancelled':
      return (await wasPaidBy(tx, paid)) ? 'active' : 'not-wanted';
    case 'requested':
    case 'refused':
      return 'not-wanted';
  }
}

/** Paid by this payment, and told a second time; even when it ended since. */
async function wasPaidBy(
  tx: WritableDb,
  { membershipId, paymentId }: { readonly membershipId: string; readonly paymentId: string },
): Promise<boolean> {
  const row = await tx.query
    .selectFrom('membership')
    .select('id')
    .where('id', '=', membershipId)
    .where('means', '=', 'bank-card')
    .where('payment_id', '=', paymentId)
    .executeTakeFirst();
  return row !== undefined;
}

/** The bank's page was left or closed: the person may pay again. */
export async function membershipNotPaid(
  tx: WritableDb,
  left: { readonly membershipId: MembershipId; readonly paymentId: PaymentId },
): Promise<void> {
  const membership = await lockMembership(tx, left.membershipId);
  // Another tab may be at the bank with a payment of its own.
  const isThis =
    membership?.state === 'waiting-for-payment' && membership.paymentId === left.paymentId;
  if (isThis) await moveMembership(tx, membership, 'stop-paying', { payment_id: null });
}
