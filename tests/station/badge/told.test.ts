import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { PresenceId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { addMs } from '../../../src/shared/time.ts';
import type { Day } from '../../../src/shared/time.ts';
import {
  accountItem,
  DESK_PLAN,
  makeSomebody,
  ONE_SPACE,
  planItem,
  presenceItem,
} from '../../helpers/badge-knowledge.ts';
import { STAFF } from '../../helpers/station-knowledge.ts';
import { openBadgeRig } from './badge-rig.ts';
import type { BadgeRig } from './badge-rig.ts';

/** What the cloud tells, beside what this station did since. */

const day = '2026-11-03' as Day;
const HOUR_MS = 3_600_000;
const lena = makeSomebody('Léna', 5_000);
const omar = makeSomebody('Omar', 5_000);

let rig: BadgeRig;
beforeEach(async () => {
  rig = await openBadgeRig([...ONE_SPACE, ...lena.items, ...omar.items]);
});
afterEach(() => rig.close());

/** The cloud has everything up to now, and its feed says so. */
const reflectAll = (): void => {
  const { settings, journal } = rig.station().station.context;
  for (const name of [
    'acked-seq',
    'reflected-unsecured-seq',
    'reflected-reserved-seq',
    'reflected-credit-seq',
  ] as const) {
    settings.set(name, journal.head().seq);
  }
};
const made = (): PresenceId => toId<'Presence'>(makeUuid());
const pool = (leftMinutes: number, id = 'hours') => ({
  id,
  label: '10 heures',
  planId: DESK_PLAN.id,
  minutes: 600,
  startsOn: '2026-11-01' as Day,
  endsOn: '2026-11-30' as Day,
  holders: [lena.walletId, omar.walletId],
  leftMinutes,
});

describe('stays of other doors', () => {
  it('somebody who came in elsewhere goes out here, and pays here', async () => {
    const presenceId = made();
    rig.know([presenceItem(presenceId, lena.walletId, { day, inAt: addMs(rig.now(), -HOUR_MS) })]);
    expect(rig.state().badge?.insideCount).toBe(1);
    expect(await rig.badgeOut(lena)).toMatchObject({
      presenceId,
      stayedMinutes: 60,
      cents: 300,
      payment: { kind: 'paid' },
    });
    expect(rig.presences()).toMatchObject([{ presenceId, paidCents: 300, dueCents: 0 }]);
  });

  it('a second tap within a minute of one at another door asks too', async () => {
    const presenceId = made();
    rig.know([presenceItem(presenceId, lena.walletId, { day, inAt: addMs(rig.now(), -20_000) })]);
    await rig.badge(lena);
    expect(rig.activity()).toMatchObject({ kind: 'ask-undo', tapId: presenceId, direction: 'in' });
    expect(await rig.wish({ kind: 'undo-tap', tapId: toId<'Tap'>(presenceId) })).toBe(null);
    expect(rig.state().badge?.insideCount).toBe(0);
    expect(await rig.badge(lena)).toMatchObject({ kind: 'badged-in' });
  });

  it('a stay of the morning counts for the price of the afternoon', async () => {
    const morning = presenceItem(made(), lena.walletId, {
      day,
      inAt: addMs(rig.now(), -3 * HOUR_MS),
      outAt: addMs(rig.now(), -HOUR_MS),
      state: 'closed',
      stayedMinutes: 120,
      billedCents: cents(600),
      paidCents: cents(600),
    });
    rig.know([
      morning,
      accountItem(lena.walletId, {
        name: 'Léna',
        months: [{ planId: DESK_PLAN.id, month: '2026-11', cents: cents(600) }],
      }),
    ]);
    await rig.badgeIn(lena);
    rig.pass(120);
    // Four hours of one day: 7.00, of which 6.00 were billed.
    expect(await rig.badgeOut(lena)).toMatchObject({ cents: 100 });
  });

  it('the cap of the month counts what the cloud billed, and not twice what it told of today', async () => {
    rig.know([
      planItem({ ...DESK_PLAN, rates: { ...DESK_PLAN.rates, capMonthCents: cents(2_000) } }),
    ]);
    rig.know([
      presenceItem(made(), lena.walletId, {
        day,
        inAt: addMs(rig.now(), -3 * HOUR_MS),
        outAt: addMs(rig.now(), -2 * HOUR_MS),
        state: 'closed',
        stayedMinutes: 60,
        billedCents: cents(300),
        paidCents: cents(300),
      }),
      accountItem(lena.walletId, {
        months: [{ planId: DESK_PLAN.id, month: '2026-11', cents: cents(1_800) }],
      }),
    ]);
    await rig.badgeIn(lena);
    rig.pass(120);
    // The day comes to 7.00, less 3.00 billed; of the month's 20.00 only 2.00 are left.
    expect(await rig.badgeOut(lena)).toMatchObject({ cents: 200 });
  });

  it('a stay that was told, with all that this station did, is the same before and after', async () => {
    const { presenceId, at } = await rig.badgeIn(lena);
    rig.pass(60);
    await rig.badgeOut(lena);
    const before = rig.presences();
    reflectAll();
    rig.know([
      presenceItem(presenceId, lena.walletId, {
        day,
        inAt: at,
        outAt: rig.now(),
        state: 'closed',
        stayedMinutes: 60,
        billedCents: cents(300),
        paidCents: cents(300),
      }),
      accountItem(lena.walletId, {
        name: 'Léna',
        months: [{ planId: DESK_PLAN.id, month: '2026-11', cents: cents(300) }],
      }),
    ]);
    // Only which taps it was made of is not told.
    expect(rig.presences()).toEqual(before.map((one) => ({ ...one, tapIds: [presenceId] })));
    rig.pass(30);
    await rig.badgeIn(lena);
    rig.pass(60);
    expect(await rig.badgeOut(lena)).toMatchObject({ cents: 300 });
  });

  it('an answer that is on its way counts nothing twice', async () => {
    const { presenceId, at } = await rig.badgeIn(lena);
    rig.pass(60);
    await rig.badgeOut(lena);
    // The feed has it; the station does not know yet up to where the feed reaches.
    rig.know([
      presenceItem(presenceId, lena.walletId, {
        day,
        inAt: at,
        outAt: rig.now(),
        state: 'closed',
        stayedMinutes: 60,
        billedCents: cents(300),
        paidCents: cents(300),
      }),
    ]);
    expect(rig.presences()).toMatchObject([
      { presenceId, state: 'closed', cents: 300, dueCents: 0 },
    ]);
    rig.passSeconds(61);
    expect(await rig.badge(lena)).toMatchObject({ kind: 'badged-in' });
  });

  it('a stay that was removed elsewhere does not come back with the tap that is on its way', async () => {
    const { presenceId, at } = await rig.badgeIn(lena);
    rig.know([presenceItem(presenceId, lena.walletId, { day, inAt: at, state: 'removed' })]);
    expect(rig.state().badge?.insideCount).toBe(0);
    rig.passSeconds(61);
    expect(await rig.badge(lena)).toMatchObject({ kind: 'badged-in' });
  });

  it('a stay that the cloud has closed by itself goes on until who was there leaves', async () => {
    const presenceId = made();
    const inAt = rig.now();
    rig.know([
      presenceItem(presenceId, lena.walletId, {
        day,
        inAt,
        outAt: addMs(inAt, 10 * HOUR_MS),
        state: 'automatic',
        stayedMinutes: 600,
        billedCents: cents(1_200),
      }),
    ]);
    rig.pass(615);
    expect(await rig.badgeOut(lena)).toMatchObject({ presenceId, stayedMinutes: 615 });
  });

  it('a going out that the cloud knows is taken back here within the minute', async () => {
    const { presenceId, at } = await rig.badgeIn(lena);
    rig.pass(60);
    const { tapId } = await rig.badgeOut(lena);
    reflectAll();
    rig.know([
      presenceItem(presenceId, lena.walletId, {
        day,
        inAt: at,
        outAt: rig.now(),
        state: 'closed',
        stayedMinutes: 60,
        billedCents: cents(300),
        paidCents: cents(300),
      }),
    ]);
    rig.passSeconds(30);
    expect(await rig.wish({ kind: 'undo-tap', tapId })).toBe(null);
    expect(rig.result()).toMatchObject({ kind: 'tap-undone', givenBackCents: 300 });
    expect(rig.presence(presenceId)).toMatchObject({ state: 'open', outAt: null, paidCents: 0 });
    rig.pass(60);
    expect(await rig.badgeOut(lena)).toMatchObject({ presenceId, stayedMinutes: 120, cents: 600 });
  });

  it('what staff said here is believed before the cloud has heard it', async () => {
    const presenceId = made();
    const inAt = addMs(rig.now(), -5 * HOUR_MS);
    rig.know([
      presenceItem(presenceId, lena.walletId, {
        day,
        inAt,
        outAt: rig.now(),
        state: 'automatic',
        stayedMinutes: 300,
        billedCents: cents(1_000),
      }),
    ]);
    expect(rig.presence(presenceId)).toMatchObject({ cents: 1_000, dueCents: 1_000 });
    await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.manager.pin });
    expect(
      await rig.wish({
        kind: 'correct-presence',
        presenceId,
        inAt: null,
        outAt: addMs(inAt, HOUR_MS),
        isRemoved: false,
        reason: 'Partie à midi',
      }),
    ).toBe(null);
    expect(rig.presence(presenceId)).toMatchObject({
      stayedMinutes: 60,
      cents: 300,
      dueCents: 300,
    });
  });
});

