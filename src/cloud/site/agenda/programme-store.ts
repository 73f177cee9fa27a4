import type { Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';

/**
 * How many coming events the agenda looks through, soonest first. Choices, search and pages are
 * made from these few columns; only what is shown is read whole.
 */
const ENTRIES_MAX = 2_000;

/** A coming event with what filters and search ask of it. */
export type ProgrammeEntry = {
  readonly id: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly collectiveId: string;
  readonly collectiveSlug: string;
  readonly collectiveName: string;
  readonly timeZone: string;
  readonly tags: readonly string[];
  /** What a search looks into. */
  readonly texts: readonly string[];
  /** Somebody may come without paying. */
  readonly isFree: boolean;
};

export async function readProgramme(
  db: ReadableDb,
  now: Instant,
): Promise<readonly ProgrammeEntry[]> {
  const rows = await db.query
    .selectFrom('event')
    .innerJoin('collective', 'collective.id', 'event.collective_id')
    .select([
      'event.id',
      'event.starts_at',
      'event.ends_at',
      'event.collective_id',
      'event.name',
      'event.summary',
      'event.place_name',
      'event.town',
      'event.organiser',
      'event.tags',
      'collective.slug as collective_slug',
      'collective.name as collective_name',
      'collective.time_zone',
    ])
    .select((from) => [
      from
        .exists(
          from
            .selectFrom('event_price')
            .select('event_price.id')
            .whereRef('event_price.event_id', '=', 'event.id')
            .where('event_price.kind', '<>', 'member')
            .where(({ eb, fn }) =>
              eb(fn.coalesce('event_price.price_min_cents', 'event_price.price_cents'), '=', 0),
            ),
        )
        .as('has_free_price'),
      from
        .exists(
          from
            .selectFrom('event_price')
            .select('event_price.id')
            .whereRef('event_price.event_id', '=', 'event.id'),
        )
        .as('has_price'),
    ])
    .where('event.published', '=', 1)
    .where('event.ends_at', '>', now)
    .orderBy('event.starts_at')
    .orderBy('event.id')
    .limit(ENTRIES_MAX)
    .execute();
  return rows.map((row) => {
    const tags = readTags(row.tags);
    return {
      id: row.id,
      startsAt: row.starts_at as Instant,
      endsAt: row.ends_at as Instant,
      collectiveId: row.collective_id,
      collectiveSlug: row.collective_slug,
      collectiveName: row.collective_name,
      timeZone: row.time_zone,
      tags,
      texts: [
        ...[row.name, row.summary, row.place_name, row.town, row.organiser],
        ...[row.collective_name, ...tags],
      ],
      isFree: Boolean(row.has_free_price) || !row.has_price,
    };
  });
}

/** The words that an event is filed under, as its row keeps them. */
export function readTags(json: string): readonly string[] {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value.filter((tag) => typeof tag === 'string') : [];
}
