import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedItem } from '../../../src/contract/sync/messages.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { toInstant } from '../../../src/shared/time.ts';
import {
  COLLECTIVE_ID,
  GIFT_ID,
  KNOWLEDGE,
  LOCAL_ID,
  PASSES,
  STAFF,
} from '../../helpers/station-knowledge.ts';
import { madePass, madeProduct, meansOf, openTill } from './till-rig.ts';
import type { TillRig } from './till-rig.ts';

/** Every means and every mix (RULES T4, M4): nothing is debited until the whole is covered. */

let till: TillRig;
const ten = madePass('04A1A1A1A1A1A1', [[LOCAL_ID, 1_000]]);
const other = madePass('04A2A2A2A2A2A2', [[LOCAL_ID, 1_000]]);
const twin = madePass('04A3A3A3A3A3A3', [[LOCAL_ID, 1_000]], ten.walletId);

beforeEach(async () => {
  till = await openTill();
  till.know([...ten.items, ...other.items, ...twin.items]);
  await till.signIn();
});
afterEach(() => till.close());

const pledges = () => till.state().basket.pledges.map((one) => [one.means, one.cents]);
const due = () => till.state().basket.dueCents;

describe('the amounts of RULES 10', () => {
  it('case 1 and 2: gift first, then 3.70 missing, nothing debited; with 3.70 cash it is paid', async () => {
    await till.tea();
    await till.soda();
    await till.tap(PASSES.half.uid);
    const parts = till.sales()[0]?.lines.flatMap((line) => line.paid) ?? [];
    expect(parts.reduce((sum, part) => sum + part.cents, 0)).toBe(530);
    expect(till.sales()[0]?.payments).toMatchObject([
      {
        parts: [
          { assetId: GIFT_ID, cents: 500 },
          { assetId: LOCAL_ID, cents: 30 },
        ],
      },
    ]);
    expect(till.result()).toMatchObject({ payments: [{ leftCents: 470 }] });

    await till.soda(3);
    await new Promise((done) => setTimeout(done, 2_050));
    await till.tap(PASSES.half.uid);
    expect(till.state().activity).toMatchObject({
      kind: 'pass-short',
      totalCents: 840,
      availableCents: 470,
      missingCents: 370,
    });
    expect(till.sales()).toHaveLength(1);
    expect(await till.seen({ kind: 'keep-short-pass' })).toBeNull();
    expect(till.sales()).toHaveLength(1);
    expect(await till.cash(370)).toBeNull();
    expect(till.result()).toMatchObject({
      payments: [
        { means: 'pass', cents: 470, leftCents: 0 },
        { means: 'cash', cents: 370 },
      ],
    });
    expect(till.drawer()).toBe(370);
  }, 10_000);

  it('case 3: two Passes of 10.00 pay 16.00: the first has 0.00, the second 4.00', async () => {
    const price = madeProduct('Repas', { priceCents: cents(1_600) });
    till.know([price.item]);
    await till.add(price.id);
    await till.tap(ten.uid);
    expect(till.state().activity).toMatchObject({ missingCents: 600, canUseSecondPass: true });
    expect(till.sales()).toEqual([]);
    await till.tap(other.uid);
    expect(till.result()).toMatchObject({
      kind: 'sale-done',
      payments: [
        { means: 'pass', cents: 1_000, leftCents: 0 },
        { means: 'pass', cents: 600, leftCents: 400 },
      ],
    });
    expect(till.sales()).toHaveLength(1);
  });
});

