import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findSaleFault } from '../../../src/cloud/sync/check-sale.ts';
import { BADGE_BODY_SCHEMAS } from '../../../src/contract/sync/badge-bodies.ts';
import { SALE_BODY_SCHEMAS } from '../../../src/contract/sync/sale-bodies.ts';
import type { PresenceId, TapId } from '../../../src/shared/ids.ts';
import { knownHoldings, spendableCents } from '../../../src/station/usecases/pass/known-wallet.ts';
import {
  DESK_PLAN,
  makeSomebody,
  planItem,
  ROOM_PLAN,
  SPACES,
  THREE_SPACES,
} from '../../helpers/badge-knowledge.ts';
import { isLate, lastTap, makeHolder, stayIn, tapModel, undoModel } from './badge-model.ts';
import type { ModelHolder, Place } from './badge-model.ts';
import { openBadgeRig } from './badge-rig.ts';
import type { BadgeRig } from './badge-rig.ts';
import { tellBack } from './told-cloud.ts';

/**
 * Whatever people do at the door, in whatever order, and whatever of it the cloud has told back
 * already: stays and money are those of a model that knows only the rules.
 */

const RUNS = Number(process.env['BADGE_RUNS'] ?? 6);
const PLANS = [DESK_PLAN, ROOM_PLAN].map((plan) => ({ ...plan, closesAt: null }));
const HELD = [5_000, 900, 0] as const;
const people = HELD.map((held, index) => ({ ...makeSomebody(`P${index}`, held), held }));

const who = fc.nat(people.length - 1);
const place = fc.constantFrom<Place>('desks', 'room');
const action = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('tap' as const), who, place }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('undo' as const), who, place, deep: fc.nat(1) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('turn' as const), who, place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('guest' as const), place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('guest-out' as const), nth: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('tell' as const), lag: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
);
type Action = typeof action extends fc.Arbitrary<infer One> ? One : never;
const steps = fc.array(fc.record({ wait: fc.constantFrom(0, 5, 30, 61, 600, 2_220), action }), {
  minLength: 8,
  maxLength: 28,
});

type World = {
  readonly rig: BadgeRig;
  readonly holders: readonly ModelHolder[];
  readonly guests: {
    readonly presenceId: PresenceId;
    readonly place: Place;
    readonly model: ModelHolder;
  }[];
};

it('any sequence of taps, second thoughts, guests and news agrees with the rules', async () => {
  const checked = fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const rig = await openBadgeRig([
        ...THREE_SPACES,
        planItem(PLANS[0] ?? DESK_PLAN),
        planItem(PLANS[1] ?? ROOM_PLAN),
        ...people.flatMap(({ items }) => items),
      ]);
      try {
        const world: World = { rig, holders: HELD.map((held) => makeHolder(held)), guests: [] };
        for (const { wait, action: one } of sequence) {
          rig.passSeconds(wait);
          await act(world, one);
          expectModel(world);
        }
        await rig.restart();
        expectModel(world);
        expectWhole(rig);
      } finally {
        await rig.close();
      }
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  await expect(checked).resolves.toBeUndefined();
}, 60_000);

async function act(world: World, one: Action): Promise<void> {
  const { rig, holders, guests } = world;
  switch (one.do) {
    case 'tap':
      return tap(world, one.who, one.place);
    case 'undo': {
      const holder = holders[one.who] as ModelHolder;
      const chosen = holder.taps[one.place].at(-1 - one.deep);
      if (chosen === undefined) return;
      const isTop = one.deep === 0;
      const expected = isLate(chosen, rig.now())
        ? 'tap-too-old'
        : isTop
          ? null
          : 'presence-changed';
      const tapId = chosen.tapId as TapId;
      expect(await rig.wish({ kind: 'undo-tap', tapId })).toBe(expected);
      if (expected !== null) return;
      const givenBackCents = undoModel(holder, one.place);
      expect(rig.result()).toMatchObject({ kind: 'tap-undone', givenBackCents });
      return;
    }
    case 'turn':
      return turn(world, holders[one.who] as ModelHolder, one.place);
    case 'guest': {
      const came = await rig.guestIn('Ana', SPACES[one.place].id);
      const model = makeHolder(null);
      const { tapId, at } = came;
      tapModel(model, one.place, { tapId, direction: 'in', tappedAt: at, writtenAt: rig.now() });
      guests.push({ presenceId: came.presenceId, place: one.place, model });
      return;
    }
    case 'guest-out': {
      const guest = guests[one.nth];
      if (guest === undefined) return;
      const { presenceId, place: at, model } = guest;
      const isIn = stayIn(model, at) !== undefined;
      expect(await rig.wish({ kind: 'guest-out', presenceId })).toBe(isIn ? null : 'presence-over');
      if (isIn) noteOut(rig, model, at);
      return;
    }
    case 'tell': {
      const { journal, settings } = rig.station().station.context;
      const toldSeq = settings.getNumber('reflected-unsecured-seq');
      const seq = Math.max(toldSeq, journal.head().seq - one.lag);
      // What is told is whole: a tap and what it paid are sent together.
      if (journal.read(seq + 1, 1)[0]?.kind.startsWith('sale.') === true) return;
      tellBack(rig, PLANS, people, seq);
      for (const [index, holder] of holders.entries()) {
        holder.unsecured = unsentOf(rig, index, seq);
      }
      return;
    }
    case 'restart':
      return rig.restart();
  }
}

