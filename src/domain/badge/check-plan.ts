import type { DayPrice } from './day-price.ts';
import { hoursCents, priceDay, roundMinutes } from './day-price.ts';
import type { BadgePlan, Rates } from './plan.ts';

/** Why a plan makes no sense; each has a sentence on the pages of gestion. */
export type PlanFault =
  | 'cap-day-below-minimum'
  | 'cap-month-below-cap-day'
  | 'cap-month-below-day'
  | 'cap-month-below-minimum'
  | 'day-above-cap'
  /** Hours and half-days of a whole day never cost as much. */
  | 'day-useless'
  | 'half-day-above-day'
  | 'half-day-too-long'
  /** The hours that it covers cost no more. */
  | 'half-day-useless'
  /** One step costs more than a half-day, a day or the day's cap. */
  | 'hour-above-others'
  | 'minimum-above-day'
  | 'minimum-above-half-day'
  | 'free-minutes-too-long'
  | 'volunteer-with-prices'
  | 'volunteer-without-asset'
  | 'member-dearer'
  | 'member-without-offer'
  | 'included-twice';

/** Free minutes and half-days longer than this are a slip of the pen. */
const HALF_DAY_MINUTES_MAX = 12 * 60;
/** A day on which the clocks go back has 25 hours. */
const DAY_MINUTES_MAX = 25 * 60;

/** What is absurd in the figures of a plan, each once; empty when it may be saved. */
export function checkPlan(plan: BadgePlan): readonly PlanFault[] {
  if (plan.kind === 'volunteer') return checkVolunteerPlan(plan);
  const rates = [plan.rates, ...(plan.member === null ? [] : [plan.member.rates])];
  const faults = new Set([
    ...rates.flatMap((each) => checkRates(each, plan)),
    ...faultIf('free-minutes-too-long', plan.freeMinutes > HALF_DAY_MINUTES_MAX),
    ...checkMember(plan),
    ...faultIf('included-twice', hasTwice(plan.included.map(({ offerId }) => offerId))),
  ]);
  return [...faults];
}

function checkVolunteerPlan(plan: BadgePlan): readonly PlanFault[] {
  const { hourCents, halfDay, dayCents, capDayCents, capMonthCents } = plan.rates;
  const hasPrices =
    hourCents > 0 ||
    plan.minimumCents > 0 ||
    [halfDay, dayCents, capDayCents, capMonthCents, plan.member].some((price) => price !== null) ||
    plan.included.length > 0;
  return [
    ...faultIf('volunteer-with-prices', hasPrices),
    ...faultIf('volunteer-without-asset', plan.timeAssetId === null),
  ];
}

function checkRates(rates: Rates, plan: BadgePlan): readonly PlanFault[] {
  const { halfDay, dayCents, capDayCents, capMonthCents } = rates;
  const { minimumCents } = plan;
  const step = hoursCents(rates.hourCents, plan.stepMinutes);
  return [
    ...faultIf('cap-day-below-minimum', isBelow(capDayCents, minimumCents)),
    ...faultIf('cap-month-below-cap-day', isBelow(capMonthCents, capDayCents)),
    ...faultIf('cap-month-below-day', isBelow(capMonthCents, dayCents)),
    ...faultIf('cap-month-below-minimum', isBelow(capMonthCents, minimumCents)),
    ...faultIf('day-above-cap', isBelow(capDayCents, dayCents)),
    ...faultIf('day-useless', dayCents !== null && dayCents >= wholeDayWithoutIt(rates, plan)),
    ...faultIf('half-day-above-day', isBelow(dayCents, halfDay?.priceCents ?? null)),
    ...faultIf('half-day-too-long', halfDay !== null && halfDay.minutesMax > HALF_DAY_MINUTES_MAX),
    ...faultIf('half-day-useless', isHalfDayUseless(rates, plan)),
    ...faultIf(
      'hour-above-others',
      [halfDay?.priceCents ?? null, dayCents, capDayCents].some((price) => isBelow(price, step)),
    ),
    ...faultIf('minimum-above-day', isBelow(dayCents, minimumCents)),
    ...faultIf('minimum-above-half-day', isBelow(halfDay?.priceCents ?? null, minimumCents)),
  ];
}

/** What the longest day would cost without the day price and the caps. */
const wholeDayWithoutIt = (rates: Rates, plan: BadgePlan): number =>
  priceOf({ ...plan, rates: { ...rates, dayCents: null, capDayCents: null } }, DAY_MINUTES_MAX)
    .cents;

function isHalfDayUseless({ halfDay, hourCents }: Rates, plan: BadgePlan): boolean {
  if (halfDay === null) return false;
  return halfDay.priceCents >= hoursCents(hourCents, roundMinutes(halfDay.minutesMax, plan));
}

function checkMember(plan: BadgePlan): readonly PlanFault[] {
  if (plan.member === null) return [];
  return [
    ...faultIf('member-without-offer', plan.member.offerIds.length === 0),
    ...faultIf('member-dearer', isDearer(plan.member.rates, plan)),
  ];
}

/** Whether a member would pay more than the public for any length of a day, or for a month. */
function isDearer(member: Rates, plan: BadgePlan): boolean {
  const publicCap = plan.rates.capMonthCents;
  if (publicCap !== null && (member.capMonthCents === null || publicCap < member.capMonthCents))
    return true;
  return Array.from({ length: DAY_MINUTES_MAX }, (_, index) => index + 1).some(
    (minutes) => priceOf({ ...plan, rates: member }, minutes).cents > priceOf(plan, minutes).cents,
  );
}

const priceOf = (
  { stepMinutes, rounding, minimumCents, rates }: BadgePlan,
  minutes: number,
): DayPrice => priceDay({ stepMinutes, rounding, minimumCents, rates, isMember: false }, minutes);

const faultIf = (fault: PlanFault, isAbsurd: boolean): readonly PlanFault[] =>
  isAbsurd ? [fault] : [];

/** A price that the plan does not have is below nothing. */
const isBelow = (price: number | null, other: number | null): boolean =>
  price !== null && other !== null && price < other;

const hasTwice = (texts: readonly string[]): boolean => new Set(texts).size < texts.length;
