import { nextRenewalAt } from '../../domain/membership/renewal.ts';
import type { MembershipPeriod } from '../../domain/membership/period.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import type { PaymentId } from '../../shared/ids.ts';
import { assert } from '../../shared/assert.ts';
import type { Instant } from '../../shared/time.ts';
import { reckonMembership } from '../badge/follow-memberships.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { LockedMembership } from './lock-membership.ts';
import { begunMail } from './membership-mails.ts';
import { queueMembershipMail } from './queue-membership-mail.ts';
import { STOPS_RENEWING, moveMembership } from './move-membership.ts';
import { countPeriod, giveWelcome } from './period-and-gift.ts';
import { attachReceipt, readReceipt } from './receipt.ts';

export type PaidWith =
  | { readonly means: 'free' }
  | { readonly means: 'pass'; readonly postingId: PostingId }
  | { readonly means: 'bank-card'; readonly paymentId: PaymentId };

/**
 * All of it is paid: its days are counted, its gift given, tills and doors told, the person written
 * to. The one it goes on from renews no more: from now on this one does.
 */
export async function beginMembership(
  tx: WritableDb,
  membership: LockedMembership,
  paid: PaidWith,
  at: Instant,
): Promise<MembershipPeriod> {
  const { id, offer, person, collective } = membership;
  assert(offer !== null, `membership ${id} has no offer`);
  const period = await countPeriod(tx, person.id, offer, at);
  await takeOverRenewal(tx, membership, offer.id, at);
  await moveMembership(tx, membership, 'pay', {
    ...{ starts_on: period.startsOn, ends_on: period.endsOn, means: paid.means },
    paid_at: at,
    payment_id: paid.means === 'bank-card' ? paid.paymentId : null,
    posting_id: paid.means === 'pass' ? paid.postingId : null,
    ...renewalOf(membership, period, at),
  });
  await giveWelcome(
    tx,
    { stationId: null, collectiveId: collective.id, at },
    { offer, membershipId: id, personId: person.id },
  );
  await reckonMembership(tx, { collectiveId: collective.id, membershipId: id, now: at });
  const receipt = await readReceipt(tx, id, person.id);
  const paper = receipt === null ? null : await attachReceipt(receipt, person.language);
  const mail = begunMail(membership, period, paid.means, paper);
  await queueMembershipMail(tx, `begun ${id}`, mail, at);
  return period;
}

/** What does not end does not renew. */
function renewalOf(
  { renews, renewMeans, collective }: LockedMembership,
  { endsOn }: MembershipPeriod,
  now: Instant,
) {
  if (!renews || renewMeans === null || endsOn === null) return STOPS_RENEWING;
  const rule = { endsOn, timeZone: collective.timeZone };
  return {
    ...({ renews: 1, renew_means: renewMeans, renew_tries: 0 } as const),
    // One that begins on its last day is renewed the morning after, not at once.
    renew_next_at: nextRenewalAt({ ...rule, tries: 0, now }),
  };
}

/** No other period of this offer renews beside this one, and none waits to be paid. */
async function takeOverRenewal(
  tx: WritableDb,
  { id, person }: LockedMembership,
  offerId: string,
  now: Instant,
): Promise<void> {
  await tx.query
    .updateTable('membership')
    .set(STOPS_RENEWING)
    .where('person_id', '=', person.id)
    .where('offer_id', '=', offerId)
    .where('id', '<>', id)
    .where('state', '=', 'active')
    .where('renews', '=', 1)
    .execute();
  await cancelWaitingRenewals(tx, { personId: person.id, offerId, exceptId: id }, now);
}

/** Renewals that were tried in vain and are wanted no more. */
export async function cancelWaitingRenewals(
  tx: WritableDb,
  of: { readonly personId: string; readonly offerId: string; readonly exceptId?: string },
  now: Instant,
): Promise<void> {
  await tx.query
    .updateTable('membership')
    // Freed, so that a renewal that is wanted again later can be made.
    .set({ ...STOPS_RENEWING, state: 'cancelled', closed_at: now, renewal_of: null })
    .where('person_id', '=', of.personId)
    .where('offer_id', '=', of.offerId)
    .where('id', '<>', of.exceptId ?? '')
    .where('renewal_of', 'is not', null)
    .where('state', 'in', ['approved', 'waiting-for-payment'])
    .execute();
}
