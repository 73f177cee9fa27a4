import { describe, expect, test } from 'vitest';
import { checkPlan } from '../../../src/domain/badge/check-plan.ts';
import type { PlanFault } from '../../../src/domain/badge/check-plan.ts';
import type { BadgePlan } from '../../../src/domain/badge/plan.ts';
import type { AssetId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { DESK, HOURS_ONLY, NO_RATES, plan, rates } from './badge-samples.ts';

const VOLUNTEER = plan({
  kind: 'volunteer',
  timeAssetId: 'hours' as AssetId,
  rates: NO_RATES,
});
const FULL = plan({
  freeMinutes: 15,
  minimumCents: cents(100),
  rates: rates({ hour: 3, halfDay: [7, 240], day: 12, capDay: 12, capMonth: 150 }),
  member: {
    offerIds: ['friend'],
    rates: rates({ hour: 2, halfDay: [5, 240], day: 9, capDay: 9, capMonth: 120 }),
  },
  included: [{ offerId: 'ten-hours', minutesPerPeriod: 600, isShared: false }],
});

const ACCEPTED: readonly (readonly [name: string, used: BadgePlan])[] = [
  ['hours only', HOURS_ONLY],
  ['hours, half-days and days', DESK],
  ['all that a plan can have', FULL],
  ['everything free', plan({ rates: NO_RATES })],
  ['one price to come in', plan({ rates: NO_RATES, minimumCents: cents(200) })],
  ['a day at once', plan({ stepMinutes: 60, rates: rates({ hour: 12, day: 12 }) })],
  ['volunteers', VOLUNTEER],
];

const one = (changes: Parameters<typeof rates>[0], others: Partial<BadgePlan> = {}): BadgePlan =>
  plan({ ...others, rates: rates(changes) });

const member = (offerIds: readonly string[], changes: Parameters<typeof rates>[0]): BadgePlan =>
  plan({ ...DESK, member: { offerIds, rates: rates(changes) } });

const included = { offerId: 'ten-hours', minutesPerPeriod: 600, isShared: false };

const REFUSED: readonly (readonly [name: string, used: BadgePlan, faults: readonly PlanFault[]])[] =
  [
    [
      'a cap of the day below the minimum',
      one({ capDay: 4 }, { minimumCents: cents(500) }),
      ['cap-day-below-minimum'],
    ],
    [
      'a cap of the month below that of the day',
      one({ capDay: 10, capMonth: 9 }),
      ['cap-month-below-cap-day'],
    ],
    [
      'a cap of the month below the price of a day',
      one({ day: 10, capMonth: 9 }),
      ['cap-month-below-day'],
    ],
    [
      'a cap of the month below the minimum',
      one({ capMonth: 4 }, { minimumCents: cents(500) }),
      ['cap-month-below-minimum'],
    ],
    ['a half-day dearer than a day', one({ halfDay: [9, 360], day: 8 }), ['half-day-above-day']],
    [
      'a half-day of more than twelve hours',
      one({ halfDay: [9, 721], day: 12 }),
      ['half-day-too-long'],
    ],
    [
      'a half-day that costs as much as its hours',
      one({ halfDay: [12, 240] }),
      ['half-day-useless'],
    ],
    ['a day above the cap of the day', one({ day: 12, capDay: 10 }), ['day-above-cap']],
    ['a day that hours never reach', one({ hour: 0.1, day: 12 }), ['day-useless']],
    ['a day that two half-days never reach', one({ halfDay: [3, 720], day: 9 }), ['day-useless']],
    ['prices beside hours that are free', one({ hour: 0, day: 12 }), ['day-useless']],
    [
      'an hour dearer than a day',
      one({ hour: 9, day: 8 }, { stepMinutes: 60 }),
      ['hour-above-others'],
    ],
    [
      'a quarter dearer than a half-day',
      one({ hour: 9, halfDay: [2, 240] }),
      ['hour-above-others'],
    ],
    ['an hour dearer than the cap', one({ hour: 9, capDay: 2 }), ['hour-above-others']],
    [
      'a minimum above the price of a day',
      one({ day: 8 }, { minimumCents: cents(900) }),
      ['minimum-above-day'],
    ],
    [
      'a minimum above the price of a half-day',
      one({ halfDay: [7, 240], day: 12 }, { minimumCents: cents(800) }),
      ['minimum-above-half-day'],
    ],
    ['free minutes for most of a day', plan({ freeMinutes: 721 }), ['free-minutes-too-long']],
    [
      'volunteers who pay',
      plan({ ...VOLUNTEER, rates: rates({ hour: 1 }) }),
      ['volunteer-with-prices'],
    ],
    [
      'volunteers who pay a minimum',
      plan({ ...VOLUNTEER, minimumCents: cents(1) }),
      ['volunteer-with-prices'],
    ],
    [
      'volunteers with included hours',
      plan({ ...VOLUNTEER, included: [included] }),
      ['volunteer-with-prices'],
    ],
    [
      'volunteers without hours to credit',
      plan({ ...VOLUNTEER, timeAssetId: null }),
      ['volunteer-without-asset'],
    ],
    [
      'members who pay more by the hour',
      member(['friend'], { hour: 3.2, halfDay: [7, 240], day: 12 }),
      ['member-dearer'],
    ],
    ['members who pay more for a long day', member(['friend'], { hour: 2.9 }), ['member-dearer']],
    [
      'members without the cap of the month',
      plan({
        ...one({ capMonth: 90 }),
        member: { offerIds: ['friend'], rates: rates({ hour: 2 }) },
      }),
      ['member-dearer'],
    ],
    [
      'members with a higher cap of the month',
      plan({
        ...one({ capMonth: 90 }),
        member: { offerIds: ['friend'], rates: rates({ hour: 2, capMonth: 91 }) },
      }),
      ['member-dearer'],
    ],
    [
      'a member price for nobody',
      member([], { hour: 2, halfDay: [5, 240], day: 9 }),
      ['member-without-offer'],
    ],
    [
      'a fault in the member prices',
      member(['friend'], { hour: 2, halfDay: [5, 240], day: 4 }),
      ['half-day-above-day'],
    ],
    ['the same hours twice', plan({ included: [included, included] }), ['included-twice']],
    [
      'several faults at once',
      one({ day: 12, capDay: 4 }, { minimumCents: cents(500), freeMinutes: 1_000 }),
      ['cap-day-below-minimum', 'day-above-cap', 'free-minutes-too-long'],
    ],
  ];

describe('the figures of a plan', () => {
  test.each(ACCEPTED)('make sense: %s', (_name, used) => {
    expect(checkPlan(used)).toEqual([]);
  });

  test.each(REFUSED)('make no sense: %s', (_name, used, faults) => {
    expect(checkPlan(used)).toEqual(faults);
  });

  test('every fault is shown by one of these', () => {
    expect(new Set(REFUSED.flatMap(([, , faults]) => faults)).size).toBe(18);
  });
});
