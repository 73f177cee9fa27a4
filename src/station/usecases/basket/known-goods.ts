import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { BasketLine } from '../../../domain/till/basket.ts';
import type { EventId, ProductId } from '../../../shared/ids.ts';
import { readOpenBasket, readParkedBaskets } from '../../projections/basket.ts';
import { placesNotReflected, roomsNotReflected } from '../../projections/sales.ts';
import type { GoodsReflected, RoomTime } from '../../projections/sales.ts';
import { stockOfLine } from '../../../domain/till/stock-of-line.ts';
import type { StationContext } from '../context.ts';
import { sellableStock } from '../stock/known-stock.ts';

/**
 * Whether more of a line can be had, as far as this station knows: what the cloud last said, less
 * its own sales and what lies in its baskets. Another station may have sold the last one: online
 * the cloud is asked before the sale.
 */
export function refusalOfGoods(
  context: StationContext,
  line: BasketLine,
  addedCount: number,
): Refusal | null {
  const inBaskets = readAllLines(context);
  const { detail, productId } = line;
  const stock = sellableStock(context, productId);
  if (stock !== null) {
    const taken = inBaskets
      .filter((one) => one.productId === productId)
      .reduce((sum, one) => sum + stockOfLine(one), 0);
    if (taken + stockOfLine({ detail, count: addedCount }) > stock) return 'sold-out';
  }
  if (detail.kind === 'ticket') {
    const left = placesLeft(context, detail.eventId, detail.priceId, inBaskets);
    if (left !== null && addedCount > left) return 'event-full';
  }
  if (detail.kind === 'room') {
    const isTaken = roomTimes(context, productId).some((one) => overlap(one, detail));
    if (isTaken) return 'room-taken';
  }
  return null;
}

/** Places left at a price of an event; null when as many come as want to. */
function placesLeft(
  context: StationContext,
  eventId: EventId,
  priceId: string,
  inBaskets: readonly BasketLine[],
): number | null {
  const event = context.knowledge.one('event', eventId);
  const price = event?.prices.find((one) => one.id === priceId);
  if (event === undefined || price === undefined) return 0;
  const sold = placesNotReflected(context.journal.database, eventId, goodsReflected(context));
  const waiting = inBaskets.flatMap(({ detail, count }) =>
    detail.kind === 'ticket' && detail.eventId === eventId
      ? [{ priceId: detail.priceId, count }]
      : [],
  );
  const ownAtPrice =
    (sold.get(priceId) ?? 0) + sum(waiting.filter((one) => one.priceId === priceId));
  const ownInAll = [...sold.values()].reduce((all, count) => all + count, 0) + sum(waiting);
  const limits = [
    ...(event.capacity === null ? [] : [event.capacity - event.takenCount - ownInAll]),
    ...(price.quota === null ? [] : [price.quota - price.takenCount - ownAtPrice]),
  ];
  return limits.length === 0 ? null : Math.min(...limits);
}

/** When a room is taken: by the known agenda, this station's own sales, and its baskets. */
export function roomTimes(context: StationContext, productId: ProductId): readonly RoomTime[] {
  const known = context.knowledge
    .all('room-booking')
    .filter((booking) => booking.productId === productId);
  const sold = roomsNotReflected(context.journal.database, productId, goodsReflected(context));
  const waiting = readAllLines(context).flatMap(({ detail, ...line }) =>
    line.productId === productId && detail.kind === 'room' ? [detail] : [],
  );
  return [...known, ...sold, ...waiting].map(({ startsAt, endsAt }) => ({ startsAt, endsAt }));
}

/** One that ends when the other begins leaves the room free. */
export const overlap = (one: RoomTime, other: RoomTime): boolean =>
  one.startsAt < other.endsAt && other.startsAt < one.endsAt;

const readAllLines = ({ journal: { database } }: StationContext): readonly BasketLine[] =>
  [readOpenBasket(database), ...readParkedBaskets(database)].flatMap((basket) => basket.lines);

const goodsReflected = ({ settings }: StationContext): GoodsReflected => ({
  heldSeq: settings.getNumber('reflected-reserved-seq'),
  unheldSeq: settings.getNumber('reflected-unsecured-seq'),
});

const sum = (list: readonly { readonly count: number }[]): number =>
  list.reduce((all, { count }) => all + count, 0);
