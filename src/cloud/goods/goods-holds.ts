import type { GoodsHoldAnswer, GoodsHoldRequest } from '../../contract/sync/questions.ts';
import { assertNever } from '../../shared/assert.ts';
import { sha256 } from '../../shared/node/crypto.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import { offerFreePlaces } from '../booking/offer-places.ts';
import type { EventId } from '../../shared/ids.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { readGoodsLeft } from './goods-left.ts';
import type { GoodsItem } from './goods-left.ts';

export type GoodsHoldRefusal = 'content-differs' | 'goods-unknown' | 'released';

/**
 * Keeps goods for one sale of a station until `endsAt`: all of them, or none. Sent again it gives
 * the same answer. Whoever comes at the same moment waits for the rows that this one locks, so the
 * last place is sold once.
 */
export async function holdGoods(
  tx: WritableDb,
  station: KnownStation,
  request: GoodsHoldRequest,
  now: Instant,
): Promise<Result<GoodsHoldAnswer, GoodsHoldRefusal>> {
  const held = ok({ held: true as const, id: request.id });
  const contentHash = hashOf(station, request.items);
  const known = await tx.query
    .selectFrom('goods_hold')
    .select(['content_hash', 'state'])
    .where('id', '=', request.id)
    .executeTakeFirst();
  if (known !== undefined) {
    if (known.content_hash === null) return err('released');
    if (known.content_hash !== contentHash) return err('content-differs');
    return known.state === 'released' ? err('released') : held;
  }
  const left = await readGoodsLeft(tx, station.collectiveId, request.items, now);
  if (left === 'goods-unknown') return err(left);
  for (const [index, item] of request.items.entries()) {
    const available = left.take(item);
    if (available !== 'taken') {
      return ok({ held: false, soldOut: { item: index, left: Math.max(0, available) } });
    }
  }
  await storeHold(tx, station, request, contentHash, now);
  return held;
}

/** The sale did not happen. An id that never arrived is remembered, so that a late hold keeps nothing. */
export async function releaseGoods(
  tx: WritableDb,
  station: KnownStation,
  holdId: string,
  now: Instant,
): Promise<Result<void, 'not-found'>> {
  const query = tx.query
    .selectFrom('goods_hold')
    .select(['state', 'station_id'])
    .where('id', '=', holdId);
  const known = await (tx.kind === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
  if (known === undefined) {
    await tx.query
      .insertInto('goods_hold')
      .values({
        ...{ id: holdId, content_hash: null, state: 'released', ends_at: null },
        station_id: station.id,
        collective_id: station.collectiveId,
        created_at: now,
        closed_at: now,
      })
      .execute();
    return ok(undefined);
  }
  if (known.station_id !== station.id) return err('not-found');
  await closeHolds(tx, station, [holdId], 'released', now);
  return ok(undefined);
}

/**
 * Ends holds that are active: from now on the sale counts, or nothing does and the places are
 * offered to who waits.
 */
export async function closeHolds(
  tx: WritableDb,
  station: Pick<KnownStation, 'id'>,
  holdIds: readonly string[],
  state: 'used' | 'released',
  now: Instant,
): Promise<void> {
  if (holdIds.length === 0) return;
  const closed = await tx.query
    .updateTable('goods_hold')
    .set({ state, closed_at: now })
    .where(isOneOf(tx.kind, 'id', holdIds))
    .where('station_id', '=', station.id)
    .where('state', '=', 'active')
    .returning(['id', 'collective_id'])
    .execute();
  const items = await tx.query
    .selectFrom('goods_hold_item')
    .select(['hold_id', 'event_id'])
    .where(
      isOneOf(
        tx.kind,
        'hold_id',
        closed.map(({ id }) => id),
      ),
    )
    .where('event_id', 'is not', null)
    .execute();
  const owners = new Map(closed.map((hold) => [hold.id, hold.collective_id]));
  for (const { hold_id: holdId, event_id: eventId } of items) {
    tx.changed('event', eventId ?? '', owners.get(holdId) ?? null);
  }
  if (state === 'used') return;
  for (const eventId of new Set(items.map((item) => item.event_id ?? '').toSorted())) {
    await offerFreePlaces(tx, eventId as EventId, now);
  }
}

async function storeHold(
  tx: WritableDb,
  station: KnownStation,
  { id, items, endsAt }: GoodsHoldRequest,
  contentHash: string,
  now: Instant,
): Promise<void> {
  await tx.query
    .insertInto('goods_hold')
    .values({
      ...{ id, content_hash: contentHash, state: 'active', ends_at: endsAt },
      station_id: station.id,
      collective_id: station.collectiveId,
      created_at: now,
    })
    .execute();
  await tx.query
    .insertInto('goods_hold_item')
    .values(items.map((item, line) => ({ hold_id: id, line, ...columnsOf(item) })))
    .execute();
  for (const item of items) {
    if (item.kind === 'places') tx.changed('event', item.eventId, station.collectiveId);
  }
}

const NONE = { product_id: null, event_id: null, price_id: null, starts_at: null, ends_at: null };

function columnsOf(item: GoodsItem) {
  const { kind } = item;
  switch (kind) {
    case 'stock':
      return { ...NONE, kind, product_id: item.productId, amount: item.amount };
    case 'places':
      return { ...NONE, kind, event_id: item.eventId, price_id: item.priceId, amount: item.count };
    case 'room':
      return {
        ...{ ...NONE, kind, product_id: item.productId, amount: 1 },
        ...{ starts_at: item.startsAt, ends_at: item.endsAt },
      };
    default:
      return assertNever(kind);
  }
}

const hashOf = (station: KnownStation, items: readonly GoodsItem[]): string =>
  Buffer.from(
    sha256(Buffer.from(JSON.stringify([station.id, items.map((item) => columnsOf(item))]))),
  ).toString('hex');
