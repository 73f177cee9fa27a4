import { addDays } from '../../../shared/format.ts';
import { businessDay, msOfInstant } from '../../../shared/time.ts';
import type { Day, DayRule, Instant } from '../../../shared/time.ts';
import { isDayClosed, readOpenPeriod } from '../../projections/day.ts';
import type { StationContext } from '../context.ts';

/** Until the first feed says otherwise. */
const DEFAULT_RULE: DayRule = { timeZone: 'Europe/Paris', cutOffHour: 4 };
/** A day turns on a full hour, and zones differ by quarters of an hour at the most. */
const QUARTER_MS = 900_000;

/** When a day of the collective turns. */
export const dayRule = ({ knowledge }: StationContext): DayRule =>
  knowledge.settings() ?? DEFAULT_RULE;

/**
 * The day that sales go into now: never one that is closed (RULES D2). After a closing in the
 * evening it is the day after. A clock that was set back a little stays in the day that is open;
 * a day that a wrong clock opened far ahead is left, and closed by the next sale.
 */
export function tillDay(context: StationContext): Day {
  const db = context.journal.database;
  const { today, tomorrow } = readDays(context.clock(), dayRule(context));
  const { day: open } = readOpenPeriod(db);
  if (open === today || open === tomorrow) return open;
  let day = today;
  while (isDayClosed(db, day)) day = addDays(day, 1);
  return day;
}

/** A day that has sales and is not closed, though another one began; null when there is none. */
export function dayLeftOpen(context: StationContext, today: Day = tillDay(context)): Day | null {
  const { day: open } = readOpenPeriod(context.journal.database);
  return open === null || open === today ? null : open;
}

type Days = { readonly today: Day; readonly tomorrow: Day };

// Asked at each state that a screen is sent, and reckoning with time zones is slow.
let last: { readonly key: string; readonly days: Days } | null = null;

function readDays(now: Instant, { timeZone, cutOffHour }: DayRule): Days {
  const key = `${Math.floor(msOfInstant(now) / QUARTER_MS)} ${timeZone} ${cutOffHour}`;
  if (last?.key !== key) {
    const today = businessDay(now, { timeZone, cutOffHour });
    last = { key, days: { today, tomorrow: addDays(today, 1) } };
  }
  return last.days;
}
