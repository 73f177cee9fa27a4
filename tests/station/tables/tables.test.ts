import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedItem } from '../../../src/contract/sync/messages.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { instantFromMs } from '../../../src/shared/time.ts';
import { compareProjections } from '../../../src/station/journal/projections.ts';
import { STATION_PROJECTIONS } from '../../../src/station/projections/all.ts';
import { KNOWLEDGE, PRODUCTS, STAFF, product } from '../../helpers/station-knowledge.ts';
import { openPairedRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';

/** Tabs, tables and what is sent to kitchen and bar (issue 3, point 4; RULES T12). */

const table = (number: number): FeedItem => ({
  topic: 'table',
  id: `table-${number}`,
  value: {
    id: `table-${number}`,
    name: String(number),
    room: 'Salle',
    seats: 4,
    shape: 'square',
    x: 100 * number,
    y: 100,
    width: 80,
    height: 80,
  },
});

let rig: Rig;
let nowMs: number;
beforeEach(async () => {
  nowMs = Date.parse('2026-11-03T18:42:00.000Z');
  rig = await openPairedRig({ clock: () => instantFromMs(nowMs) });
  rig.know([
    ...KNOWLEDGE,
    product(PRODUCTS.tea, { preparedAt: 'kitchen' }),
    product(PRODUCTS.soda, { preparedAt: 'bar' }),
    table(1),
    table(2),
  ]);
  await rig.signIn();
});
afterEach(async () => {
  const { journal } = rig.station().station.context;
  expect(compareProjections(journal.database, STATION_PROJECTIONS)).toEqual([]);
  await rig.close();
});

const add = (what: keyof typeof PRODUCTS, count = 1) =>
  rig.wish({
    kind: 'add-product',
    productId: PRODUCTS[what].id,
    choiceIds: [],
    count,
    extra: null,
  });
const park = (name: string, tableId: string | null = null) =>
  rig.wish({ kind: 'park-basket', name, tableId });
const open = (name: string) => rig.wish({ kind: 'open-basket', basketId: idOf(name) });
const idOf = (name: string) => {
  const found = rig.state().parked.find((one) => one.name === name);
  expect(found, `no tab ${name}`).toBeDefined();
  return found!.basketId;
};
const tabs = () => rig.state().parked.map(({ name, totalCents }) => [name, totalCents]);
const shownLines = () => rig.state().basket.lines.map(({ label, count }) => [label, count]);
const payCash = (given: number) =>
  rig.wish({
    kind: 'pay-cash',
    partCents: null,
    basketRevision: rig.state().basket.revision,
    givenCents: cents(given),
  });
const orders = () =>
  rig.state().orders.map(({ place, lines }) => [place, lines.map((one) => one.count)]);

describe('putting a basket aside', () => {
  it('frees the counter and keeps the tab, also after a restart', async () => {
    await add('tea', 2);
    expect(await park('Julie')).toBeNull();
    expect(rig.state().basket.lines).toEqual([]);
    await rig.restart();
    expect(tabs()).toEqual([['Julie', 500]]);
    expect(rig.state().parked[0]).toMatchObject({ staffName: 'Karim', pieceCount: 2 });
  });

  it('puts several tabs on one table and tells their names apart', async () => {
    for (const what of ['tea', 'soda'] as const) {
      await add(what);
      await park('Table 1', 'table-1');
    }
    expect(rig.state().parked).toMatchObject([
      { name: 'Table 1', tableId: 'table-1' },
      { name: 'Table 1 (2)', tableId: 'table-1' },
    ]);
  });

  it('refuses an empty basket, and a table that is not there', async () => {
    expect(await park('Julie')).toBe('basket-empty');
    await add('tea');
    expect(await park('Table 9', 'table-9')).toBe('basket-unknown');
    expect(shownLines()).toEqual([['Thé', 1]]);
  });

  it('sells a tab with its name', async () => {
    await add('tea');
    await park('Julie');
    await open('Julie');
    await payCash(250);
    expect(rig.entries('sale.recorded@2')).toMatchObject([{ basketName: 'Julie' }]);
    expect(tabs()).toEqual([]);
  });
});

describe('going from tab to tab', () => {
  it('puts the one on the counter back to its place by itself', async () => {
    await add('tea');
    await park('Julie');
    await add('soda');
    await park('Table 1', 'table-1');
    await open('Julie');
    await add('tea');
    expect(await open('Table 1')).toBeNull();
    expect(rig.state().basket.name).toBe('Table 1');
    expect(tabs()).toEqual([['Julie', 500]]);
  });

  it('does not put away what has no name, for nobody would find it again', async () => {
    await add('tea');
    await park('Julie');
    await add('soda');
    expect(await open('Julie')).toBe('name-missing');
    expect(shownLines()).toEqual([['Limonade', 1]]);
  });

  it('moves a tab to another table without opening it', async () => {
    await add('tea');
    await park('Julie');
    const wish = {
      kind: 'move-basket',
      basketId: idOf('Julie'),
      name: 'Table 2',
      tableId: 'table-2',
    } as const;
    expect(await rig.wish(wish)).toBeNull();
    expect(rig.state().parked).toMatchObject([{ name: 'Table 2', tableId: 'table-2' }]);
  });

  it('refuses a tab that was paid meanwhile', async () => {
    expect(await rig.wish({ kind: 'open-basket', basketId: toId(makeUuid()) })).toBe(
      'basket-unknown',
    );
  });
});

describe('putting two tabs together', () => {
  beforeEach(async () => {
    await add('tea', 2);
    await rig.wish({ kind: 'send-order' });
    await park('Julie');
    await add('tea');
    await add('soda');
    await park('Table 1', 'table-1');
  });
  const merge = (from: string, into: string) =>
    rig.wish({ kind: 'merge-baskets', fromBasketId: idOf(from), intoBasketId: idOf(into) });

  it('joins the same products and keeps what the kitchen knows', async () => {
    expect(await merge('Julie', 'Table 1')).toBeNull();
    expect(tabs()).toEqual([['Table 1', 1_030]]);
    await open('Table 1');
    expect(rig.state().basket.lines).toMatchObject([
      { label: 'Thé', count: 3, sentCount: 2 },
      { label: 'Limonade', count: 1, sentCount: 0 },
    ]);
  });

  it('refuses a table that is put into itself', async () => {
    expect(await merge('Julie', 'Julie')).toBe('basket-itself');
    expect(tabs()).toEqual([
      ['Julie', 500],
      ['Table 1', 530],
    ]);
  });

  it('adds what is on the counter to a tab', async () => {
    await add('soda', 2);
    const { basketId } = rig.state().basket;
    const wish = {
      kind: 'merge-baskets',
      fromBasketId: basketId!,
      intoBasketId: idOf('Table 1'),
    } as const;
    expect(await rig.wish(wish)).toBeNull();
    expect(rig.state().basket.lines).toEqual([]);
    expect(tabs()).toEqual([
      ['Julie', 500],
      ['Table 1', 1_090],
    ]);
  });
});

describe('splitting a bill by articles', () => {
  it('leaves the chosen pieces on the counter and puts the rest back on the table', async () => {
    await add('tea', 3);
    await add('soda');
    await park('Table 1', 'table-1');
    await open('Table 1');
    const [tea, soda] = rig.state().basket.lines;
    const wish = {
      kind: 'split-basket',
      lines: [
        { lineId: tea!.lineId, count: 1 },
        { lineId: soda!.lineId, count: 1 },
      ],
    } as const;
    expect(await rig.wish({ ...wish, lines: [...wish.lines] })).toBeNull();
    expect(rig.state().basket).toMatchObject({ name: 'Table 1', totalCents: 530 });
    expect(tabs()).toEqual([['Table 1', 500]]);
    await payCash(530);
    await open('Table 1');
    await payCash(500);
    expect(rig.entries('sale.recorded@2')).toMatchObject([
      { number: 1, totalCents: 530, basketName: 'Table 1' },
      { number: 2, totalCents: 500, basketName: 'Table 1' },
    ]);
  });

  it('finds the rest of a bill without a name by the hour', async () => {
    await add('tea', 2);
    const [tea] = rig.state().basket.lines;
    await rig.wish({ kind: 'split-basket', lines: [{ lineId: tea!.lineId, count: 1 }] });
    expect(tabs()).toEqual([['19\u202fh\u202f42', 250]]);
    expect(rig.state().basket).toMatchObject({ name: '', totalCents: 250 });
  });

  it('refuses more pieces than there are', async () => {
    await add('tea', 2);
    const [tea] = rig.state().basket.lines;
    expect(
      await rig.wish({ kind: 'split-basket', lines: [{ lineId: tea!.lineId, count: 3 }] }),
    ).toBe('count-wrong');
    expect(tabs()).toEqual([]);
  });
});

describe('throwing a tab away', () => {
  it('needs a manager for that one action, and keeps both names', async () => {
    await add('tea');
    await park('Julie');
    await rig.wish({ kind: 'discard-parked', basketId: idOf('Julie') });
    expect(rig.state().activity).toMatchObject({
      kind: 'approval',
      action: 'discard-parked',
      cents: 250,
    });
    expect(tabs()).toHaveLength(1);
    await rig.tap(STAFF.manager.uid);
    expect(tabs()).toEqual([]);
    expect(rig.entries('basket.discarded@1')).toMatchObject([
      { staff: { name: 'Karim' }, approvedBy: { name: 'Nolwenn' } },
    ]);
    expect(rig.state().session).toMatchObject({ staffName: 'Karim' });
  });

  it('calls off what the kitchen still prepares for it', async () => {
    await add('tea');
    await rig.wish({ kind: 'send-order' });
    await park('Julie');
    await rig.wish({ kind: 'discard-parked', basketId: idOf('Julie') });
    await rig.tap(STAFF.manager.uid);
    expect(rig.state().orders).toEqual([]);
  });
});

describe('an open tab', () => {
  it('goes back to its table under its own name', async () => {
    await add('tea');
    await park('Table 1', 'table-1');
    await open('Table 1');
    await add('soda');
    expect(await park('Table 1')).toBeNull();
    expect(rig.state().parked).toMatchObject([
      { name: 'Table 1', tableId: 'table-1', totalCents: 530 },
    ]);
  });

  it('is not emptied without a manager either', async () => {
    await add('tea');
    await park('Julie');
    await open('Julie');
    await rig.wish({ kind: 'discard-basket' });
    expect(rig.state().activity).toMatchObject({ kind: 'approval', action: 'discard-parked' });
    await rig.wish({ kind: 'approve-with-pin', pin: STAFF.manager.pin });
    expect(rig.state().basket.lines).toEqual([]);
    expect(rig.entries('basket.discarded@1')).toMatchObject([
      { staff: { name: 'Karim' }, approvedBy: { name: 'Nolwenn' } },
    ]);
  });
});

describe('sending to kitchen and bar', () => {
  it('is said ready from the kitchen, whoever holds the till', async () => {
    await add('tea');
    await rig.wish({ kind: 'send-order' });
    const [order] = rig.state().orders;
    await rig.wish({ kind: 'sign-out' });
    expect(
      await rig.wish({ kind: 'order-done', orderId: order!.orderId, place: 'kitchen' }),
    ).toBeNull();
    expect(rig.entries('order.done@1')).toMatchObject([{ staff: null }]);
  });

  it('tells each place its part, once', async () => {
    await add('tea', 2);
    await add('soda');
    expect(await rig.wish({ kind: 'send-order' })).toBeNull();
    expect(orders()).toEqual([
      ['bar', [1]],
      ['kitchen', [2]],
    ]);
    expect(await rig.wish({ kind: 'send-order' })).toBe('nothing-to-send');
    await add('tea');
    await rig.wish({ kind: 'send-order' });
    expect(rig.entries('basket.sent@1').map(({ number, lines }) => [number, lines.length])).toEqual(
      [
        [1, 2],
        [2, 1],
      ],
    );
    expect(rig.entries('basket.sent@1')[1]!.lines).toMatchObject([{ label: 'Thé', count: 1 }]);
  });

  it('counts orders from 1 again on the next day', async () => {
    await add('tea');
    await rig.wish({ kind: 'send-order' });
    nowMs += 24 * 3_600_000;
    await add('tea');
    await rig.wish({ kind: 'send-order' });
    expect(rig.entries('basket.sent@1').map(({ number }) => number)).toEqual([1, 1]);
  });

  it('leaves the screen of a place at one touch, and the second touch finds nothing', async () => {
    await add('tea');
    await add('soda');
    await rig.wish({ kind: 'send-order' });
    const [bar] = rig.state().orders;
    const done = { kind: 'order-done', orderId: bar!.orderId, place: 'bar' } as const;
    expect(await rig.wish(done)).toBeNull();
    expect(await rig.wish(done)).toBeNull();
    expect(orders()).toEqual([['kitchen', [1]]]);
    expect(rig.entries('order.done@1')).toHaveLength(1);
  });

  it('goes on for what was paid: the kitchen has still to cook it', async () => {
    await add('tea');
    await rig.wish({ kind: 'send-order' });
    await payCash(250);
    expect(orders()).toEqual([['kitchen', [1]]]);
  });
});
