import type { Payment } from '../journal/sale-entries.ts';
import { addCents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';

/** Most parts that one price is paid in, the last one included. */
export const PARTS_MAX = 20;

/** What was handed over or promised so far. */
export const pledgedCents = (
  pledges: readonly { readonly payment: Pick<Payment, 'cents'> }[],
): Cents => addCents(...pledges.map(({ payment }) => payment.cents));

/**
 * What a payment comes to: the part that was asked, or all that is due. Only cash pays out, and
 * only all at once (RULES M4: until the whole is covered nothing is sold).
 */
export function decidePart(payment: {
  readonly means: Payment['means'];
  readonly dueCents: Cents;
  readonly partCents: Cents | null;
  readonly pledgeCount: number;
}): Result<
  { readonly cents: Cents; readonly isLast: boolean },
  'part-too-large' | 'means-wrong' | 'basket-full'
> {
  const { means, dueCents, partCents, pledgeCount } = payment;
  if (dueCents <= 0 && means !== 'cash') return err('means-wrong');
  if (partCents === null || partCents === dueCents) return ok({ cents: dueCents, isLast: true });
  if (partCents > dueCents) return err('part-too-large');
  return pledgeCount + 2 > PARTS_MAX ? err('basket-full') : ok({ cents: partCents, isLast: false });
}
