import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeUuid } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { instantFromMs } from '../../../src/shared/time.ts';
import { readDrawerCents } from '../../../src/station/projections/sales.ts';
import {
  GIFT_ID,
  KNOWLEDGE,
  LOCAL_ID,
  PASSES,
  product,
  PRODUCTS,
  STAFF,
  wallet,
} from '../../helpers/station-knowledge.ts';
import { openPairedRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';

/** A till that lost the network after it got its feed; RULES 4, M4, M5, M8, C8, C9. */

let rig: Rig;
let nowMs: number;

beforeEach(async () => {
  nowMs = Date.parse('2026-11-03T18:00:00.000Z');
  rig = await openPairedRig({ clock: () => instantFromMs(nowMs) });
  rig.know(KNOWLEDGE);
});
afterEach(() => rig.close());

const add = (what: keyof typeof PRODUCTS, count = 1) =>
  rig.wish({
    kind: 'add-product',
    productId: PRODUCTS[what].id,
    choiceIds: [],
    count,
    extra: null,
  });
const payCash = (given: number) =>
  rig.wish({
    kind: 'pay-cash',
    partCents: null,
    basketRevision: rig.state().basket.revision,
    givenCents: cents(given),
  });
const seen = () => ({ basketRevision: rig.state().basket.revision });
const result = () => {
  const { activity } = rig.state();
  return activity.kind === 'result' ? activity.result : undefined;
};
const sales = () => rig.entries('sale.recorded@2');
const drawer = () => readDrawerCents(rig.station().station.context.journal.database);

describe('signing in', () => {
  it('refuses every sale until somebody of the staff is signed in', async () => {
    expect(await add('tea')).toBe('not-signed-in');
    expect(rig.entries('basket.line-set@2')).toEqual([]);
  });

  it('knows a PIN and keeps who did it in every entry', async () => {
    expect(await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.cashier.pin })).toBeNull();
    await add('tea');
    await payCash(250);
    expect(sales()[0]?.staff).toEqual({ id: STAFF.cashier.id, name: 'Karim' });
  });

  it('knows a staff Pass, and tells another Pass so', async () => {
    await rig.tap(PASSES.half.uid);
    expect(result()).toEqual({ kind: 'refused', reason: 'card-not-staff' });
    await rig.tap(STAFF.manager.uid);
    expect(rig.state().session).toEqual({
      kind: 'signed-in',
      staffName: 'Nolwenn',
      isManager: true,
    });
  });

  it('makes one wait after five wrong PINs, longer each time, also after a restart', async () => {
    for (let count = 0; count < 5; count += 1) {
      expect(await rig.wish({ kind: 'sign-in-with-pin', pin: '000000' })).toBe('pin-wrong');
    }
    expect(await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.cashier.pin })).toBe(
      'pin-blocked',
    );
    await rig.restart();
    expect(await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.cashier.pin })).toBe(
      'pin-blocked',
    );
    nowMs += 30_000;
    expect(await rig.wish({ kind: 'sign-in-with-pin', pin: '000000' })).toBe('pin-wrong');
    nowMs += 30_000;
    expect(await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.cashier.pin })).toBe(
      'pin-blocked',
    );
    nowMs += 30_000;
    expect(await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.cashier.pin })).toBeNull();
    expect(rig.entries('staff.pin-refused@1').map((entry) => entry.triesInRow)).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
  });
});

