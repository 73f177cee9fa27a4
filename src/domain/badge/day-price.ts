import type { Cents } from '../../shared/money.ts';
import { cents, minCents, ZERO_CENTS } from '../../shared/money.ts';
import type { BadgePlan, Rates } from './plan.ts';
import type { PriceStep } from './price-steps.ts';

/** What minutes are priced with. */
export type DayTariff = Pick<BadgePlan, 'stepMinutes' | 'rounding' | 'minimumCents'> & {
  readonly rates: Rates;
  readonly isMember: boolean;
};

type TariffStep = Extract<PriceStep, { kind: 'tariff' }>;

export type DayPrice = { readonly cents: Cents; readonly why: readonly PriceStep[] };

/**
 * What the minutes billed of one day cost: the cheapest of hours, half-days with hours beside, the
 * day price and the day's cap; not less than the minimum when anything is billed. It never
 * decreases when minutes are added.
 *
 * Only minutes priced by the hour are rounded: what a half-day or a day covers is covered whole.
 */
export function priceDay(tariff: DayTariff, minutes: number): DayPrice {
  if (roundMinutes(minutes, tariff) === 0) return { cents: ZERO_CENTS, why: [] };
  const [first, ...others] = choices(tariff, minutes);
  const best = others.reduce((left, right) => (right.cents < left.cents ? right : left), first);
  const rounded = roundedStep(tariff, minutes, best);
  const leastCents = minCents(tariff.minimumCents, tariff.rates.capDayCents ?? tariff.minimumCents);
  const isLess = best.cents < leastCents;
  return {
    cents: isLess ? leastCents : best.cents,
    why: [
      ...(rounded === null ? [] : [rounded]),
      best,
      ...(isLess ? [{ kind: 'minimum', cents: leastCents } as const] : []),
    ],
  };
}

/**
 * Minutes as the plan's steps count them; `nearest` takes the half step up.
 *
 * Examples with 15 min: 40 is 30 down, 45 nearest and up; 37 is 30 nearest; 38 is 45 nearest.
 */
export function roundMinutes(
  minutes: number,
  { stepMinutes, rounding }: Pick<DayTariff, 'stepMinutes' | 'rounding'>,
): number {
  const steps = minutes / stepMinutes;
  switch (rounding) {
    case 'down':
      return Math.floor(steps) * stepMinutes;
    case 'nearest':
      return Math.floor(steps + 0.5) * stepMinutes;
    case 'up':
      return Math.ceil(steps) * stepMinutes;
  }
}

/**
 * The price of minutes by the hour. A part of a cent is left to the person.
 *
 * Example: 3.50 an hour, 15 minutes: 0.875, so 0.87; 45 minutes: 2.62.
 */
export const hoursCents = (hourCents: Cents, minutes: number): Cents =>
  cents(Math.floor((hourCents * minutes) / 60));

/** All that the plan allows. When two cost the same, the first one is told. */
function choices(
  tariff: DayTariff,
  minutes: number,
): readonly [TariffStep, ...(readonly TariffStep[])] {
  const { isMember, rates } = tariff;
  const whole = { kind: 'tariff', isMember, minutes, halfDays: 0, hourMinutes: 0 } as const;
  return [
    withHalfDays(tariff, minutes, 0),
    ...halfDayCounts(rates, minutes).map((halfDays) => withHalfDays(tariff, minutes, halfDays)),
    ...(rates.dayCents === null
      ? []
      : [{ ...whole, choice: 'day', cents: rates.dayCents } as const]),
    ...(rates.capDayCents === null
      ? []
      : [{ ...whole, choice: 'cap-day', cents: rates.capDayCents } as const]),
  ];
}

/** From one half-day to as many as cover all minutes. */
const halfDayCounts = ({ halfDay }: Rates, minutes: number): readonly number[] =>
  halfDay === null
    ? []
    : Array.from({ length: Math.ceil(minutes / halfDay.minutesMax) }, (_, index) => index + 1);

function withHalfDays(tariff: DayTariff, minutes: number, halfDays: number): TariffStep {
  const { halfDay, hourCents } = tariff.rates;
  const covered = halfDays * (halfDay?.minutesMax ?? 0);
  const hourMinutes = roundMinutes(Math.max(0, minutes - covered), tariff);
  return {
    kind: 'tariff',
    choice: halfDays === 0 ? 'hours' : 'half-days',
    isMember: tariff.isMember,
    minutes: minutes <= covered ? minutes : covered + hourMinutes,
    halfDays,
    hourMinutes,
    cents: cents(halfDays * (halfDay?.priceCents ?? 0) + hoursCents(hourCents, hourMinutes)),
  };
}

const roundedStep = (
  { stepMinutes }: DayTariff,
  fromMinutes: number,
  { minutes: toMinutes }: TariffStep,
): PriceStep | null =>
  fromMinutes === toMinutes ? null : { kind: 'rounded', fromMinutes, toMinutes, stepMinutes };
