import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { membershipPeriod } from '../../../src/domain/membership/period.ts';
import type { MembershipDuration } from '../../../src/domain/membership/period.ts';
import { Temporal } from '../../../src/shared/time.ts';
import type { Day } from '../../../src/shared/time.ts';

const day = (text: string): Day => text as Day;
const periodOf = (
  duration: MembershipDuration,
  today: string,
  runningUntil: string | null,
): string => {
  const { startsOn, endsOn } = membershipPeriod({
    ...{ duration, today: day(today) },
    runningUntil: runningUntil === null ? null : day(runningUntil),
  });
  return `${startsOn} to ${endsOn ?? 'ever'}`;
};

describe('the period of a membership', () => {
  it.each([
    // [duration, bought on, the running one ends on, period]
    ['hour', '2026-11-03', null, '2026-11-03 to 2026-11-03'],
    ['day', '2026-11-03', null, '2026-11-03 to 2026-11-03'],
    ['week', '2026-11-03', null, '2026-11-03 to 2026-11-09'],
    ['month', '2026-11-03', null, '2026-11-03 to 2026-12-02'],
    ['month', '2026-01-31', null, '2026-01-31 to 2026-02-28'],
    ['month', '2028-01-31', null, '2028-01-31 to 2028-02-29'],
    ['month', '2026-02-28', null, '2026-02-28 to 2026-03-27'],
    ['month', '2026-12-15', null, '2026-12-15 to 2027-01-14'],
    ['year', '2026-11-03', null, '2026-11-03 to 2027-11-02'],
    ['year', '2028-02-29', null, '2028-02-29 to 2029-02-28'],
    ['calendar-month', '2026-11-03', null, '2026-11-03 to 2026-11-30'],
    ['calendar-month', '2028-02-29', null, '2028-02-29 to 2028-02-29'],
    ['civil-year', '2026-11-03', null, '2026-11-03 to 2026-12-31'],
    ['civil-year', '2026-12-31', null, '2026-12-31 to 2026-12-31'],
    ['season', '2026-11-03', null, '2026-11-03 to 2027-08-31'],
    ['season', '2027-08-31', null, '2027-08-31 to 2027-08-31'],
    ['season', '2027-09-01', null, '2027-09-01 to 2028-08-31'],
    ['unlimited', '2026-11-03', null, '2026-11-03 to ever'],
    // Renewed before the end, it starts where the other ends (RULES A3).
    ['year', '2027-10-20', '2027-11-02', '2027-11-03 to 2028-11-02'],
    ['season', '2027-06-01', '2027-08-31', '2027-09-01 to 2028-08-31'],
    ['civil-year', '2026-12-01', '2026-12-31', '2027-01-01 to 2027-12-31'],
    ['calendar-month', '2026-11-28', '2026-11-30', '2026-12-01 to 2026-12-31'],
    ['month', '2026-11-03', '2026-11-03', '2026-11-04 to 2026-12-03'],
    ['day', '2026-11-03', '2026-11-03', '2026-11-04 to 2026-11-04'],
    // One that has ended is over: the new one starts today.
    ['year', '2026-11-03', '2026-11-02', '2026-11-03 to 2027-11-02'],
  ] as const)('%s, bought on %s, running until %s: %s', (duration, today, runningUntil, period) => {
    expect(periodOf(duration, today, runningUntil)).toBe(period);
  });

  const durations = fc.constantFrom<MembershipDuration>(
    ...(['hour', 'day', 'week', 'month', 'year'] as const),
    ...(['calendar-month', 'civil-year', 'season', 'unlimited'] as const),
  );
  const days = fc
    .integer({ min: 0, max: 20_000 })
    .map((count) => Temporal.PlainDate.from('2020-01-01').add({ days: count }).toString());

  it('never ends before it starts, never starts before today, never leaves a hole', () => {
    fc.assert(
      fc.property(durations, days, fc.option(days), (duration, today, runningUntil) => {
        const { startsOn, endsOn } = membershipPeriod({
          ...{ duration, today: day(today) },
          runningUntil: runningUntil === null ? null : day(runningUntil),
        });
        expect(startsOn >= today).toBe(true);
        expect(endsOn === null || endsOn >= startsOn).toBe(true);
        const runs = runningUntil !== null && runningUntil >= today;
        const dayAfter = (text: string) =>
          Temporal.PlainDate.from(text).add({ days: 1 }).toString();
        expect(startsOn).toBe(runs ? dayAfter(runningUntil) : today);
      }),
    );
  });
});
