import { addCents, cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { LineId, ProductId } from '../../shared/ids.ts';
import type { Discount, LineDetail } from '../journal/sale-entries.ts';
import type { Product } from './catalogue.ts';

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

/** Prices a product with its options, from the station's own catalogue (RULES T3). */
export function priceProduct(
  product: Product,
  choiceIds: readonly string[],
): Result<PricedProduct, 'product-withdrawn' | 'options-wrong'> {
  if (!product.active || product.kind !== 'piece') return err('product-withdrawn');
  const wanted = new Set(choiceIds);
  if (wanted.size !== choiceIds.length) return err('options-wrong');

  const chosen = product.options.map((group) => ({
    group,
    choices: group.choices.filter((choice) => wanted.has(choice.id)),
  }));
  const counted = chosen.reduce((sum, { choices }) => sum + choices.length, 0);
  const fits = chosen.every(
    ({ group, choices }) => choices.length >= group.min && choices.length <= group.max,
  );
  if (!fits || counted !== choiceIds.length) return err('options-wrong');

  const choices = chosen.flatMap((one) => one.choices);
  const unitPriceCents = addCents(product.priceCents, ...choices.map((one) => one.priceDeltaCents));
  if (unitPriceCents < 0) return err('options-wrong');
  return ok({
    productId: product.id,
    // Kept in the catalogue's order, so that the same coffee is always the same line.
    choiceIds: choices.map((choice) => choice.id),
    label: product.name,
    optionLabels: choices.map((choice) => choice.name),
    unitPriceCents,
    vatRateBp: product.vatRateBp,
    categoryId: product.categoryId,
    detail: { kind: 'piece' },
    discount: null,
  });
}

export const lineTotal = (line: Pick<BasketLine, 'count' | 'unitPriceCents' | 'discount'>): Cents =>
  cents(line.count * line.unitPriceCents - (line.discount?.cents ?? 0));

export const basketTotal = (lines: readonly BasketLine[]): Cents =>
  addCents(...lines.map(lineTotal));

/** The line of the basket that a newly priced product joins: same product, options and price. */
export const findSameLine = (
  lines: readonly BasketLine[],
  priced: PricedProduct,
): BasketLine | undefined =>
  lines.find(
    (line) =>
      line.productId === priced.productId &&
      line.unitPriceCents === priced.unitPriceCents &&
      line.vatRateBp === priced.vatRateBp &&
      line.choiceIds.join('\n') === priced.choiceIds.join('\n'),
  );

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
  if (next.length > BASKET_LINES_MAX || basketTotal(next) > BASKET_CENTS_MAX) {
    return err('basket-full');
  }
  return ok(next);
}

/** What the office changed in a product since it was put in the basket. */
export function lineNotice(
  line: BasketLine,
  product: Product | undefined,
): 'price-changed' | 'withdrawn' | null {
  if (product === undefined) return 'withdrawn';
  const priced = priceProduct(product, line.choiceIds);
  if (!priced.ok) return 'withdrawn';
  return priced.value.unitPriceCents === line.unitPriceCents ? null : 'price-changed';
}
