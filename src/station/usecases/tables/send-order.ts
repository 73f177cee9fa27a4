import type { BasketSent, StaffRef } from '../../../domain/journal/sale-entries.ts';
import type { TypedDraft } from '../../../domain/journal/entries.ts';
import type { OrderReceipt } from '../../../domain/receipt/receipt.ts';
import { toId } from '../../../shared/ids.ts';
import { err } from '../../../shared/result.ts';
import { businessDay } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import { PLACES, linesAt, readLastOrder, readWaitingOrders } from '../../projections/orders.ts';
import type { Place } from '../../projections/orders.ts';
import { readOpenBasket } from '../../projections/basket.ts';
import type { OpenBasket } from '../../projections/basket.ts';
import { placeNameOf, receiptHead, tabNameOf } from '../receipts/receipt-head.ts';
import { DONE, record, showResult } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';

/** What kitchen and bar are to be told: the entry, and the papers once it is on disk. */
export type UnsentOrder = {
  readonly drafts: readonly TypedDraft[];
  /** Call it after the entry is recorded: a paper without its fact would be cooked and never paid. */
  readonly print: () => void;
  readonly number: number;
  readonly count: number;
};

/**
 * What of a basket has to be prepared and nobody was told yet. Paying sends it too: put the drafts
 * before the sale's in one append. Null when there is nothing to tell.
 */
export function sendUnsent(
  context: StationContext,
  staff: StaffRef,
  basket: OpenBasket,
): UnsentOrder | null {
  const lines = unsentLines(context, basket);
  if (basket.basketId === null || lines.length === 0) return null;
  const body: BasketSent = {
    orderId: toId<'Order'>(context.makeId()),
    number: nextOrderNumber(context),
    basketId: basket.basketId,
    staff,
    name: basket.name,
    lines,
  };
  const isAdded = basket.lines.some(({ sentCount }) => sentCount > 0);
  return {
    drafts: [{ kind: 'basket.sent@1', body }],
    number: body.number,
    count: lines.reduce((sum, { count }) => sum + count, 0),
    print: () => printOrder(context, body, isAdded ? 'added' : 'new'),
  };
}

export function sendOrder(context: StationContext, staff: StaffRef): CommandResult {
  const order = sendUnsent(context, staff, readOpenBasket(context.journal.database));
  if (order === null) return err('nothing-to-send');
  const recorded = record(context, order.drafts);
  if (!recorded.ok) return recorded;
  showResult(context, { kind: 'order-sent', number: order.number, count: order.count }, null);
  order.print();
  return DONE;
}

/** One touch in the kitchen: it is ready. A second touch finds nothing to do. */
export function finishOrder(
  context: StationContext,
  staff: StaffRef | null,
  { orderId, place }: IntentionOf<'order-done'>,
): CommandResult {
  const isWaiting = readWaitingOrders(context.journal.database).some(
    (order) => order.orderId === orderId && order.place === place,
  );
  if (!isWaiting) return DONE;
  const recorded = record(context, [{ kind: 'order.done@1', body: { orderId, place, staff } }]);
  return recorded.ok ? DONE : recorded;
}

/** Tells kitchen and bar to stop what they prepare for a basket that nobody wants any more. */
export function cancelOrders(
  context: StationContext,
  staff: StaffRef,
  basket: OpenBasket,
): Pick<UnsentOrder, 'drafts' | 'print'> {
  const waiting = readWaitingOrders(context.journal.database).filter(
    ({ basketId }) => basketId === basket.basketId,
  );
  return {
    drafts: waiting.map(({ orderId, place }) => ({
      kind: 'order.done@1',
      body: { orderId, place, staff },
    })),
    print: () => {
      for (const { number, name, place, lines } of waiting) {
        printPaper(context, { number, name, place, lines, staff, change: 'cancelled' });
      }
    },
  };
}

function unsentLines(context: StationContext, basket: OpenBasket): BasketSent['lines'] {
  return basket.lines.flatMap((line) => {
    const place = context.knowledge.one('product', line.productId)?.preparedAt ?? null;
    const count = line.count - line.sentCount;
    if (place === null || count <= 0) return [];
    const { lineId, label, optionLabels } = line;
    return [{ lineId, label, optionLabels, count, place }];
  });
}

/** Called out loud, so it is small: it begins at 1 every day. */
function nextOrderNumber(context: StationContext): number {
  const last = readLastOrder(context.journal.database);
  const settings = context.knowledge.settings();
  if (last.at === null || settings === undefined) return last.number + 1;
  const dayOf = (at: Instant) => businessDay(at, settings);
  return dayOf(last.at) === dayOf(context.clock()) ? last.number + 1 : 1;
}

function printOrder(context: StationContext, body: BasketSent, change: 'new' | 'added'): void {
  for (const place of PLACES) {
    const lines = linesAt(body, place);
    const { number, name, staff } = body;
    if (lines.length > 0) printPaper(context, { number, name, place, lines, staff, change });
  }
}

function printPaper(
  context: StationContext,
  order: {
    readonly number: number;
    readonly name: string;
    readonly place: Place;
    readonly lines: ReturnType<typeof linesAt>;
    readonly staff: StaffRef;
    readonly change: OrderReceipt['change'];
  },
): void {
  const receipt: OrderReceipt = {
    ...receiptHead(context, {
      number: String(order.number),
      at: context.clock(),
      staffName: order.staff.name,
      copy: 1,
    }),
    kind: 'order',
    destination: placeNameOf(context, order.place),
    tab: tabNameOf(order.name),
    change: order.change,
    lines: order.lines.map(({ count, label, optionLabels }) => ({
      count,
      label,
      options: optionLabels,
    })),
    note: null,
  };
  context.printers.print(order.place, receipt);
}
