import fc from 'fast-check';
import type { BillingFacts, Visit } from '../../../src/domain/badge/bill-visits.ts';
import type { BadgePlan, HourPool, Rates } from '../../../src/domain/badge/plan.ts';
import { STEP_MINUTES } from '../../../src/domain/badge/plan.ts';
import type { PlanId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { instantFromMs, msOfInstant } from '../../../src/shared/time.ts';
import { at, facts, plan, pool, presenceId } from './badge-samples.ts';

/** Plans and stays of all kinds, often where clocks, days and months change. */

const centsUpTo = (max: number) => fc.integer({ min: 0, max }).map(cents);
const priceUpTo = (max: number) => fc.integer({ min: 1, max }).map(cents);

export const anyRates: fc.Arbitrary<Rates> = fc.record({
  hourCents: centsUpTo(700),
  halfDay: fc.option(
    fc.record({
      priceCents: priceUpTo(1_500),
      minutesMax: fc.oneof(fc.constant(240), fc.integer({ min: 30, max: 400 })),
    }),
  ),
  dayCents: fc.option(priceUpTo(3_000)),
  capDayCents: fc.option(priceUpTo(3_000)),
  capMonthCents: fc.option(priceUpTo(6_000)),
});

/** Absurd ones too: what must hold holds for every plan. */
export const anyPlan: fc.Arbitrary<BadgePlan> = fc
  .record({
    stepMinutes: fc.constantFrom(...STEP_MINUTES),
    rounding: fc.constantFrom('down', 'nearest', 'up'),
    freeMinutes: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90 })),
    minimumCents: fc.oneof(fc.constant(cents(0)), centsUpTo(600)),
    rates: anyRates,
    member: fc.option(fc.record({ offerIds: fc.constant(['friend']), rates: anyRates })),
  })
  .map((changes) => plan(changes));

/** Both clock changes, an ordinary day, and the end of a month. */
const FROM_MS = [
  '2026-03-28 00:00',
  '2026-10-24 00:00',
  '2026-11-03 00:00',
  '2026-11-29 12:00',
].map((text) => msOfInstant(at(text)));

const HOLDERS = ['ana', 'bo'] as const;

/** Up to six stays of two people under one plan or two, all within the same two days and a half. */
const stays = (msUnit: number): fc.Arbitrary<readonly Visit[]> =>
  fc
    .record({
      fromMs: fc.constantFrom(...FROM_MS),
      plans: fc.tuple(anyPlan, anyPlan),
      drafts: fc.array(
        fc.record({
          holder: fc.constantFrom(...HOLDERS),
          isRoom: fc.nat({ max: 4 }).map((chance) => chance === 0),
          start: fc.nat({ max: (30 * 3_600_000) / msUnit }),
          length: fc.oneof(
            fc.nat({ max: (6 * 3_600_000) / msUnit }),
            fc.nat({ max: (27 * 3_600_000) / msUnit }),
          ),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    })
    .map(({ fromMs, plans: [desk, room], drafts }) =>
      drafts.map(({ holder, isRoom, start, length }, index) => ({
        presenceId: presenceId(`stay-${index}`),
        holder,
        plan: isRoom ? { ...room, id: 'plan-room' as PlanId } : desk,
        inAt: instantFromMs(fromMs + start * msUnit),
        outAt: instantFromMs(fromMs + (start + length) * msUnit),
      })),
    );

const pools: fc.Arbitrary<readonly HourPool[]> = fc
  .array(
    fc.record({
      minutes: fc.nat({ max: 900 }),
      holders: fc.constantFrom(['ana'], ['bo'], ['ana', 'bo']),
      startsOn: fc.constantFrom('2026-01-01', '2026-03-28', '2026-10-25', '2026-11-03'),
      endsOn: fc.constantFrom('2026-03-28', '2026-10-24', '2026-11-03', '2026-11-30', null),
    }),
    { maxLength: 3 },
  )
  .map((drafts) => drafts.map((draft, index) => pool({ ...draft, id: `pool-${index}` })));

/** `msUnit`: 60,000 for stays of whole minutes, 1,000 for seconds. */
export const anyFacts = (msUnit: number): fc.Arbitrary<BillingFacts> =>
  fc
    .record({
      visits: stays(msUnit),
      pools,
      members: fc.subarray([...HOLDERS]),
      memberFrom: fc.constantFrom('2026-01-01', '2026-10-25', '2026-11-30'),
      usedMinutes: fc.nat({ max: 300 }),
    })
    .map(({ visits, pools: known, members, memberFrom, usedMinutes }) =>
      facts(visits, {
        pools: known,
        isMember: (holder, _plan, day) =>
          members.some((member) => member === holder) && day >= memberFrom,
        before: { poolMinutes: new Map([['pool-0', usedMinutes]]), monthCents: new Map() },
      }),
    );
