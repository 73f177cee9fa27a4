import { dayOf } from '../../../shared/format.ts';
import { Temporal, addMs, instantFromMs } from '../../../shared/time.ts';
import type { Day, Instant } from '../../../shared/time.ts';
import { daysOfPeriod } from './agenda-filter.ts';
import type { AgendaFilter, DayRange } from './agenda-filter.ts';
import { hasAllWords } from './normal-text.ts';
import type { ProgrammeEntry } from './programme-store.ts';

/** What begins in the evening and ends by six in the morning belongs to the evening. */
const NIGHT_MS = 6 * 3_600_000;

/** What is known beside the programme, to choose from it. */
export type ChoosingFacts = {
  readonly now: Instant;
  /** Collectives whose events the chosen village shows; null when none is chosen. */
  readonly villageIds: ReadonlySet<string> | null;
};

/** The entries that a filter lets through, except for places left, which need a count. */
export function chooseEvents(
  entries: readonly ProgrammeEntry[],
  filter: AgendaFilter,
  facts: ChoosingFacts,
): readonly ProgrammeEntry[] {
  const { collective, tag, text, isFree, period } = filter;
  const { villageIds } = facts;
  return entries.filter(
    (entry) =>
      (collective === null || entry.collectiveSlug === collective) &&
      (villageIds === null || villageIds.has(entry.collectiveId)) &&
      (tag === null || entry.tags.includes(tag)) &&
      (!isFree || entry.isFree) &&
      (period === null ||
        isWithin(entry, daysOfPeriod(period, dayOf(facts.now, entry.timeZone)), facts.now)) &&
      (text === '' || hasAllWords(entry.texts, text)),
  );
}

/** Whether an event takes place in these days of its collective. */
function isWithin(entry: ProgrammeEntry, { from, to }: DayRange, now: Instant): boolean {
  const { startsAt, endsAt, timeZone } = entry;
  const first = dayOf(startsAt, timeZone);
  if (first > to) return false;
  if (first >= from) return true;
  // It began before: it counts when it is still on, not when only its night reaches over.
  if (from <= dayOf(now, timeZone)) return true;
  return endsAt > addMs(startOfDay(from, timeZone), NIGHT_MS);
}

const startOfDay = (day: Day, timeZone: string): Instant =>
  instantFromMs(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);

export type TagChoice = { readonly tag: string; readonly count: number };

/** The words that most events are filed under, most used first. */
export function countTags(entries: readonly ProgrammeEntry[]): readonly TagChoice[] {
  const counts = new Map<string, number>();
  for (const tag of entries.flatMap(({ tags }) => tags))
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .toSorted((left, right) => right.count - left.count || left.tag.localeCompare(right.tag, 'fr'));
}
