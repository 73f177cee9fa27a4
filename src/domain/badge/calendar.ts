import type { Day, DayRule, Instant } from '../../shared/time.ts';
import { addMs, businessDay, instantFromMs, Temporal } from '../../shared/time.ts';
import type { BadgePlan } from './plan.ts';

/** Where a place never closes, a stay through the night is one stay when it ends within this time. */
const NIGHT_STAY_MS_MAX = 12 * 3_600_000;

type ClosingRule = Pick<BadgePlan, 'closesAt'>;

/**
 * When a stay that began at `inAt` is closed by itself (RULES B6): at the closing hour of its
 * business day, at the cut-off hour for who came in after that hour or where there is none.
 *
 * Examples with the cut-off at 04:00 and `20:00`: in at 09:00 or at 19:59, closed at 20:00; in at
 * 20:00, 23:00 or 01:00, closed at 04:00. With `02:00`: in at 23:00, closed at 02:00 of the night.
 */
export function closingInstant(plan: ClosingRule, inAt: Instant, rule: DayRule): Instant {
  const day = businessDay(inAt, rule);
  const dayEndsAt = startOfDay(dayAfter(day), rule);
  if (plan.closesAt === null) return dayEndsAt;
  const closing = Temporal.PlainTime.from(plan.closesAt);
  const closingDay = closing.hour < rule.cutOffHour ? dayAfter(day) : day;
  const closesAt = instantOf(closingDay, closing, rule.timeZone);
  return closesAt > inAt && closesAt < dayEndsAt ? closesAt : dayEndsAt;
}

/**
 * Until when a going out still ends a stay that was closed by itself: to the end of its business
 * day, so who leaves after the closing hour is believed. Where there is no closing hour, people may
 * be in at the cut-off hour: a stay of up to 12 hours goes on through it.
 */
export function lateOutUntil(plan: ClosingRule, inAt: Instant, rule: DayRule): Instant {
  const dayEndsAt = startOfDay(dayAfter(businessDay(inAt, rule)), rule);
  const nightEndsAt = addMs(inAt, NIGHT_STAY_MS_MAX);
  return plan.closesAt === null && nightEndsAt > dayEndsAt ? nightEndsAt : dayEndsAt;
}

export type DayPiece = { readonly day: Day; readonly startsAt: Instant; readonly endsAt: Instant };

/** Cuts a stay at each cut-off hour. A stay without length is one piece without length. */
export function cutIntoDays(inAt: Instant, outAt: Instant, rule: DayRule): readonly DayPiece[] {
  const pieces: DayPiece[] = [];
  let day = businessDay(inAt, rule);
  let startsAt = inAt;
  for (;;) {
    const dayEndsAt = startOfDay(dayAfter(day), rule);
    if (dayEndsAt >= outAt) break;
    pieces.push({ day, startsAt, endsAt: dayEndsAt });
    day = dayAfter(day);
    startsAt = dayEndsAt;
  }
  return [...pieces, { day, startsAt, endsAt: outAt > startsAt ? outAt : startsAt }];
}

/** `2026-11` of a day. */
export const monthOf = (day: Day): string => day.slice(0, 7);

/** The cut-off hour that begins a business day; an hour that the clocks skip is the moment they skip it. */
export const startOfDay = (day: Day, rule: DayRule): Instant =>
  instantOf(day, new Temporal.PlainTime(rule.cutOffHour), rule.timeZone);

const instantOf = (day: Day, plainTime: Temporal.PlainTime, timeZone: string): Instant =>
  instantFromMs(
    Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime }).epochMilliseconds,
  );

const dayAfter = (day: Day): Day => Temporal.PlainDate.from(day).add({ days: 1 }).toString() as Day;