describe('the basket', () => {
  beforeEach(() => rig.signIn());

  it('survives a restart, with who is signed in', async () => {
    await add('tea', 2);
    await add('soda');
    const before = rig.state().basket;
    await rig.restart();
    expect(rig.state().basket).toEqual(before);
    expect(rig.state().session.kind).toBe('signed-in');
  });

  it('keeps the price shown when the office changes it, and says so', async () => {
    await add('tea');
    rig.know([product(PRODUCTS.tea, { priceCents: cents(300) })]);
    expect(rig.state().basket.lines).toMatchObject([
      { unitPriceCents: 250, notice: 'price-changed' },
    ]);
    await add('tea');
    expect(rig.state().basket.lines.map((line) => line.unitPriceCents)).toEqual([250, 300]);
  });

  it('says when a product was withdrawn, and sells no more of it', async () => {
    await add('tea');
    rig.know([product(PRODUCTS.tea, { active: false })]);
    expect(rig.state().basket.lines).toMatchObject([{ notice: 'withdrawn' }]);
    expect(await add('tea')).toBe('product-withdrawn');
    expect(await payCash(250)).toBeNull();
  });

  it('refuses what is not in the catalogue, and counts beyond the limit', async () => {
    const productId = makeUuid() as never;
    expect(
      await rig.wish({ kind: 'add-product', productId, choiceIds: [], count: 1, extra: null }),
    ).toBe('product-unknown');
    await add('tea', 999);
    expect(await add('tea', 1)).toBe('count-wrong');
    expect(rig.state().basket.lines[0]?.count).toBe(999);
  });

  it('is emptied by one touch, and a line goes at 0', async () => {
    await add('tea');
    await add('soda');
    const lineId = rig.state().basket.lines[0]?.lineId as never;
    await rig.wish({ kind: 'set-line-count', lineId, count: 0 });
    expect(rig.state().basket.totalCents).toBe(280);
    await rig.wish({ kind: 'discard-basket' });
    expect(rig.state().basket.lines).toEqual([]);
  });
});

describe('paying in cash', () => {
  beforeEach(() => rig.signIn());

  it('records the sale, its number and the change', async () => {
    await add('tea');
    await add('soda');
    expect(await payCash(1_000)).toBeNull();
    expect(result()).toMatchObject({
      kind: 'sale-done',
      number: 1,
      totalCents: 530,
      payments: [{ means: 'cash', cents: 530, givenCents: 1_000, changeCents: 470 }],
    });
    expect(drawer()).toBe(530);
    expect(sales()).toHaveLength(1);
  });

  it('counts a touch sent twice once, and gives the same answer', async () => {
    await add('tea');
    const wish = {
      kind: 'pay-cash' as const,
      partCents: null,
      basketRevision: rig.state().basket.revision,
      givenCents: cents(250),
    };
    const id = makeUuid();
    expect(await Promise.all([rig.wish(wish, id), rig.wish(wish, id)])).toEqual([null, null]);
    expect(await rig.wish(wish)).toBe('basket-changed');
    expect(sales()).toHaveLength(1);
  });

  it('sends the touch again after a restart without paying twice, and shows the sale again', async () => {
    await add('tea');
    const wish = {
      kind: 'pay-cash' as const,
      partCents: null,
      basketRevision: rig.state().basket.revision,
      givenCents: cents(250),
    };
    const id = makeUuid();
    await rig.wish(wish, id);
    await rig.restart();
    expect(result()).toMatchObject({ kind: 'sale-done', number: 1 });
    expect(await rig.wish(wish, id)).toBe('basket-changed');
    expect(sales()).toHaveLength(1);
  });

  it.each([
    ['too little', 249, 'given-too-little'],
    ['more than any drawer holds', 99_999_999, 'given-too-much'],
  ])('refuses %s and records nothing', async (_, given, refusal) => {
    await add('tea');
    expect(await payCash(given)).toBe(refusal);
    expect(sales()).toEqual([]);
    expect(rig.state().basket.totalCents).toBe(250);
  });

  it('numbers sales without a gap, across restarts', async () => {
    for (let count = 0; count < 4; count += 1) {
      await add('tea');
      await payCash(250);
      if (count === 1) await rig.restart();
    }
    expect(sales().map((sale) => sale.number)).toEqual([1, 2, 3, 4]);
  });
});

