import { ANSWER_LENGTH_MAX } from '../../../domain/membership/take-offer.ts';
import { assertNever } from '../../../shared/assert.ts';
import { formatCents } from '../../../shared/format.ts';
import { isUuid, toId } from '../../../shared/ids.ts';
import type { MembershipId } from '../../../shared/ids.ts';
import { cents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { readQuestions } from '../../membership/read-questions.ts';
import { takeMembership } from '../../membership/take-membership.ts';
import type { TakeRefusal, Taken } from '../../membership/take-membership.ts';
import { readForm } from '../forms.ts';
import type { SentForm } from '../forms.ts';
import { ownMembershipPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { OFFER_FIELDS, questionField } from './offer-form.tsx';
import type { OfferOnSite, PriceOnSite } from './offers-store.ts';
import { PAY_FIELDS, readMeans } from './pay-choice.tsx';
import { payAndGo } from './pay-own.ts';
import { OFFER_PATH, answerOffer, findAskedOffer } from './show-offer.tsx';

/** A little more than an answer may have, so that one that is too long is told so and kept. */
const TYPED_LENGTH_MAX = 2 * ANSWER_LENGTH_MAX;

/** Takes an offer, then pays it at once where nobody has to say yes first. */
export const takeOfferRoute = {
  method: 'POST',
  path: OFFER_PATH,
  who: 'person',
  handle: async (call) => {
    const form = await readForm(call, TYPED_LENGTH_MAX);
    const visit = openVisit(call, call.person);
    const offer = await findAskedOffer(call, visit);
    if (offer === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    const { t } = visit;
    const id = form.text(OFFER_FIELDS.id);
    const redraw = (problems: Problems, notice: string | null = null) =>
      answerOffer(call, {
        ...{ visit, offer, typed: form.text, problems },
        notice: notice === null ? null : { title: notice, text: t('members.problem.changed') },
      });
    if (!form.isOurs || !isUuid(id) || id !== id.toLowerCase()) {
      return redraw([], t('problem.formOld'));
    }
    const price = offer.prices.find(({ id: one }) => one === form.text(OFFER_FIELDS.price));
    if (price === undefined) {
      return redraw([[OFFER_FIELDS.price, t('members.problem.price-unknown')]]);
    }
    const after = form.text(OFFER_FIELDS.after);
    const paysNow = !(offer.needsApproval && after === '') && costs(price, form);
    const means = readMeans(form.text(PAY_FIELDS.means));
    if (paysNow && means === null) {
      return redraw([[PAY_FIELDS.means, t('members.problem.means')]]);
    }
    const membershipId = toId<'Membership'>(id);
    const taken = await take(call, { offer, price, form, membershipId, after });
    if (!taken.ok) return answerRefusal(call, taken.error, visit, redraw);
    return goOn(call, { form, membershipId, taken: taken.value, means });
  },
} satisfies Route;

type Problems = readonly (readonly [field: string, problem: string])[];

/** False for what is free anyway. */
const costs = (price: PriceOnSite, form: SentForm): boolean =>
  price.kind === 'free' ? readAmount(form.text(OFFER_FIELDS.amount)) !== 0 : price.priceCents > 0;

/** `25`, `25,50`, `25.5 €`; null when it is no amount. */
export function readAmount(text: string): Cents | null {
  const match = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(text.replaceAll(/[\s\u00a0\u202f€]/g, ''));
  if (match === null) return null;
  return cents(Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')));
}

async function take(
  call: PersonCall,
  order: {
    readonly offer: OfferOnSite;
    readonly price: PriceOnSite;
    readonly form: SentForm;
    readonly membershipId: MembershipId;
    readonly after: string;
  },
) {
  const { offer, price, form, membershipId, after } = order;
  const { db, clock } = call.deps;
  const questions = await readQuestions(db, offer.id);
  return writeTransaction(db, (tx) =>
    takeMembership(tx, {
      ...{ id: membershipId, offerId: offer.id, priceId: price.id },
      personId: call.person.personId,
      openCents: price.kind === 'free' ? readAmount(form.text(OFFER_FIELDS.amount)) : null,
      answers: new Map(
        questions.map((question) => [question.id, form.text(questionField(question))]),
      ),
      ...{ after: after === '' ? null : after, now: clock() },
    }),
  );
}

async function answerRefusal(
  call: PersonCall,
  refusal: TakeRefusal,
  visit: Visit,
  redraw: (problems: Problems, notice?: string | null) => Promise<Response>,
): Promise<Response> {
  const { t, language } = visit;
  switch (refusal.code) {
    case 'offer-unknown':
      return redraw([], t('members.problem.gone'));
    case 'price-unknown':
      return redraw([[OFFER_FIELDS.price, t('members.problem.price-unknown')]]);
    case 'amount-missing':
      return redraw([[OFFER_FIELDS.amount, t('members.problem.amount-missing')]]);
    case 'amount-too-low':
    case 'amount-too-high': {
      const amount = formatCents(refusal.limitCents, language);
      return redraw([[OFFER_FIELDS.amount, t(`members.problem.${refusal.code}`, { amount })]]);
    }
    case 'answer-missing':
    case 'answer-too-long':
    case 'answer-not-a-choice': {
      const field = questionField({ id: refusal.questionId });
      return redraw([
        [field, t(`members.problem.${refusal.code}`, { max: String(ANSWER_LENGTH_MAX) })],
      ]);
    }
    case 'open':
    case 'held':
      return call.c.redirect(ownMembershipPath(refusal.membershipId), 303);
    case 'changed':
    case 'content-differs':
      return redraw([], t('problem.formOld'));
    default:
      return assertNever(refusal);
  }
}

async function goOn(
  call: PersonCall,
  sent: {
    readonly form: SentForm;
    readonly membershipId: MembershipId;
    readonly taken: Taken;
    readonly means: ReturnType<typeof readMeans>;
  },
): Promise<Response> {
  const { form, membershipId, taken, means } = sent;
  switch (taken.state) {
    case 'requested':
      return call.c.redirect(`${ownMembershipPath(membershipId)}?fait=demande`, 303);
    case 'later':
      return call.c.redirect(ownMembershipPath(membershipId), 303);
    case 'approved':
      return payAndGo(call, {
        ...{ membershipId, means: taken.cents === 0 ? 'free' : (means ?? 'pass') },
        renews: form.text(PAY_FIELDS.keeps) === 'oui',
        paymentId: form.text(PAY_FIELDS.payment),
      });
  }
}
