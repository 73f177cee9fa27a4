import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Day } from '../../shared/time.ts';
import type { MembershipState } from './states.ts';

/** The most that a free price takes: above it, somebody has typed a comma too few. */
export const FREE_PRICE_CENTS_MAX = 100_000;

/** Letters of one answer. */
export const ANSWER_LENGTH_MAX = 500;

export type TakenPrice = {
  readonly kind: 'fixed' | 'reduced' | 'free';
  readonly priceCents: Cents;
  readonly priceMinCents: Cents | null;
};

/** What is to be paid for a price; for a free one, what the person wrote (RULES A1). */
export function centsOfPrice(
  price: TakenPrice,
  wanted: Cents | null,
): Result<Cents, 'amount-missing' | 'amount-too-low' | 'amount-too-high'> {
  if (price.kind !== 'free') return ok(price.priceCents);
  if (wanted === null) return err('amount-missing');
  if (wanted < leastOf(price)) return err('amount-too-low');
  return wanted > FREE_PRICE_CENTS_MAX ? err('amount-too-high') : ok(wanted);
}

export const leastOf = ({ priceMinCents }: TakenPrice): Cents => cents(priceMinCents ?? 0);

/** A renewal costs what the price says today; a free price stays what the person chose. */
export const centsOfRenewal = (price: TakenPrice, before: Cents): Cents =>
  price.kind === 'free' ? before : price.priceCents;

/** A membership of the person for the same offer. */
export type OwnPeriod = {
  readonly id: string;
  readonly state: MembershipState;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
};

export type MayTake =
  /** `after`: the period that runs, which the new one goes on from; null without one. */
  | { readonly kind: 'may'; readonly after: OwnPeriod | null }
  /** Asked for already, or not paid yet: that one is to be gone on with. */
  | { readonly kind: 'open'; readonly id: string }
  /** It does not end, or the period after this one is paid too. */
  | { readonly kind: 'held'; readonly id: string };

/**
 * Whether a person may take an offer, seen what they have of it: one that is on its way comes
 * first, and no more than one period is paid ahead.
 */
export function mayTakeOffer(own: readonly OwnPeriod[], today: Day): MayTake {
  const open = own.find(({ state }) => isOpen(state));
  if (open !== undefined) return { kind: 'open', id: open.id };
  const active = own.filter(
    ({ state, endsOn }) => state === 'active' && (endsOn === null || endsOn >= today),
  );
  const last = active.toSorted((left, right) => compareEnds(left, right)).at(-1);
  if (last === undefined) return { kind: 'may', after: null };
  if (last.endsOn === null || last.startsOn > today) return { kind: 'held', id: last.id };
  return { kind: 'may', after: last };
}

const isOpen = (state: MembershipState): boolean =>
  state === 'requested' || state === 'approved' || state === 'waiting-for-payment';

/** One without an end comes last. */
const compareEnds = (left: OwnPeriod, right: OwnPeriod): number =>
  (left.endsOn ?? '9999-12-31') < (right.endsOn ?? '9999-12-31') ? -1 : 1;

export type Question = {
  readonly id: string;
  readonly kind: 'text' | 'choice' | 'yes-no';
  readonly choices: readonly string[];
  readonly isRequired: boolean;
};

export const YES_NO = ['yes', 'no'] as const;

/** Checks one answer; an empty one is fine where nothing has to be said. */
export function checkAnswer(
  question: Question,
  typed: string,
): Result<string, 'missing' | 'too-long' | 'not-a-choice'> {
  const answer = typed.trim();
  if (answer === '') return question.isRequired ? err('missing') : ok('');
  if (answer.length > ANSWER_LENGTH_MAX) return err('too-long');
  const choices = question.kind === 'yes-no' ? YES_NO : question.choices;
  const isChosen = question.kind === 'text' || choices.some((choice) => choice === answer);
  return isChosen ? ok(answer) : err('not-a-choice');
}
