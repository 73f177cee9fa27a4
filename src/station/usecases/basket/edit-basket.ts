import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { TypedDraft } from '../../../domain/journal/entries.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import { LINE_COUNT_MAX, basketTotal, findSameLine, setLine } from '../../../domain/till/basket.ts';
import type { BasketLine } from '../../../domain/till/basket.ts';
import { discountForCount } from '../../../domain/till/discount.ts';
import type { LineId } from '../../../shared/ids.ts';
import { toId } from '../../../shared/ids.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { readOpenBasket } from '../../projections/basket.ts';
import type { OpenBasket } from '../../projections/basket.ts';
import { pledgedCents } from '../../../domain/till/pledges.ts';
import { DONE, record } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { refusalOfGoods } from './known-goods.ts';
import { lineSet } from './line-set.ts';
import { priceWish } from './price-wish.ts';
import type { AddWish } from './price-wish.ts';

/** Adds a product; the same product with the same options joins its line. */
export function addProduct(context: StationContext, staff: StaffRef, wish: AddWish): CommandResult {
  const product = context.knowledge.one('product', wish.productId);
  if (product === undefined) return err('product-unknown');
  const priced = priceWish(context, product, wish);
  if (!priced.ok) return priced;

  const basket = readOpenBasket(context.journal.database);
  const same = findSameLine(basket.lines, priced.value);
  const line =
    same === undefined
      ? { ...priced.value, lineId: toId<'Line'>(context.makeId()), count: wish.count }
      : { ...same, count: same.count + wish.count };
  return writeLines(context, staff, basket, [line], refusalOfGoods(context, line, wish.count));
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
  if (wanted.count > LINE_COUNT_MAX) return err('count-wrong');
  const counted = withCount(context, line, wanted.count);
  if (!counted.ok) return counted;
  const added = wanted.count - line.count;
  const refusal = added > 0 ? refusalOfGoods(context, line, added) : null;
  return writeLines(context, staff, basket, [counted.value], refusal);
}

/** Only what is sold by the piece has more or fewer of it. */
function withCount(
  context: StationContext,
  line: BasketLine,
  count: number,
): Result<BasketLine, Refusal> {
  const { detail } = line;
  const isOneThing = ['measure', 'room', 'membership', 'presence'].includes(detail.kind);
  if (isOneThing && count > 1) return err('count-wrong');
  const discount = discountForCount(line, count);
  if (detail.kind !== 'ticket') return ok({ ...line, count, discount });
  const missing = Math.max(0, count - detail.tickets.length);
  const asksNames = context.knowledge.one('event', detail.eventId)?.asksNames === true;
  if (missing > 0 && asksNames) return err('name-missing');
  const tickets = [
    ...detail.tickets.slice(0, count),
    ...Array.from({ length: missing }, () => ({
      ticketId: toId<'Ticket'>(context.makeId()),
      holderName: '',
    })),
  ];
  return ok({ ...line, count, discount, detail: { ...detail, tickets } });
}

/** Empties the basket; money that was handed over for it must be given back first. */
export function discardBasket(context: StationContext, staff: StaffRef): CommandResult {
  const { basketId, pledges } = readOpenBasket(context.journal.database);
  if (basketId === null) return DONE;
  if (pledges.length > 0) return err('basket-pledged');
  const recorded = record(context, [{ kind: 'basket.discarded@1', body: { basketId, staff } }]);
  return recorded.ok ? DONE : recorded;
}

/** Sets lines of the open basket in one append, when all limits hold. */
export function writeLines(
  context: StationContext,
  staff: StaffRef,
  basket: OpenBasket,
  lines: readonly BasketLine[],
  refusal: Refusal | null,
): CommandResult {
  let next: readonly BasketLine[] = basket.lines;
  for (const line of lines) {
    const set = setLine(next, line);
    if (!set.ok) return set;
    next = set.value;
  }
  if (refusal !== null) return err(refusal);
  // What was handed over would be as much as the price, or more: nobody would pay the sale.
  if (basket.pledges.length > 0 && basketTotal(next) <= pledgedCents(basket.pledges)) {
    return err('basket-pledged');
  }
  const basketId = basket.basketId ?? toId<'Basket'>(context.makeId());
  const drafts = lines.map((line): TypedDraft => lineSet(basketId, staff, line));
  const recorded = record(context, drafts);
  return recorded.ok ? DONE : recorded;
}
