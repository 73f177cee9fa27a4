import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Activity } from '../../../src/contract/kiosk/activity.ts';
import { cents } from '../../../src/shared/money.ts';
import { instantFromMs } from '../../../src/shared/time.ts';
import { STATION_PROJECTIONS } from '../../../src/station/projections/all.ts';
import { compareProjections } from '../../../src/station/journal/projections.ts';
import { knownHoldings, spendableCents } from '../../../src/station/usecases/pass/known-wallet.ts';
import { findPassByNumber } from '../../../src/station/usecases/pass/known-pass.ts';
import {
  GIFT_ID,
  GLOBAL_ID,
  KNOWLEDGE,
  LOCAL_ID,
  PASSES,
  PRODUCTS,
  STAFF,
  wallet,
} from '../../helpers/station-knowledge.ts';
import { openPairedRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';

/** The Pass desk of a till without network; RULES T5, T6, T7, T9, C6, M8, M10. */

let rig: Rig;
let nowMs: number;

beforeEach(async () => {
  nowMs = Date.parse('2026-11-03T18:00:00.000Z');
  rig = await openPairedRig({ clock: () => instantFromMs(nowMs) });
  rig.know(KNOWLEDGE);
  await rig.signIn();
});
afterEach(() => rig.close());

const context = () => rig.station().station.context;
const putDown = (uid: string) => rig.wish({ kind: 'tray-put-down', uid });
const takeAway = (uid: string) => rig.wish({ kind: 'tray-take-away', uid });
const result = () => {
  const { activity } = rig.state();
  return activity.kind === 'result' ? activity.result : undefined;
};
const desk = (): Extract<Activity, { kind: 'pass-desk' }> => {
  const { activity } = rig.state();
  if (activity.kind !== 'pass-desk') throw new Error(`no desk but ${activity.kind}`);
  return activity;
};
const topUp = (
  cardId: (typeof PASSES)['half' | 'short' | 'lost' | 'blank']['cardId'],
  amount: number,
  change: {
    means?: 'cash' | 'bank-card' | 'cheque';
    given?: number;
    assetId?: typeof LOCAL_ID;
  } = {},
) =>
  rig.wish({
    kind: 'top-up',
    cardId,
    assetId: change.assetId ?? LOCAL_ID,
    cents: cents(amount),
    means: change.means ?? 'cash',
    givenCents: change.means === undefined ? cents(change.given ?? amount) : null,
  });
const add = (count = 1) =>
  rig.wish({
    kind: 'add-product',
    productId: PRODUCTS.tea.id,
    choiceIds: [],
    count,
    extra: null,
  });
const gift = (amount: number) =>
  rig.wish({
    kind: 'give-gift',
    cardId: PASSES.half.cardId,
    assetId: GIFT_ID,
    cents: cents(amount),
    reason: 'Bénévole',
  });
const leftOn = (number: string) => {
  const card = findPassByNumber(context(), number);
  return card === undefined ? undefined : spendableCents(knownHoldings(context(), card));
};

describe('a Pass on the counter', () => {
  it('shows each money apart, and stays until somebody goes on', async () => {
    await putDown(PASSES.half.uid);
    nowMs += 60_000;
    expect(desk()).toMatchObject({
      cardNumber: PASSES.half.uid.slice(0, 8),
      isOnReader: true,
      spendableCents: 1_000,
      refundableCents: null,
      holdings: [
        { assetId: GIFT_ID, amount: 500, spendableHere: true },
        { assetId: LOCAL_ID, amount: 500, spendableHere: true },
      ],
    });
    await rig.wish({ kind: 'dismiss' });
    expect(rig.state().activity.kind).toBe('none');
  });

  it('follows the Pass: taken away it says so, and an article puts the desk away', async () => {
    await putDown(PASSES.half.uid);
    await takeAway(PASSES.half.uid);
    expect(desk().isOnReader).toBe(false);
    await add();
    expect(rig.state().activity.kind).toBe('none');
  });

  it('shows memberships, tickets of today and how far loyalty is, without network', async () => {
    const settings = KNOWLEDGE[0]!;
    if (settings.topic !== 'settings' || settings.value === null) throw new Error('no settings');
    const walletItem = wallet(PASSES.half.walletId, [[LOCAL_ID, 500]]);
    if (walletItem.topic !== 'wallet' || walletItem.value === null) throw new Error('no wallet');
    rig.know([
      {
        ...settings,
        value: {
          ...settings.value,
          loyalty: { kind: 'points', everyCents: cents(1_000), points: 2 },
        },
      },
      {
        ...walletItem,
        value: {
          ...walletItem.value,
          memberships: [{ name: 'Adhésion', endsOn: null }],
          loyaltyProgress: 800,
        },
      },
    ]);
    await add();
    await rig.tap(PASSES.half.uid);
    await rig.wish({ kind: 'dismiss' });
    nowMs += 3_000;
    await new Promise((done) => setTimeout(done, 2_050));
    await putDown(PASSES.half.uid);
    expect(desk().memberships).toEqual([{ name: 'Adhésion', endsOn: null }]);
    // 8.00 before, and the 2.50 of a moment ago: one step of 10.00 is done.
    expect(desk().loyalty).toMatchObject({ kind: 'points', progress: 50, goal: 1_000 });
  });

  it('refuses a lost one and one that nobody knows', async () => {
    await rig.tap(PASSES.lost.uid);
    expect(result()).toEqual({ kind: 'refused', reason: 'card-lost' });
    await rig.tap(PASSES.unknown.uid);
    expect(result()).toEqual({ kind: 'refused', reason: 'card-unknown' });
  });
});

describe('a top-up', () => {
  it('of 20.00 in cash: on the Pass, in the journal, spendable at once at this till', async () => {
    await putDown(PASSES.short.uid);
    expect(await topUp(PASSES.short.cardId, 2_000, { given: 5_000 })).toBeNull();
    expect(result()).toMatchObject({
      kind: 'top-up-done',
      cents: 2_000,
      beforeCents: 120,
      afterCents: 2_120,
      changeCents: 3_000,
    });
    expect(rig.entries('top-up.recorded@1')).toMatchObject([
      { cents: 2_000, beforeCents: 120, afterCents: 2_120, payment: { means: 'cash' } },
    ]);
    await takeAway(PASSES.short.uid);
    await add(8);
    await new Promise((done) => setTimeout(done, 2_050));
    await rig.tap(PASSES.short.uid);
    expect(result()).toMatchObject({ kind: 'sale-done', totalCents: 2_000 });
    expect(leftOn(PASSES.short.uid.slice(0, 8))).toBe(120);
  });

  it('raises the limit without network by the cash that lies in the drawer', async () => {
    await putDown(PASSES.half.uid);
    expect(await topUp(PASSES.half.cardId, 5_000)).toBeNull();
    await takeAway(PASSES.half.uid);
    await add(22);
    await new Promise((done) => setTimeout(done, 2_050));
    // 55.00: more than the 20.00 of its trust level.
    await rig.tap(PASSES.half.uid);
    expect(result()).toMatchObject({ kind: 'sale-done', totalCents: 5_500 });
  });

  it('pays a debt first', async () => {
    rig.know([wallet(PASSES.short.walletId, [[LOCAL_ID, -300]], 300)]);
    await putDown(PASSES.short.uid);
    expect(desk()).toMatchObject({ spendableCents: 0, debtCents: 300 });
    await topUp(PASSES.short.cardId, 2_000);
    expect(result()).toMatchObject({ beforeCents: 0, afterCents: 1_700 });
    expect(leftOn(PASSES.short.uid.slice(0, 8))).toBe(1_700);
  });

  it('gives a blank Pass its first money', async () => {
    await putDown(PASSES.blank.uid);
    await topUp(PASSES.blank.cardId, 500, { means: 'bank-card' });
    expect(result()).toMatchObject({ kind: 'top-up-done', beforeCents: 0, afterCents: 500 });
    expect(findPassByNumber(context(), PASSES.blank.uid)?.state).toBe('anonymous');
  });

  it('is counted once when the cloud’s figures hold it too, also after a restart', async () => {
    await putDown(PASSES.short.uid);
    await topUp(PASSES.short.cardId, 2_000);
    expect(leftOn(PASSES.short.uid.slice(0, 8))).toBe(2_120);
    context().settings.set('reflected-credit-seq', context().journal.head().seq);
    rig.know([wallet(PASSES.short.walletId, [[LOCAL_ID, 2_120]])]);
    expect(leftOn(PASSES.short.uid.slice(0, 8))).toBe(2_120);
    await rig.restart();
    expect(leftOn(PASSES.short.uid.slice(0, 8))).toBe(2_120);
  });

  it.each([
    ['a Pass that is not on the reader', 'short', 2_000, {}, 'card-not-on-reader'],
    ['less than 1.00', 'half', 99, {}, 'price-too-low'],
    ['more than 500.00', 'half', 50_001, {}, 'amount-too-large'],
    ['too little cash', 'half', 2_000, { given: 1_000 }, 'given-too-little'],
    ['a gift as if it were bought', 'half', 2_000, { assetId: GIFT_ID }, 'extra-wrong'],
    ['global money at a till', 'half', 2_000, { assetId: GLOBAL_ID }, 'extra-wrong'],
    ['a lost Pass', 'lost', 2_000, {}, 'card-lost'],
  ] as const)('refuses %s', async (_, pass, amount, change, reason) => {
    await putDown(PASSES.half.uid);
    expect(await topUp(PASSES[pass].cardId, amount, change)).toBe(reason);
    expect(rig.entries('top-up.recorded@1')).toEqual([]);
  });

  it('takes the last tap of a keyboard reader, for a minute', async () => {
    await rig.wish({ kind: 'wedge-typed', text: PASSES.half.uid });
    await rig.wish({ kind: 'choose-point-of-sale', pointOfSaleId: 'bar' });
    expect(desk().isOnReader).toBe(true);
    expect(await topUp(PASSES.half.cardId, 2_000)).toBeNull();
  });

  it('sent twice with one id is one', async () => {
    await putDown(PASSES.half.uid);
    const id = '019b76da-a8ff-7000-8000-000000000001';
    const one = {
      kind: 'top-up',
      cardId: PASSES.half.cardId,
      assetId: LOCAL_ID,
      cents: cents(1_000),
      means: 'cash',
      givenCents: cents(1_000),
    } as const;
    await Promise.all([rig.wish(one, id), rig.wish(one, id)]);
    expect(rig.entries('top-up.recorded@1')).toHaveLength(1);
  });
});

describe('a gift', () => {
  it('waits for a manager, and keeps both names and the reason', async () => {
    await putDown(PASSES.half.uid);
    await gift(300);
    expect(rig.state().activity).toMatchObject({
      kind: 'approval',
      action: 'give-gift',
      cents: 300,
    });
    expect(rig.entries('gift.given@1')).toEqual([]);
    await takeAway(PASSES.half.uid);
    await rig.tap(STAFF.manager.uid);
    expect(result()).toMatchObject({ kind: 'gift-given', cents: 300, afterCents: 1_300 });
    expect(rig.entries('gift.given@1')).toMatchObject([
      { staff: { name: 'Karim' }, approvedBy: { name: 'Nolwenn' }, cents: 300, reason: 'Bénévole' },
    ]);
  });

  it('of a manager waits for nobody', async () => {
    await rig.wish({ kind: 'sign-out' });
    await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.manager.pin });
    await putDown(PASSES.half.uid);
    expect(await gift(300)).toBeNull();
    expect(rig.entries('gift.given@1')).toMatchObject([{ approvedBy: null }]);
  });

  it('above 500.00 is a typing error', async () => {
    await putDown(PASSES.half.uid);
    expect(await gift(50_001)).toBe('amount-too-large');
  });
});

