import { addDays, dayOf } from '../../../shared/format.ts';
import type { Day, Instant } from '../../../shared/time.ts';
import type { EventOnSite } from './event-store.ts';

export type AgendaDay = {
  readonly day: Day;
  readonly word: 'today' | 'tomorrow' | null;
  readonly events: readonly EventOnSite[];
};

export type AgendaReader = {
  readonly now: Instant;
  /** Collectives that the reader takes part in come first within a day. */
  readonly ownIds: ReadonlySet<string>;
  /** The first day that was asked for: what began before it stands under it. */
  readonly from?: Day | null;
};

/**
 * Groups events by the day they begin, today first. What began before and is not over yet stands
 * under today.
 */
export function groupByDay(
  events: readonly EventOnSite[],
  reader: AgendaReader,
): readonly AgendaDay[] {
  const { now, ownIds, from = null } = reader;
  const isOwn = (event: EventOnSite): boolean => ownIds.has(event.collective.id);
  const dayShown = (event: EventOnSite): Day => {
    const { timeZone } = event.collective;
    const [first, today] = [dayOf(event.startsAt, timeZone), dayOf(now, timeZone)];
    const soonest = from !== null && from > today ? from : today;
    return first < soonest ? soonest : first;
  };
  const groups = Map.groupBy(events, dayShown);
  return [...groups]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([day, own]) => {
      const today = dayOf(now, own[0]?.collective.timeZone ?? 'Europe/Paris');
      const word = day === today ? 'today' : day === addDays(today, 1) ? 'tomorrow' : null;
      return {
        day,
        word,
        events: own.toSorted((left, right) => Number(isOwn(right)) - Number(isOwn(left))),
      };
    });
}
