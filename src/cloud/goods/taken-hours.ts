import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';

/** When a room is taken; `startsAt` is in it, `endsAt` is not. */
export type TakenHours = {
  readonly productId: string;
  readonly startsAt: string;
  readonly endsAt: string;
};

/** Rooms of a collective: their products are locked in the order of their ids. */
export async function lockRooms(
  tx: WritableDb,
  collectiveId: string,
  productIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (productIds.length === 0) return new Set();
  const query = tx.query
    .selectFrom('product')
    .select('id')
    .where(isOneOf(tx.kind, 'id', [...new Set(productIds)]))
    .where('collective_id', '=', collectiveId)
    .where('kind', '=', 'hour')
    .orderBy('id');
  const rows = await (tx.kind === 'postgres' ? query.forNoKeyUpdate() : query).execute();
  return new Set(rows.map(({ id }) => id));
}

/** Hours of these rooms that are booked, and those that are held at a moment for a sale. */
export async function readTakenHours(
  db: ReadableDb,
  productIds: readonly string[],
  heldAt: Instant | 'booked',
): Promise<readonly TakenHours[]> {
  if (productIds.length === 0) return [];
  const booked = await db.query
    .selectFrom('room_booking')
    .select(['product_id', 'starts_at', 'ends_at'])
    .where(isOneOf(db.kind, 'product_id', productIds))
    .where('cancelled_at', 'is', null)
    .execute();
  const held =
    heldAt === 'booked'
      ? []
      : await db.query
          .selectFrom('goods_hold_item as item')
          .innerJoin('goods_hold as hold', 'hold.id', 'item.hold_id')
          .select(['item.product_id', 'item.starts_at', 'item.ends_at'])
          .where(isOneOf(db.kind, 'item.product_id', productIds))
          .where('item.kind', '=', 'room')
          .where('hold.state', '=', 'active')
          .where('hold.ends_at', '>', heldAt)
          .execute();
  return [...booked, ...held].map((row) => ({
    productId: row.product_id ?? '',
    startsAt: row.starts_at ?? '',
    endsAt: row.ends_at ?? '',
  }));
}
