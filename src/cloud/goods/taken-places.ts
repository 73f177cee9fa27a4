import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb } from '../db/open-database.ts';

/** Places of events that are sold or held, whoever sold them. */
export type TakenPlaces = {
  readonly ofEvent: (eventId: string) => number;
  readonly ofPrice: (priceId: string) => number;
};

/** Counts the valid tickets of these events, and what is held at a moment for a sale. */
export async function readTakenPlaces(
  db: ReadableDb,
  eventIds: readonly string[],
  heldAt: Instant | 'sold',
): Promise<TakenPlaces> {
  const sold = await db.query
    .selectFrom('ticket')
    .select(({ fn }) => ['event_id', 'price_id', fn.countAll<number>().as('count')])
    .where(isOneOf(db.kind, 'event_id', eventIds))
    .where('state', '=', 'valid')
    .groupBy(['event_id', 'price_id'])
    .execute();
  const held = heldAt === 'sold' ? [] : await readHeldPlaces(db, eventIds, heldAt);
  const byEvent = new Map<string, number>();
  const byPrice = new Map<string, number>();
  for (const { event_id: eventId, price_id: priceId, count } of [...sold, ...held]) {
    add(byEvent, eventId ?? '', count);
    add(byPrice, priceId ?? '', count);
  }
  return {
    ofEvent: (eventId) => byEvent.get(eventId) ?? 0,
    ofPrice: (priceId) => byPrice.get(priceId) ?? 0,
  };
}

const add = (counts: Map<string, number>, key: string, count: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + count);
};

const readHeldPlaces = (db: ReadableDb, eventIds: readonly string[], heldAt: Instant) =>
  db.query
    .selectFrom('goods_hold_item as item')
    .innerJoin('goods_hold as hold', 'hold.id', 'item.hold_id')
    .select(({ fn }) => [
      'item.event_id',
      'item.price_id',
      fn.sum<number>('item.amount').as('count'),
    ])
    .where(isOneOf(db.kind, 'item.event_id', eventIds))
    .where('hold.state', '=', 'active')
    .where('hold.ends_at', '>', heldAt)
    .groupBy(['item.event_id', 'item.price_id'])
    .execute();
