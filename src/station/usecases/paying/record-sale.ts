import type { Payment, SaleRecorded, StaffRef } from '../../../domain/journal/sale-entries.ts';
import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import { makeSale } from '../../../domain/till/sale.ts';
import { toId } from '../../../shared/ids.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { businessDay } from '../../../shared/time.ts';
import type { OpenBasket } from '../../projections/basket.ts';
import { nextSaleNumber } from '../../projections/sales.ts';
import { record } from '../context.ts';
import type { StationContext } from '../context.ts';

/** Writes the sale of the open basket. When it returns ok the sale is on disk and may be shown. */
export function recordSale(
  context: StationContext,
  staff: StaffRef,
  basket: OpenBasket,
  payments: readonly Payment[],
): Result<SaleRecorded, Refusal> {
  const settings = context.knowledge.settings();
  const pointOfSaleId = currentPointOfSale(context)?.id;
  if (basket.basketId === null || settings === undefined || pointOfSaleId === undefined) {
    return err('basket-empty');
  }
  const sale = makeSale({
    saleId: toId<'Sale'>(context.makeId()),
    number: nextSaleNumber(context.journal.database),
    day: businessDay(context.clock(), settings),
    basketId: basket.basketId,
    basketName: '',
    goodsHoldId: null,
    pointOfSaleId,
    staff,
    lines: basket.lines,
    payments,
  });
  const recorded = record(context, [{ kind: 'sale.recorded@2', body: sale }]);
  return recorded.ok ? ok(sale) : recorded;
}

/** The point of sale that this station serves now: the one chosen, or the first. */
export function currentPointOfSale(context: StationContext) {
  const all = context.knowledge
    .all('point-of-sale')
    .toSorted((a, b) => a.sortOrder - b.sortOrder || (a.id < b.id ? -1 : 1));
  return all.find((one) => one.id === context.settings.get('point-of-sale')) ?? all[0];
}
