import type { DemoData } from '../../contract/demo/demo-schema.ts';
import { nextRenewalAt } from '../../domain/membership/renewal.ts';
import { addDays, dayOf } from '../../shared/format.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { storeDemoRow } from '../payments/demo-bank-rows.ts';

const DAY_MS = 24 * 3_600_000;

/** When requests of the demo were made, and answered. */
const ASKED_DAYS_AGO = 2;

type Offer = DemoData['memberships']['offers'][number];
type DemoMembership = DemoData['memberships']['memberships'][number];

/** What people have taken, in all seven states, with their answers. Dates count from `now`. */
export async function seedMemberships(tx: WritableDb, demo: DemoData, now: Instant): Promise<void> {
  const { offers, memberships } = demo.memberships;
  for (const offer of offers) await seedQuestions(tx, offer);
  for (const membership of memberships) {
    const offer = offers.find(({ id }) => id === membership.offerId);
    const collective = demo.collectives.find(({ id }) => id === offer?.collectiveId);
    if (offer === undefined || collective === undefined) continue;
    await seedOne(tx, { membership, offer, timeZone: collective.timeZone, now });
    if (renewMeansOf(membership, offer) === 'bank-card') {
      await seedCard(tx, { membership, offer, slug: collective.slug, now });
    }
  }
}

const questionId = (offer: Offer, line: number): string => uuidOf(`question ${offer.id} ${line}`);

/** The first one has to be answered. */
async function seedQuestions(tx: WritableDb, offer: Offer): Promise<void> {
  for (const [line, label] of offer.questions.entries()) {
    await tx.query
      .insertInto('question')
      .values({
        ...{ id: questionId(offer, line), offer_id: offer.id, line, label, kind: 'text' },
        is_required: line === 0 ? 1 : 0,
      })
      .execute();
  }
}

/** What was paid on the site renews the same way, where the offer does. */
function renewMeansOf(
  { state, paidBy }: DemoMembership,
  { renewsByItself }: Offer,
): 'pass' | 'bank-card' | null {
  if (state !== 'active' || !renewsByItself) return null;
  return paidBy === 'pass' || paidBy === 'bank-card' ? paidBy : null;
}

async function seedOne(
  tx: WritableDb,
  order: {
    readonly membership: DemoMembership;
    readonly offer: Offer;
    readonly timeZone: string;
    readonly now: Instant;
  },
): Promise<void> {
  const { membership, offer, timeZone, now } = order;
  const { state, startsInDays, endsInDays, paidBy, answers } = membership;
  const today = dayOf(now, timeZone);
  const endsOn = endsInDays === null ? null : addDays(today, endsInDays);
  const renewMeans = renewMeansOf(membership, offer);
  const price = offer.prices.find(({ id }) => id === membership.priceId);
  const isOnSite = paidBy === 'pass' || paidBy === 'bank-card';
  const isAnswered = offer.needsApproval && (state === 'approved' || state === 'refused');
  const askedAt = addMs(now, -ASKED_DAYS_AGO * DAY_MS);
  await tx.query
    .insertInto('membership')
    .values({
      ...{ id: membership.id, person_id: membership.personId, name: offer.name, state },
      ...{ collective_id: offer.collectiveId, offer_id: offer.id, price_id: membership.priceId },
      ...{ starts_on: addDays(today, startsInDays ?? -ASKED_DAYS_AGO), ends_on: endsOn },
      cents: paidBy === null ? (price?.priceCents ?? 0) : isOnSite ? membership.paidCents : 0,
      means: isOnSite ? paidBy : null,
      paid_at: isOnSite ? addMs(now, (startsInDays ?? 0) * DAY_MS) : null,
      asked_at: startsInDays === null ? askedAt : null,
      decided_at: isAnswered ? addMs(askedAt, DAY_MS) : null,
      closed_at: state === 'refused' ? addMs(askedAt, DAY_MS) : null,
      ...{ renews: renewMeans === null ? 0 : 1, renew_means: renewMeans },
      renew_next_at:
        renewMeans === null || endsOn === null
          ? null
          : nextRenewalAt({ endsOn, timeZone, tries: 0, now }),
    })
    .execute();
  for (const [line, answer] of answers.entries()) {
    await tx.query
      .insertInto('answer')
      .values({ owner_id: membership.id, question_id: questionId(offer, line), answer })
      .execute();
  }
  tx.changed('membership', membership.id, offer.collectiveId);
}

/** The card that pays the renewals, as the bank of the demo has it: one that pays. */
async function seedCard(
  tx: WritableDb,
  order: {
    readonly membership: DemoMembership;
    readonly offer: Offer;
    readonly slug: string;
    readonly now: Instant;
  },
): Promise<void> {
  const { membership, offer, slug, now } = order;
  const [customer, method] = [`demo_customer_${membership.id}`, `demo_card_${membership.id}`];
  const account = `acct_demo_${slug}`;
  const data = { account, method, number: '4242', isForgotten: false };
  await storeDemoRow(tx, { id: customer, kind: 'card', data, at: now });
  await tx.query
    .insertInto('bank_card')
    .values({
      id: uuidOf(`card of ${membership.id}`),
      ...{ person_id: membership.personId, collective_id: offer.collectiveId, account },
      ...{ customer, method, label: 'Visa 4242', added_at: now },
    })
    .execute();
}
