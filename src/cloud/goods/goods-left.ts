import type { GoodsHoldRequest } from '../../contract/sync/questions.ts';
import { assertNever } from '../../shared/assert.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import { lockEvents } from './lock-events.ts';
import { lockStock } from './move-stock.ts';
import { lockRooms, readTakenHours } from './taken-hours.ts';
import { readTakenPlaces } from './taken-places.ts';

export type GoodsItem = GoodsHoldRequest['items'][number];

/** What is left of the goods that a sale asks for; those it took already are counted. */
export type GoodsLeft = {
  /** `taken`, or how much there is when it is not enough. */
  readonly take: (item: GoodsItem) => 'taken' | number;
};

type ItemOf<Kind extends GoodsItem['kind']> = Extract<GoodsItem, { readonly kind: Kind }>;

/**
 * Locks all that a request names, in one order for everybody (stock, events, rooms, each by id),
 * and only then counts: on PostgreSQL a count made before the lock could be old.
 */
export async function readGoodsLeft(
  tx: WritableDb,
  collectiveId: string,
  items: readonly GoodsItem[],
  now: Instant,
): Promise<GoodsLeft | 'goods-unknown'> {
  const stock = await readStockLeft(tx, collectiveId, ofKind(items, 'stock'), now);
  const places = await readPlacesLeft(tx, collectiveId, ofKind(items, 'places'), now);
  const rooms = await readRoomsLeft(tx, collectiveId, ofKind(items, 'room'), now);
  if (stock === 'goods-unknown' || places === 'goods-unknown' || rooms === 'goods-unknown') {
    return 'goods-unknown';
  }
  return {
    take: (item) => {
      const { kind } = item;
      switch (kind) {
        case 'stock':
          return stock(item);
        case 'places':
          return places(item);
        case 'room':
          return rooms(item);
        default:
          return assertNever(kind);
      }
    },
  };
}

const ofKind = <Kind extends GoodsItem['kind']>(items: readonly GoodsItem[], kind: Kind) =>
  items.filter((item): item is ItemOf<Kind> => item.kind === kind);

type Take<Kind extends GoodsItem['kind']> = (item: ItemOf<Kind>) => 'taken' | number;

/** Takes from what is left under a key; a key without a number is not counted. */
function takeFrom(left: Map<string, number>, key: string, wanted: number): 'taken' | number {
  const available = left.get(key);
  if (available === undefined) return 'taken';
  if (available < wanted) return available;
  left.set(key, available - wanted);
  return 'taken';
}

async function readStockLeft(
  tx: WritableDb,
  collectiveId: string,
  items: readonly ItemOf<'stock'>[],
  now: Instant,
): Promise<Take<'stock'> | 'goods-unknown'> {
  const ids = items.map(({ productId }) => productId);
  if (!(await areProductsOf(tx, collectiveId, ids))) return 'goods-unknown';
  const counted = await lockStock(tx, collectiveId, ids);
  const strict = [...counted].filter(([, { allowsBelowZero }]) => !allowsBelowZero);
  if (strict.length === 0) return () => 'taken';
  const held = await tx.query
    .selectFrom('goods_hold_item as item')
    .innerJoin('goods_hold as hold', 'hold.id', 'item.hold_id')
    .select(({ fn }) => ['item.product_id', fn.sum<number>('item.amount').as('amount')])
    .where(
      isOneOf(
        tx.kind,
        'item.product_id',
        strict.map(([id]) => id),
      ),
    )
    .where('item.kind', '=', 'stock')
    .where('hold.state', '=', 'active')
    .where('hold.ends_at', '>', now)
    .groupBy('item.product_id')
    .execute();
  const heldOf = new Map(held.map((row) => [row.product_id, row.amount]));
  const left = new Map(strict.map(([id, { amount }]) => [id, amount - (heldOf.get(id) ?? 0)]));
  return ({ productId, amount }) => takeFrom(left, productId, amount);
}

/** A station keeps only what its collective sells: nobody holds the stock of others. */
async function areProductsOf(
  tx: WritableDb,
  collectiveId: string,
  productIds: readonly string[],
): Promise<boolean> {
  if (productIds.length === 0) return true;
  const rows = await tx.query
    .selectFrom('product')
    .select('id')
    .where(isOneOf(tx.kind, 'id', productIds))
    .where('collective_id', '=', collectiveId)
    .execute();
  return rows.length === new Set(productIds).size;
}

async function readPlacesLeft(
  tx: WritableDb,
  collectiveId: string,
  items: readonly ItemOf<'places'>[],
  now: Instant,
): Promise<Take<'places'> | 'goods-unknown'> {
  const ids = items.map(({ eventId }) => eventId);
  const events = await lockEvents(tx, collectiveId, ids);
  const isKnown = items.every(
    ({ eventId, priceId }) => events.get(eventId)?.prices.has(priceId) === true,
  );
  if (!isKnown) return 'goods-unknown';
  const taken = await readTakenPlaces(tx, ids, now);
  const ofEvent = new Map<string, number>();
  const ofPrice = new Map<string, number>();
  for (const [id, { capacity, prices }] of events) {
    if (capacity !== null) ofEvent.set(id, capacity - taken.ofEvent(id));
    for (const [priceId, { quota }] of prices) {
      if (quota !== null) ofPrice.set(priceId, quota - taken.ofPrice(priceId));
    }
  }
  return ({ eventId, priceId, count }) => {
    const left = Math.min(ofEvent.get(eventId) ?? count, ofPrice.get(priceId) ?? count);
    if (left < count) return left;
    takeFrom(ofPrice, priceId, count);
    return takeFrom(ofEvent, eventId, count);
  };
}

async function readRoomsLeft(
  tx: WritableDb,
  collectiveId: string,
  items: readonly ItemOf<'room'>[],
  now: Instant,
): Promise<Take<'room'> | 'goods-unknown'> {
  const ids = items.map(({ productId }) => productId);
  const rooms = await lockRooms(tx, collectiveId, ids);
  if (!ids.every((id) => rooms.has(id))) return 'goods-unknown';
  const taken = [...(await readTakenHours(tx, ids, now))];
  return (item) => {
    const isTaken = taken.some(
      (other) =>
        other.productId === item.productId &&
        other.startsAt < item.endsAt &&
        item.startsAt < other.endsAt,
    );
    if (isTaken) return 0;
    taken.push(item);
    return 'taken';
  };
}
