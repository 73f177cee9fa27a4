import {
  FREE_PRICE_CENTS_MAX,
  centsOfPrice,
  checkAnswer,
  leastOf,
  mayTakeOffer,
} from '../../domain/membership/take-offer.ts';
import type { OwnPeriod } from '../../domain/membership/take-offer.ts';
import { dayOf } from '../../shared/format.ts';
import type { MembershipId, PersonId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Day, Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { lockMembership, lockPerson, takenPriceOf } from './lock-membership.ts';
import { requestedMail } from './membership-mails.ts';
import { queueMembershipMail } from './queue-membership-mail.ts';
import { readQuestions } from './read-questions.ts';

export type TakeOrder = {
  /** Made by the form. */
  readonly id: MembershipId;
  readonly offerId: string;
  readonly priceId: string;
  readonly personId: PersonId;
  /** What was typed for a free price. */
  readonly openCents: Cents | null;
  /** By question. */
  readonly answers: ReadonlyMap<string, string>;
  /** The period that the form said it goes on from; null: it said that there is none. */
  readonly after: string | null;
  readonly now: Instant;
};

export type TakeRefusal =
  | { readonly code: 'offer-unknown' | 'price-unknown' | 'amount-missing' }
  | { readonly code: 'amount-too-low' | 'amount-too-high'; readonly limitCents: Cents }
  | {
      readonly code: 'answer-missing' | 'answer-too-long' | 'answer-not-a-choice';
      readonly questionId: string;
    }
  /** On its way already, or held as far ahead as may be. */
  | { readonly code: 'open' | 'held'; readonly membershipId: string }
  /** What runs is not what the form showed: another tab was faster. */
  | { readonly code: 'changed' }
  | { readonly code: 'content-differs' };

export type Taken = {
  readonly state: 'requested' | 'approved' | 'later';
  readonly cents: Cents;
};

/**
 * Somebody takes an offer: asked for when the team has a say, else ready to be paid. Sent twice with
 * the same content it is taken once (RULES M7); `later` when it has gone on since.
 */
export async function takeMembership(
  tx: WritableDb,
  order: TakeOrder,
): Promise<Result<Taken, TakeRefusal>> {
  await lockPerson(tx, order.personId);
  const known = await tx.query
    .selectFrom('membership')
    .selectAll()
    .where('id', '=', order.id)
    .executeTakeFirst();
  if (known !== undefined) return answerKnown(tx, order, known);
  const offer = await findOffer(tx, order.offerId);
  if (offer === undefined) return err({ code: 'offer-unknown' });
  const priced = await priceOf(tx, order);
  if (!priced.ok) return priced;
  const answers = await checkAnswers(tx, order);
  if (!answers.ok) return answers;
  const may = mayTakeOffer(
    await readOwnPeriods(tx, order.personId, order.offerId),
    dayOf(order.now, offer.time_zone),
  );
  if (may.kind !== 'may') return err({ code: may.kind, membershipId: may.id });
  if ((may.after?.id ?? null) !== order.after) return err({ code: 'changed' });
  const state = offer.needs_approval === 1 && may.after === null ? 'requested' : 'approved';
  await tx.query
    .insertInto('membership')
    .values({
      ...{ id: order.id, person_id: order.personId, collective_id: offer.collective_id },
      ...{ name: offer.name, offer_id: offer.id, price_id: order.priceId },
      ...{ state, cents: priced.value, asked_at: order.now },
      ...{ starts_on: dayOf(order.now, offer.time_zone), ends_on: null },
    })
    .execute();
  for (const [questionId, answer] of answers.value) {
    await tx.query
      .insertInto('answer')
      .values({ owner_id: order.id, question_id: questionId, answer })
      .execute();
  }
  tx.changed('membership', order.id, offer.collective_id);
  if (state === 'requested') await tellRequested(tx, order);
  return ok({ state, cents: priced.value });
}

async function tellRequested(tx: WritableDb, { id, now }: TakeOrder): Promise<void> {
  const membership = await lockMembership(tx, id);
  if (membership === null) return;
  await queueMembershipMail(tx, `requested ${id}`, requestedMail(membership), now);
}

const findOffer = (tx: WritableDb, offerId: string) =>
  tx.query
    .selectFrom('membership_offer as offer')
    .innerJoin('collective', 'collective.id', 'offer.collective_id')
    .select(['offer.id', 'offer.collective_id', 'offer.name', 'needs_approval', 'time_zone'])
    .where('offer.id', '=', offerId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();

async function priceOf(tx: WritableDb, order: TakeOrder): Promise<Result<Cents, TakeRefusal>> {
  const row = await tx.query
    .selectFrom('membership_price')
    .selectAll()
    .where('id', '=', order.priceId)
    .where('offer_id', '=', order.offerId)
    .executeTakeFirst();
  if (row === undefined) return err({ code: 'price-unknown' });
  const price = takenPriceOf(row);
  const priced = centsOfPrice(price, order.openCents);
  if (priced.ok) return priced;
  switch (priced.error) {
    case 'amount-missing':
      return err({ code: 'amount-missing' });
    case 'amount-too-low':
      return err({ code: 'amount-too-low', limitCents: leastOf(price) });
    case 'amount-too-high':
      return err({ code: 'amount-too-high', limitCents: cents(FREE_PRICE_CENTS_MAX) });
  }
}

async function checkAnswers(
  tx: WritableDb,
  { offerId, answers, after }: TakeOrder,
): Promise<Result<ReadonlyMap<string, string>, TakeRefusal>> {
  const given = new Map<string, string>();
  // Whoever goes on has answered when they came.
  if (after !== null) return ok(given);
  for (const question of await readQuestions(tx, offerId)) {
    const checked = checkAnswer(question, answers.get(question.id) ?? '');
    if (!checked.ok) return err({ code: `answer-${checked.error}`, questionId: question.id });
    if (checked.value !== '') given.set(question.id, checked.value);
  }
  return ok(given);
}

export async function readOwnPeriods(
  db: Pick<WritableDb, 'query'> | { readonly query: Pick<WritableDb['query'], 'selectFrom'> },
  personId: PersonId,
  offerId: string,
): Promise<readonly OwnPeriod[]> {
  const rows = await db.query
    .selectFrom('membership')
    .select(['id', 'state', 'starts_on', 'ends_on'])
    .where('person_id', '=', personId)
    .where('offer_id', '=', offerId)
    .orderBy('starts_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    startsOn: row.starts_on as Day,
    endsOn: row.ends_on as Day | null,
  }));
}

async function answerKnown(
  tx: WritableDb,
  order: TakeOrder,
  known: {
    readonly person_id: string;
    readonly offer_id: string | null;
    readonly price_id: string | null;
    readonly state: string;
    readonly cents: number;
  },
): Promise<Result<Taken, TakeRefusal>> {
  const priced = await priceOf(tx, order);
  const answers = await tx.query
    .selectFrom('answer')
    .select(['question_id', 'answer'])
    .where('owner_id', '=', order.id)
    .execute();
  const isSame =
    known.person_id === order.personId &&
    known.offer_id === order.offerId &&
    known.price_id === order.priceId &&
    (order.openCents === null || !priced.ok || priced.value === known.cents) &&
    answers.every(({ question_id: id, answer }) => order.answers.get(id)?.trim() === answer);
  if (!isSame) return err({ code: 'content-differs' });
  const { state } = known;
  const isFresh = state === 'requested' || state === 'approved';
  return ok({ state: isFresh ? state : 'later', cents: cents(known.cents) });
}
