import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/cloud/db/open-database.ts';
import type { Db } from '../../../src/cloud/db/open-database.ts';
import { endGoodsHoldsJob } from '../../../src/cloud/jobs/end-goods-holds.ts';
import { PATHS } from '../../../src/contract/sync/protocol.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { addMs } from '../../../src/shared/time.ts';
import { DATABASE_KINDS, makeTestDatabase } from '../../helpers/cloud-database.ts';
import type { TestDatabase } from '../../helpers/cloud-database.ts';
import { codeOf, makeInstance, pairStation, renewWorld } from '../api/world.ts';
import type { TestStation, World } from '../api/world.ts';
import { addVillage } from '../api/village.ts';
import type { Village } from '../api/village.ts';
import { feedOf, goodsSale, hold, openShop, tell } from './shop.ts';
import type { Json, Shop } from './shop.ts';

const HOUR_MS = 3_600_000;
/** 200 people at once (RULES 10, case 9). */
const BUYERS = 200;
const BUYERS_TIMEOUT_MS = 60_000;

describe.each(DATABASE_KINDS)('holds on goods on %s', (kind) => {
  let test: TestDatabase;
  let secondDb: Db | null = null;
  let world: World;
  let village: Village;
  let station: TestStation;
  let other: TestStation;
  let shop: Shop;

  beforeAll(async () => {
    test = await makeTestDatabase(kind);
    if (kind === 'postgres') secondDb = openDatabase(test.options);
  });
  beforeEach(async () => {
    world = await renewWorld({ ...makeInstance(test.db), close: test.remove });
    village = await addVillage(world.db);
    station = await pairStation(world, village.bar);
    other = await pairStation(world, village.bar);
    shop = openShop(world, village.bar);
  });
  afterAll(async () => {
    await secondDb?.close();
    await test.remove();
  });

  const bottles = (productId: string, count: number): Json => ({
    ...{ kind: 'stock', productId, amount: count * 1_000 },
  });
  const places = (event: { readonly id: string; readonly priceId: string }, count: number) => ({
    ...{ kind: 'places', eventId: event.id, priceId: event.priceId, count },
  });
  const hours = (productId: string, from: number, to: number) => ({
    ...{ kind: 'room', productId },
    startsAt: addMs(world.now(), from * HOUR_MS),
    endsAt: addMs(world.now(), to * HOUR_MS),
  });
  const release = async (by: TestStation, id: string) => {
    const path = PATHS.releaseGoodsHold(id);
    const response = await by.send(world.app, { path, body: {}, at: world.now() });
    return response.status === 200 ? 'released' : codeOf(response);
  };
  const ask = (by: TestStation, body: object) =>
    by.send(world.app, { path: PATHS.goodsHolds, body, at: world.now() });
  const isHeld = async (...order: Parameters<typeof hold>) => (await hold(...order)).held;

  /** The instances of the cloud, and four stations that use them in turn. */
  const crowd = async () => {
    const apps = [world.app, ...(secondDb === null ? [] : [makeInstance(secondDb).app])];
    const stations = [
      station,
      other,
      await pairStation(world, village.bar),
      await pairStation(world, village.bar),
    ];
    return (index: number) => ({
      by: stations[index % stations.length]!,
      at: { app: apps[index % apps.length]!, now: world.now },
    });
  };
  const askAll = async (item: Json): Promise<number> => {
    const nth = await crowd();
    const answers = await Promise.all(
      Array.from({ length: BUYERS }, async (_, index) => {
        const { by, at } = nth(index);
        return hold(at, by, [item]);
      }),
    );
    for (const answer of answers) {
      if (!answer.held) expect(answer.soldOut).toEqual({ item: 0, left: 0 });
    }
    return answers.filter(({ held }) => held).length;
  };

  it(
    'give 10 places to 10 of 200 who come at once',
    async () => {
      const event = await shop.addEvent({ capacity: 10 });
      expect(await askAll(places(event, 1))).toBe(10);
      const { items } = await feedOf(world, station, 'event');
      expect(items[0]?.value).toMatchObject({ takenCount: 10, capacity: 10 });
    },
    BUYERS_TIMEOUT_MS,
  );

  it(
    'give 10 bottles to 10 of 200 who come at once',
    async () => {
      const bottle = await shop.addProduct({ stock: { amount: 10_000 } });
      expect(await askAll(bottles(bottle, 1))).toBe(10);
    },
    BUYERS_TIMEOUT_MS,
  );

  it('give all that is asked, or nothing and what is left of the first that is missing', async () => {
    const bottle = await shop.addProduct({ stock: { amount: 5_000 } });
    const event = await shop.addEvent({ capacity: 2 });
    expect(await hold(world, station, [bottles(bottle, 2), places(event, 3)])).toEqual({
      held: false,
      soldOut: { item: 1, left: 2 },
    });
    expect(await isHeld(world, other, [bottles(bottle, 5), places(event, 2)])).toBe(true);
    expect(await hold(world, station, [bottles(bottle, 1)])).toEqual({
      held: false,
      soldOut: { item: 0, left: 0 },
    });
  });

  it('count the same product twice in one request', async () => {
    const bottle = await shop.addProduct({ stock: { amount: 3_000 } });
    expect(await hold(world, station, [bottles(bottle, 2), bottles(bottle, 2)])).toEqual({
      held: false,
      soldOut: { item: 1, left: 1_000 },
    });
  });

  it('always give what is not counted, or may go below zero', async () => {
    const free = await shop.addProduct({});
    const loose = await shop.addProduct({ stock: { amount: 0, allowsBelowZero: true } });
    const anybody = await shop.addEvent({ capacity: null });
    const items = [bottles(free, 9), bottles(loose, 9), places(anybody, 500)];
    expect(await isHeld(world, station, items)).toBe(true);
  });

  it('keep to the quota of a price as well as to the capacity', async () => {
    const event = await shop.addEvent({ capacity: 10, quota: 3 });
    expect(await isHeld(world, station, [places(event, 3)])).toBe(true);
    expect(await isHeld(world, station, [places(event, 1)])).toBe(false);
    const atOther = { id: event.id, priceId: event.otherPriceId };
    expect(await hold(world, station, [places(atOther, 8)])).toEqual({
      held: false,
      soldOut: { item: 0, left: 7 },
    });
  });

  it('never give one room twice for the same hour; the next hour is free', async () => {
    const room = await shop.addProduct({ kind: 'hour' });
    expect(await isHeld(world, station, [hours(room, 2, 4)])).toBe(true);
    expect(await isHeld(world, other, [hours(room, 3, 5)])).toBe(false);
    expect(await isHeld(world, other, [hours(room, 1, 5)])).toBe(false);
    expect(await isHeld(world, other, [hours(room, 4, 5)])).toBe(true);
  });

  it('end with the release, and a released one holds nothing when it comes late', async () => {
    const bottle = await shop.addProduct({ stock: { amount: 1_000 } });
    const [id, lateId] = [makeUuid(), makeUuid()];
    expect(await isHeld(world, station, [bottles(bottle, 1)], { id })).toBe(true);
    expect(await release(other, id)).toBe('not-found');
    expect(await release(station, id)).toBe('released');
    expect(await release(station, id)).toBe('released');
    expect(await release(station, lateId)).toBe('released');
    const body = { id: lateId, items: [bottles(bottle, 1)], endsAt: addMs(world.now(), 1_000) };
    expect(await codeOf(await ask(station, body))).toBe('reserve-released');
    expect(await isHeld(world, other, [bottles(bottle, 1)])).toBe(true);
  });

  it('end at their time, and the stations are told', async () => {
    const event = await shop.addEvent({ capacity: 1 });
    expect(await isHeld(world, station, [places(event, 1)], { forMs: 60_000 })).toBe(true);
    expect(await isHeld(world, other, [places(event, 1)])).toBe(false);
    const { cursor } = await feedOf(world, other, 'event');
    world.moveClock(61_000);
    await endGoodsHoldsJob.run(world.deps);
    const { items } = await feedOf(world, other, 'event', cursor);
    expect(items.map(({ value }) => value)).toMatchObject([{ takenCount: 0 }]);
    expect(await isHeld(world, other, [places(event, 1)])).toBe(true);
  });

  it('are answered again when sent again, and refused with other goods', async () => {
    const bottle = await shop.addProduct({ stock: { amount: 1_000 } });
    const id = makeUuid();
    for (let time = 0; time < 3; time += 1) {
      expect(await isHeld(world, station, [bottles(bottle, 1)], { id })).toBe(true);
    }
    const body = { id, items: [bottles(bottle, 2)], endsAt: addMs(world.now(), 1_000) };
    expect(await codeOf(await ask(station, body))).toBe('content-differs');
    const same = { ...body, items: [bottles(bottle, 1)] };
    expect(await codeOf(await ask(other, same))).toBe('content-differs');
  });

  it('sent 20 times at once with one id hold once', async () => {
    const bottle = await shop.addProduct({ stock: { amount: 2_000 } });
    const id = makeUuid();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => isHeld(world, station, [bottles(bottle, 1)], { id })),
    );
    expect(answers.every(Boolean)).toBe(true);
    expect(await isHeld(world, other, [bottles(bottle, 1)])).toBe(true);
    expect(await isHeld(world, other, [bottles(bottle, 1)])).toBe(false);
  });

  it('become the sale that names them: what was held is sold, and nothing is held beside', async () => {
    const bottle = await shop.addProduct({ stock: { amount: 3_000 } });
    const id = makeUuid();
    await hold(world, station, [bottles(bottle, 2)], { id });
    const sale = goodsSale([{ productId: bottle, count: 2 }], { goodsHoldId: id });
    expect(await tell(world, station, ['sale.recorded@2', sale])).toEqual([]);
    expect(await shop.stockOf(bottle)).toBe(1_000);
    expect(await isHeld(world, other, [bottles(bottle, 1)])).toBe(true);
    expect(await isHeld(world, other, [bottles(bottle, 1)])).toBe(false);
  });

  it('of another station are not used up by a sale that names them', async () => {
    const bottle = await shop.addProduct({ stock: { amount: 3_000 } });
    const id = makeUuid();
    await hold(world, other, [bottles(bottle, 2)], { id });
    const sale = goodsSale([{ productId: bottle }], { goodsHoldId: id });
    await tell(world, station, ['sale.recorded@2', sale]);
    expect(await isHeld(world, station, [bottles(bottle, 1)])).toBe(false);
  });

  it('refuse what is not of this collective, or ends before it starts, or lasts for days', async () => {
    const theirs = openShop(world, village.place);
    const event = await theirs.addEvent({ capacity: 10 });
    const room = await theirs.addProduct({ kind: 'hour' });
    const mine = await shop.addEvent({ capacity: 10 });
    const bottle = await theirs.addProduct({ stock: { amount: 5_000 } });
    const refused = async (items: readonly Json[], ms = 1_000) =>
      codeOf(await ask(station, { id: makeUuid(), items, endsAt: addMs(world.now(), ms) }));
    expect(await refused([places(event, 1)])).toBe('not-found');
    expect(await refused([hours(room, 1, 2)])).toBe('not-found');
    expect(await refused([bottles(bottle, 1)])).toBe('not-found');
    expect(await refused([bottles(makeUuid(), 1)])).toBe('not-found');
    expect(await refused([places({ ...mine, priceId: event.priceId }, 1)])).toBe('not-found');
    expect(await refused([hours(room, 2, 1)])).toBe('body-not-valid');
    expect(await refused([places(mine, 1)], 3 * 24 * HOUR_MS)).toBe('body-not-valid');
    expect(await refused([])).toBe('body-not-valid');
  });
});
