import {
  BASKET_LINES_MAX,
  findSameLine,
  priceProduct,
  setLine,
} from '../../../domain/till/basket.ts';
import type { BasketLine } from '../../../domain/till/basket.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import type { LineId, ProductId } from '../../../shared/ids.ts';
import { toId } from '../../../shared/ids.ts';
import { err } from '../../../shared/result.ts';
import { readOpenBasket } from '../../projections/basket.ts';
import { DONE, record } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { lineSet } from './line-set.ts';

/** Adds pieces of a product; the same product with the same options joins its line. */
export function addProduct(
  context: StationContext,
  staff: StaffRef,
  wanted: {
    readonly productId: ProductId;
    readonly choiceIds: readonly string[];
    readonly count: number;
  },
): CommandResult {
  const product = context.knowledge.one('product', wanted.productId);
  if (product === undefined) return err('product-unknown');
  const priced = priceProduct(product, wanted.choiceIds);
  if (!priced.ok) return priced;

  const basket = readOpenBasket(context.journal.database);
  const same = findSameLine(basket.lines, priced.value);
  if (same === undefined && basket.lines.length >= BASKET_LINES_MAX) return err('basket-full');
  const line =
    same === undefined
      ? { ...priced.value, lineId: toId<'Line'>(context.makeId()), count: wanted.count }
      : { ...same, count: same.count + wanted.count };
  return writeLine(context, staff, line);
}

/** Sets how many pieces a line has; 0 takes it out. */
export function setLineCount(
  context: StationContext,
  staff: StaffRef,
  wanted: { readonly lineId: LineId; readonly count: number },
): CommandResult {
  const basket = readOpenBasket(context.journal.database);
  const line = basket.lines.find((one) => one.lineId === wanted.lineId);
  if (line === undefined) return err('basket-changed');
  if (line.count === wanted.count) return DONE;
  return writeLine(context, staff, { ...line, count: wanted.count });
}

export function discardBasket(context: StationContext, staff: StaffRef): CommandResult {
  const { basketId } = readOpenBasket(context.journal.database);
  if (basketId === null) return DONE;
  const recorded = record(context, [{ kind: 'basket.discarded@1', body: { basketId, staff } }]);
  return recorded.ok ? DONE : recorded;
}

function writeLine(context: StationContext, staff: StaffRef, line: BasketLine): CommandResult {
  const basket = readOpenBasket(context.journal.database);
  const next = setLine(basket.lines, line);
  if (!next.ok) return next;
  const basketId = basket.basketId ?? toId<'Basket'>(context.makeId());
  const recorded = record(context, [lineSet(basketId, staff, line)]);
  return recorded.ok ? DONE : recorded;
}
