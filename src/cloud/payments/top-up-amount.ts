import { cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Cents } from '../../shared/money.ts';
import type { Result } from '../../shared/result.ts';

/** What may be added to a purse in one go (RULES P2). */
export const TOP_UP_CENTS_MIN = cents(500);
export const TOP_UP_CENTS_MAX = cents(25_000);

export function checkTopUpAmount(amount: Cents): Result<Cents, 'too-low' | 'too-high'> {
  if (amount < TOP_UP_CENTS_MIN) return err('too-low');
  return amount > TOP_UP_CENTS_MAX ? err('too-high') : ok(amount);
}
