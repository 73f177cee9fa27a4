import type { Day, DayRule, Instant } from '../../shared/time.ts';
import { businessDay, instantFromMs, Temporal } from '../../shared/time.ts';

/** The cut-off hour at which a business day begins. */
export const startOfDay = (day: Day, { timeZone, cutOffHour }: DayRule): Instant =>
  instantFromMs(
    Temporal.PlainDate.from(day).toZonedDateTime({
      timeZone,
      plainTime: new Temporal.PlainTime(cutOffHour),
    }).epochMilliseconds,
  );

export const addDays = (day: Day, days: number): Day =>
  Temporal.PlainDate.from(day).add({ days }).toString() as Day;

export const addMonths = (day: Day, months: number): Day =>
  Temporal.PlainDate.from(day).add({ months }).toString() as Day;

/** The business day that a stay is listed under: when they came in, else when they left. */
export const dayOfStay = (
  stay: { readonly inAt: Instant | null; readonly outAt: Instant | null },
  rule: DayRule,
): Day => {
  const at = stay.inAt ?? stay.outAt;
  if (at === null) throw new Error('a stay has at least one end');
  return businessDay(at, rule);
};

export const firstOf = <Text extends string>(texts: readonly Text[]): Text | undefined =>
  texts.toSorted()[0];