describe('a second Pass', () => {
  it('on the same money is refused, and debits nothing', async () => {
    await till.soda(4);
    await till.tap(ten.uid);
    await till.tap(twin.uid);
    expect(till.result()).toEqual({ kind: 'refused', reason: 'card-same' });
    expect(till.sales()).toEqual([]);
  });

  it('that is short too brings the choice back without that button, and nothing is debited', async () => {
    await till.soda(8);
    await till.tap(ten.uid);
    await till.tap(PASSES.short.uid);
    expect(till.state().activity).toMatchObject({
      kind: 'pass-short',
      totalCents: 2_240,
      availableCents: 1_120,
      missingCents: 1_120,
      canUseSecondPass: false,
      canKeep: true,
    });
    expect(till.sales()).toEqual([]);
    expect(pledges()).toEqual([]);
    expect(await till.seen({ kind: 'keep-short-pass' })).toBeNull();
    expect(pledges()).toEqual([
      ['pass', 1_000],
      ['pass', 120],
    ]);
    expect(await till.card()).toBeNull();
    expect(meansOf(till.sales()[0]?.payments ?? [])).toEqual([
      ['pass', 1_000],
      ['pass', 120],
      ['bank-card', 1_120],
    ]);
  });

  it('is not needed when the rest is paid by card: all in one sale', async () => {
    await till.soda(4);
    await till.tap(ten.uid);
    expect(await till.card()).toBeNull();
    // The cashier did not keep the short Pass: it gives nothing.
    expect(meansOf(till.sales()[0]?.payments ?? [])).toEqual([['bank-card', 1_120]]);
  });

  it('after a part was kept pays the rest, but not the one that gave it', async () => {
    await till.soda(4);
    await till.tap(ten.uid);
    await till.seen({ kind: 'keep-short-pass' });
    await till.tap(twin.uid);
    expect(till.result()).toEqual({ kind: 'refused', reason: 'card-same' });
    await till.tap(other.uid);
    expect(till.result()).toMatchObject({ kind: 'sale-done' });
    expect(meansOf(till.sales()[0]?.payments ?? [])).toEqual([
      ['pass', 1_000],
      ['pass', 120],
    ]);
  });
});

describe('part by part', () => {
  it('everybody at the table pays as they like, and the sale is one', async () => {
    await till.soda(4);
    expect(await till.cash(500, 300)).toBeNull();
    expect(await till.cheque(200)).toBeNull();
    expect(await till.seen({ kind: 'arm-pass', partCents: cents(250) })).toBeNull();
    expect(till.state().basket).toMatchObject({ dueCents: 620, armedCents: 250 });
    await till.tap(ten.uid);
    expect(due()).toBe(370);
    expect(till.state().basket.armedCents).toBeNull();
    expect(till.sales()).toEqual([]);
    expect(till.drawer()).toBe(0);
    expect(await till.card()).toBeNull();
    expect(meansOf(till.sales()[0]?.payments ?? [])).toEqual([
      ['cash', 300],
      ['cheque', 200],
      ['pass', 250],
      ['bank-card', 370],
    ]);
    expect(till.drawer()).toBe(300);
  });

  it('survives a restart, and a part can be given back', async () => {
    await till.soda();
    await till.seen({ kind: 'arm-pass', partCents: cents(100) });
    await till.tap(ten.uid);
    await till.restart();
    const pledged = till.state().basket.pledges[0];
    expect(pledged).toMatchObject({ means: 'pass', cents: 100 });
    expect(
      await till.seen({ kind: 'withdraw-pledge', pledgeId: pledged?.pledgeId as never }),
    ).toBeNull();
    expect(due()).toBe(280);
    expect(await till.cash(280)).toBeNull();
    expect(meansOf(till.sales()[0]?.payments ?? [])).toEqual([['cash', 280]]);
  });

  it('counts as taken from the Pass until it is sold or given back', async () => {
    await till.soda(4);
    await till.seen({ kind: 'arm-pass', partCents: cents(800) });
    await till.tap(ten.uid);
    await till.wish({ kind: 'park-basket', name: 'Jo', tableId: null });
    await till.soda();
    await till.tap(twin.uid);
    expect(till.state().activity).toMatchObject({ kind: 'pass-short', availableCents: 200 });
  });

  it('pins the basket: it is neither emptied nor made cheaper than what was handed over', async () => {
    await till.soda(2);
    await till.cash(280, 280);
    expect(await till.wish({ kind: 'discard-basket' })).toBe('basket-pledged');
    const lineId = till.state().basket.lines[0]?.lineId as never;
    expect(await till.wish({ kind: 'set-line-count', lineId, count: 1 })).toBe('basket-pledged');
    expect(await till.wish({ kind: 'set-line-count', lineId, count: 3 })).toBeNull();
    expect(due()).toBe(560);
  });

  it('counts a double tap on pay once, and refuses one on what was seen before', async () => {
    await till.soda();
    const basketRevision = till.state().basket.revision;
    const wish = { kind: 'pay-bank-card', partCents: cents(100), basketRevision } as const;
    const id = makeUuid();
    expect(await Promise.all([till.wish(wish, id), till.wish(wish, id)])).toEqual([null, null]);
    expect(await till.wish(wish)).toBe('basket-changed');
    expect(pledges()).toEqual([['bank-card', 100]]);
  });

  it.each<readonly [string, number, string]>([
    ['more than is due', 281, 'part-too-large'],
    ['less than the part in cash', 100, 'given-too-little'],
  ])('refuses %s', async (_, part, refusal) => {
    await till.soda();
    expect(await till.cash(99, part)).toBe(refusal);
    expect(pledges()).toEqual([]);
  });
});

