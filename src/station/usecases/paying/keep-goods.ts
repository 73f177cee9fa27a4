import type { GoodsHoldRequest } from '../../../contract/sync/questions.ts';
import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import { LIMITS } from '../../../contract/sync/protocol.ts';
import type { BasketLine } from '../../../domain/till/basket.ts';
import { toId } from '../../../shared/ids.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { addMs } from '../../../shared/time.ts';
import { stockOfLine } from '../../../domain/till/stock-of-line.ts';
import type { GoodsHoldId } from '../../sync/goods-holds.ts';
import type { StationContext } from '../context.ts';
import { readTraining } from '../day/shown.ts';

/** Longer than a payment takes, short enough to free what a crash left behind. */
const HOLD_MS = 10 * 60_000;

type Item = GoodsHoldRequest['items'][number];

/**
 * Asks the cloud to keep stock, places and rooms of a basket before it is sold, so that two
 * stations never sell the same. Null: nothing to keep, or nobody to ask; then the station sells by
 * what it knows. Whoever gets an id must settle it.
 */
export async function keepGoods(
  context: StationContext,
  lines: readonly BasketLine[],
): Promise<Result<GoodsHoldId | null, Refusal>> {
  const isLocal = context.connection.state().kind === 'offline' || readTraining(context);
  const items = isLocal ? [] : goodsOf(context, lines);
  if (items.length === 0) return ok(null);
  const answer = await context.synchroniser.goodsHolds.ask({
    id: toId<'GoodsHold'>(context.makeId()),
    items: [...items],
    endsAt: addMs(context.clock(), HOLD_MS),
  });
  switch (answer.kind) {
    case 'held':
      return ok(answer.id);
    case 'unheld':
      return ok(null);
    case 'sold-out':
      return err(REFUSALS[items[answer.item]?.kind ?? 'stock']);
  }
}

const REFUSALS = {
  stock: 'sold-out',
  places: 'event-full',
  room: 'room-taken',
} as const satisfies Record<Item['kind'], Refusal>;

/** What must not be sold twice. A basket beyond the limit of one hold is not kept whole. */
export function goodsOf(context: StationContext, lines: readonly BasketLine[]): readonly Item[] {
  const items = new Map<string, Item>();
  for (const line of lines) {
    const item = itemOf(context, line);
    if (item === null) continue;
    const key = keyOf(item);
    items.set(key, join(items.get(key), item));
  }
  return [...items.values()].slice(0, LIMITS.goodsHoldItemsMax);
}

function itemOf(context: StationContext, line: BasketLine): Item | null {
  const { detail, productId, count } = line;
  if (detail.kind === 'ticket') {
    return { kind: 'places', eventId: detail.eventId, priceId: detail.priceId, count };
  }
  if (detail.kind === 'room') {
    return { kind: 'room', productId, startsAt: detail.startsAt, endsAt: detail.endsAt };
  }
  const rule = context.knowledge.one('product', productId)?.stockRule ?? null;
  const amount = stockOfLine(line);
  // A cup that comes back takes nothing.
  return rule === null || rule.allowsBelowZero || amount <= 0
    ? null
    : { kind: 'stock', productId, amount };
}

function keyOf(item: Item): string {
  switch (item.kind) {
    case 'stock':
      return item.productId;
    case 'places':
      return `${item.eventId} ${item.priceId}`;
    case 'room':
      return `${item.productId} ${item.startsAt} ${item.endsAt}`;
  }
}

function join(known: Item | undefined, item: Item): Item {
  if (known?.kind === 'stock' && item.kind === 'stock') {
    return { ...item, amount: known.amount + item.amount };
  }
  return known?.kind === 'places' && item.kind === 'places'
    ? { ...item, count: known.count + item.count }
    : item;
}
