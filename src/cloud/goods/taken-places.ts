import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb } from '../db/open-database.ts';

/** Places of events that are sold or held, whoever sold them. */
export type TakenPlaces = {
  readonly ofEvent: (eventId: string) => number;
  readonly ofPrice: (priceId: string) => number;
};

/**
 * Counts the valid tickets of these events, and what is held at a moment: for a sale at a till, for
 * a booking on the site, for who was offered places of a waiting list. The one count of tills and
 * site; exact only under the lock of the events (`lockEvents`).
 */
export async function readTakenPlaces(
  db: ReadableDb,
  eventIds: readonly string[],
  heldAt: Instant | 'sold',
  /** A booking whose own places are not counted: it is about to be changed. */
  withoutBookingId: string | null = null,
): Promise<TakenPlaces> {
  const sold = await db.query
    .selectFrom('ticket')
    .select(({ fn }) => ['event_id', 'price_id', fn.countAll<number>().as('count')])
    .where(isOneOf(db.kind, 'event_id', eventIds))
    .where('state', '=', 'valid')
    .groupBy(['event_id', 'price_id'])
    .execute();
  const held =
    heldAt === 'sold'
      ? []
      : [
          ...(await readHeldPlaces(db, eventIds, heldAt)),
          ...(await readBookingPlaces(db, eventIds, heldAt, withoutBookingId)),
        ];
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

const readBookingPlaces = (
  db: ReadableDb,
  eventIds: readonly string[],
  heldAt: Instant,
  withoutBookingId: string | null,
) =>
  db.query
    .selectFrom('booking')
    .innerJoin('booking_place as place', 'place.booking_id', 'booking.id')
    .select(({ fn }) => ['booking.event_id', 'place.price_id', fn.countAll<number>().as('count')])
    .where(isOneOf(db.kind, 'booking.event_id', eventIds))
    .where('booking.state', '=', 'held')
    .where('booking.ends_at', '>', heldAt)
    .where('place.state', '=', 'kept')
    .$if(withoutBookingId !== null, (query) => query.where('booking.id', '<>', withoutBookingId))
    .groupBy(['booking.event_id', 'place.price_id'])
    .execute();
