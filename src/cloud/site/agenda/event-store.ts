import type { Selectable } from 'kysely';
import type { Cents } from '../../../shared/money.ts';
import type { Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import type {
  EventPriceTable,
  EventTable,
  PriceKind,
  WheelchairAccess,
} from '../../db/site-tables.ts';
import { isOneOf } from '../../db/bulk-rows.ts';
import { readTakenPlaces } from '../../goods/taken-places.ts';
import type { TakenPlaces } from '../../goods/taken-places.ts';
import { readTags } from './programme-store.ts';

/** Events read whole for one answer: a page of the agenda, a collective, a feed. */
export const EVENTS_SHOWN_MAX = 100;

export type Place = {
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly town: string;
  readonly country: string;
  readonly latitudeE6: number | null;
  readonly longitudeE6: number | null;
};

export type EventPrice = {
  readonly id: string;
  readonly name: string;
  readonly kind: PriceKind;
  readonly cents: Cents;
  readonly minCents: Cents | null;
  /** Null: it is sold from the start, or to the end. */
  readonly opensAt: Instant | null;
  readonly closesAt: Instant | null;
  /** At this price; null: as many as the event has. */
  readonly placesLeft: number | null;
};

export type EventOnSite = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly startsAt: Instant;
  readonly doorsAt: Instant | null;
  readonly endsAt: Instant;
  readonly place: Place;
  readonly capacity: number | null;
  readonly wheelchair: WheelchairAccess;
  readonly accessNote: string;
  readonly isForChildren: boolean;
  readonly childrenNote: string;
  readonly organiser: string;
  readonly picture: string | null;
  readonly tags: readonly string[];
  readonly takesBookings: boolean;
  readonly isForMembers: boolean;
  /** Null: until it starts. */
  readonly cancelUntil: Instant | null;
  readonly changedAt: Instant | null;
  /** Of the whole event; null: as many as come. */
  readonly placesLeft: number | null;
  readonly prices: readonly EventPrice[];
  readonly collective: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly timeZone: string;
  };
};

const selectEvents = (db: ReadableDb) =>
  db.query
    .selectFrom('event')
    .innerJoin('collective', 'collective.id', 'event.collective_id')
    .selectAll('event')
    .select([
      'collective.slug as collective_slug',
      'collective.name as collective_name',
      'collective.time_zone',
    ])
    .where('event.published', '=', 1);

type EventRow = Selectable<EventTable> & {
  readonly collective_slug: string;
  readonly collective_name: string;
  readonly time_zone: string;
};

/** Events that are not over, soonest first, of one collective. */
export async function listComingEvents(
  db: ReadableDb,
  filter: { readonly now: Instant; readonly collectiveId: string },
): Promise<readonly EventOnSite[]> {
  const { now, collectiveId } = filter;
  const rows = await selectEvents(db)
    .where('event.ends_at', '>', now)
    .where('event.collective_id', '=', collectiveId)
    .orderBy('event.starts_at')
    .orderBy('event.id')
    .limit(EVENTS_SHOWN_MAX)
    .execute();
  return withPrices(db, rows, now);
}

/** These events whole, in the order of their ids. */
export async function loadEvents(
  db: ReadableDb,
  eventIds: readonly string[],
  now: Instant,
): Promise<readonly EventOnSite[]> {
  if (eventIds.length === 0) return [];
  const rows = await selectEvents(db)
    .where(isOneOf(db.kind, 'event.id', eventIds))
    .execute();
  const events = new Map((await withPrices(db, rows, now)).map((event) => [event.id, event]));
  return eventIds.flatMap((id) => events.get(id) ?? []);
}

export async function findEvent(
  db: ReadableDb,
  slugs: { readonly collective: string; readonly event: string },
  now: Instant,
): Promise<EventOnSite | null> {
  const row = await selectEvents(db)
    .where('collective.slug', '=', slugs.collective)
    .where('event.slug', '=', slugs.event)
    .executeTakeFirst();
  return row === undefined ? null : ((await withPrices(db, [row], now))[0] ?? null);
}

/** Prices and places of all of them at once: two queries, however many events. */
async function withPrices(
  db: ReadableDb,
  rows: readonly EventRow[],
  now: Instant,
): Promise<readonly EventOnSite[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const [prices, taken] = await Promise.all([
    db.query
      .selectFrom('event_price')
      .selectAll()
      .where(isOneOf(db.kind, 'event_id', ids))
      .orderBy('line')
      .execute(),
    readTakenPlaces(db, ids, now),
  ]);
  const pricesOf = Map.groupBy(prices, (price) => price.event_id);
  return rows.map((row) => ({
    ...eventFromRow(row),
    placesLeft: placesLeft(row.capacity, taken.ofEvent(row.id)),
    prices: (pricesOf.get(row.id) ?? []).map((price) => priceFromRow(price, taken)),
  }));
}

/** Never below zero: a door may let in one more than there are chairs. */
const placesLeft = (places: number | null, taken: number): number | null =>
  places === null ? null : Math.max(0, places - taken);

const priceFromRow = (row: Selectable<EventPriceTable>, taken: TakenPlaces): EventPrice => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  cents: row.price_cents as Cents,
  minCents: row.price_min_cents as Cents | null,
  opensAt: (row.opens_at ?? null) as Instant | null,
  closesAt: (row.closes_at ?? null) as Instant | null,
  placesLeft: placesLeft(row.quota, taken.ofPrice(row.id)),
});

const eventFromRow = (row: EventRow): Omit<EventOnSite, 'prices' | 'placesLeft'> => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  summary: row.summary,
  description: row.description,
  startsAt: row.starts_at as Instant,
  doorsAt: row.doors_at as Instant | null,
  endsAt: row.ends_at as Instant,
  place: {
    name: row.place_name,
    street: row.street,
    postalCode: row.postal_code,
    town: row.town,
    country: row.country,
    latitudeE6: row.latitude_e6,
    longitudeE6: row.longitude_e6,
  },
  capacity: row.capacity,
  wheelchair: row.wheelchair,
  accessNote: row.access_note,
  isForChildren: row.children_welcome === 1,
  childrenNote: row.children_note,
  organiser: row.organiser,
  picture: row.picture,
  tags: readTags(row.tags),
  takesBookings: row.takes_bookings === 1,
  isForMembers: row.members_only === 1,
  cancelUntil: (row.cancel_until ?? null) as Instant | null,
  changedAt: (row.changed_at ?? null) as Instant | null,
  collective: {
    id: row.collective_id,
    slug: row.collective_slug,
    name: row.collective_name,
    timeZone: row.time_zone,
  },
});
