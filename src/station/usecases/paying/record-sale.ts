import type { Payment, SaleRecorded, StaffRef } from '../../../domain/journal/sale-entries.ts';
import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { TypedDraft } from '../../../domain/journal/entries.ts';
import { makeSale } from '../../../domain/till/sale.ts';
import { toId } from '../../../shared/ids.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { OpenBasket } from '../../projections/basket.ts';
import { nextSaleNumber } from '../../projections/sales.ts';
import { readTrainingState } from '../../projections/training.ts';
import type { GoodsHoldId } from '../../sync/goods-holds.ts';
import { record } from '../context.ts';
import type { StationContext } from '../context.ts';
import { recordOperation } from '../day/record-operation.ts';
import { tillDay } from '../day/till-day.ts';

/** Writes the sale of the open basket. When it returns ok the sale is on disk and may be shown. */
export function recordSale(
  context: StationContext,
  sold: {
    readonly staff: StaffRef;
    readonly basket: OpenBasket;
    readonly payments: readonly Payment[];
    readonly goodsHoldId: GoodsHoldId | null;
    /** What the kitchen is told with it. */
    readonly orderDrafts: readonly TypedDraft[];
  },
): Result<SaleRecorded, Refusal> {
  const { staff, basket, payments, goodsHoldId, orderDrafts } = sold;
  const pointOfSaleId = currentPointOfSale(context)?.id;
  const hasSettings = context.knowledge.settings() !== undefined;
  if (basket.basketId === null || !hasSettings || pointOfSaleId === undefined) {
    return err('basket-empty');
  }
  const training = readTrainingState(context.journal.database);
  const sale = makeSale({
    saleId: toId<'Sale'>(context.makeId()),
    number: training.isOn ? training.lastNumber + 1 : nextSaleNumber(context.journal.database),
    day: tillDay(context),
    basketId: basket.basketId,
    basketName: basket.name,
    goodsHoldId,
    pointOfSaleId,
    staff,
    lines: basket.lines,
    payments,
  });
  const saleDraft: TypedDraft = { kind: 'sale.recorded@2', body: sale };
  if (training.isOn && orderDrafts.length > 0) {
    // An order is no operation that counts: it is written as it is, also in training.
    const sent = record(context, orderDrafts);
    if (!sent.ok) return sent;
  }
  const recorded = recordOperation(
    context,
    training.isOn ? [saleDraft] : [...orderDrafts, saleDraft],
  );
  return recorded.ok ? ok(sale) : recorded;
}

/** The point of sale that this station serves now: the one chosen, or the first. */
export function currentPointOfSale(context: StationContext) {
  const all = context.knowledge
    .all('point-of-sale')
    .toSorted((a, b) => a.sortOrder - b.sortOrder || (a.id < b.id ? -1 : 1));
  return all.find((one) => one.id === context.settings.get('point-of-sale')) ?? all[0];
}