async function tap({ rig, holders }: World, index: number, at: Place): Promise<void> {
  const holder = holders[index] as ModelHolder;
  const last = lastTap(holder);
  const isAsked = last !== undefined && last.place === at && !isLate(last, rig.now());
  await rig.wish({ kind: 'choose-space', spaceId: SPACES[at].id });
  await rig.badge(people[index] as (typeof people)[number]);
  if (isAsked) {
    expect(rig.activity()).toMatchObject({ kind: 'ask-undo', tapId: last.tapId });
    await rig.wish({ kind: 'dismiss' });
    return;
  }
  if (stayIn(holder, at) !== undefined) return noteOut(rig, holder, at);
  const shown = rig.result();
  expect(shown).toMatchObject({ kind: 'badged-in' });
  if (shown?.kind !== 'badged-in') return;
  const tapped = {
    tapId: shown.tapId,
    direction: 'in',
    tappedAt: shown.at,
    writtenAt: rig.now(),
  } as const;
  tapModel(holder, at, tapped);
}

function noteOut(rig: BadgeRig, holder: ModelHolder, at: Place): void {
  const shown = rig.result();
  expect(shown).toMatchObject({ kind: 'badged-out' });
  if (shown?.kind !== 'badged-out') return;
  const { tapId, at: tappedAt, payment, cents } = shown;
  const { paidCents } = tapModel(holder, at, {
    tapId,
    direction: 'out',
    tappedAt,
    writtenAt: rig.now(),
  });
  const stay = holder.stays[at].at(-1);
  expect({ cents, isPaid: payment.kind === 'paid' }).toEqual({
    cents: stay?.cents,
    isPaid: paidCents > 0,
  });
}

async function turn({ rig }: World, holder: ModelHolder, at: Place): Promise<void> {
  const top = holder.taps[at].at(-1);
  if (top === undefined) return;
  const tapId = top.tapId as TapId;
  const expected = isLate(top, rig.now()) ? 'tap-too-old' : null;
  expect(await rig.wish({ kind: 'turn-tap', tapId })).toBe(expected);
  if (expected !== null) return;
  undoModel(holder, at);
  if (top.direction === 'in') return noteOut(rig, holder, at);
  const shown = rig.result();
  expect(shown).toMatchObject({ kind: 'badged-in', at: top.tappedAt });
  if (shown?.kind !== 'badged-in') return;
  tapModel(holder, at, {
    tapId: shown.tapId,
    direction: 'in',
    tappedAt: shown.at,
    writtenAt: rig.now(),
  });
}

function unsentOf(rig: BadgeRig, index: number, afterSeq: number): number {
  const { journal } = rig.station().station.context;
  const entries = journal.read(afterSeq + 1, journal.count());
  return entries
    .filter(({ kind }) => kind === 'sale.recorded@2')
    .map(
      ({ body }) =>
        JSON.parse(Buffer.from(body).toString('utf8')) as {
          payments: { cardId: string; cents: number }[];
        },
    )
    .flatMap(({ payments }) => payments)
    .reduce((sum, one) => (one.cardId === people[index]?.cardId ? sum + one.cents : sum), 0);
}

function expectModel({ rig, holders, guests }: World): void {
  const known = rig.presences();
  const shown = (holderKey: string) =>
    known
      .filter((one) => one.holderKey === holderKey)
      .map(({ spaceName, inAt, outAt, state, cents, paidCents }) => ({
        spaceName,
        inAt,
        outAt,
        state,
        cents: state === 'open' ? 0 : cents,
        paidCents,
      }))
      .toSorted(byText);
  const wanted = (model: ModelHolder) =>
    (['desks', 'room'] as const)
      .flatMap((at) => model.stays[at].map((stay) => ({ spaceName: SPACES[at].name, ...stay })))
      .toSorted(byText);
  for (const [index, holder] of holders.entries()) {
    const person = people[index] as (typeof people)[number];
    expect(shown(person.walletId)).toEqual(wanted(holder));
    const { context } = rig.station().station;
    const card = context.knowledge.cardOf(person.cardId);
    expect(card === undefined ? -1 : spendableCents(knownHoldings(context, card))).toBe(
      holder.balance,
    );
  }
  for (const { presenceId, model } of guests) {
    const key = known.find((one) => one.presenceId === presenceId)?.holderKey ?? '';
    expect(shown(key)).toEqual(wanted(model));
  }
  const inside = [...holders, ...guests.map(({ model }) => model)].filter(
    (model) => stayIn(model, 'desks') !== undefined || stayIn(model, 'room') !== undefined,
  );
  expect(rig.state().badge?.insideCount).toBe(inside.length);
}

const byText = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** The journal is what the cloud takes, its projections are what a rebuild gives. */
function expectWhole(rig: BadgeRig): void {
  expect(rig.differences()).toEqual([]);
  for (const kind of ['presence.tapped@1', 'presence.undone@1'] as const) {
    for (const body of rig.entries(kind)) BADGE_BODY_SCHEMAS[kind].parse(body);
  }
  const sales = rig.entries('sale.recorded@2');
  for (const sale of sales) {
    expect(findSaleFault(SALE_BODY_SCHEMAS['sale.recorded@2'].parse(sale))).toBe(null);
  }
  expect(sales.map(({ number }) => number)).toEqual(sales.map((_, index) => index + 1));
}
