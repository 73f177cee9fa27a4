import type { Discount, StaffRef } from '../journal/sale-entries.ts';
import { addCents, cents, minCents, shareByLargestRemainder } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { LineId } from '../../shared/ids.ts';
import { percentOf } from './amounts.ts';
import type { BasketLine } from './basket.ts';

export type DiscountWish =
  | { readonly kind: 'percent'; readonly rateBp: number }
  | { readonly kind: 'amount'; readonly cents: Cents };

/** What a line would come to without a discount. */
const grossOf = (line: Pick<BasketLine, 'count' | 'unitPriceCents'>): Cents =>
  cents(line.count * line.unitPriceCents);

/** A deposit is handed back at the price it was taken for: a whole basket's discount leaves it. */
const canBeReduced = (line: BasketLine): boolean =>
  line.detail.kind !== 'deposit' && grossOf(line) > 0;

/**
 * Reduces one line, or the whole basket when `lineId` is null (RULES T12). The basket's reduction
 * is shared over its lines by the largest remainder; what a line had before is replaced.
 *
 * @returns the lines that changed, as they are afterwards
 */
export function discountLines(
  lines: readonly BasketLine[],
  wish: {
    readonly lineId: LineId | null;
    readonly discount: DiscountWish;
    readonly reason: string;
    readonly approvedBy: StaffRef;
  },
): Result<readonly BasketLine[], 'basket-changed' | 'discount-too-large' | 'reason-missing'> {
  const { lineId, discount, approvedBy } = wish;
  const reason = wish.reason.trim();
  if (reason === '') return err('reason-missing');
  const named = lines.filter((line) => line.lineId === lineId);
  if (lineId !== null && named.length === 0) return err('basket-changed');
  const reduced = lineId === null ? lines.filter(canBeReduced) : named;
  const grossCents = reduced.map(grossOf);
  const sumCents = addCents(...grossCents);
  if (sumCents <= 0 || grossCents.some((gross) => gross <= 0)) return err('discount-too-large');
  const offCents =
    discount.kind === 'percent' ? percentOf(sumCents, discount.rateBp) : discount.cents;
  if (offCents > sumCents) return err('discount-too-large');
  const shares = shareByLargestRemainder(offCents, grossCents);
  return ok(
    reduced.map((line, index) => ({
      ...line,
      discount: {
        kind: discount.kind,
        rateBp: discount.kind === 'percent' ? discount.rateBp : 0,
        cents: shares[index] ?? cents(0),
        reason,
        approvedBy,
      },
    })),
  );
}

/** Takes discounts back: of one line, or of all. Gives the lines that changed. */
export function withoutDiscount(
  lines: readonly BasketLine[],
  lineId: LineId | null,
): readonly BasketLine[] {
  return lines
    .filter((line) => line.discount !== null && (lineId === null || line.lineId === lineId))
    .map((line) => ({ ...line, discount: null }));
}

/** A discount after the count of its line changed: a per cent follows, an amount stays as far as it can. */
export function discountForCount(line: BasketLine, count: number): Discount | null {
  const { discount } = line;
  if (discount === null) return null;
  const grossCents = grossOf({ ...line, count });
  return {
    ...discount,
    cents:
      discount.kind === 'percent'
        ? percentOf(grossCents, discount.rateBp)
        : minCents(discount.cents, grossCents),
  };
}