describe('a lost Pass', () => {
  const declare = (cardNumber: string) => rig.wish({ kind: 'declare-lost', cardNumber });

  it('is refused here at once, also after a restart', async () => {
    expect(await declare(PASSES.half.uid.toLowerCase())).toBeNull();
    expect(result()).toMatchObject({ kind: 'card-declared-lost', cardNumber: PASSES.half.uid });
    await rig.restart();
    await rig.tap(PASSES.half.uid);
    expect(result()).toEqual({ kind: 'refused', reason: 'card-lost' });
    await add();
    await new Promise((done) => setTimeout(done, 2_050));
    await rig.tap(PASSES.half.uid);
    expect(result()).toEqual({ kind: 'refused', reason: 'card-lost' });
    expect(rig.entries('sale.recorded@2')).toEqual([]);
  });

  it('must be known, and lost once', async () => {
    expect(await declare('99999999')).toBe('card-unknown');
    expect(await declare(PASSES.lost.uid)).toBe('card-lost');
    expect(await declare(PASSES.blank.uid)).toBe('card-blank');
  });
});

describe('what only the cloud may decide', () => {
  it('is refused without network, and nothing is remembered', async () => {
    await putDown(PASSES.half.uid);
    const { cardId } = PASSES.half;
    expect(await rig.wish({ kind: 'empty-pass', cardId, isHandedBack: false })).toBe(
      'needs-network',
    );
    await rig.wish({ kind: 'sign-out' });
    await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.manager.pin });
    expect(await rig.wish({ kind: 'replace-pass', fromNumber: PASSES.short.uid.slice(0, 8) })).toBe(
      'needs-network',
    );
    expect(context().synchroniser.commands.all()).toEqual([]);
  });

  it('nobody empties the Pass they are signed in with', async () => {
    const own = context().knowledge.one('staff', STAFF.cashier.id)?.cardId;
    if (own == null) throw new Error('the cashier has no Pass');
    expect(await rig.wish({ kind: 'empty-pass', cardId: own, isHandedBack: false })).toBe(
      'card-own',
    );
  });

  it('a Pass does not replace itself', async () => {
    await putDown(PASSES.half.uid);
    expect(await rig.wish({ kind: 'replace-pass', fromNumber: PASSES.half.uid })).toBe('card-same');
  });
});

