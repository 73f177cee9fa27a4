import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BillingFacts, Visit } from '../../../src/domain/badge/bill-visits.ts';
import { billVisits } from '../../../src/domain/badge/bill-visits.ts';
import { cutIntoDays, monthOf } from '../../../src/domain/badge/calendar.ts';
import { priceDay } from '../../../src/domain/badge/day-price.ts';
import type { VisitBill } from '../../../src/domain/badge/price-steps.ts';
import { addMs } from '../../../src/shared/time.ts';
import { billOf, PARIS, presenceId } from './badge-samples.ts';
import { billByBruteForce, cheapest } from './bill-oracle.ts';
import { anyFacts, anyPlan } from './random-stays.ts';

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
const RUNS = { numRuns: 150 };
/** A busy machine may take long over them. */
const TIMEOUT_MS = 30_000;

function totalOf(facts: BillingFacts, holder: string): number {
  const bills = billVisits(facts);
  return facts.visits
    .filter((visit) => visit.holder === holder)
    .reduce((sum, { presenceId: id }) => sum + billOf(bills, id).cents, 0);
}

const longerBy = (visit: Visit, ms: number): Visit => ({ ...visit, outAt: addMs(visit.outAt, ms) });

/** Some facts, and the same with one stay that is longer, by a little or by hours. */
const longerStay = fc
  .tuple(
    anyFacts(SECOND_MS),
    fc.nat({ max: 5 }),
    fc.oneof(fc.nat({ max: 120 }), fc.nat({ max: 40_000 })),
  )
  .map(([facts, which, seconds]) => {
    const index = which % facts.visits.length;
    return {
      facts,
      longer: facts.visits.map((visit, each) =>
        each === index ? longerBy(visit, seconds * SECOND_MS) : visit,
      ),
      holder: facts.visits[index]?.holder ?? '',
    };
  });

/** Stays that overlap another one of the same person, given before, are left out. */
const withoutOverlaps = (visits: readonly Visit[]): readonly Visit[] =>
  visits.filter(
    (visit, index) =>
      !visits
        .slice(0, index)
        .some(
          ({ holder, inAt, outAt }) =>
            holder === visit.holder && inAt < visit.outAt && visit.inAt < outAt,
        ),
  );

