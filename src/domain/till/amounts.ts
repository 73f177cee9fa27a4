import { assert } from '../../shared/assert.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';

/** Each rounding of the till, half up to the cent, with its worked example. */

/**
 * The price of something weighed or poured. `amount` in grams or millilitres, `unitCents` for one
 * kilogram or litre.
 *
 * Example: 346 g at 12.90 a kilogram is 4.4634, billed 4.46; 350 g at 1.01 is 0.3535, billed 0.35.
 */
export const priceOfMeasure = (amount: number, unitCents: Cents): Cents =>
  divideHalfUp(amount * unitCents, 1_000);

/**
 * The price of a room, by the exact minute.
 *
 * Example: 50 minutes at 7.00 an hour are 5.8333, billed 5.83; 1 h 20 at 15.00 is 20.00.
 */
export const priceOfMinutes = (minutes: number, hourCents: Cents): Cents =>
  divideHalfUp(minutes * hourCents, 60);

/**
 * A per cent of an amount, in basis points.
 *
 * Example: 10 % (1000 bp) of 2.75 is 0.275, taken off as 0.28.
 */
export const percentOf = (amount: Cents, rateBp: number): Cents =>
  divideHalfUp(amount * rateBp, 10_000);

function divideHalfUp(product: number, divisor: number): Cents {
  assert(product >= 0, `rounding half up is for amounts from 0, got ${product}`);
  assert(Number.isSafeInteger(product * 2), `too large to be exact: ${product}`);
  return cents(Math.floor((product * 2 + divisor) / (divisor * 2)));
}
