import { assert } from '../../shared/assert.ts';
import { cents, minCents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';

/** What a promo code takes off each place it is for. */
export type Discount =
  | { readonly kind: 'percent'; readonly basisPoints: number }
  | { readonly kind: 'amount'; readonly cents: Cents };

const BASIS_POINTS = 10_000;

/**
 * A share of a price, to the nearest cent; a half cent is for the person.
 *
 * Example: 15 % (1,500 basis points) off 12.50 is 1.875, so 1.88: 10.62 is paid. 10 % off 3.33 is
 * 0.333, so 0.33: 3.00 is paid.
 */
export function percentOff(price: Cents, basisPoints: number): Cents {
  assert(basisPoints >= 0, `a discount is not negative, got ${basisPoints}`);
  const off = Math.floor((price * basisPoints + BASIS_POINTS / 2) / BASIS_POINTS);
  return minCents(price, cents(off));
}

/** What is paid once the code has taken its part: never below nothing. */
export function discounted(price: Cents, discount: Discount): Cents {
  const off =
    discount.kind === 'percent'
      ? percentOff(price, discount.basisPoints)
      : minCents(price, discount.cents);
  return cents(price - off);
}