describe('a Pass without network', () => {
  beforeEach(() => rig.signIn());

  it('pays gift first, then local: 2.50 + 2.80 from 5.00 + 5.00 leaves 4.70', async () => {
    await add('tea');
    await add('soda');
    await rig.tap(PASSES.half.uid);
    expect(result()).toMatchObject({
      kind: 'sale-done',
      payments: [{ means: 'pass', cents: 530, leftCents: 470, unsecured: true }],
    });
    expect(sales()[0]?.payments).toMatchObject([
      {
        backing: { kind: 'unsecured', reserveId: null },
        parts: [
          { assetId: GIFT_ID, cents: 500 },
          { assetId: LOCAL_ID, cents: 30 },
        ],
      },
    ]);
    await rig.tap(PASSES.half.uid);
    nowMs += 3_000;
  });

  it('is checked when the basket is empty, and remembers what this till took', async () => {
    await add('tea');
    await add('soda');
    await rig.tap(PASSES.half.uid);
    await new Promise((done) => setTimeout(done, 2_050));
    await rig.tap(PASSES.half.uid);
    expect(rig.state().activity).toMatchObject({ kind: 'pass-desk', spendableCents: 470 });
  });

  it('says what is missing, debits nothing, and lets cash pay the rest', async () => {
    await add('tea', 2);
    await rig.tap(PASSES.short.uid);
    expect(rig.state().activity).toMatchObject({
      kind: 'pass-short',
      totalCents: 500,
      availableCents: 120,
      missingCents: 380,
      canKeep: true,
      canUseSecondPass: true,
    });
    expect(sales()).toEqual([]);
    const { basketRevision } = seen();
    expect(await rig.wish({ kind: 'keep-short-pass', basketRevision })).toBeNull();
    expect(rig.state().basket).toMatchObject({
      pledges: [{ means: 'pass', cents: 120, cardNumber: '04B7D21A' }],
      dueCents: 380,
    });
    expect(sales()).toEqual([]);
    expect(await payCash(379)).toBe('given-too-little');
    expect(await payCash(500)).toBeNull();
    expect(sales()[0]?.payments.map((payment) => [payment.means, payment.cents])).toEqual([
      ['pass', 120],
      ['cash', 380],
    ]);
    expect(drawer()).toBe(380);
  });

  it.each([
    ['a lost Pass', PASSES.lost.uid, 'card-lost'],
    ['a blank Pass', PASSES.blank.uid, 'card-blank'],
    ['an unknown Pass', PASSES.unknown.uid, 'offline-card-unknown'],
  ])('refuses %s with its reason and records nothing', async (_, uid, reason) => {
    await add('tea');
    await rig.tap(uid);
    expect(result()).toEqual({ kind: 'refused', reason });
    expect(sales()).toEqual([]);
  });

  it('stops at the limit of the card, however much is on it', async () => {
    rig.know([wallet(PASSES.half.walletId, [[LOCAL_ID, 50_000]])]);
    await add('tea', 8);
    await rig.tap(PASSES.half.uid);
    expect(result()).toMatchObject({ kind: 'sale-done' });
    await new Promise((done) => setTimeout(done, 2_050));
    await add('tea');
    await rig.tap(PASSES.half.uid);
    expect(result()).toEqual({ kind: 'refused', reason: 'offline-card-limit' });
    expect(sales()).toHaveLength(1);
  });

  it('counts one tap once', async () => {
    await add('tea');
    await rig.tap(PASSES.half.uid);
    await add('tea');
    await rig.tap(PASSES.half.uid);
    expect(sales()).toHaveLength(1);
    expect(rig.state().basket.totalCents).toBe(250);
  });

  it('shows how many sales wait to be sent', async () => {
    await add('tea');
    await payCash(250);
    expect(rig.state().unsent.count).toBe(1);
    expect(rig.state().network.kind).toBe('offline');
  });
});

describe('a keyboard reader', () => {
  beforeEach(() => rig.signIn());

  it.each([
    ['an odd number of digits', '04A', 'uid-odd-length'],
    ['letters that are no hex', 'ZZZZZZZZ', 'uid-not-hex'],
    ['a wrong length', '04A2', 'uid-wrong-length'],
    ['a random number', '08A2B3C4', 'card-random'],
  ])('refuses %s in words', async (_, text, reason) => {
    await rig.wish({ kind: 'wedge-typed', text });
    expect(result()).toEqual({ kind: 'refused', reason });
  });

  it('pays like any reader', async () => {
    await add('tea');
    await rig.wish({ kind: 'wedge-typed', text: PASSES.half.uid });
    await expect.poll(() => sales().length).toBe(1);
  });
});
