import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addMs } from '../../../src/shared/time.ts';
import { readDrawerCents } from '../../../src/station/projections/sales.ts';
import { knownHoldings, spendableCents } from '../../../src/station/usecases/pass/known-wallet.ts';
import {
  accountItem,
  badgeSettings,
  cardItem,
  DESK_PLAN,
  makeSomebody,
  ONE_SPACE,
  SPACES,
} from '../../helpers/badge-knowledge.ts';
import type { Somebody } from '../../helpers/badge-knowledge.ts';
import { PASSES, STAFF } from '../../helpers/station-knowledge.ts';
import { expectKind, openBadgeRig } from './badge-rig.ts';
import type { BadgeRig } from './badge-rig.ts';

const lena = makeSomebody('Léna', 5_000);
const omar = makeSomebody('Omar', 300, { isNamePublic: true });

let rig: BadgeRig;
beforeEach(async () => {
  rig = await openBadgeRig([...ONE_SPACE, ...lena.items, ...omar.items]);
});
afterEach(() => rig.close());

const spendable = (one: Somebody): number => {
  const { context } = rig.station().station;
  const card = context.knowledge.cardOf(one.cardId);
  return card === undefined ? -1 : spendableCents(knownHoldings(context, card));
};
const kinds = (): readonly string[] => {
  const { journal } = rig.station().station.context;
  return journal.read(1, journal.count()).map(({ kind }) => kind);
};