describe('a price of nothing, or below', () => {
  const cup = madeProduct('Gobelet', { kind: 'deposit', priceCents: cents(100) });
  const gift = madeProduct('Eau', { priceCents: cents(0) });
  beforeEach(() => till.know([cup.item, gift.item]));

  it('deposits given back are paid out of the drawer', async () => {
    await till.add(cup.id, { kind: 'deposit', direction: 'returned' }, 3);
    expect(due()).toBe(-300);
    expect(await till.card()).toBe('means-wrong');
    await till.tap(ten.uid);
    expect(till.result()).toEqual({ kind: 'refused', reason: 'means-wrong' });
    expect(await till.cash(0)).toBeNull();
    expect(till.sales()[0]).toMatchObject({
      totalCents: -300,
      payments: [{ means: 'cash', cents: -300, givenCents: 0, changeCents: 300 }],
    });
    expect(till.drawer()).toBe(-300);
  });

  it('something free is a sale like any other', async () => {
    await till.add(gift.id);
    expect(await till.cash(0)).toBeNull();
    expect(till.sales()[0]).toMatchObject({ totalCents: 0, payments: [{ cents: 0 }] });
  });

  it('a cup that is exchanged costs nothing, and its lines say what was paid', async () => {
    await till.add(cup.id, { kind: 'deposit', direction: 'taken' });
    await till.add(cup.id, { kind: 'deposit', direction: 'returned' });
    expect(await till.cash(0)).toBeNull();
    const [sale] = till.sales();
    expect(sale?.lines.map((line) => line.paid.reduce((sum, part) => sum + part.cents, 0))).toEqual(
      [100, -100],
    );
  });
});

describe('what needs a manager', () => {
  const offer = { kind: 'pay-offered', partCents: null, reason: 'Artiste' } as const;

  it('offered asks for one, and the sale keeps both names', async () => {
    await till.tea();
    expect(await till.seen(offer)).toBeNull();
    expect(till.state().activity).toMatchObject({
      kind: 'approval',
      action: 'pay-offered',
      cents: 250,
    });
    expect(till.sales()).toEqual([]);
    await till.wish({ kind: 'approve-with-pin', pin: STAFF.manager.pin });
    expect(till.sales()[0]).toMatchObject({
      staff: { name: 'Karim' },
      payments: [{ means: 'offered', reason: 'Artiste', approvedBy: { name: 'Nolwenn' } }],
    });
  });

  it('a part can be offered, the rest is paid', async () => {
    await till.wish({ kind: 'sign-out' });
    await till.manager();
    await till.soda();
    expect(await till.seen({ ...offer, partCents: cents(80) })).toBeNull();
    expect(await till.cash(200)).toBeNull();
    expect(meansOf(till.sales()[0]?.payments ?? [])).toEqual([
      ['offered', 80],
      ['cash', 200],
    ]);
  });

  it('a discount asks for one, and a manager agrees by Pass', async () => {
    await till.tea(2);
    const discount = { kind: 'percent', rateBp: 1_000 } as const;
    const wish = { kind: 'set-discount', lineId: null, discount, reason: 'Bénévole' } as const;
    expect(await till.wish(wish)).toBeNull();
    expect(till.state().activity).toMatchObject({ action: 'set-discount', cents: 50 });
    await till.tap(PASSES.half.uid);
    expect(till.result()).toEqual({ kind: 'refused', reason: 'not-a-manager' });
    await till.wish(wish);
    await till.tap(STAFF.manager.uid);
    expect(till.state().basket).toMatchObject({
      totalCents: 450,
      lines: [{ discount: { kind: 'percent', cents: 50, reason: 'Bénévole' } }],
    });
    const lineId = till.state().basket.lines[0]?.lineId as never;
    await till.wish({ kind: 'set-line-count', lineId, count: 4 });
    expect(till.state().basket.totalCents).toBe(900);
    await till.wish({ kind: 'set-discount', lineId, discount: null, reason: '' });
    expect(till.state().basket.totalCents).toBe(1_000);
  });

  it('a discount over the total is refused before anybody is called', async () => {
    await till.tea();
    const discount = { kind: 'amount', cents: cents(251) } as const;
    expect(await till.wish({ kind: 'set-discount', lineId: null, discount, reason: 'Trop' })).toBe(
      'discount-too-large',
    );
    expect(till.state().activity.kind).toBe('none');
  });
});

