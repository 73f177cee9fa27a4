import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { addMs } from '../../../src/shared/time.ts';
import { knownPresences } from '../../../src/station/usecases/badge/known-presences.ts';
import { knownHoldings, spendableCents } from '../../../src/station/usecases/pass/known-wallet.ts';
import { TUESDAY_10 } from '../../helpers/badge-knowledge.ts';
import {
  addCoworkingPerson,
  DEMO_ETABLI,
  isCoworkingRigSettled,
  openCoworkingRig,
} from '../../helpers/demo-coworking.ts';
import { startDemoCloud } from '../../helpers/demo-cloud.ts';
import type { DemoCloud } from '../../helpers/demo-cloud.ts';
import type { Rig } from '../../helpers/station-rig.ts';
import { expectKind } from './badge-rig.ts';

/** Two doors of one place with a real cloud. */

let at = TUESDAY_10;
let cloud: DemoCloud;
let doors: readonly [Rig, Rig];

beforeEach(async () => {
  at = TUESDAY_10;
  vi.useFakeTimers({ toFake: ['hrtime'] });
  const clock = () => at;
  cloud = await startDemoCloud({ clock });
  doors = [
    await openCoworkingRig(cloud, { name: 'Entrée', clock }),
    await openCoworkingRig(cloud, { name: 'Cour', clock }),
  ];
  await settle();
});
afterEach(async () => {
  await Promise.all(doors.map((door) => door.close()));
  await cloud.remove();
  vi.useRealTimers();
});

const settle = async (): Promise<void> => {
  await expect.poll(() => doors.every(isCoworkingRigSettled), { timeout: 10_000 }).toBe(true);
};
const context = (rig: Rig) => rig.station().station.context;
const pass = (minutes: number): void => {
  at = addMs(at, minutes * 60_000);
};
const result = (rig: Rig) => {
  const { activity } = rig.state();
  return activity.kind === 'result' ? activity.result : null;
};
/** Chosen, then tapped; waits for the answer. */
const tap = async (rig: Rig, uid: string) => {
  vi.advanceTimersByTime(3_000);
  await rig.wish({ kind: 'choose-space', spaceId: DEMO_ETABLI.spaces.desks });
  await rig.tap(uid);
  return result(rig);
};
const activeHolds = async () =>
  (
    await cloud.deps.db.query
      .selectFrom('hold')
      .select('id')
      .where('state', '=', 'active')
      .execute()
  ).length;
const somebody = async (name: string, cents: number) => {
  const made = await addCoworkingPerson(cloud.deps.db, {
    name,
    money: [[DEMO_ETABLI.local, cents]],
  });
  await expect
    .poll(() => doors.every((rig) => context(rig).knowledge.cardOf(made.cardId) !== undefined), {
      timeout: 10_000,
    })
    .toBe(true);
  return made;
};
const stayOf = (rig: Rig, walletId: string) =>
  knownPresences(context(rig), at)
    .filter((one) => one.holderKey === walletId)
    .map(({ presenceId, state, inAt, outAt, cents, paidCents, dueCents }) => ({
      presenceId,
      state,
      inAt,
      outAt,
      cents,
      paidCents,
      dueCents,
    }));

it('somebody who comes in by one door goes out by the other, pays from a reserve, and takes it back', async () => {
  const [first, second] = doors;
  const { uid, walletId, cardId } = await somebody('Inès', 2_000);
  const came = expectKind(await tap(first, uid), 'badged-in');
  expect(came).toMatchObject({ canTurn: false });
  await expect.poll(() => stayOf(second, walletId).length, { timeout: 10_000 }).toBe(1);
  pass(130);
  const left = expectKind(await tap(second, uid), 'badged-out');
  expect(left).toMatchObject({
    name: 'Inès',
    presenceId: came.presenceId,
    stayedMinutes: 130,
    cents: 675,
    payment: { kind: 'paid', unsecured: false, leftCents: 1_325 },
  });
  expect(second.entries('sale.recorded@2')).toMatchObject([
    { payments: [{ backing: { kind: 'reserve', final: true } }] },
  ]);
  const before = stayOf(second, walletId);
  await settle();
  // Told back, it is what this door knew by itself; and the other door knows it too.
  await expect.poll(() => stayOf(first, walletId), { timeout: 10_000 }).toEqual(before);
  await expect.poll(() => stayOf(second, walletId)).toEqual(before);
  await expect.poll(activeHolds, { timeout: 10_000 }).toBe(0);

  at = addMs(at, 20_000);
  expect(await second.wish({ kind: 'undo-tap', tapId: left.tapId })).toBe(null);
  expect(result(second)).toMatchObject({ kind: 'tap-undone', givenBackCents: 675 });
  await settle();
  const isOpen = [{ presenceId: came.presenceId, state: 'open', paidCents: 0, dueCents: 0 }];
  await expect.poll(() => stayOf(first, walletId), { timeout: 10_000 }).toMatchObject(isOpen);
  const card = context(first).knowledge.cardOf(cardId);
  if (card === undefined) throw new Error('the Pass is known');
  await expect
    .poll(() => spendableCents(knownHoldings(context(first), card)), { timeout: 10_000 })
    .toBe(2_000);
  expect(await auditLedger(cloud.deps.db)).toEqual([]);
}, 40_000);

it('what cannot be written lets its reserve go; a short Pass, and one from elsewhere', async () => {
  const [door] = doors;
  const rich = await somebody('Inès', 2_000);
  const poor = await somebody('Paul', 100);
  await tap(door, rich.uid);
  await tap(door, poor.uid);
  pass(60);
  const { journal } = context(door);
  const append = journal.append.bind(journal);
  Object.assign(journal, {
    append: () => ({ ok: false, error: { code: 'disk-full', message: 'full' } }),
  });
  expect(await tap(door, rich.uid)).toEqual({ kind: 'refused', reason: 'disk-full' });
  Object.assign(journal, { append });
  await expect.poll(activeHolds, { timeout: 10_000 }).toBe(0);
  expect(await tap(door, poor.uid)).toMatchObject({
    kind: 'badged-out',
    cents: 300,
    payment: { kind: 'to-pay', dueCents: 300, reason: 'short' },
  });
  expect(await tap(door, rich.uid)).toMatchObject({ payment: { kind: 'paid' } });
  expect(await tap(door, DEMO_ETABLI.passes.foreign)).toEqual({
    kind: 'refused',
    reason: 'card-foreign',
  });
  expect(await tap(door, DEMO_ETABLI.passes.lost)).toEqual({
    kind: 'refused',
    reason: 'card-lost',
  });
  await settle();
  await expect.poll(activeHolds, { timeout: 10_000 }).toBe(0);
}, 40_000);