describe('a Pass at the badge station', () => {
  it('comes in and goes out, and pays the stay from its wallet', async () => {
    const came = await rig.badgeIn(lena);
    expect(came).toMatchObject({
      name: 'Léna',
      cardNumber: lena.number,
      spaceName: 'Bureaux',
      planName: 'Bureaux partagés',
      at: rig.now(),
      insideCount: 1,
      dueCents: 0,
      left: [],
      isMember: false,
      canTurn: true,
      undoUntilAt: addMs(rig.now(), 60_000),
    });
    expect(rig.state().badge).toMatchObject({ insideCount: 1, spaces: [{ insideCount: 1 }] });
    rig.pass(130);
    const left = await rig.badgeOut(lena);
    expect(left).toMatchObject({
      presenceId: came.presenceId,
      inAt: came.at,
      stayedMinutes: 130,
      cents: 675,
      payment: {
        kind: 'paid',
        leftCents: 4_325,
        unsecured: true,
        parts: [{ assetName: 'Monnaie du bar', kind: 'local', cents: 675 }],
      },
    });
    expect(left.why.map(({ kind }) => kind)).toEqual(['stayed', 'rounded', 'tariff']);
    expect(rig.entries('sale.recorded@2')).toMatchObject([
      {
        number: 1,
        totalCents: 675,
        staff: { id: rig.stationId, name: 'Caisse' },
        lines: [
          {
            label: 'Bureaux partagés, 2\u202fh\u202f10',
            productId: SPACES.desks.planId,
            categoryId: 'coworking',
            vatRateBp: 2_000,
            detail: { kind: 'presence', presenceId: came.presenceId, stayedMinutes: 130 },
          },
        ],
      },
    ]);
    expect(kinds().slice(-2)).toEqual(['presence.tapped@1', 'sale.recorded@2']);
    expect(spendable(lena)).toBe(4_325);
    expect(readDrawerCents(rig.station().station.context.journal.database)).toBe(0);
    expect(rig.presence(came.presenceId)).toMatchObject({ paidCents: 675, dueCents: 0 });
    expect(rig.differences()).toEqual([]);
    // Whose stay it was is nowhere to be read without the key of the month.
    const entries = JSON.stringify(rig.entries('presence.tapped@1'));
    expect(entries).not.toContain(lena.cardId);
    expect(entries).not.toContain(lena.walletId);
  });

  it('lets nobody pay who cannot: the stay is due, shown at the next coming in, and paid nowhere', async () => {
    const came = await rig.badgeIn(omar);
    rig.pass(90);
    expect(await rig.badgeOut(omar)).toMatchObject({
      cents: 450,
      payment: { kind: 'to-pay', dueCents: 450, reason: 'short' },
    });
    expect(rig.entries('sale.recorded@2')).toEqual([]);
    expect(spendable(omar)).toBe(300);
    rig.pass(10);
    expect(await rig.badgeIn(omar)).toMatchObject({ dueCents: 450 });
    expect(rig.presence(came.presenceId)).toMatchObject({ state: 'closed', dueCents: 450 });
  });

  it('counts two stays of a day as one: a second visit costs what it adds', async () => {
    await rig.badgeIn(lena);
    rig.pass(180);
    expect(await rig.badgeOut(lena)).toMatchObject({ cents: 700 });
    rig.pass(30);
    await rig.badgeIn(lena);
    rig.pass(240);
    expect(await rig.badgeOut(lena)).toMatchObject({ cents: 500 });
    expect(spendable(lena)).toBe(3_800);
  });

  it('names on the board only those who agreed, and shows the place for phones', async () => {
    await rig.badgeIn(lena);
    await rig.badgeIn(omar);
    expect(rig.state()).toMatchObject({
      mode: 'badge',
      badge: {
        welcome: 'Bienvenue',
        insideCount: 2,
        names: ['Omar'],
        spaces: [
          {
            name: 'Bureaux',
            planName: DESK_PLAN.name,
            hourCents: 300,
            dayCents: 1_200,
            places: 12,
          },
        ],
      },
    });
    expect(rig.state().badge?.doorQr).toMatch(/^data:image\/svg\+xml;base64,/);
    rig.know([badgeSettings({ siteDoorUrl: null }), accountItem(omar.walletId, { name: 'Omar' })]);
    expect(rig.state().badge).toMatchObject({ doorQr: null, names: [] });
  });

  it('shows the next person at once, and lets the door open at each tap that is accepted', async () => {
    const opened: unknown[] = [];
    const doorOpening = { opened: (tap: unknown) => opened.push(tap) };
    Object.assign(rig.station().station.context, { doorOpening });
    await rig.badgeIn(lena);
    await rig.badgeIn(omar);
    expect(rig.result()).toMatchObject({ name: 'Omar', insideCount: 2 });
    expect(rig.activity()).toMatchObject({ endsAt: addMs(rig.now(), 8_000) });
    await rig.badge({ uid: PASSES.lost.uid });
    expect(rig.result()).toEqual({ kind: 'refused', reason: 'card-lost' });
    rig.pass(2);
    await rig.badgeOut(lena);
    expect(rig.activity()).toMatchObject({ endsAt: addMs(rig.now(), 12_000) });
    const spaceId = SPACES.desks.id;
    expect(opened).toEqual([
      { direction: 'in', spaceId, at: addMs(rig.now(), -120_000) },
      { direction: 'in', spaceId, at: addMs(rig.now(), -120_000) },
      { direction: 'out', spaceId, at: rig.now() },
    ]);
    Object.assign(rig.station().station.context, { doorOpening: null });
  });

  it('is the same person with any of their Passes', async () => {
    await rig.badgeIn(lena);
    const other = makeSomebody('');
    const card = { id: other.cardId, uid: other.uid, number: other.number };
    rig.know([cardItem({ ...card, walletId: lena.walletId })]);
    rig.pass(60);
    expect(await rig.badgeOut(card)).toMatchObject({ name: 'Léna', cents: 300 });
  });

  it('badges a staff Pass too; somebody signed in has the till as always', async () => {
    expect(await rig.badge({ uid: STAFF.cashier.uid })).toMatchObject({ kind: 'badged-in' });
    await rig.signIn();
    await rig.badge(lena);
    expect(rig.activity()).toMatchObject({ kind: 'pass-desk' });
    await rig.wish({ kind: 'sign-out' });
    expect(await rig.badge(lena)).toMatchObject({ kind: 'badged-in' });
  });
});

