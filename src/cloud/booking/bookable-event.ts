import type { CollectiveId, EventId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import type { Selectable } from 'kysely';
import type { EventPriceTable } from '../db/site-tables.ts';
import { lockEvents } from '../goods/lock-events.ts';

export type BookableEvent = {
  readonly id: EventId;
  readonly collectiveId: CollectiveId;
  readonly name: string;
  readonly isPublished: boolean;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Until when places can be given back. */
  readonly cancelUntil: Instant;
  readonly takesBookings: boolean;
  readonly isMembersOnly: boolean;
  readonly asksNames: boolean;
  readonly capacity: number | null;
  readonly perPersonMax: number;
  readonly timeZone: string;
  readonly prices: readonly Selectable<EventPriceTable>[];
};

/** An event as far as its places go. */
export async function readBookableEvent(
  db: ReadableDb,
  eventId: EventId,
): Promise<BookableEvent | null> {
  const row = await db.query
    .selectFrom('event')
    .innerJoin('collective', 'collective.id', 'event.collective_id')
    .selectAll('event')
    .select('collective.time_zone')
    .where('event.id', '=', eventId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const prices = await db.query
    .selectFrom('event_price')
    .selectAll()
    .where('event_id', '=', eventId)
    .orderBy('line')
    .execute();
  return {
    id: eventId,
    collectiveId: row.collective_id as CollectiveId,
    name: row.name,
    isPublished: row.published === 1,
    startsAt: row.starts_at as Instant,
    endsAt: row.ends_at as Instant,
    cancelUntil: (row.cancel_until ?? row.starts_at) as Instant,
    takesBookings: row.takes_bookings === 1,
    isMembersOnly: row.members_only === 1,
    asksNames: row.asks_names === 1,
    capacity: row.capacity,
    perPersonMax: row.per_person_max,
    timeZone: row.time_zone,
    prices,
  };
}

/**
 * Locks an event, so that whoever counts its places takes turns, and only then reads it. Bookings,
 * offers and places of an event are changed under this lock alone.
 */
export async function lockBookableEvent(
  tx: WritableDb,
  eventId: EventId,
): Promise<BookableEvent | null> {
  const owner = await tx.query
    .selectFrom('event')
    .select('collective_id')
    .where('id', '=', eventId)
    .executeTakeFirst();
  if (owner === undefined) return null;
  await lockEvents(tx, owner.collective_id, [eventId]);
  return readBookableEvent(tx, eventId);
}
