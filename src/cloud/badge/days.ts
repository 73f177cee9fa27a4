import type { Day, DayRule, Instant } from '../../shared/time.ts';
import { businessDay, Temporal } from '../../shared/time.ts';

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
