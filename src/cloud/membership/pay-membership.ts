import { assertNever } from '../../shared/assert.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import type { Language } from '../../shared/i18n.ts';
import type { MembershipId, PaymentId, PersonId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { CloudDeps } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { sellToWallet } from '../ledger/operations.ts';
import { findWalletOfPerson } from '../ledger/wallets.ts';
import { startPayment } from '../payments/start-payment.ts';
import { beginMembership } from './begin-membership.ts';
import { lockMembership } from './lock-membership.ts';
import type { LockedMembership } from './lock-membership.ts';
import { membershipNotPaid } from './membership-paid.ts';
import { moveMembership } from './move-membership.ts';

/** How long the bank's page may be open. */
const PAY_MS = 30 * 60_000;

export type PayOrder = {
  readonly membershipId: MembershipId;
  readonly personId: PersonId;
  /** The next periods are paid by themselves, the same way. */
  readonly renews: boolean;
  readonly now: Instant;
};

export type PayRefusal =
  /** Not there, or not theirs. */
  | { readonly code: 'unknown' }
  /** Asked for, refused, taken back or over. */
  | { readonly code: 'not-to-pay' }
  /** Costs something, or nothing. */
  | { readonly code: 'wrong-means' }
  | { readonly code: 'short'; readonly missingCents: Cents };

/** `closes`: a page of the bank that is open for it, and that nobody needs any more. */
export type Paid = { readonly closes: PaymentId | null };

/**
 * Pays from the purse, all or nothing (RULES M4), or begins what costs nothing. What is paid already
 * stays so: sending it again is success.
 */
export async function payMembershipNow(
  tx: WritableDb,
  order: PayOrder & { readonly means: 'pass' | 'free' },
): Promise<Result<Paid, PayRefusal>> {
  const found = await findOwn(tx, order);
  if (!found.ok) return found.error.code === 'paid' ? ok({ closes: null }) : err(found.error);
  const membership = found.value;
  if ((membership.cents === 0) !== (order.means === 'free')) return err({ code: 'wrong-means' });
  const closes = membership.state === 'waiting-for-payment' ? membership.paymentId : null;
  // What is free renews without anything to pay.
  const renewing = keepRenewal(membership, order.renews, 'pass');
  if (order.means === 'free') {
    await beginMembership(tx, renewing, { means: 'free' }, order.now);
    return ok({ closes });
  }
  const sold = await sellMembership(tx, membership, order.now);
  if (!sold.ok) return err({ code: 'short', missingCents: sold.error });
  await beginMembership(tx, renewing, { means: 'pass', postingId: sold.value }, order.now);
  return ok({ closes });
}

/** Takes the price of a membership from its person's wallet; the error is what is missing. */
export async function sellMembership(
  tx: WritableDb,
  { id, person, collective, cents: totalCents }: LockedMembership,
  at: Instant,
): Promise<Result<PostingId, Cents>> {
  const walletId = await findWalletOfPerson(tx, person.id);
  if (walletId === undefined) return err(totalCents);
  const postingId = uuidOf(`membership ${id}`) as PostingId;
  const sold = await sellToWallet(tx, {
    ...{ id: postingId, at, stationId: null, cause: id },
    ...{ collectiveId: collective.id, walletId, totalCents },
  });
  if (sold.ok) return ok(postingId);
  if (sold.error.code === 'short') return err(sold.error.missingCents);
  throw new Error(`membership ${id} was not sold: ${sold.error.code}`);
}

export type CardOrder = PayOrder & {
  /** Made by the form. */
  readonly paymentId: PaymentId;
  readonly email: string;
  readonly language: Language;
};

export type CardRefusal =
  | PayRefusal
  | { readonly code: 'no-bank' | 'bank-unreachable' | 'already-paid' | 'sent-differently' };

/** Opens the bank's page for it; gives where the person goes. Called outside a transaction. */
export async function payMembershipByCard(
  deps: CloudDeps,
  order: CardOrder,
): Promise<Result<{ readonly url: string }, CardRefusal>> {
  const { paymentId } = order;
  const begun = await writeTransaction(deps.db, (tx) => startPaying(tx, order));
  if (!begun.ok) return begun;
  const { id, name, collective, cents } = begun.value;
  const started = await startPayment(deps, {
    ...{ id: paymentId, purpose: 'membership', subjectId: id, personId: order.personId },
    ...{ email: order.email, language: order.language, collectiveId: collective.id, cents },
    ...{ label: `${name}, ${collective.name}`, endsAt: addMs(order.now, PAY_MS) },
    keepsCard: order.renews && begun.value.offer?.renewsByItself === true,
  });
  if (started.ok) return started;
  await writeTransaction(deps.db, (tx) => membershipNotPaid(tx, { membershipId: id, paymentId }));
  switch (started.error.code) {
    case 'content-differs':
    case 'closed':
      return err({ code: 'sent-differently' });
    case 'no-bank':
    case 'bank-unreachable':
    case 'already-paid':
      return err({ code: started.error.code });
    default:
      return assertNever(started.error.code);
  }
}

async function startPaying(
  tx: WritableDb,
  order: CardOrder,
): Promise<Result<LockedMembership, CardRefusal>> {
  const found = await findOwn(tx, order);
  if (!found.ok) return err(found.error.code === 'paid' ? { code: 'already-paid' } : found.error);
  const membership = found.value;
  if (membership.cents === 0) return err({ code: 'wrong-means' });
  const { renews, renewMeans } = keepRenewal(membership, order.renews, 'bank-card');
  const set = {
    payment_id: order.paymentId,
    renews: renews ? 1 : 0,
    renew_means: renewMeans,
  } as const;
  if (membership.state === 'approved') await moveMembership(tx, membership, 'start-paying', set);
  else {
    // Another tab is at the bank; whichever is paid first counts, the other one's money goes back.
    await tx.query.updateTable('membership').set(set).where('id', '=', membership.id).execute();
  }
  return ok(membership);
}

/** Only what is offered so renews by itself. */
function keepRenewal(
  membership: LockedMembership,
  wanted: boolean,
  means: 'pass' | 'bank-card',
): LockedMembership {
  const renews = wanted && membership.offer?.renewsByItself === true;
  return { ...membership, renews, renewMeans: renews ? means : null };
}

async function findOwn(
  tx: WritableDb,
  { membershipId, personId }: PayOrder,
): Promise<Result<LockedMembership, PayRefusal | { readonly code: 'paid' }>> {
  const membership = await lockMembership(tx, membershipId);
  if (membership === null || membership.person.id !== personId) return err({ code: 'unknown' });
  switch (membership.state) {
    case 'approved':
    case 'waiting-for-payment':
      // Taken off the list meanwhile: nobody pays for it any more.
      return membership.offer === null || membership.offer.isRemoved
        ? err({ code: 'not-to-pay' })
        : ok(membership);
    case 'active':
      return err({ code: 'paid' });
    case 'requested':
    case 'refused':
    case 'cancelled':
    case 'ended':
      return err({ code: 'not-to-pay' });
  }
}
