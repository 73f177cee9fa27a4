import type { BillingFacts, Visit } from '../../../src/domain/badge/bill-visits.ts';
import type { BadgePlan, Rates } from '../../../src/domain/badge/plan.ts';
import type { DayRule } from '../../../src/shared/time.ts';

/**
 * The price of stays found the long way: minute by minute, trying every combination. It shares
 * nothing with src/domain/badge, not even the calendar. Stays begin and end on whole minutes.
 */
export function billByBruteForce(facts: BillingFacts): ReadonlyMap<string, number> {
  const counted = new Set<string>();
  const tallies = new Map<string, number>();
  const tally = (key: string): number => tallies.get(key) ?? 0;
  const add = (key: string, amount: number) => tallies.set(key, tally(key) + amount);
  const pools = facts.pools.toSorted((left, right) =>
    `${left.endsOn ?? '9999'} ${left.startsOn} ${left.id}` <
    `${right.endsOn ?? '9999'} ${right.startsOn} ${right.id}`
      ? -1
      : 1,
  );
  for (const pool of pools) add(`pool ${pool.id}`, facts.before.poolMinutes.get(pool.id) ?? 0);

  const costs = new Map<string, number>(facts.visits.map(({ presenceId }) => [presenceId, 0]));
  for (const [visit, day, minutes] of daysInOrder(facts)) {
    const who = `${visit.holder} ${visit.plan.id}`;
    for (const minute of minutes) {
      if (counted.has(`${who} ${minute}`)) continue;
      counted.add(`${who} ${minute}`);
      const pool = pools.find(
        ({ id, planId, minutes: all, startsOn, endsOn, holders }) =>
          planId === visit.plan.id &&
          holders.includes(visit.holder) &&
          startsOn <= day &&
          day <= (endsOn ?? '9999') &&
          tally(`pool ${id}`) < all,
      );
      if (tally(`free ${who} ${day}`) < visit.plan.freeMinutes) add(`free ${who} ${day}`, 1);
      else if (pool !== undefined) add(`pool ${pool.id}`, 1);
      else add(`billed ${who} ${day}`, 1);
    }
    const isMember = facts.isMember(visit.holder, visit.plan, day as never);
    const rates = (isMember ? visit.plan.member?.rates : undefined) ?? visit.plan.rates;
    const dayCost = cheapest(visit.plan, rates, tally(`billed ${who} ${day}`));
    const more = dayCost - tally(`cents ${who} ${day}`);
    add(`cents ${who} ${day}`, more);
    const month = `month ${who} ${day.slice(0, 7)}`;
    const due = Math.max(0, Math.min(more, (rates.capMonthCents ?? Infinity) - tally(month)));
    add(month, due);
    costs.set(visit.presenceId, (costs.get(visit.presenceId) ?? 0) + due);
  }
  return costs;
}

type DayOfVisit = readonly [visit: Visit, day: string, minutes: readonly number[]];

/** The days of all stays: the earliest day first, and of one day, the stay that ends first. */
const daysInOrder = ({ visits, rule }: BillingFacts): readonly DayOfVisit[] =>
  visits
    .toSorted(byEnd)
    .flatMap((visit) =>
      [...Map.groupBy(minutesOf(visit), (minute) => dayOfMinute(minute, rule))].map(
        ([day, minutes]) => [visit, day, minutes] as const,
      ),
    )
    .toSorted(([, left], [, right]) => (left < right ? -1 : left > right ? 1 : 0));

/** Tries every number of half-days, a day and the cap. */
export function cheapest(plan: BadgePlan, rates: Rates, minutes: number): number {
  const steps = countSteps(plan, minutes);
  if (steps === 0) return 0;
  const prices = [rates.dayCents ?? Infinity, hours(plan, rates, minutes)];
  if (rates.halfDay !== null)
    for (let halves = 1; halves <= 1_500; halves += 1) {
      const left = minutes - halves * rates.halfDay.minutesMax;
      prices.push(halves * rates.halfDay.priceCents + (left > 0 ? hours(plan, rates, left) : 0));
      if (left <= 0) break;
    }
  return Math.min(Math.max(plan.minimumCents, Math.min(...prices)), rates.capDayCents ?? Infinity);
}

const hours = (plan: BadgePlan, { hourCents }: Rates, minutes: number): number =>
  Math.floor((countSteps(plan, minutes) * plan.stepMinutes * hourCents) / 60);

function countSteps({ stepMinutes, rounding }: BadgePlan, minutes: number): number {
  let steps = 0;
  let left = minutes;
  while (left >= stepMinutes) {
    steps += 1;
    left -= stepMinutes;
  }
  if (rounding === 'up' && left > 0) return steps + 1;
  return rounding === 'nearest' && left * 2 >= stepMinutes ? steps + 1 : steps;
}

const byEnd = (left: Visit, right: Visit): number =>
  `${left.outAt} ${left.inAt} ${left.presenceId}` <
  `${right.outAt} ${right.inAt} ${right.presenceId}`
    ? -1
    : 1;

const minutesOf = ({ inAt, outAt }: Visit): readonly number[] => {
  const first = Date.parse(inAt) / 60_000;
  return Array.from({ length: Date.parse(outAt) / 60_000 - first }, (_, index) => first + index);
};

const days = new Map<string, string>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** The day that a clock on the wall shows, an hour that is too early counted for the day before. */
function dayOfMinute(minute: number, { timeZone, cutOffHour }: DayRule): string {
  // Clocks change at whole quarters of an hour.
  const quarter = Math.floor(minute / 15);
  const key = `${timeZone} ${cutOffHour} ${quarter}`;
  const known = days.get(key);
  if (known !== undefined) return known;
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(timeZone, format);
  const [date = '', time = ''] = format.format(new Date(quarter * 900_000)).split(', ');
  const [dayOfMonth, month, year] = date.split('/').map(Number);
  const isEarly = Number(time.slice(0, 2)) < cutOffHour;
  const day = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, (dayOfMonth ?? 0) - (isEarly ? 1 : 0)))
    .toISOString()
    .slice(0, 10);
  days.set(key, day);
  return day;
}
