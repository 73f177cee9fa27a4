import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeUuid } from '../../../src/shared/ids.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { makeWorld, pairStation, renewWorld } from '../api/world.ts';
import type { TestStation, World } from '../api/world.ts';
import { addVillage } from '../api/village.ts';
import type { Village } from '../api/village.ts';
import { STAFF, correctionOf, feedOf, goodsSale, openShop, tell } from './shop.ts';
import type { Shop } from './shop.ts';

describe.each(DATABASE_KINDS)('stock on %s', (kind) => {
  let base: World;
  let world: World;
  let village: Village;
  let station: TestStation;
  let shop: Shop;

  beforeAll(async () => {
    base = await makeWorld(kind);
  });
  beforeEach(async () => {
    world = await renewWorld(base);
    village = await addVillage(world.db);
    station = await pairStation(world, village.bar);
    shop = openShop(world, village.bar);
  });
  afterAll(() => base.close());

  const movements = (productId: string) =>
    world.db.query
      .selectFrom('stock_movement')
      .select(['kind', 'delta', 'amount_after', 'sale_id'])
      .where('product_id', '=', productId)
      .orderBy('seq')
      .execute();
  const move = (productId: string, moveKind: string, delta: number, moveId = makeUuid()) =>
    [
      'stock.moved@1',
      {
        ...{ moveId, productId, label: 'Bouteille', kind: moveKind, delta },
        ...{ reason: 'Casse', staff: STAFF },
      },
    ] as const;

  it('goes down with what is sold: pieces, grams, and what is offered', async () => {
    const bottle = await shop.addProduct({ stock: { amount: 10_000 } });
    const cheese = await shop.addProduct({ kind: 'weight', stock: { amount: 2_000 } });
    const weighed = { kind: 'measure', unit: 'kilogram', amount: 350, unitCents: 2_000 };
    const sale = goodsSale([
      { productId: bottle, count: 3 },
      { productId: cheese, cents: 700, detail: weighed },
    ]);
    const offered = goodsSale([{ productId: bottle }], { number: 2, isOffered: true });
    expect(
      await tell(world, station, ['sale.recorded@2', sale], ['sale.recorded@2', offered]),
    ).toEqual([]);
    expect(await shop.stockOf(bottle)).toBe(6_000);
    expect(await shop.stockOf(cheese)).toBe(1_650);
    expect(await movements(bottle)).toEqual([
      { kind: 'sale', delta: -3_000, amount_after: 7_000, sale_id: sale.saleId },
      { kind: 'offered', delta: -1_000, amount_after: 6_000, sale_id: offered.saleId },
    ]);
  });

  it('comes back with what is taken back, and with a deposit that is returned', async () => {
    const cup = await shop.addProduct({ kind: 'deposit', stock: { amount: 5_000 } });
    const taken = goodsSale([
      { productId: cup, count: 3, cents: 100, detail: { kind: 'deposit', direction: 'taken' } },
    ]);
    await tell(world, station, ['sale.recorded@2', taken]);
    expect(await shop.stockOf(cup)).toBe(2_000);
    await tell(world, station, ['sale.corrected@1', correctionOf(taken)]);
    expect(await shop.stockOf(cup)).toBe(5_000);
    const back = { kind: 'deposit', direction: 'returned' };
    const returned = {
      ...goodsSale([{ productId: cup, count: 2, cents: -100, detail: back }], { number: 2 }),
      payments: [{ means: 'cash', cents: -200, givenCents: 0, changeCents: 200 }],
    };
    expect(await tell(world, station, ['sale.recorded@2', returned])).toEqual([]);
    expect(await shop.stockOf(cup)).toBe(7_000);
  });

  it('takes nothing back for a correction of a sale that is not here', async () => {
    const bottle = await shop.addProduct({ stock: { amount: 5_000 } });
    const lost = goodsSale([{ productId: bottle }]);
    expect(await tell(world, station, ['sale.corrected@1', correctionOf(lost)])).toEqual([
      'sale-unknown',
    ]);
    expect(await shop.stockOf(bottle)).toBe(5_000);
  });

  it('moves by deliveries, losses and counts, each once', async () => {
    const bottle = await shop.addProduct({ stock: { amount: 1_000 } });
    const delivery = move(bottle, 'delivery', 24_000);
    expect(
      await tell(
        world,
        station,
        delivery,
        delivery,
        move(bottle, 'loss', -2_000),
        move(bottle, 'adjustment', -1_500),
        move(bottle, 'adjustment', 0),
      ),
    ).toEqual([]);
    expect(await shop.stockOf(bottle)).toBe(21_500);
    expect((await movements(bottle)).map((row) => row.kind)).toEqual([
      'delivery',
      'loss',
      'adjustment',
    ]);
  });

  it('sold below zero stays below zero, and is marked only where it may not be', async () => {
    const strict = await shop.addProduct({ stock: { amount: 1_000 } });
    const loose = await shop.addProduct({ stock: { amount: 1_000, allowsBelowZero: true } });
    expect(
      await tell(
        world,
        station,
        ['sale.recorded@2', goodsSale([{ productId: loose, count: 2 }])],
        ['sale.recorded@2', goodsSale([{ productId: strict }], { number: 2 })],
        ['sale.recorded@2', goodsSale([{ productId: strict }], { number: 3 })],
      ),
    ).toEqual(['stock-below-zero']);
    expect(await shop.stockOf(strict)).toBe(-1_000);
    expect(await shop.stockOf(loose)).toBe(-1_000);
    const [row] = await world.db.query
      .selectFrom('journal_problem')
      .select(['seq', 'message'])
      .where('station_id', '=', station.id)
      .execute();
    expect(row).toEqual({ seq: 3, message: 'Bouteille: the stock is at -1.' });
  });

  it('is told to the other stations of the collective, and to no other collective', async () => {
    const bottle = await shop.addProduct({ stock: { amount: 10_000 } });
    const other = await pairStation(world, village.bar);
    const neighbour = await pairStation(world, village.place);
    const before = await feedOf(world, other, 'stock');
    expect(before.items).toEqual([
      { topic: 'stock', id: bottle, value: { id: bottle, amount: 10_000 } },
    ]);
    await tell(world, station, ['sale.recorded@2', goodsSale([{ productId: bottle, count: 4 }])]);
    expect((await feedOf(world, other, 'stock', before.cursor)).items).toEqual([
      { topic: 'stock', id: bottle, value: { id: bottle, amount: 6_000 } },
    ]);
    expect((await feedOf(world, neighbour, 'stock')).items).toEqual([]);
  });

  it('of another collective is not moved by a sale that names its product', async () => {
    const bottle = await openShop(world, village.place).addProduct({ stock: { amount: 5_000 } });
    await tell(world, station, ['sale.recorded@2', goodsSale([{ productId: bottle }])]);
    expect(await shop.stockOf(bottle)).toBe(5_000);
  });

  it('adds up when two stations sell the same product at the same time', async () => {
    const bottle = await shop.addProduct({ stock: { amount: 100_000 } });
    const stations = [station, await pairStation(world, village.bar)];
    await Promise.all(
      stations.map(async (one) => {
        for (let number = 1; number <= 5; number += 1) {
          const sale = goodsSale([{ productId: bottle }], { number });
          expect(await tell(world, one, ['sale.recorded@2', sale])).toEqual([]);
        }
      }),
    );
    expect(await shop.stockOf(bottle)).toBe(90_000);
    const rows = await movements(bottle);
    expect(rows.map((row) => row.amount_after).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 10 }, (_, index) => 90_000 + index * 1_000),
    );
  });
});
