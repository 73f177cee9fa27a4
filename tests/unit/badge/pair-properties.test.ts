import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VisitBill } from '../../../src/domain/badge/price-steps.ts';
import { billVisits } from '../../../src/domain/badge/bill-visits.ts';
import type { BadgeEvent, PairedPresence } from '../../../src/domain/badge/presence.ts';
import type { SpaceId, TapId } from '../../../src/shared/ids.ts';
import { addMs } from '../../../src/shared/time.ts';
import { at, correction, DESK, facts, pair, plan, tap, toVisits } from './badge-samples.ts';

const PLANS = [DESK, plan({ version: 2, closesAt: null, freeMinutes: 20 })];
const MINUTE_MS = 60_000;
/** A busy machine may take long over them. */
const TIMEOUT_MS = 30_000;

type Outcome = {
  readonly presences: readonly PairedPresence[];
  readonly bills: ReadonlyMap<string, VisitBill>;
};

/** What the cloud makes of events as they came. */
function outcomeOf(events: readonly BadgeEvent[]): Outcome {
  const presences = pair(events, '2026-11-04 12:00', PLANS);
  return { presences, bills: new Map(billVisits(facts(toVisits(presences, PLANS)))) };
}

const textOf = ({ presences, bills }: Outcome): string => JSON.stringify([presences, ...bills]);

const door = (name: string) => (event: Extract<BadgeEvent, { kind: 'tap' }>) => ({
  ...event,
  tapId: `${name}: ${event.holder} ${event.tapId}` as TapId,
});
const undo = (tapId: string): BadgeEvent => ({ kind: 'undo', tapId: tapId as TapId });
const chloe = { holder: 'chloe' };
const a = door('A');
const b = door('B');

/**
 * One space, two doors; B has no network from 9:50 to 10:50. Who is told something wrong at a door
 * turns it round, as the screen offers.
 */
const DOOR_A: readonly BadgeEvent[] = [
  a(tap('in', '2026-11-03 09:00')),
  a(tap('in', '2026-11-03 10:10', chloe)),
  // A does not know that Ana went out at B.
  a(tap('out', '2026-11-03 10:30')),
  undo('A: ana out 2026-11-03 10:30'),
  a(tap('in', '2026-11-03 10:30:05')),
  a(tap('out', '2026-11-03 12:30:05')),
];
const DOOR_B: readonly BadgeEvent[] = [
  b(tap('out', '2026-11-03 10:00')),
  // B does not know that Chloé came in at A.
  b(tap('in', '2026-11-03 10:40', chloe)),
  undo('B: chloe in 2026-11-03 10:40'),
  b(tap('out', '2026-11-03 10:40:05', chloe)),
];

/** Every way to shuffle two packs that each keep their order. */
function interleave<Item>(left: readonly Item[], right: readonly Item[]): readonly Item[][] {
  const [first, ...others] = left;
  const [second, ...rest] = right;
  if (first === undefined || second === undefined) return [[...left, ...right]];
  return [
    ...interleave(others, right).map((items) => [first, ...items]),
    ...interleave(left, rest).map((items) => [second, ...items]),
  ];
}

function permutations<Item>(items: readonly Item[]): readonly Item[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((others) => [item, ...others]),
  );
}

describe('two doors of one space, one without network for an hour', { timeout: TIMEOUT_MS }, () => {
  test('give the stays that were, and their bills', () => {
    const { presences, bills } = outcomeOf([...DOOR_A, ...DOOR_B]);
    expect(
      presences.map(({ presenceId, holder, inAt, outAt, state }) => [
        holder,
        inAt,
        outAt,
        state,
        bills.get(presenceId)?.cents,
      ]),
    ).toEqual([
      ['ana', at('2026-11-03 09:00'), at('2026-11-03 10:00'), 'closed', 300],
      // 30 min.
      ['chloe', at('2026-11-03 10:10'), at('2026-11-03 10:40:05'), 'closed', 150],
      // The day is 3 h for Ana: a half-day at 7.00, of which 3.00 is billed.
      ['ana', at('2026-11-03 10:30:05'), at('2026-11-03 12:30:05'), 'closed', 400],
    ]);
  });

  test('give the same whenever the packs of each door arrive', () => {
    const expected = outcomeOf([...DOOR_A, ...DOOR_B]);
    const orders = interleave(DOOR_A, DOOR_B);
    expect(orders).toHaveLength(210);
    const texts = new Set(orders.map((events) => textOf(outcomeOf(events))));
    expect([...texts]).toEqual([textOf(expected)]);
  });

  test('give the same in every order of the events, also when nobody turned anything round', () => {
    const events = [...DOOR_A, ...DOOR_B].filter(({ kind }) => kind === 'tap').slice(0, 6);
    const expected = outcomeOf(events);
    expect(expected.presences.length).toBeGreaterThan(2);
    const texts = new Set(permutations(events).map((order) => textOf(outcomeOf(order))));
    expect([...texts]).toEqual([textOf(expected)]);
  });
});

const DAY_MS = 24 * 60 * MINUTE_MS;
/** From five in the morning, well before the cut-off hour, also when the clocks change. */
const OPEN_MS = 21 * 60 * MINUTE_MS;
const FROM = ['2026-03-28 05:00', '2026-10-24 05:00', '2026-11-03 05:00'];