describe('what a stay costs', { timeout: TIMEOUT_MS }, () => {
  test('is what trying every combination finds, minute by minute, whatever day or clock change', () => {
    fc.assert(
      fc.property(anyFacts(MINUTE_MS), (facts) => {
        const found = [...billVisits(facts)].map(([id, { cents }]) => [id, cents] as const);
        expect(new Map<string, number>(found)).toEqual(billByBruteForce(facts));
      }),
      RUNS,
    );
  });

  test('is the same whatever the order in which stays and hours are known', () => {
    fc.assert(
      fc.property(
        anyFacts(SECOND_MS).chain((facts) =>
          fc.record({
            facts: fc.constant(facts),
            visits: fc.shuffledSubarray([...facts.visits], { minLength: facts.visits.length }),
            pools: fc.shuffledSubarray([...facts.pools], { minLength: facts.pools.length }),
          }),
        ),
        ({ facts, visits, pools }) => {
          const bills = billVisits({ ...facts, visits, pools });
          expect(new Map(bills)).toEqual(new Map(billVisits(facts)));
        },
      ),
      RUNS,
    );
  });

  test('is never less for somebody who stays longer', () => {
    fc.assert(
      fc.property(longerStay, ({ facts, longer, holder }) => {
        // Hours of a team are looked at below.
        const pools = facts.pools.filter(({ holders }) => holders.length === 1);
        expect(totalOf({ ...facts, pools, visits: longer }, holder)).toBeGreaterThanOrEqual(
          totalOf({ ...facts, pools }, holder),
        );
      }),
      RUNS,
    );
  });

  test('is never less for somebody who stays longer and shares hours, in one space at a time', () => {
    fc.assert(
      fc.property(longerStay, ({ facts, longer, holder }) => {
        const apart = withoutOverlaps(longer);
        const visits = facts.visits.filter(({ presenceId: id }) =>
          apart.some((visit) => visit.presenceId === id),
        );
        expect(totalOf({ ...facts, visits: apart }, holder)).toBeGreaterThanOrEqual(
          totalOf({ ...facts, visits }, holder),
        );
      }),
      RUNS,
    );
  });

  test('is never less for one more minute of a day', () => {
    fc.assert(
      fc.property(anyPlan, fc.integer({ min: 0, max: 1_500 }), (plan, minutes) => {
        const tariff = { ...plan, isMember: false };
        expect(priceDay(tariff, minutes + 1).cents).toBeGreaterThanOrEqual(
          priceDay(tariff, minutes).cents,
        );
      }),
      { numRuns: 800 },
    );
  });

  test('is never above the cheapest combination, and is one of them', () => {
    fc.assert(
      fc.property(anyPlan, fc.integer({ min: 0, max: 1_500 }), (plan, minutes) => {
        expect(priceDay({ ...plan, isMember: false }, minutes).cents).toBe(
          cheapest(plan, plan.rates, minutes),
        );
      }),
      { numRuns: 800 },
    );
  });

  test('is never more in two visits than in one that has both in it', () => {
    fc.assert(
      fc.property(anyFacts(SECOND_MS), fc.nat({ max: 40_000 }), (facts, seconds) => {
        const [first] = facts.visits;
        if (first === undefined) return;
        const again = {
          ...longerBy(first, seconds * 2 * SECOND_MS),
          presenceId: presenceId('again'),
          inAt: addMs(first.outAt, seconds * SECOND_MS),
        };
        const long = { ...first, outAt: again.outAt };
        expect(totalOf({ ...facts, visits: [first, again] }, first.holder)).toBeLessThanOrEqual(
          totalOf({ ...facts, visits: [long] }, first.holder),
        );
      }),
      RUNS,
    );
  });

  test('is never above the caps of the day and the month', () => {
    fc.assert(
      fc.property(anyFacts(SECOND_MS), (facts) => {
        const bills = billVisits(facts);
        for (const { holder, plan } of facts.visits) {
          const ofPlan = facts.visits.filter(
            (visit) => visit.holder === holder && visit.plan.id === plan.id,
          );
          const days = new Set(
            ofPlan.flatMap(({ inAt, outAt }) =>
              cutIntoDays(inAt, outAt, PARIS).map(({ day }) => day),
            ),
          );
          const dayCap = highest(plan, ({ capDayCents }) => capDayCents);
          const monthCap = highest(plan, ({ capMonthCents }) => capMonthCents);
          expect(sumOf(ofPlan, bills, () => true)).toBeLessThanOrEqual(days.size * dayCap);
          for (const month of new Set([...days].map(monthOf)))
            expect(sumOf(ofPlan, bills, (each) => each === month)).toBeLessThanOrEqual(monthCap);
        }
      }),
      RUNS,
    );
  });

  test('says by months, included minutes and steps what it says in all', () => {
    fc.assert(
      fc.property(anyFacts(SECOND_MS), (facts) => {
        for (const bill of billVisits(facts).values()) {
          expect(bill.months.reduce((sum, { cents }) => sum + cents, 0)).toBe(bill.cents);
          expect(bill.included.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(
            bill.why.reduce((sum, step) => sum + (step.kind === 'included' ? step.minutes : 0), 0),
          );
          expect(centsOfSteps(bill)).toBe(bill.cents);
        }
      }),
      RUNS,
    );
  });
});

/** A plan has caps for the public and for members; without one there is none. */
const highest = (
  { rates, member }: Visit['plan'],
  capOf: (rates: Visit['plan']['rates']) => number | null,
): number =>
  Math.max(capOf(rates) ?? Infinity, member === null ? 0 : (capOf(member.rates) ?? Infinity));

const sumOf = (
  visits: readonly Visit[],
  bills: ReadonlyMap<string, VisitBill>,
  isWanted: (month: string) => boolean,
): number =>
  visits
    .flatMap((visit) => bills.get(visit.presenceId)?.months ?? [])
    .reduce((sum, { month, cents }) => (isWanted(month) ? sum + cents : sum), 0);

/** What a person who reads the steps and adds them up finds. */
function centsOfSteps({ why }: VisitBill): number {
  let total = 0;
  let dayCents = 0;
  let earlierCents = 0;
  const closeDay = () => {
    total += Math.max(0, dayCents - earlierCents);
    dayCents = 0;
    earlierCents = 0;
  };
  for (const step of why) {
    if (step.kind === 'day') closeDay();
    if (step.kind === 'earlier') earlierCents = step.cents;
    if (step.kind === 'tariff' || step.kind === 'minimum') dayCents = step.cents;
    if (step.kind === 'cap-month') {
      closeDay();
      total -= step.offCents;
    }
  }
  closeDay();
  return total;
}
