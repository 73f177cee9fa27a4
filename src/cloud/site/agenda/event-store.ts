import type { Selectable } from 'kysely';
import type { Cents } from '../../../shared/money.ts';
import type { Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import type { EventTable, PriceKind, WheelchairAccess } from '../../db/site-tables.ts';

/** What the agenda shows at once; the next ones come with a page for dates. */
const EVENTS_SHOWN_MAX = 100;

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
  readonly name: string;
  readonly kind: PriceKind;
  readonly cents: Cents;
  readonly minCents: Cents | null;
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
  readonly prices: readonly EventPrice[];
  readonly collective: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly timeZone: string;
  };
};

export type CollectiveChoice = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
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

/** Events that are not over, soonest first; of one collective or of all. */
export async function listComingEvents(
  db: ReadableDb,
  filter: { readonly now: Instant; readonly collectiveId: string | null },
): Promise<readonly EventOnSite[]> {
  const { now, collectiveId } = filter;
  const query = selectEvents(db)
    .where('event.ends_at', '>', now)
    .orderBy('event.starts_at')
    .orderBy('event.id')
    .limit(EVENTS_SHOWN_MAX);
  const rows = await (
    collectiveId === null ? query : query.where('event.collective_id', '=', collectiveId)
  ).execute();
  return withPrices(db, rows);
}

export async function findEvent(
  db: ReadableDb,
  collectiveSlug: string,
  eventSlug: string,
): Promise<EventOnSite | null> {
  const row = await selectEvents(db)
    .where('collective.slug', '=', collectiveSlug)
    .where('event.slug', '=', eventSlug)
    .executeTakeFirst();
  return row === undefined ? null : ((await withPrices(db, [row]))[0] ?? null);
}

/** The collectives that have something coming, for the choice above the agenda. */
export async function listCollectivesWithEvents(
  db: ReadableDb,
  now: Instant,
): Promise<readonly CollectiveChoice[]> {
  return db.query
    .selectFrom('collective')
    .select(['id', 'slug', 'name'])
    .where((where) =>
      where.exists(
        where
          .selectFrom('event')
          .select('event.id')
          .whereRef('event.collective_id', '=', 'collective.id')
          .where('event.published', '=', 1)
          .where('event.ends_at', '>', now),
      ),
    )
    .orderBy('name')
    .execute();
}

async function withPrices(
  db: ReadableDb,
  rows: readonly EventRow[],
): Promise<readonly EventOnSite[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const prices = await db.query
    .selectFrom('event_price')
    .selectAll()
    .where('event_id', 'in', ids)
    .orderBy('line')
    .execute();
  const pricesOf = Map.groupBy(prices, (price) => price.event_id);
  return rows.map((row) => {
    const own = pricesOf.get(row.id) ?? [];
    return {
      ...eventFromRow(row),
      prices: own.map((price) => ({
        name: price.name,
        kind: price.kind,
        cents: price.price_cents as Cents,
        minCents: price.price_min_cents as Cents | null,
      })),
    };
  });
}

const eventFromRow = (row: EventRow): Omit<EventOnSite, 'prices'> => ({
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
  collective: {
    id: row.collective_id,
    slug: row.collective_slug,
    name: row.collective_name,
    timeZone: row.time_zone,
  },
});
