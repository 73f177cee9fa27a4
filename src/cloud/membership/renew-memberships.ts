import { centsOfRenewal } from '../../domain/membership/take-offer.ts';
import { nextRenewalAt, RENEWAL_TRY_DAYS } from '../../domain/membership/renewal.ts';
import { assert, assertNever } from '../../shared/assert.ts';
import { dayOf } from '../../shared/format.ts';
import type { MembershipId, PaymentId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Day, Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { CloudDeps } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { chargeSavedCard } from '../payments/charge-card.ts';
import type { CardCharge } from '../payments/charge-card.ts';
import { beginMembership, cancelWaitingRenewals } from './begin-membership.ts';
import { lockMembership } from './lock-membership.ts';
import type { LockedMembership, LockedOffer } from './lock-membership.ts';
import { endedMail, removedMail, unpaidMail } from './membership-mails.ts';
import type { UnpaidReason } from './membership-mails.ts';
import { STOPS_RENEWING, moveMembership } from './move-membership.ts';
import { sellMembership } from './pay-membership.ts';
import { queueMembershipMail } from './queue-membership-mail.ts';

/** How many in one turn; the rest comes with the next one. */
const RENEWED_MAX = 200;

/**
 * Pays the next period of those whose hour has come (RULES A3). It may run twice at once, or die
 * between the bank and the database: the period to come is a row of its own, once, and what the
 * bank is asked has the id of that row and of the try.
 */
export async function renewMemberships(deps: CloudDeps): Promise<void> {
  const due = await deps.db.query
    .selectFrom('membership')
    .select('id')
    .where('renew_next_at', '<=', deps.clock())
    .where('state', '=', 'active')
    .orderBy('renew_next_at')
    .orderBy('id')
    .limit(RENEWED_MAX)
    .execute();
  for (const { id } of due) {
    try {
      await renewOne(deps, id);
    } catch (error) {
      // One that fails does not stop the others; it is tried again at the next turn.
      deps.logger.error({ err: error, membershipId: id }, 'membership not renewed');
    }
  }
}

type Charge = { readonly charge: CardCharge; readonly tries: number };

async function renewOne(deps: CloudDeps, id: string): Promise<void> {
  const now = deps.clock();
  const asked = await writeTransaction(deps.db, (tx) => renewOrAsk(tx, id, now));
  if (asked === null) return;
  const outcome = await chargeSavedCard(deps, asked.charge);
  switch (outcome) {
    case 'paid':
    case 'waiting':
      return;
    case 'refused':
    case 'needs-person':
    case 'no-card':
      await writeTransaction(deps.db, async (tx) => {
        const membership = await lockMembership(tx, id);
        // Told by another instance, paid or stopped meanwhile.
        if (!isDue(membership, now) || membership.renewTries !== asked.tries) return;
        const next = await findNext(tx, id);
        if (next === null) return;
        if (next.state === 'waiting-for-payment' && next.paymentId === asked.charge.paymentId) {
          await moveMembership(tx, next, 'stop-paying', { payment_id: null });
        }
        await noteFailure(tx, { membership, next, reason: { kind: outcome }, now });
      });
      return;
    default:
      assertNever(outcome);
  }
}

const isDue = (membership: LockedMembership | null, now: Instant): membership is LockedMembership =>
  membership?.state === 'active' &&
  membership.renews &&
  membership.renewNextAt !== null &&
  membership.renewNextAt <= now;

/** All that needs no bank; gives what the bank is to be asked, if anything. */
async function renewOrAsk(tx: WritableDb, id: string, now: Instant): Promise<Charge | null> {
  const membership = await lockMembership(tx, id);
  if (!isDue(membership, now) || membership.endsOn === null) return null;
  const { offer } = membership;
  if (offer === null || offer.price === null || offer.isRemoved || !offer.renewsByItself) {
    await stopOffered(tx, membership, now);
    return null;
  }
  if (await handOver(tx, membership, offer, now)) return null;
  const next = await openNext(tx, membership, { ...offer, price: offer.price }, now);
  if (next === null) return null;
  if (next.cents === 0) {
    await beginMembership(tx, next, { means: 'free' }, now);
    return null;
  }
  if (membership.renewMeans === 'bank-card') return askBank(tx, membership, next);
  const sold = await sellMembership(tx, next, now);
  if (sold.ok) await beginMembership(tx, next, { means: 'pass', postingId: sold.value }, now);
  else {
    const reason = { kind: 'short', missingCents: sold.error } as const;
    await noteFailure(tx, { membership, next, reason, now });
  }
  return null;
}

/** The offer was taken off the list: nothing is paid, and the person is told while it still runs. */
async function stopOffered(
  tx: WritableDb,
  membership: LockedMembership,
  now: Instant,
): Promise<void> {
  await stop(tx, membership, now);
  const { id, endsOn } = membership;
  if (endsOn === null) return;
  await queueMembershipMail(tx, `offer of ${id} removed`, removedMail(membership, endsOn), now);
}

async function stop(tx: WritableDb, membership: LockedMembership, now: Instant): Promise<void> {
  const { id, offer, person, collective } = membership;
  await tx.query.updateTable('membership').set(STOPS_RENEWING).where('id', '=', id).execute();
  tx.changed('membership', id, collective.id);
  if (offer === null) return;
  await cancelWaitingRenewals(tx, { personId: person.id, offerId: offer.id }, now);
}

/**
 * A till has sold the next period meanwhile: that one renews in its turn, nothing is paid now.
 */
async function handOver(
  tx: WritableDb,
  membership: LockedMembership,
  offer: LockedOffer,
  now: Instant,
): Promise<boolean> {
  const { endsOn, person, collective, renewMeans } = membership;
  assert(endsOn !== null, 'what does not end does not renew');
  const later = await tx.query
    .selectFrom('membership')
    .select(['id', 'ends_on'])
    .where('person_id', '=', person.id)
    .where('offer_id', '=', offer.id)
    .where('state', '=', 'active')
    .where('id', '<>', membership.id)
    .where((where) => where.or([where('ends_on', '>', endsOn), where('ends_on', 'is', null)]))
    .orderBy('starts_on', 'desc')
    .executeTakeFirst();
  if (later === undefined) return false;
  await stop(tx, membership, now);
  if (later.ends_on === null) return true;
  const rule = { endsOn: later.ends_on as Day, timeZone: collective.timeZone };
  await tx.query
    .updateTable('membership')
    .set({ renews: 1, renew_means: renewMeans, renew_tries: 0 })
    .set({ renew_next_at: nextRenewalAt({ ...rule, tries: 0, now }) })
    .where('id', '=', later.id)
    .execute();
  tx.changed('membership', later.id, collective.id);
  return true;
}

/**
 * The period to come, made at the first try. Its price is today's until the bank is asked: from then
 * on it stays, so that the same question is asked again after a crash. Null: the person is at the
 * bank with it themselves.
 */
async function openNext(
  tx: WritableDb,
  membership: LockedMembership,
  offer: LockedOffer & { readonly price: NonNullable<LockedOffer['price']> },
  now: Instant,
): Promise<LockedMembership | null> {
  const known = await findNext(tx, membership.id);
  if (known?.state === 'waiting-for-payment') {
    return known.paymentId === paymentIdOf(known.id, membership.renewTries) ? known : null;
  }
  const price = centsOfRenewal(offer.price, membership.cents);
  if (known !== null) return reprice(tx, known, price);
  // Stopped and begun again, there may have been one before: each has its own id.
  const id = uuidOf(`renewal of ${membership.id} at ${now}`) as MembershipId;
  const { person, collective, renewMeans } = membership;
  await tx.query
    .insertInto('membership')
    .values({
      ...{ id, person_id: person.id, collective_id: collective.id, name: membership.name },
      ...{ state: 'approved', cents: price, asked_at: now, renewal_of: membership.id },
      ...{ offer_id: offer.id, price_id: offer.price.id, renews: 1, renew_means: renewMeans },
      ...{ starts_on: dayOf(now, collective.timeZone), ends_on: null },
    })
    .execute();
  tx.changed('membership', id, collective.id);
  return findNext(tx, membership.id);
}

async function reprice(
  tx: WritableDb,
  next: LockedMembership,
  price: Cents,
): Promise<LockedMembership> {
  if (next.cents === price) return next;
  await tx.query
    .updateTable('membership')
    .set({ cents: price })
    .where('id', '=', next.id)
    .where('state', '=', 'approved')
    .execute();
  return { ...next, cents: price };
}

async function findNext(tx: WritableDb, membershipId: string): Promise<LockedMembership | null> {
  const row = await tx.query
    .selectFrom('membership')
    .select('id')
    .where('renewal_of', '=', membershipId)
    .where('state', 'in', ['approved', 'waiting-for-payment'])
    .executeTakeFirst();
  return row === undefined ? null : lockMembership(tx, row.id);
}

const paymentIdOf = (nextId: string, tries: number): PaymentId =>
  uuidOf(`renewal ${nextId} try ${tries + 1}`) as PaymentId;

async function askBank(
  tx: WritableDb,
  membership: LockedMembership,
  next: LockedMembership,
): Promise<Charge> {
  const paymentId = paymentIdOf(next.id, membership.renewTries);
  if (next.state === 'approved') {
    await moveMembership(tx, next, 'start-paying', { payment_id: paymentId });
  }
  return {
    tries: membership.renewTries,
    charge: {
      ...{ paymentId, membershipId: next.id, personId: next.person.id },
      ...{ collectiveId: next.collective.id, cents: next.cents },
      label: `${next.name}, ${next.collective.name}`,
    },
  };
}

/** One more try in vain: the person is told, and when it is tried next, or that it is over. */
async function noteFailure(
  tx: WritableDb,
  failed: {
    readonly membership: LockedMembership;
    readonly next: LockedMembership;
    readonly reason: UnpaidReason;
    readonly now: Instant;
  },
): Promise<void> {
  const { membership, next, reason, now } = failed;
  const { id, endsOn, collective } = membership;
  assert(endsOn !== null, 'what does not end does not renew');
  const tries = membership.renewTries + 1;
  const nextAt = nextRenewalAt({ endsOn, timeZone: collective.timeZone, tries, now });
  if (nextAt === null) {
    await stop(tx, membership, now);
    await moveMembership(tx, membership, 'end', { closed_at: now });
    await queueMembershipMail(tx, `ended ${id}`, endedMail(membership, endsOn, 'unpaid'), now);
    return;
  }
  await tx.query
    .updateTable('membership')
    .set({ renew_tries: tries, renew_next_at: nextAt })
    .where('id', '=', id)
    .execute();
  tx.changed('membership', id, collective.id);
  const isLast = tries === RENEWAL_TRY_DAYS.length - 1;
  const mail = unpaidMail(next, reason, { at: nextAt, isLast });
  await queueMembershipMail(tx, `renewal ${next.id} try ${tries}`, mail, now);
}
