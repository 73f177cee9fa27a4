import { addCents, cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { LineId, ProductId } from '../../shared/ids.ts';
import type { Discount, LineDetail } from '../journal/sale-entries.ts';

/** Most pieces of one line, and most lines of one basket. */
export const LINE_COUNT_MAX = 999;
export const BASKET_LINES_MAX = 100;
/** Largest basket: 100,000 euros. */
export const BASKET_CENTS_MAX = 10_000_000;

/** One line of the open basket. The price is the one that was shown when it was added. */
export type BasketLine = {
  readonly lineId: LineId;
  readonly productId: ProductId;
  readonly choiceIds: readonly string[];
  readonly label: string;
  readonly optionLabels: readonly string[];
  readonly count: number;
  readonly unitPriceCents: Cents;
  readonly vatRateBp: number;
  readonly categoryId: string;
  readonly detail: LineDetail;
  readonly discount: Discount | null;
};

export type PricedProduct = Omit<BasketLine, 'lineId' | 'count'>;

export const lineTotal = (line: Pick<BasketLine, 'count' | 'unitPriceCents' | 'discount'>): Cents =>
  cents(line.count * line.unitPriceCents - (line.discount?.cents ?? 0));

export const basketTotal = (lines: readonly BasketLine[]): Cents =>
  addCents(...lines.map(lineTotal));

/**
 * The line of the basket that a newly priced product joins: same product, options and price. Only
 * pieces and deposits join; a weight, a room or a ticket is one thing of its own, and what a
 * manager reduced stays as it was agreed.
 */
export const findSameLine = <Line extends BasketLine>(
  lines: readonly Line[],
  priced: PricedProduct,
): Line | undefined =>
  lines.find(
    (line) =>
      line.productId === priced.productId &&
      line.unitPriceCents === priced.unitPriceCents &&
      line.vatRateBp === priced.vatRateBp &&
      line.discount === null &&
      canJoin(line.detail, priced.detail) &&
      line.choiceIds.join('\n') === priced.choiceIds.join('\n'),
  );

const canJoin = (detail: LineDetail, other: LineDetail): boolean =>
  (detail.kind === 'piece' && other.kind === 'piece') ||
  (detail.kind === 'deposit' && other.kind === 'deposit' && detail.direction === other.direction);

/** The basket with one line set to a count, 0 taking it out; refused when it grows past a limit. */
export function setLine(
  lines: readonly BasketLine[],
  line: BasketLine,
): Result<readonly BasketLine[], 'count-wrong' | 'basket-full'> {
  if (!Number.isInteger(line.count) || line.count < 0 || line.count > LINE_COUNT_MAX) {
    return err('count-wrong');
  }
  const isKnown = lines.some((one) => one.lineId === line.lineId);
  const next = (
    isKnown ? lines.map((one) => (one.lineId === line.lineId ? line : one)) : [...lines, line]
  ).filter((one) => one.count > 0);
  if (next.length > BASKET_LINES_MAX || Math.abs(basketTotal(next)) > BASKET_CENTS_MAX) {
    return err('basket-full');
  }
  return ok(next);
}
