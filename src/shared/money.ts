import { assert } from './assert.ts';
import type { Brand } from './brand.ts';

/** Whole euro cents; negative only where a rule says so. */
export type Cents = Brand<number, 'Cents'>;

/** Largest amount the program handles in one figure: 10 million euros, far below 2^53. */
export const AMOUNT_CENTS_MAX = 1_000_000_000;

export function cents(value: number): Cents {
  assert(Number.isSafeInteger(value), `cents must be a whole number, got ${value}`);
  return value as Cents;
}

export const ZERO_CENTS = cents(0);

export const addCents = (...amounts: readonly Cents[]): Cents =>
  cents(amounts.reduce((sum, amount) => sum + amount, 0));

export const subtractCents = (from: Cents, amount: Cents): Cents => cents(from - amount);

export const minCents = (left: Cents, right: Cents): Cents => (left < right ? left : right);

/**
 * Shares a total in proportion to weights, in whole cents that sum exactly to the total.
 * The cents lost by rounding down go to the largest remainders; equal remainders go to the first.
 *
 * Example: 100 cents over weights 1, 1, 1 gives 34, 33, 33.
 */
export function shareByLargestRemainder(total: Cents, weights: readonly number[]): Cents[] {
  assert(total >= 0, `total must not be negative, got ${total}`);
  assert(
    weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0),
    `weights must be whole and not negative, got ${JSON.stringify(weights)}`,
  );
  const weightSum = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  assert(weightSum > 0n || total === 0, `a total of ${total} needs at least one weight above 0`);
  if (weightSum === 0n) return weights.map(() => ZERO_CENTS);

  const products = weights.map((weight) => BigInt(total) * BigInt(weight));
  const floors = products.map((product) => Number(product / weightSum));
  const missing = total - floors.reduce((sum, floor) => sum + floor, 0);
  const byRemainder = products
    .map((product, index) => ({ index, remainder: product % weightSum }))
    .toSorted((a, b) =>
      a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1,
    );
  const raised = new Set(byRemainder.slice(0, missing).map(({ index }) => index));
  return floors.map((floor, index) => cents(raised.has(index) ? floor + 1 : floor));
}

/** The VAT inside an amount that includes it, rounded half up. 1000 cents at 2000 bp: 167. */
export function vatInside(totalCents: Cents, vatRateBp: number): Cents {
  assert(vatRateBp >= 0 && vatRateBp <= 10_000, `VAT rate out of range: ${vatRateBp} bp`);
  const sign = totalCents < 0 ? -1 : 1;
  return cents(
    sign *
      Math.floor(
        (Math.abs(totalCents) * vatRateBp * 2 + (10_000 + vatRateBp)) / (2 * (10_000 + vatRateBp)),
      ),
  );
}