it('in training nothing of it is real', async () => {
  await rig.wish({ kind: 'sign-out' });
  await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.manager.pin });
  expect(await rig.wish({ kind: 'set-training', on: true })).toBeNull();
  await putDown(PASSES.half.uid);
  const { cardId } = PASSES.half;
  expect(await topUp(cardId, 2_000)).toBeNull();
  expect(await gift(300)).toBeNull();
  expect(await rig.wish({ kind: 'empty-pass', cardId, isHandedBack: true })).toBeNull();
  expect(result()).toMatchObject({ kind: 'pass-emptied', cashCents: 500 });
  expect(
    await rig.wish({ kind: 'declare-lost', cardNumber: PASSES.short.uid.slice(0, 8) }),
  ).toBeNull();
  expect(rig.entries('training.recorded@1').map(({ as }) => as)).toEqual([
    'top-up.recorded@1',
    'gift.given@1',
    'pass.emptied@1',
    'card.declared-lost@1',
  ]);
  expect(leftOn(PASSES.half.uid)).toBe(1_000);
  expect(findPassByNumber(context(), PASSES.short.uid.slice(0, 8))?.state).toBe('anonymous');
});

it('the tables of credits are what a rebuild gives', async () => {
  await putDown(PASSES.half.uid);
  await topUp(PASSES.half.cardId, 2_000);
  await gift(300);
  await rig.wish({ kind: 'approve-with-pin', pin: STAFF.manager.pin });
  await rig.wish({ kind: 'declare-lost', cardNumber: PASSES.short.uid.slice(0, 8) });
  expect(compareProjections(context().journal.database, STATION_PROJECTIONS)).toEqual([]);
});
