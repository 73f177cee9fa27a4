import { dayOf } from '../../../shared/format.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Day, Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { daysOfPeriod } from './agenda-filter.ts';
import type { AgendaFilter } from './agenda-filter.ts';
import { countPlacesLeft } from './availability.ts';
import { chooseEvents, countTags } from './choose-events.ts';
import type { TagChoice } from './choose-events.ts';
import { loadEvents } from './event-store.ts';
import type { EventOnSite } from './event-store.ts';
import { listOwnCollectiveIds } from './own-collectives.ts';
import { readProgramme } from './programme-store.ts';
import type { ProgrammeEntry } from './programme-store.ts';
import { agendaOfVillage, collectivesNear, readVillages } from './village-store.ts';
import type { Village } from './village-store.ts';

/** A collective or a village by the name in its address. */
export type Choice = { readonly id: string; readonly slug: string; readonly name: string };

export type Agenda = {
  /** As asked, without what is not known: a link that has grown old still shows something. */
  readonly filter: AgendaFilter;
  readonly choices: {
    readonly collectives: readonly Choice[];
    readonly villages: readonly Choice[];
    readonly tags: readonly TagChoice[];
  };
  readonly chosen: { readonly collective: Choice | null; readonly village: Choice | null };
  /** The first day that was asked for. */
  readonly from: Day | null;
  readonly ownIds: ReadonlySet<string>;
  /** Collectives of the reader's villages. */
  readonly nearIds: ReadonlySet<string>;
  /** What was found: first what is near the reader, then soonest first. */
  readonly found: readonly ProgrammeEntry[];
  /** How many of them are near the reader. */
  readonly nearCount: number;
  /** All that comes, whatever was asked. */
  readonly total: number;
  /** How many a filter with this change would find, places left aside. */
  readonly countWith: (change: Partial<AgendaFilter>) => number;
};

type Asked = {
  readonly filter: AgendaFilter;
  readonly personId: PersonId | null;
  readonly now: Instant;
};

/** Everything the agenda says for one question, except the events themselves. */
export async function readAgenda(db: ReadableDb, asked: Asked): Promise<Agenda> {
  const { now, personId } = asked;
  const [entries, villages, ownIds] = await Promise.all([
    readProgramme(db, now),
    readVillages(db),
    listOwnCollectiveIds(db, personId, now),
  ]);
  const collectives = collectivesOf(entries);
  const village = villages.find(({ slug }) => slug === asked.filter.village) ?? null;
  const collective = await findChoice(db, collectives, asked.filter.collective);
  const filter: AgendaFilter = {
    ...asked.filter,
    village: village?.slug ?? null,
    collective: collective?.slug ?? null,
  };
  const choose = (wanted: AgendaFilter): readonly ProgrammeEntry[] => {
    const villageIds =
      village === null || wanted.village === null ? null : agendaOfVillage(village);
    return chooseEvents(entries, wanted, { now, villageIds });
  };
  const chosen = choose(filter);
  const found = filter.hasPlaces ? await withPlacesLeft(db, chosen, now) : chosen;
  const nearIds = collectivesNear(villages, ownIds);
  const isNear = ({ collectiveId }: ProgrammeEntry): boolean =>
    ownIds.has(collectiveId) || nearIds.has(collectiveId);
  const near = found.filter(isNear);
  return {
    filter,
    choices: {
      collectives,
      villages: villages.filter((each) => hasEvents(each, entries)),
      tags: countTags(entries),
    },
    chosen: { collective, village },
    from: firstDay(filter, now, entries),
    ...{ ownIds, nearIds },
    found: [...near, ...found.filter((entry) => !isNear(entry))],
    nearCount: near.length,
    total: entries.length,
    countWith: (change) => choose({ ...filter, ...change }).length,
  };
}

/** One page of what was found, whole. */
export const loadPage = (
  db: ReadableDb,
  found: readonly ProgrammeEntry[],
  page: { readonly number: number; readonly size: number; readonly now: Instant },
): Promise<readonly EventOnSite[]> =>
  loadEvents(
    db,
    found.slice((page.number - 1) * page.size, page.number * page.size).map(({ id }) => id),
    page.now,
  );

function collectivesOf(entries: readonly ProgrammeEntry[]): readonly Choice[] {
  const byId = new Map(
    entries.map(({ collectiveId: id, collectiveSlug: slug, collectiveName: name }) => [
      id,
      { id, slug, name },
    ]),
  );
  return [...byId.values()].toSorted((left, right) => left.name.localeCompare(right.name, 'fr'));
}

/** A collective that prepares nothing is still known by its name. */
async function findChoice(
  db: ReadableDb,
  collectives: readonly Choice[],
  slug: string | null,
): Promise<Choice | null> {
  if (slug === null) return null;
  const withEvents = collectives.find((choice) => choice.slug === slug);
  if (withEvents !== undefined) return withEvents;
  const row = await db.query
    .selectFrom('collective')
    .select(['id', 'slug', 'name'])
    .where('slug', '=', slug)
    .executeTakeFirst();
  return row ?? null;
}

function hasEvents(village: Village, entries: readonly ProgrammeEntry[]): boolean {
  const ids = agendaOfVillage(village);
  return entries.some(({ collectiveId }) => ids.has(collectiveId));
}

function firstDay(
  { period }: AgendaFilter,
  now: Instant,
  entries: readonly ProgrammeEntry[],
): Day | null {
  if (period === null) return null;
  return daysOfPeriod(period, dayOf(now, entries[0]?.timeZone ?? 'Europe/Paris')).from;
}

async function withPlacesLeft(
  db: ReadableDb,
  chosen: readonly ProgrammeEntry[],
  now: Instant,
): Promise<readonly ProgrammeEntry[]> {
  const events = await loadEvents(
    db,
    chosen.map(({ id }) => id),
    now,
  );
  const withPlaces = new Set(
    events.filter((event) => countPlacesLeft(event) !== 0).map(({ id }) => id),
  );
  return chosen.filter(({ id }) => withPlaces.has(id));
}