describe('means that a point of sale does not take', () => {
  it('are refused, whatever the screen sends', async () => {
    till.know([
      {
        topic: 'point-of-sale',
        id: 'bar',
        value: { id: 'bar', name: 'Bar', categoryIds: ['drinks'], means: ['cash'], sortOrder: 1 },
      },
    ]);
    await till.tea();
    expect(await till.card()).toBe('means-not-accepted');
    expect(await till.cheque()).toBe('means-not-accepted');
    expect(await till.seen({ kind: 'arm-pass', partCents: cents(100) })).toBe('means-not-accepted');
    await till.tap(ten.uid);
    expect(till.result()).toEqual({ kind: 'refused', reason: 'means-not-accepted' });
    expect(await till.cash(250)).toBeNull();
  });
});

describe('without network', () => {
  it('parts on Passes count in the limit of the station', async () => {
    const rich = ['1', '2', '3', '4', '5'].map((digit) =>
      madePass(`04C${digit}C1C1C1C1C1`, [[LOCAL_ID, 9_000]]),
    );
    till.know(rich.flatMap((one) => one.items));
    const meal = madeProduct('Repas', { priceCents: cents(50_000) });
    till.know([meal.item]);
    await till.add(meal.id);
    for (const pass of rich) {
      await till.seen({ kind: 'arm-pass', partCents: cents(4_500) });
      await till.tap(pass.uid);
    }
    // 200.00 at most for the whole station: four parts of 45.00, not five.
    expect(pledges()).toHaveLength(4);
    expect(till.result()).toEqual({ kind: 'refused', reason: 'offline-station-limit' });
  });
});

describe('loyalty', () => {
  it('the result says which points a Pass just reached, and nothing when it reached none', async () => {
    const settings = KNOWLEDGE.find((item) => item.topic === 'settings');
    const pointsId = toId<'Asset'>(makeUuid());
    till.know([
      {
        topic: 'settings',
        id: COLLECTIVE_ID,
        value: {
          ...(settings?.value as Extract<FeedItem, { topic: 'settings' }>['value'] & object),
          loyalty: { kind: 'points', everyCents: cents(500), points: 2 },
        },
      },
      {
        topic: 'asset',
        id: pointsId,
        value: {
          id: pointsId,
          kind: 'points',
          issuerId: COLLECTIVE_ID,
          name: 'points du bar',
          createdAt: toInstant('2026-01-01T00:00:00.000Z'),
          accepted: false,
        },
      },
    ]);
    await till.soda();
    await till.tap(ten.uid);
    expect(till.result()).toMatchObject({ loyaltyText: '' });
    await till.soda();
    await till.tap(twin.uid);
    expect(till.result()).toMatchObject({ loyaltyText: '+ 2 points du bar' });
  });
});