/** Any taps at all, undone or corrected at random: in time they may touch, cross or be the same. */
const anyEvents: fc.Arbitrary<readonly BadgeEvent[]> = fc
  .tuple(
    fc.constantFrom(...FROM),
    fc.array(
      fc.record({
        direction: fc.constantFrom('in', 'out'),
        // Seconds apart, or hours.
        offsetMs: fc.oneof(
          fc.nat({ max: 8 }).map((count) => count * 20_000),
          fc.nat({ max: 180 }).map((count) => count * 10 * MINUTE_MS),
        ),
        holder: fc.constantFrom('ana', 'bo'),
        spaceId: fc.constantFrom('desks', 'room'),
        planVersion: fc.constantFrom(1, 2),
        fate: fc.constantFrom('kept', 'kept', 'kept', 'undone', 'corrected', 'removed'),
      }),
      { maxLength: 10 },
    ),
  )
  .map(([from, drafts]) =>
    drafts.flatMap(({ offsetMs, fate, direction, holder, spaceId, planVersion }, index) => {
      const event = tap(direction, from, {
        tapId: `tap-${index}` as TapId,
        at: addMs(at(from), offsetMs),
        holder,
        spaceId: spaceId as SpaceId,
        planVersion,
      });
      const later: Readonly<Record<typeof fate, readonly BadgeEvent[]>> = {
        kept: [],
        undone: [undo(event.tapId)],
        corrected: [correction(event.tapId, { outAt: addMs(event.at, 90 * MINUTE_MS) })],
        removed: [correction(event.tapId, { isRemoved: true })],
      };
      return [event, ...later[fate]];
    }),
  );

describe('any taps', { timeout: TIMEOUT_MS }, () => {
  test('give the same stays and bills in every order of arrival, and when some arrive twice', () => {
    fc.assert(
      fc.property(
        anyEvents.chain((events) =>
          fc.record({
            events: fc.constant(events),
            shuffled: fc.shuffledSubarray([...events], { minLength: events.length }),
            again: fc.subarray([...events]),
          }),
        ),
        ({ events, shuffled, again }) => {
          expect(outcomeOf([...again, ...shuffled])).toEqual(outcomeOf(events));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('belong to one stay each, and stays as tapped do not overlap in one space', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const taps = events.flatMap((event) => (event.kind === 'tap' ? [event] : []));
        const presences = pair(taps, '2026-12-31 12:00', PLANS);
        expect(presences.flatMap(({ tapIds }) => tapIds).toSorted()).toEqual(
          taps.map(({ tapId }) => tapId).toSorted(),
        );
        for (const one of presences)
          for (const other of presences) expect(one !== other && doOverlap(one, other)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test('a forgotten tap never shifts another pair', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FROM),
        fc.array(
          fc.record({
            gapMinutes: fc.integer({ min: 2, max: 400 }),
            lengthMinutes: fc.integer({ min: 1, max: 300 }),
            forgotten: fc.constantFrom('none', 'none', 'in', 'out', 'both'),
            planVersion: fc.constantFrom(1, 2),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        (from, drafts) => {
          const stays = staysOneAfterTheOther(from, drafts);
          const kept = stays.filter(({ forgotten }) => forgotten === 'none');
          const presences = pair(
            stays.flatMap(({ inTap, outTap, forgotten }) => [
              ...(forgotten === 'in' || forgotten === 'both' ? [] : [inTap]),
              ...(forgotten === 'out' || forgotten === 'both' ? [] : [outTap]),
            ]),
            '2026-12-31 12:00',
            PLANS,
          );
          const found = presences.filter(({ state }) => state === 'closed');
          expect(found.map(({ inAt, outAt }) => [inAt, outAt])).toEqual(
            expect.arrayContaining(kept.map(({ inTap, outTap }) => [inTap.at, outTap.at])),
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});

function doOverlap(one: PairedPresence, other: PairedPresence): boolean {
  if (one.holder !== other.holder || one.spaceId !== other.spaceId) return false;
  if (one.inAt === null || other.inAt === null) return false;
  return (
    one.inAt < (other.outAt ?? '9999') &&
    other.inAt < (one.outAt ?? '9999') &&
    one.inAt !== one.outAt &&
    other.inAt !== other.outAt
  );
}

type Draft = {
  readonly gapMinutes: number;
  readonly lengthMinutes: number;
  readonly forgotten: 'none' | 'in' | 'out' | 'both';
  readonly planVersion: number;
};

/** Real stays of somebody, each within one business day. */
function staysOneAfterTheOther(from: string, drafts: readonly Draft[]) {
  let endMs = 0;
  return drafts
    .map((draft) => {
      const inMs = endMs + draft.gapMinutes * MINUTE_MS;
      endMs = inMs + draft.lengthMinutes * MINUTE_MS;
      return { ...draft, inMs, outMs: endMs };
    })
    .filter(({ inMs, outMs }) => inMs % DAY_MS < outMs % DAY_MS && outMs % DAY_MS < OPEN_MS)
    .map(({ inMs, outMs, forgotten, planVersion }, index) => {
      const tapAt = (direction: 'in' | 'out', ms: number) =>
        tap(direction, from, {
          tapId: `${direction}-${index}` as TapId,
          at: addMs(at(from), ms),
          planVersion,
        });
      return { inTap: tapAt('in', inMs), outTap: tapAt('out', outMs), forgotten };
    });
}
