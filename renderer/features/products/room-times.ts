import { addDays } from '../../../src/shared/format.ts';
import { Temporal, addMs, instantFromMs, msOfInstant } from '../../../src/shared/time.ts';
import type { Day, Instant } from '../../../src/shared/time.ts';

/** Hours of a room, in steps of half an hour by the collective's clock. */

const STEP_MINUTES = 30;
const STEP_MS = STEP_MINUTES * 60_000;
/** What the strip shows: nobody books a room before. */
const OPENS_AT_HOUR = 7;
const DAYS_AHEAD = 14;

export type Span = { readonly startsAt: Instant; readonly endsAt: Instant };

/** A room is sold from the quarter that is running: whoever stands there wants it now. */
const QUARTER_MS = STEP_MS / 2;
export const nowStep = (nowMs: number): Instant =>
  instantFromMs(Math.floor(nowMs / QUARTER_MS) * QUARTER_MS);

export const addSteps = (instant: Instant, steps: number): Instant =>
  addMs(instant, steps * STEP_MS);

export const stepsBetween = ({ startsAt, endsAt }: Span): number =>
  Math.round((msOfInstant(endsAt) - msOfInstant(startsAt)) / STEP_MS);

export const minutesBetween = ({ startsAt, endsAt }: Span): number =>
  Math.round((msOfInstant(endsAt) - msOfInstant(startsAt)) / 60_000);

export const daysFrom = (today: Day): readonly Day[] =>
  Array.from({ length: DAYS_AHEAD }, (_, days) => addDays(today, days));

/** The same hour of another day. */
export function onDay(instant: Instant, day: Day, timeZone: string): Instant {
  const time = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainTime();
  const moved = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: time });
  return instantFromMs(moved.epochMilliseconds);
}

export const overlaps = (one: Span, other: Span): boolean =>
  one.startsAt < other.endsAt && other.startsAt < one.endsAt;

/** Where a span lies on the strip of a day, in per cent from its opening to midnight; null outside. */
export function placeOnStrip(
  span: Span,
  day: Day,
  timeZone: string,
): { readonly left: number; readonly width: number } | null {
  const opens = Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone,
    plainTime: Temporal.PlainTime.from({ hour: OPENS_AT_HOUR }),
  }).epochMilliseconds;
  const closes = Temporal.PlainDate.from(day)
    .add({ days: 1 })
    .toZonedDateTime({ timeZone }).epochMilliseconds;
  const from = Math.max(msOfInstant(span.startsAt), opens);
  const to = Math.min(msOfInstant(span.endsAt), closes);
  if (to <= from) return null;
  const whole = closes - opens;
  return { left: ((from - opens) / whole) * 100, width: ((to - from) / whole) * 100 };
}