describe('a second tap within a minute', () => {
  it('asks, and a third one keeps the first', async () => {
    const { tapId, at } = await rig.badgeIn(lena);
    rig.passSeconds(30);
    await rig.badge(lena);
    expect(rig.activity()).toMatchObject({
      kind: 'ask-undo',
      tapId,
      direction: 'in',
      name: 'Léna',
      at,
      undoUntilAt: addMs(at, 60_000),
    });
    await rig.badge(lena);
    expect(rig.activity()).toEqual({ kind: 'none' });
    expect(rig.entries('presence.tapped@1')).toHaveLength(1);
    rig.passSeconds(31);
    expect(await rig.badge(lena)).toMatchObject({ kind: 'badged-out', stayedMinutes: 1 });
  });

  it('leaves the question by itself when the minute is over', async () => {
    await rig.badgeIn(lena);
    rig.passSeconds(59.9);
    await rig.badge(lena);
    expect(rig.activity().kind).toBe('ask-undo');
    await expect.poll(() => rig.activity().kind).toBe('none');
  });

  it('takes a coming in back, once', async () => {
    const { tapId } = await rig.badgeIn(lena);
    rig.passSeconds(60);
    await rig.badge(lena);
    expect(await rig.wish({ kind: 'undo-tap', tapId })).toBe(null);
    expect(rig.result()).toEqual({
      kind: 'tap-undone',
      direction: 'in',
      name: 'Léna',
      at: addMs(rig.now(), -60_000),
      givenBackCents: 0,
    });
    expect(rig.state().badge?.insideCount).toBe(0);
    expect(await rig.wish({ kind: 'undo-tap', tapId })).toBe('presence-changed');
    expect(await rig.badge(lena)).toMatchObject({ kind: 'badged-in' });
    expect(rig.differences()).toEqual([]);
  });

  it('takes a going out back with its money, in one append', async () => {
    const { presenceId } = await rig.badgeIn(lena);
    rig.pass(60);
    const { tapId } = await rig.badgeOut(lena);
    expect(spendable(lena)).toBe(4_700);
    rig.passSeconds(20);
    expect(await rig.wish({ kind: 'undo-tap', tapId })).toBe(null);
    expect(rig.result()).toMatchObject({ kind: 'tap-undone', givenBackCents: 300 });
    expect(kinds().slice(-2)).toEqual(['presence.undone@1', 'sale.corrected@1']);
    expect(spendable(lena)).toBe(5_000);
    expect(rig.presence(presenceId)).toMatchObject({ state: 'open', paidCents: 0, dueCents: 0 });
    rig.pass(60);
    expect(await rig.badgeOut(lena)).toMatchObject({ stayedMinutes: 120, cents: 600 });
    expect(spendable(lena)).toBe(4_400);
    expect(rig.differences()).toEqual([]);
  });

  it('is too late after a minute, and when something came since', async () => {
    const first = await rig.badgeIn(lena);
    rig.passSeconds(61);
    expect(await rig.wish({ kind: 'undo-tap', tapId: first.tapId })).toBe('tap-too-old');
    const out = await rig.badgeOut(lena);
    rig.passSeconds(5);
    expect(await rig.wish({ kind: 'undo-tap', tapId: first.tapId })).toBe('tap-too-old');
    expect(await rig.wish({ kind: 'undo-tap', tapId: out.tapId })).toBe(null);
    expect(await rig.wish({ kind: 'undo-tap', tapId: rig.stationId as never })).toBe(
      'presence-unknown',
    );
  });
});

describe('a tap that is turned round', () => {
  it('makes a going out of a coming in that nobody had heard of: nothing is known to be paid', async () => {
    const { tapId, at } = await rig.badgeIn(lena);
    rig.passSeconds(15);
    expect(await rig.wish({ kind: 'turn-tap', tapId })).toBe(null);
    expect(rig.result()).toMatchObject({
      kind: 'badged-out',
      at,
      inAt: null,
      cents: 0,
      payment: { kind: 'to-pay', dueCents: 0, reason: 'forgotten-in' },
    });
    expect(kinds().slice(-2)).toEqual(['presence.undone@1', 'presence.tapped@1']);
    expect(rig.presences()).toMatchObject([{ state: 'no-in', dueCents: 0 }]);
    expect(rig.state().badge?.insideCount).toBe(0);
  });

  it('makes a coming in of a going out, with the money back, and turns back again', async () => {
    await rig.badgeIn(lena);
    rig.pass(60);
    const out = await rig.badgeOut(lena);
    rig.passSeconds(10);
    expect(await rig.wish({ kind: 'turn-tap', tapId: out.tapId })).toBe(null);
    const turned = expectKind(rig.result(), 'badged-in');
    expect(kinds().slice(-3)).toEqual([
      'presence.undone@1',
      'sale.corrected@1',
      'presence.tapped@1',
    ]);
    expect(spendable(lena)).toBe(5_000);
    // The first stay had ended, nobody knows when: it is due until somebody says.
    expect(turned).toMatchObject({ insideCount: 1, dueCents: 300 });
    rig.passSeconds(10);
    expect(await rig.wish({ kind: 'turn-tap', tapId: turned.tapId })).toBe(null);
    expect(rig.result()).toMatchObject({
      kind: 'badged-out',
      cents: 300,
      payment: { kind: 'paid' },
    });
    expect(spendable(lena)).toBe(4_700);
    expect(rig.state().badge?.insideCount).toBe(0);
    expect(rig.differences()).toEqual([]);
  });
});