describe('included hours', () => {
  beforeEach(() => {
    rig.know([
      accountItem(lena.walletId, { name: 'Léna', pools: [pool(20)] }),
      accountItem(omar.walletId, { name: 'Omar', pools: [pool(20)] }),
    ]);
  });

  it('are used first: RULES 10, case 7', async () => {
    expect(await rig.badgeIn(lena)).toMatchObject({
      left: [{ label: '10 heures', leftMinutes: 20, endsOn: '2026-11-30' }],
    });
    rig.pass(60);
    const left = await rig.badgeOut(lena);
    expect(left).toMatchObject({ cents: 225, left: [{ leftMinutes: 0 }] });
    expect(left.why).toContainEqual({ kind: 'included', label: '10 heures', minutes: 20 });
    expect(rig.entries('sale.recorded@2')).toMatchObject([
      { lines: [{ detail: { stayedMinutes: 60, includedMinutes: 20 } }] },
    ]);
  });

  it('are shared: who goes out first uses them, also before the cloud has heard it', async () => {
    await rig.badgeIn(omar);
    await rig.badgeIn(lena);
    rig.pass(15);
    expect(await rig.badgeOut(omar)).toMatchObject({
      cents: 0,
      payment: { kind: 'nothing' },
      left: [{ leftMinutes: 5 }],
    });
    rig.pass(45);
    expect(await rig.badgeOut(lena)).toMatchObject({ cents: 300, left: [{ leftMinutes: 0 }] });
    rig.pass(2);
    expect(await rig.badgeIn(omar)).toMatchObject({ left: [{ leftMinutes: 0 }] });
  });

  it('that the cloud took off for a stay of today are not taken off again', async () => {
    rig.know([
      presenceItem(made(), lena.walletId, {
        day,
        inAt: addMs(rig.now(), -2 * HOUR_MS),
        outAt: addMs(rig.now(), -HOUR_MS),
        state: 'closed',
        stayedMinutes: 60,
        included: [{ poolId: 'hours', minutes: 60 }],
      }),
    ]);
    await rig.badgeIn(lena);
    rig.pass(20);
    expect(await rig.badgeOut(lena)).toMatchObject({ cents: 0, left: [{ leftMinutes: 0 }] });
  });
});
