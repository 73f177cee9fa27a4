import type { BookablePrice, BookingRules } from '../../booking/read-booking-rules.ts';

/** What somebody chose, as addresses and forms carry it: `p1=2&p2=0&code=BIENVENUE`. */

export const PROMO_FIELD = 'code';
export const PROMO_LENGTH_MAX = 40;

/** A form takes so many at once, whatever the event allows: more is a matter for the collective. */
const PLACES_AT_ONCE_MAX = 50;

export type Choice = {
  /** How many of each price, in the order of the prices. */
  readonly counts: readonly number[];
  readonly promoCode: string;
};

export const countField = (index: number): string => `p${index + 1}`;

/** How many of a price can be asked for now. */
export const countsMax = (rules: BookingRules, price: BookablePrice): number =>
  Math.min(rules.mayTake, price.left ?? rules.mayTake, PLACES_AT_ONCE_MAX);

/** Reads a choice. What is no whole number counts as none; more than can be is for the rules to refuse. */
export function readChoice(
  prices: readonly unknown[],
  field: (name: string) => string | undefined,
): Choice {
  return {
    counts: prices.map((_, index) => readCount(field(countField(index)))),
    promoCode: (field(PROMO_FIELD) ?? '').trim().slice(0, PROMO_LENGTH_MAX),
  };
}

const readCount = (text: string | undefined): number =>
  text !== undefined && /^\d{1,4}$/.test(text.trim()) ? Number(text.trim()) : 0;

export const placesOf = ({ counts }: Choice): number =>
  counts.reduce((sum, count) => sum + count, 0);

/** The address of a form with what was chosen in it. */
export function withChoice(path: string, { counts, promoCode }: Choice): string {
  const query = new URLSearchParams();
  for (const [index, count] of counts.entries()) {
    if (count > 0) query.set(countField(index), String(count));
  }
  if (promoCode !== '') query.set(PROMO_FIELD, promoCode);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
