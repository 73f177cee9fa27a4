import { nextRenewalAt } from '../../domain/membership/renewal.ts';
import { dayOf } from '../../shared/format.ts';
import type { MembershipId, PaymentId, PersonId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { cancelWaitingRenewals } from './begin-membership.ts';
import { lockMembership } from './lock-membership.ts';
import type { LockedMembership } from './lock-membership.ts';
import { STOPS_RENEWING, moveMembership } from './move-membership.ts';
import { tellWallet } from './period-and-gift.ts';

type ChangeOrder = {
  readonly membershipId: MembershipId;
  readonly personId: PersonId;
  readonly now: Instant;
};

/** "Résilier": it renews no more; the period that is paid stays (RULES A3). Twice is once. */
export async function stopRenewal(
  tx: WritableDb,
  order: ChangeOrder,
): Promise<Result<void, 'unknown'>> {
  const membership = await findOwn(tx, order);
  if (membership === null) return err('unknown');
  await setRenewal(tx, membership, STOPS_RENEWING);
  const { offer, person } = membership;
  if (offer !== null) {
    await cancelWaitingRenewals(tx, { personId: person.id, offerId: offer.id }, order.now);
  }
  return ok(undefined);
}

/** Renews again, or by other means: as long as its last day is not over. */
export async function keepRenewing(
  tx: WritableDb,
  order: ChangeOrder & { readonly means: 'pass' | 'bank-card' },
): Promise<Result<LockedMembership, 'unknown' | 'not-offered' | 'over'>> {
  const membership = await findOwn(tx, order);
  if (membership === null) return err('unknown');
  const { offer, endsOn, collective, state } = membership;
  const mayRenew = offer !== null && offer.renewsByItself && !offer.isRemoved;
  if (!mayRenew || endsOn === null) return err('not-offered');
  const isOver = endsOn < dayOf(order.now, collective.timeZone) && !membership.renews;
  if (state !== 'active' || isOver) return err('over');
  const rule = { endsOn, timeZone: collective.timeZone, now: order.now };
  await setRenewal(tx, membership, {
    ...{ renews: 1, renew_means: order.means },
    // One that is being tried keeps its tries and its hour.
    ...(membership.renews
      ? {}
      : { renew_tries: 0, renew_next_at: nextRenewalAt({ ...rule, tries: 0 }) }),
  });
  return ok(membership);
}

/** A request, or what is not paid yet, is taken back. `closes`: a page of the bank left open. */
export async function withdrawMembership(
  tx: WritableDb,
  order: ChangeOrder,
): Promise<Result<{ readonly closes: PaymentId | null }, 'unknown' | 'too-late'>> {
  const membership = await findOwn(tx, order);
  if (membership === null) return err('unknown');
  switch (membership.state) {
    case 'requested':
    case 'approved':
    case 'waiting-for-payment':
      return ok({ closes: await withdraw(tx, membership, order.now) });
    case 'cancelled':
      return ok({ closes: null });
    case 'active':
    case 'ended':
    case 'refused':
      return err('too-late');
  }
}

async function withdraw(
  tx: WritableDb,
  membership: LockedMembership,
  now: Instant,
): Promise<PaymentId | null> {
  const { renewalOf, state, paymentId } = membership;
  await moveMembership(tx, membership, 'cancel', {
    ...{ ...STOPS_RENEWING, closed_at: now, renewal_of: null },
  });
  if (renewalOf !== null) {
    const before = await lockMembership(tx, renewalOf);
    if (before?.state === 'active') await setRenewal(tx, before, STOPS_RENEWING);
  }
  return state === 'waiting-for-payment' ? paymentId : null;
}

async function setRenewal(
  tx: WritableDb,
  { id, person, collective }: LockedMembership,
  set: Partial<typeof STOPS_RENEWING> | Readonly<Record<string, unknown>>,
): Promise<void> {
  await tx.query.updateTable('membership').set(set).where('id', '=', id).execute();
  tx.changed('membership', id, collective.id);
  await tellWallet(tx, person.id);
}

async function findOwn(
  tx: WritableDb,
  { membershipId, personId }: ChangeOrder,
): Promise<LockedMembership | null> {
  const membership = await lockMembership(tx, membershipId);
  return membership?.person.id === personId ? membership : null;
}
