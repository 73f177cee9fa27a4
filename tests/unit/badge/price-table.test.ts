import { describe, expect, test } from 'vitest';
import type { BillingFacts, Visit } from '../../../src/domain/badge/bill-visits.ts';
import { monthKey } from '../../../src/domain/badge/bill-visits.ts';
import type { BadgePlan } from '../../../src/domain/badge/plan.ts';
import type { PlanId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { bill, DESK, plan, pool, rates, stay } from './badge-samples.ts';

/**
 * Amounts computed by hand: `how` says how. Unless it says otherwise, an hour is 3.00 in quarters
 * rounded up, in Paris, and the day turns at 4.
 */
type Row = {
  readonly name: string;
  readonly visits: readonly Visit[];
  readonly facts?: Partial<BillingFacts>;
  /** In euros, stay by stay. */
  readonly costs: readonly string[];
  readonly how: string;
};

const TUESDAY = '2026-11-03';

const rowOf = (
  name: string,
  visits: readonly Visit[],
  costs: readonly string[],
  how: string,
  facts: Partial<BillingFacts> = {},
): Row => ({ name, visits, costs, how, facts });

/** One stay on a Tuesday. */
const one = (name: string, used: BadgePlan, from: string, to: string, cost: string, how: string) =>
  rowOf(name, [stay('ana', `${TUESDAY} ${from}`, to, { plan: used })], [cost], how);

/** 6.00 an hour: a minute is 0.10. */
const stepped = (stepMinutes: BadgePlan['stepMinutes'], rounding: BadgePlan['rounding']) =>
  plan({ stepMinutes, rounding, rates: rates({ hour: 6 }) });

const ofSteps = (
  stepMinutes: BadgePlan['stepMinutes'],
  costs: Readonly<Record<BadgePlan['rounding'], readonly [cost: string, minutes: number]>>,
): readonly Row[] =>
  (['down', 'nearest', 'up'] as const).map((rounding) =>
    one(
      `1 h 08 in steps of ${stepMinutes} min, ${rounding}`,
      stepped(stepMinutes, rounding),
      '09:00',
      '10:08',
      costs[rounding][0],
      `${costs[rounding][1]} min at 0.10`,
    ),
  );

const STEPS: readonly Row[] = [
  ...ofSteps(1, { down: ['6.80', 68], nearest: ['6.80', 68], up: ['6.80', 68] }),
  ...ofSteps(5, { down: ['6.50', 65], nearest: ['7.00', 70], up: ['7.00', 70] }),
  ...ofSteps(15, { down: ['6.00', 60], nearest: ['7.50', 75], up: ['7.50', 75] }),
  ...ofSteps(30, { down: ['6.00', 60], nearest: ['6.00', 60], up: ['9.00', 90] }),
  ...ofSteps(60, { down: ['6.00', 60], nearest: ['6.00', 60], up: ['12.00', 120] }),
  one('half a step, nearest', stepped(30, 'nearest'), '09:00', '09:15', '3.00', '15 is 30: 3.00'),
  one('less than half a step', stepped(30, 'nearest'), '09:00', '09:14', '0.00', '14 is 0'),
  one('less than a step, down', stepped(60, 'down'), '09:00', '09:59', '0.00', '59 is 0'),
  one('seconds', plan(), '09:00', '09:15:59', '0.75', 'whole minutes: 15, one quarter'),
  one('a minute too many', plan(), '09:00', '09:16', '1.50', 'two quarters'),
  one('less than a minute', plan(), '09:00', '09:00:59', '0.00', 'no whole minute'),
  one(
    'a part of a cent',
    plan({ rates: rates({ hour: 3.5 }) }),
    '09:00',
    '09:45',
    '2.62',
    '3 × 0.875 = 2.625: the half cent is given away',
  ),
];

const FREE_30 = plan({ freeMinutes: 30 });
const MINIMUM_2 = plan({ minimumCents: cents(200) });

const FREE_AND_MINIMUM: readonly Row[] = [
  one('all of it free', FREE_30, '09:00', '09:30', '0.00', '30 of 30 free'),
  one('a minute after the free ones', FREE_30, '09:00', '09:31', '0.75', '1 min is a quarter'),
  rowOf(
    'free minutes are of the day, and come back the next day',
    [
      stay('ana', '2026-11-03 09:00', '09:20', { plan: FREE_30 }),
      stay('ana', '2026-11-03 10:00', '10:20', { plan: FREE_30 }),
      stay('ana', '2026-11-04 09:00', '09:20', { plan: FREE_30 }),
    ],
    ['0.00', '0.75', '0.00'],
    '20 free; 10 free and 10 min are a quarter; 20 free',
  ),
  rowOf(
    'each holder has their own free minutes',
    [
      stay('ana', '2026-11-03 09:00', '09:30', { plan: FREE_30 }),
      stay('guest-bo', '2026-11-03 09:00', '09:30', { plan: FREE_30 }),
    ],
    ['0.00', '0.00'],
    '30 free each',
  ),
  one('the minimum', MINIMUM_2, '09:00', '09:10', '2.00', '0.75 is less than 2.00'),
  one('above the minimum', MINIMUM_2, '09:00', '10:00', '3.00', '3.00 is more than 2.00'),
  rowOf(
    'the minimum is of the day, not of each stay',
    [
      stay('ana', '2026-11-03 09:00', '09:10', { plan: MINIMUM_2 }),
      stay('ana', '2026-11-03 10:00', '10:10', { plan: MINIMUM_2 }),
      stay('ana', '2026-11-03 11:00', '11:30', { plan: MINIMUM_2 }),
    ],
    ['2.00', '0.00', '1.00'],
    '10 min: 2.00; 20 min are 1.50: still 2.00; 50 min are 3.00: 1.00 more',
  ),
  one(
    'no minimum for free minutes',
    plan({ freeMinutes: 30, minimumCents: cents(200) }),
    '09:00',
    '09:25',
    '0.00',
    'nothing is billed',
  ),
  one(
    'no minimum for what is rounded away',
    plan({ minimumCents: cents(200), rounding: 'down' }),
    '09:00',
    '09:14',
    '0.00',
    'no whole quarter',
  ),
];

const HALF_DAY_ONLY = plan({ rates: rates({ halfDay: [7, 240] }) });

const HALF_DAYS_AND_DAYS: readonly Row[] = [
  one('case 8: 2 h 10', DESK, '09:10', '11:20', '6.75', '2 h 15 at 3.00'),
  one('case 8: 3 h', DESK, '09:00', '12:00', '7.00', 'a half-day, not 9.00'),
  one('case 8: 7 h', DESK, '09:00', '16:00', '12.00', 'a day, not 14.00 nor 16.00'),
  one('2 h 20', DESK, '09:00', '11:20', '7.00', 'a half-day, not 2 h 30 for 7.50'),
  one('all of a half-day', DESK, '09:00', '13:00', '7.00', 'a half-day'),
  one('a half-day and 20 min', DESK, '09:00', '13:20', '8.50', '7.00 + 30 min for 1.50'),
  one('a half-day and 1 h', DESK, '09:00', '14:00', '10.00', '7.00 + 3.00'),
  one('a half-day and 1 h 30', DESK, '09:00', '14:30', '11.50', '7.00 + 4.50, below 12.00'),
  one('a half-day and 1 h 40', DESK, '09:00', '14:40', '12.00', '7.00 + 5.25 is above 12.00'),
  one('the simulator of the issue', DESK, '09:10', '16:40', '12.00', '7 h 30: a day'),
  one('two half-days', HALF_DAY_ONLY, '08:00', '16:00', '14.00', '8 h: 2 × 7.00'),
  one('two half-days and 20 min', HALF_DAY_ONLY, '08:00', '16:20', '15.50', '14.00 + 1.50'),
  one('one half-day for 6 h 15', HALF_DAY_ONLY, '08:00', '14:15', '13.75', '7.00 + 2 h 15: 6.75'),
  one('the second half-day for 6 h 20', HALF_DAY_ONLY, '08:00', '14:20', '14.00', 'not 14.50'),
  one(
    'a half-day covers its minutes whole',
    plan({ stepMinutes: 60, rates: rates({ halfDay: [7, 250] }) }),
    '09:00',
    '13:05',
    '7.00',
    '4 h 05 is within 4 h 10, though 5 hours are begun',
  ),
  rowOf(
    'three stays of one day are priced as one',
    [
      stay('ana', '2026-11-03 08:00', '10:00', { plan: DESK }),
      stay('ana', '2026-11-03 11:00', '13:00', { plan: DESK }),
      stay('ana', '2026-11-03 14:00', '17:00', { plan: DESK }),
    ],
    ['6.00', '1.00', '5.00'],
    '2 h: 6.00; 4 h: 7.00; 7 h: 12.00',
  ),
  rowOf(
    'minutes that no price counts are rounded once a day',
    [stay('ana', '2026-11-03 09:00', '09:05'), stay('ana', '2026-11-03 10:00', '10:10')],
    ['0.75', '0.00'],
    '5 min are a quarter; 15 min are the same quarter',
  ),
];

const CAP_10 = plan({ rates: rates({ capDay: 10 }) });
const CAP_25 = plan({ rates: rates({ day: 12, capMonth: 25 }) });
const CAP_20 = plan({ rates: rates({ capMonth: 20 }) });

const CAPS: readonly Row[] = [
  one('below the cap of the day', CAP_10, '09:00', '12:00', '9.00', '3 h'),
  one('the cap of the day', CAP_10, '09:00', '18:00', '10.00', 'not 27.00'),
  rowOf(
    'nothing more once the day has its cap',
    [
      stay('ana', '2026-11-03 08:00', '11:00', { plan: CAP_10 }),
      stay('ana', '2026-11-03 12:00', '13:00', { plan: CAP_10 }),
      stay('ana', '2026-11-03 14:00', '15:00', { plan: CAP_10 }),
    ],
    ['9.00', '1.00', '0.00'],
    '9.00; 12.00 is 10.00; 10.00',
  ),
  rowOf(
    'the cap of the month, and the next month',
    [
      stay('ana', '2026-11-03 09:00', '18:00', { plan: CAP_25 }),
      stay('ana', '2026-11-04 09:00', '18:00', { plan: CAP_25 }),
      stay('ana', '2026-11-05 09:00', '18:00', { plan: CAP_25 }),
      stay('ana', '2026-11-06 09:00', '18:00', { plan: CAP_25 }),
      stay('ana', '2026-12-01 09:00', '18:00', { plan: CAP_25 }),
    ],
    ['12.00', '12.00', '1.00', '0.00', '12.00'],
    '12, 24, 25 at most; December begins again',
  ),
  rowOf(
    'what was billed before counts for the cap of the month',
    [stay('ana', '2026-11-05 09:00', '18:00', { plan: CAP_25 })],
    ['5.00'],
    '20.00 + 12.00 is 25.00 at most',
    {
      before: {
        poolMinutes: new Map(),
        monthCents: new Map([[monthKey('ana', CAP_25.id, '2026-11'), cents(2000)]]),
      },
    },
  ),
  rowOf(
    'a night between two months counts for both caps',
    [
      stay('ana', '2026-11-29 09:00', '15:00', { plan: CAP_20 }),
      stay('ana', '2026-11-30 23:00', '2026-12-01 06:00', { plan: CAP_20 }),
      stay('ana', '2026-12-01 09:00', '14:00', { plan: CAP_20 }),
    ],
    ['18.00', '8.00', '14.00'],
    'November 18.00, then 2.00 of 15.00 and December 6.00, then 14.00 of 15.00',
  ),
  rowOf(
    'the night of the first belongs to the month before',
    [
      stay('ana', '2026-11-29 09:00', '16:00', { plan: CAP_20 }),
      stay('ana', '2026-12-01 01:00', '03:00', { plan: CAP_20 }),
    ],
    ['20.00', '0.00'],
    'November has its cap; before 4 it is still 30 November',
  ),
];

const SHARED = pool({ holders: ['ana', 'bo'] });

const POOLS: readonly Row[] = [
  rowOf(
    'case 7: 9 h 40 of 10 h used, stays 1 h',
    [stay('ana', '2026-11-03 09:00', '10:00')],
    ['2.25'],
    '20 min included, 40 min are 45',
    {
      pools: [pool()],
      before: { poolMinutes: new Map([['pool-10h', 580]]), monthCents: new Map() },
    },
  ),
  rowOf(
    'hours are used until there are none',
    [stay('ana', '2026-11-03 09:00', '17:00'), stay('ana', '2026-11-04 09:00', '12:00')],
    ['0.00', '3.00'],
    '8 h of 10; 2 h of 3, 1 h billed',
    { pools: [pool()] },
  ),
  rowOf(
    'the hours that end soonest are used first',
    [stay('ana', '2026-11-03 09:00', '11:00'), stay('ana', '2026-11-20 09:00', '11:00')],
    ['0.00', '3.00'],
    '1 h of the week and 1 h of the month; then 1 h of the month and 1 h billed',
    {
      pools: [
        pool({ id: 'month', minutes: 120 }),
        pool({ id: 'week', minutes: 60, endsOn: '2026-11-08' }),
      ],
    },
  ),
  rowOf(
    'hours of another time, of another plan or of somebody else are not used',
    [stay('ana', '2026-11-03 09:00', '10:00')],
    ['3.00'],
    '1 h',
    {
      pools: [
        pool({ id: 'over', startsOn: '2026-10-01', endsOn: '2026-11-02' }),
        pool({ id: 'coming', startsOn: '2026-11-04', endsOn: null }),
        pool({ id: 'other-plan', planId: 'plan-room' as PlanId }),
        pool({ id: 'of-bo', holders: ['bo'] }),
      ],
    },
  ),
  rowOf(
    'a team shares its hours: who goes out first uses them first',
    [stay('ana', '2026-11-03 08:00', '16:00'), stay('bo', '2026-11-03 09:00', '15:00')],
    ['12.00', '0.00'],
    'Bo 6 h of 10; Ana 4 h, and 4 h billed',
    { pools: [SHARED] },
  ),
  rowOf(
    'free minutes before included ones',
    [stay('ana', '2026-11-03 09:00', '11:00', { plan: FREE_30 })],
    ['0.75'],
    '30 free, 80 included, 10 are a quarter',
    { pools: [pool({ minutes: 80 })] },
  ),
  rowOf(
    'a half-day for what the hours leave',
    [stay('ana', '2026-11-03 09:00', '17:00', { plan: DESK })],
    ['7.00'],
    '5 h included, 3 h are a half-day',
    { pools: [pool({ minutes: 300 })] },
  ),
  rowOf(
    'hours go to the evening before the morning, whichever stay ends first: a short one',
    [
      stay('ana', '2026-11-04 03:00', '03:30', { plan: CAP_10 }),
      stay('ana', '2026-11-03 14:00', '2026-11-04 09:00', { plan: CAP_10 }),
    ],
    ['0.00', '20.00'],
    '5 h of 14 included: 10.00; 5 h of the next day: 10.00',
    { pools: [pool({ minutes: 300 })] },
  ),
  rowOf(
    'hours go to the evening before the morning, whichever stay ends first: a long one',
    [
      stay('ana', '2026-11-04 03:00', '08:00', { plan: CAP_10 }),
      stay('ana', '2026-11-03 14:00', '2026-11-04 09:00', { plan: CAP_10 }),
    ],
    ['10.00', '10.00'],
    'no less in all, though the longer stay ends in the morning before the other',
    { pools: [pool({ minutes: 300 })] },
  ),
];

const MEMBERS = plan({
  rates: rates({ hour: 3, day: 12 }),
  member: { offerIds: ['friend'], rates: rates({ hour: 2, day: 8 }) },
});

const MEMBER_PRICES: readonly Row[] = [
  rowOf(
    'a member and somebody else',
    [
      stay('ana', '2026-11-03 09:00', '11:00', { plan: MEMBERS }),
      stay('bo', '2026-11-03 09:00', '11:00', { plan: MEMBERS }),
    ],
    ['4.00', '6.00'],
    '2 h at 2.00 and at 3.00',
    { isMember: (holder) => holder === 'ana' },
  ),
  rowOf(
    'a membership that begins the next day',
    [
      stay('ana', '2026-11-03 09:00', '18:00', { plan: MEMBERS }),
      stay('ana', '2026-11-04 09:00', '18:00', { plan: MEMBERS }),
    ],
    ['12.00', '8.00'],
    'a day at the public price, a day at the member price',
    { isMember: (_holder, _plan, day) => day >= '2026-11-04' },
  ),
  rowOf(
    'a membership that this plan does not know',
    [stay('ana', '2026-11-03 09:00', '11:00')],
    ['6.00'],
    '2 h at the public price',
    { isMember: () => true },
  ),
];

const HOURLY_1 = plan({ stepMinutes: 60, rates: rates({ hour: 1 }) });

const CLOCKS: readonly Row[] = [
  rowOf(
    'across midnight it is one day',
    [stay('ana', '2026-11-03 22:00', '2026-11-04 01:00', { plan: DESK })],
    ['7.00'],
    '3 h: a half-day',
  ),
  rowOf(
    'across the cut-off hour there are two days',
    [stay('ana', '2026-11-04 02:00', '2026-11-04 06:00', { plan: DESK })],
    ['12.00'],
    '2 h on the 3rd: 6.00; 2 h on the 4th: 6.00; not one half-day',
  ),
  rowOf(
    'a night joins the evening before it',
    [
      stay('ana', '2026-11-03 20:00', '22:00', { plan: DESK }),
      stay('ana', '2026-11-04 01:00', '03:00', { plan: DESK }),
    ],
    ['6.00', '1.00'],
    'both are 3 November: 4 h are a half-day',
  ),
  rowOf(
    '26 hours',
    [stay('ana', '2026-11-03 09:00', '2026-11-04 11:00', { plan: DESK })],
    ['24.00'],
    '19 h on the 3rd: 12.00; 7 h on the 4th: 12.00',
  ),
  rowOf(
    'a day of 23 hours',
    [stay('ana', '2026-03-28 04:00', '2026-03-29 04:00', { plan: HOURLY_1 })],
    ['23.00'],
    'the clocks skip from 2 to 3',
  ),
  rowOf(
    'a day of 25 hours',
    [stay('ana', '2026-10-24 04:00', '2026-10-25 04:00', { plan: HOURLY_1 })],
    ['25.00'],
    'from 2 to 3 comes twice',
  ),
  rowOf(
    'the hour that the clocks skip',
    [stay('ana', '2026-03-29 01:45', '2026-03-29 03:15')],
    ['1.50'],
    '15 min before and 15 min after',
  ),
  rowOf(
    'the hour that comes twice',
    [stay('ana', '2026-10-25 02:30+02:00', '2026-10-25 02:30+01:00')],
    ['3.00'],
    'the clock says the same, and an hour has gone by',
  ),
];

const ROOM = plan({ id: 'plan-room' as PlanId, rates: rates({ hour: 5 }) });
const NEW_PRICE = plan({ version: 2, rates: rates({ hour: 4, halfDay: [9, 240] }) });
const VOLUNTEER = plan({ kind: 'volunteer', rates: rates({ hour: 0 }) });

const SPACES: readonly Row[] = [
  rowOf(
    'two spaces of one plan at the same time are counted once',
    [stay('ana', '2026-11-03 09:00', '12:00'), stay('ana', '2026-11-03 10:00', '11:00')],
    ['6.00', '3.00'],
    'the hour that ended first, then the other two of the three',
  ),
  rowOf(
    'two spaces that overlap',
    [stay('ana', '2026-11-03 09:00', '10:00'), stay('ana', '2026-11-03 09:30', '11:00')],
    ['3.00', '3.00'],
    '1 h; then 1 h, as 30 min are counted already',
  ),
  rowOf(
    'two plans at the same time are both paid',
    [
      stay('ana', '2026-11-03 09:00', '12:00'),
      stay('ana', '2026-11-03 10:00', '11:00', { plan: ROOM }),
    ],
    ['9.00', '5.00'],
    '3 h at 3.00 and 1 h at 5.00',
  ),
  rowOf(
    'two people at the same time',
    [stay('ana', '2026-11-03 09:00', '10:00'), stay('bo', '2026-11-03 09:00', '10:00')],
    ['3.00', '3.00'],
    '1 h each',
  ),
  rowOf(
    'a plan that changed while they were in',
    [
      stay('ana', '2026-11-03 09:00', '11:00'),
      stay('ana', '2026-11-04 09:00', '11:00', { plan: NEW_PRICE }),
    ],
    ['6.00', '8.00'],
    'the old price to the end of the stay, the new one from the next',
  ),
  rowOf(
    'a plan that changed between two stays of a day',
    [
      stay('ana', '2026-11-03 09:00', '11:00'),
      stay('ana', '2026-11-03 14:00', '16:00', { plan: NEW_PRICE }),
    ],
    ['6.00', '3.00'],
    '6.00; the day is 4 h: a half-day at 9.00, so 3.00 more',
  ),
  rowOf(
    'volunteers pay nothing',
    [
      stay('ana', '2026-11-03 09:00', '11:05', { plan: VOLUNTEER }),
      stay('ana', '2026-11-03 10:00', '12:00', { plan: VOLUNTEER }),
    ],
    ['0.00', '0.00'],
    'they get time',
  ),
  rowOf(
    'a clock that was put back',
    [stay('ana', '2026-11-03 09:00', '08:00')],
    ['0.00'],
    'no minute',
  ),
];

describe.each([
  ['steps and rounding', STEPS],
  ['free minutes and minimum', FREE_AND_MINIMUM],
  ['half-days and days', HALF_DAYS_AND_DAYS],
  ['caps', CAPS],
  ['included hours', POOLS],
  ['member prices', MEMBER_PRICES],
  ['midnight, cut-off hour and clock changes', CLOCKS],
  ['spaces, plans and people', SPACES],
])('%s', (_title, rows) => {
  test.each(rows)('$name: $how', ({ visits, facts, costs }) => {
    expect(bill(visits, facts).map((each) => (each.cents / 100).toFixed(2))).toEqual(costs);
  });
});
