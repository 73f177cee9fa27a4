import type { Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';

/** A collective in the list of places and on the map. */
export type PlaceOnList = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly summary: string;
  readonly picture: string | null;
  readonly town: string;
  readonly latitudeE6: number | null;
  readonly longitudeE6: number | null;
  /** Events that are not over. */
  readonly coming: number;
};

/** What one page of places holds. */
const PLACES_MAX = 300;

export async function listPlaces(db: ReadableDb, now: Instant): Promise<readonly PlaceOnList[]> {
  const rows = await db.query
    .selectFrom('collective')
    .leftJoin('collective_page as page', 'page.collective_id', 'collective.id')
    .select(['collective.id', 'collective.slug', 'collective.name', 'page.summary'])
    .select(['page.picture', 'page.town', 'page.latitude_e6', 'page.longitude_e6'])
    .select((from) =>
      from
        .selectFrom('event')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('event.collective_id', '=', 'collective.id')
        .where('event.published', '=', 1)
        .where('event.ends_at', '>', now)
        .as('coming'),
    )
    .orderBy('collective.name')
    .limit(PLACES_MAX)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, slug: row.slug, name: row.name, summary: row.summary ?? '' },
    picture: row.picture,
    town: row.town ?? '',
    latitudeE6: row.latitude_e6,
    longitudeE6: row.longitude_e6,
    coming: row.coming ?? 0,
  }));
}
