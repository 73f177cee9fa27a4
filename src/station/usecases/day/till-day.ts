import { addDays } from '../../../shared/format.ts';
import { businessDay } from '../../../shared/time.ts';
import type { Day } from '../../../shared/time.ts';
import { isDayClosed, readOpenPeriod } from '../../projections/day.ts';
import type { StationContext } from '../context.ts';

/** Until the first feed says otherwise. */
const DEFAULT_RULE = { timeZone: 'Europe/Paris', cutOffHour: 4 } as const;

/**
 * The day that sales go into now: never one that is closed (RULES D2). After a closing in the
 * evening it is the day after. A clock that was set back a little stays in the day that is open;
 * a day that a wrong clock opened far ahead is left, and closed by the next sale.
 */
export function tillDay(context: StationContext): Day {
  const db = context.journal.database;
  const today = businessDay(context.clock(), context.knowledge.settings() ?? DEFAULT_RULE);
  const { day: open } = readOpenPeriod(db);
  if (open === today || open === addDays(today, 1)) return open;
  let day = today;
  while (isDayClosed(db, day)) day = addDays(day, 1);
  return day;
}

/** A day that has sales and is not closed, though another one began; null when there is none. */
export function dayLeftOpen(context: StationContext): Day | null {
  const { day: open } = readOpenPeriod(context.journal.database);
  return open === null || open === tillDay(context) ? null : open;
}
