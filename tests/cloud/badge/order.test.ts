import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeForgottenStays, settleForgottenStays } from '../../../src/cloud/badge/close-stays.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { PresenceId } from '../../../src/shared/ids.ts';
import { addMs } from '../../../src/shared/time.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { onCard } from '../api/moneys.ts';
import { byPass, cash, local } from '../api/till.ts';
import { addCard } from '../api/village.ts';
import { makeWorld } from '../api/world.ts';
import type { World } from '../api/world.ts';
import { at, cardHolder, makeHouse } from './house.ts';
import type { Door } from './house.ts';

/** What happens at two doors of one space: by whom, where, so many minutes after the one before. */
const step = fc.record({
  door: fc.nat(1),
  card: fc.nat(1),
  minutes: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 90 })),
  /** What the door took by itself; null: it took nothing. */
  taken: fc.option(fc.integer({ min: 1, max: 1_300 })),
  means: fc.constantFrom('pass' as const, 'cash' as const),
  isUndone: fc.boolean(),
  isSaidOtherwise: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Which door speaks next and how much it says; 2: both at once. */
const travel = fc.array(fc.record({ door: fc.nat(2), count: fc.integer({ min: 1, max: 5 }) }), {
  maxLength: 12,
});
type Travel = typeof travel extends fc.Arbitrary<infer Value> ? Value : never;

const SEED = 20_261_124;

describe.each(DATABASE_KINDS)('two doors of one space, one without network, on %s', (kind) => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(kind);
  });
  afterAll(async () => {
    expect(await auditLedger(world.db)).toEqual([]);
    await world.close();
  });

  it(
    'give the same stays, bills and balances in whatever order they speak',
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 3, maxLength: 9 }),
          travel,
          async (steps, way) => {
            const inOrder = steps.map(({ door }) => ({ door, count: 3 }));
            expect(await play(world, steps, way)).toEqual(await play(world, steps, inOrder));
          },
        ),
        { numRuns: kind === 'sqlite' ? 25 : 10, seed: SEED, endOnFailure: true },
      );
    },
  );
});

async function play(world: World, steps: readonly Step[], way: Travel) {
  const house = await makeHouse(world);
  const doors = [await house.addDoor(), await house.addDoor()] as const;
  const money = { assetId: house.village.barLocal, cents: 50_000 };
  const cards = [
    await addCard(world.db, { collectiveId: house.collectiveId, money }),
    await addCard(world.db, { collectiveId: house.collectiveId, money }),
  ] as const;
  const names = new Map<string, string>();
  let time = at('09:00');
  // Each door knows only what was tapped at it.
  const isIn = new Map<string, PresenceId>();
  for (const [index, one] of steps.entries()) {
    const door: Door = doors[one.door === 0 ? 0 : 1];
    const card = cards[one.card === 0 ? 0 : 1];
    time = addMs(time, one.minutes * 60_000);
    const place = `${one.door} ${one.card}`;
    const began = isIn.get(place);
    const tapId = door.tap(began === undefined ? 'in' : 'out', cardHolder(card), time, {
      tapId: makeUuid(),
    });
    names.set(tapId, `tap ${index}`);
    if (began === undefined) isIn.set(place, tapId);
    else {
      isIn.delete(place);
      if (one.taken !== null) {
        const parts = [local(house.village.barLocal, one.taken)];
        const payment = one.means === 'pass' ? byPass(card, parts) : cash(one.taken);
        door.sellStays([{ id: began, amount: one.taken }], [payment]);
      }
      if (one.isSaidOtherwise) door.correct(began, { outAt: addMs(time, 600_000) });
      if (one.isUndone) {
        door.undo(tapId);
        isIn.set(place, began);
      }
    }
  }
  house.setNow(at('19:59'));
  for (const { door, count } of way) {
    if (door === 2) await Promise.all(doors.map((one) => one.upload(count)));
    else await doors[door === 0 ? 0 : 1].upload(count);
  }
  for (const door of doors) await door.upload();
  for (const now of [at('20:30'), at('20:30', '2026-11-26')]) {
    await closeForgottenStays(house.world.db, now);
    await settleForgottenStays(house.world.db, now);
  }
  const stays = await house.stays();
  const left = [];
  for (const card of cards) left.push(await onCard(world.db, card.id));
  return {
    stays: stays.map((stay) => ({
      ...{ name: names.get(stay.presenceId), inAt: stay.inAt, outAt: stay.outAt },
      ...{ state: stay.state, minutes: stay.stayedMinutes, cents: stay.cents },
      ...{ paid: stay.paidCents, isCorrected: stay.isCorrected },
    })),
    left: left.map((own) => own[house.village.barLocal]),
  };
}
