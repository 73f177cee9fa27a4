import { Temporal } from '../../shared/time.ts';
import type { Day } from '../../shared/time.ts';

/** How long a membership runs (RULES A1). */
export type MembershipDuration =
  | 'hour'
  | 'day'
  | 'week'
  | 'month'
  | 'year'
  | 'calendar-month'
  | 'civil-year'
  /** To 31 August. */
  | 'season'
  | 'unlimited';

/** First and last day; without a last day it does not end. */
export type MembershipPeriod = { readonly startsOn: Day; readonly endsOn: Day | null };

const SEASON_ENDS = { month: 8, day: 31 } as const;

/**
 * The period that somebody pays for on a day. A new one starts where the running one ends (RULES A3);
 * a day counts whole, so an hour or a day ends on the day it starts.
 *
 * Example: a year bought on 3 November 2026 runs to 2 November 2027; renewed in October 2027, to
 * 2 November 2028.
 */
export function membershipPeriod(order: {
  readonly duration: MembershipDuration;
  readonly today: Day;
  /** Last day of the membership of the same offer that runs or is still to come; null without one. */
  readonly runningUntil: Day | null;
}): MembershipPeriod {
  const today = Temporal.PlainDate.from(order.today);
  const running = order.runningUntil === null ? null : Temporal.PlainDate.from(order.runningUntil);
  const startsOn =
    running === null || Temporal.PlainDate.compare(running, today) < 0
      ? today
      : running.add({ days: 1 });
  return {
    startsOn: startsOn.toString() as Day,
    endsOn: (lastDay(order.duration, startsOn)?.toString() as Day | undefined) ?? null,
  };
}

function lastDay(
  duration: MembershipDuration,
  start: Temporal.PlainDate,
): Temporal.PlainDate | null {
  switch (duration) {
    case 'hour':
    case 'day':
      return start;
    case 'week':
      return start.add({ days: 6 });
    case 'month':
      return dayBefore(start, start.add({ months: 1 }));
    case 'year':
      return dayBefore(start, start.add({ years: 1 }));
    case 'calendar-month':
      return start.with({ day: start.daysInMonth });
    case 'civil-year':
      return start.with({ month: 12, day: 31 });
    case 'season': {
      const end = start.with(SEASON_ENDS);
      return Temporal.PlainDate.compare(start, end) <= 0 ? end : end.add({ years: 1 });
    }
    case 'unlimited':
      return null;
  }
}

/** A month from 31 January ends on 28 February: where the month is shorter, nothing is taken off. */
const dayBefore = (start: Temporal.PlainDate, same: Temporal.PlainDate): Temporal.PlainDate =>
  same.day < start.day ? same : same.subtract({ days: 1 });
