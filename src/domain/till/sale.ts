import type {
  PaidPart,
  Payment,
  SaleLine,
  SaleRecorded,
  StaffRef,
} from '../journal/sale-entries.ts';
import { shareLines } from '../wallet/share-lines.ts';
import { addCents, subtractCents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { assert } from '../../shared/assert.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { BasketId, SaleId } from '../../shared/ids.ts';
import type { Day } from '../../shared/time.ts';
import { basketTotal, lineTotal } from './basket.ts';
import type { BasketLine } from './basket.ts';

/** Most cash that one sale takes: ten 500-euro notes above the largest basket is a typing error. */
export const CASH_GIVEN_CENTS_MAX = 10_500_000;

/** The change for a sum given in cash. */
export function payInCash(
  dueCents: Cents,
  givenCents: Cents,
): Result<Extract<Payment, { means: 'cash' }>, 'given-too-little' | 'given-too-much'> {
  if (givenCents < dueCents) return err('given-too-little');
  if (givenCents > CASH_GIVEN_CENTS_MAX) return err('given-too-much');
  return ok({
    means: 'cash',
    cents: dueCents,
    givenCents,
    changeCents: subtractCents(givenCents, dueCents),
  });
}

/** The sale of a basket, with each line's part of each payment in whole cents (RULES M5). */
export function makeSale(sale: {
  readonly saleId: SaleId;
  readonly number: number;
  readonly day: Day;
  readonly basketId: BasketId;
  readonly basketName: string;
  readonly goodsHoldId: string | null;
  readonly pointOfSaleId: string;
  readonly staff: StaffRef;
  readonly lines: readonly BasketLine[];
  readonly payments: readonly Payment[];
}): SaleRecorded {
  const totalCents = basketTotal(sale.lines);
  const paidCents = addCents(...sale.payments.map((payment) => payment.cents));
  assert(paidCents === totalCents, `paid ${paidCents} for a basket of ${totalCents}`);

  const sources = sale.payments.flatMap((payment, index): PaidPart[] =>
    payment.means === 'pass'
      ? payment.parts.map((part) => ({ payment: index, assetId: part.assetId, cents: part.cents }))
      : [{ payment: index, assetId: null, cents: payment.cents }],
  );
  const shares = shareLines(
    sale.lines.map(lineTotal),
    sources.map((source) => source.cents),
  );
  const lines = sale.lines.map((line, index): SaleLine => {
    return {
      lineId: line.lineId,
      productId: line.productId,
      label: line.label,
      optionLabels: line.optionLabels,
      categoryId: line.categoryId,
      count: line.count,
      unitPriceCents: line.unitPriceCents,
      detail: line.detail,
      discount: line.discount,
      vatRateBp: line.vatRateBp,
      totalCents: lineTotal(line),
      paid: sources.flatMap((source, sourceIndex) => {
        const share = shares[index]?.[sourceIndex];
        return share === undefined || share === 0 ? [] : [{ ...source, cents: share }];
      }),
    };
  });
  return { ...sale, lines, totalCents };
}
