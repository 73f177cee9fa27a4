import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import type { WritableDb } from '../../../src/cloud/db/open-database.ts';
import { purgeFeedJob } from '../../../src/cloud/jobs/purge-feed.ts';
import { feedAnswerSchema } from '../../../src/contract/sync/messages.ts';
import type { FeedAnswer, FeedItem, FeedTopic } from '../../../src/contract/sync/messages.ts';
import { LIMITS, PATHS } from '../../../src/contract/sync/protocol.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { addMs } from '../../../src/shared/time.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { makeWorld, pairStation, renewWorld } from './world.ts';
import type { TestStation, World } from './world.ts';
import { addCard, addVillage } from './village.ts';
import type { Village } from './village.ts';

describe.each(DATABASE_KINDS)('the feed on %s', (kind) => {
  let base: World;
  let world: World;
  let village: Village;
  let station: TestStation;

  beforeAll(async () => {
    base = await makeWorld(kind);
  });
  beforeEach(async () => {
    world = await renewWorld(base);
    village = await addVillage(world.db);
    station = await pairStation(world, village.bar);
  });
  afterAll(() => base.close());

  const page = async (cursor?: string, by = station): Promise<FeedAnswer> => {
    const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const response = await by.send(world.app, {
      method: 'GET',
      path: PATHS.feed + query,
      at: world.now(),
    });
    return feedAnswerSchema.parse(await response.json());
  };
  const readAll = async (cursor?: string, by = station) => {
    const items: FeedItem[] = [];
    let answer = await page(cursor, by);
    const { isFull } = answer;
    items.push(...answer.items);
    while (answer.more) {
      answer = await page(answer.cursor, by);
      expect(answer.isFull).toBe(false);
      items.push(...answer.items);
    }
    return { items, cursor: answer.cursor, isFull };
  };
  const idsOf = (items: readonly FeedItem[], topic: FeedTopic) =>
    items.filter((item) => item.topic === topic).map(({ id }) => id);
  const write = (work: (tx: WritableDb) => Promise<void>) => writeTransaction(world.db, work);
  const addProduct = async (collectiveId = village.bar, name = 'Café') => {
    const [id, categoryId] = [makeUuid(), makeUuid()];
    await write(async (tx) => {
      await tx.query
        .insertInto('category')
        .values({
          id: categoryId,
          collective_id: collectiveId,
          name: 'Chaud',
          colour: null,
          picture: null,
          sort_order: 1,
        })
        .execute();
      await tx.query
        .insertInto('product')
        .values({
          id,
          collective_id: collectiveId,
          category_id: categoryId,
          kind: 'piece',
          name,
          price_cents: 250,
          vat_rate_bp: 1000,
          options: '[]',
          sort_order: 1,
          active: 1,
        })
        .execute();
      tx.changed('category', categoryId, collectiveId);
      tx.changed('product', id, collectiveId);
    });
    return id;
  };

  it('gives everything to a station that knows nothing', async () => {
    const productId = await addProduct();
    const card = await addCard(world.db, {
      collectiveId: village.bar,
      money: { assetId: village.barLocal, cents: 700 },
    });
    const { items, isFull } = await readAll();
    expect(isFull).toBe(true);
    expect(idsOf(items, 'settings')).toEqual([village.bar]);
    expect(idsOf(items, 'product')).toEqual([productId]);
    expect(items.find(({ id }) => id === card.id)?.value).toMatchObject({
      uid: card.uid,
      number: card.number,
      state: 'anonymous',
      trustLevel: 1,
      walletId: card.walletId,
    });
    expect(items.find(({ id }) => id === card.walletId)?.value).toEqual({
      id: card.walletId,
      holdings: [{ assetId: village.barLocal, availableCents: 700 }],
      debtCents: 0,
      memberships: [],
      loyaltyProgress: 0,
    });
  });

  it('gives a product all that the office says of it', async () => {
    const productId = await addProduct();
    const assetId = village.barLocal;
    await write(async (tx) => {
      await tx.query
        .updateTable('product')
        .set({ kind: 'open-price', price_min_cents: 100, prepared_at: 'bar', asset_id: assetId })
        .where('id', '=', productId)
        .execute();
      await tx.query
        .insertInto('stock')
        .values({
          ...{ product_id: productId, collective_id: village.bar, amount: 3_000 },
          ...{ allows_below_zero: 1, alert_level: 2_000 },
        })
        .execute();
    });
    const { items } = await readAll();
    expect(items.find((item) => item.topic === 'product')?.value).toMatchObject({
      ...{ priceMinCents: 100, preparedAt: 'bar', assetId, eventId: null, offerId: null },
      stockRule: { allowsBelowZero: true, alertLevel: 2_000 },
    });
    expect(items.find((item) => item.topic === 'stock')?.value).toEqual({
      ...{ id: productId, amount: 3_000 },
    });
  });

  it('gives tables and offers until they are taken away', async () => {
    const [tableId, offerId] = [makeUuid(), makeUuid()];
    await write(async (tx) => {
      await tx.query
        .insertInto('dining_table')
        .values({
          ...{ id: tableId, collective_id: village.bar, name: '1', room: 'Salle', seats: 4 },
          ...{ shape: 'round', x: 0, y: 0, width: 100, height: 100 },
        })
        .execute();
      await tx.query
        .insertInto('membership_offer')
        .values({
          ...{ id: offerId, collective_id: village.bar, name: 'Adhésion', description: '' },
          ...{ duration: 'year', renews_by_itself: 0, needs_approval: 0 },
        })
        .execute();
    });
    const { items, cursor } = await readAll();
    expect(idsOf(items, 'table')).toEqual([tableId]);
    expect(idsOf(items, 'offer')).toEqual([offerId]);
    await write(async (tx) => {
      const gone = { removed_at: world.now() };
      await tx.query.updateTable('dining_table').set(gone).where('id', '=', tableId).execute();
      await tx.query.updateTable('membership_offer').set(gone).where('id', '=', offerId).execute();
      tx.changed('table', tableId, village.bar);
      tx.changed('offer', offerId, village.bar);
    });
    expect((await readAll(cursor)).items).toEqual([
      { topic: 'offer', id: offerId, value: null },
      { topic: 'table', id: tableId, value: null },
    ]);
  });

  it('gives the keys of the stations of the collective, a new one at once', async () => {
    const { items, cursor } = await readAll();
    expect(items.find((item) => item.topic === 'station')?.value).toEqual({
      ...{ id: station.id, name: 'Bar', publicKey: station.key.publicKeyHex },
    });
    const second = await pairStation(world, village.bar);
    await pairStation(world, village.place);
    expect(idsOf((await readAll(cursor)).items, 'station')).toEqual([second.id]);
  });

  it('gives only what changed since, and nothing when nothing did', async () => {
    await addProduct();
    const { cursor } = await readAll();
    expect((await readAll(cursor)).items).toEqual([]);
    const productId = await addProduct();
    const news = await readAll(cursor);
    expect(news.isFull).toBe(false);
    expect(idsOf(news.items, 'product')).toEqual([productId]);
    expect((await readAll(news.cursor)).items).toEqual([]);
  });

  it('gives Passes and their wallets of the whole village, and of nobody else', async () => {
    const near = await addCard(world.db, {
      collectiveId: village.place,
      money: { assetId: village.placeLocal, cents: 100 },
    });
    const far = await addCard(world.db, {
      collectiveId: village.outside,
      money: { assetId: village.outsideLocal, cents: 100 },
    });
    const { items, cursor } = await readAll();
    expect(idsOf(items, 'card')).toEqual([near.id]);
    expect(idsOf(items, 'wallet')).toEqual([near.walletId]);
    expect(idsOf(items, 'asset')).not.toContain(village.outsideLocal);
    await write(async (tx) => {
      tx.changed('card', far.id, null);
      tx.changed('wallet', far.walletId ?? '', null);
      tx.changed('card', near.id, null);
    });
    expect(idsOf((await readAll(cursor)).items, 'card')).toEqual([near.id]);
  });

  it('keeps catalogue and staff of one collective from the others', async () => {
    const productId = await addProduct(village.place);
    const { items, cursor } = await readAll();
    expect(idsOf(items, 'product')).toEqual([]);
    await write(async (tx) => tx.changed('product', productId, null));
    expect((await readAll(cursor)).items).toEqual([]);
  });

  it('says which `local` of others is taken here', async () => {
    const accepted = async () => {
      const { items } = await readAll();
      return items.flatMap((item) =>
        item.topic === 'asset' && item.value?.accepted === true ? [item.id] : [],
      );
    };
    expect(await accepted()).toEqual([village.barLocal]);
    await write(async (tx) => {
      await tx.query
        .insertInto('asset_acceptance')
        .values({
          collective_id: village.bar,
          asset_id: village.placeLocal,
          accepted_at: world.now(),
        })
        .execute();
    });
    expect((await accepted()).toSorted()).toEqual(
      [village.barLocal, village.placeLocal].toSorted(),
    );
  });

  it('says what is gone', async () => {
    const id = makeUuid();
    await write(async (tx) => {
      await tx.query
        .insertInto('staff')
        .values({ id, collective_id: village.bar, name: 'Ana', is_manager: 0 })
        .execute();
      tx.changed('staff', id, village.bar);
    });
    const { cursor } = await readAll();
    await write(async (tx) => {
      await tx.query
        .updateTable('staff')
        .set({ removed_at: world.now() })
        .where('id', '=', id)
        .execute();
      tx.changed('staff', id, village.bar);
    });
    expect((await readAll(cursor)).items).toEqual([{ topic: 'staff', id, value: null }]);
    expect(idsOf((await readAll()).items, 'staff')).toEqual([]);
  });

  it('tells that a Pass was lost', async () => {
    const card = await addCard(world.db, { collectiveId: village.bar });
    const { cursor } = await readAll();
    await write(async (tx) => {
      await tx.query.updateTable('card').set({ state: 'lost' }).where('id', '=', card.id).execute();
      tx.changed('card', card.id, null);
    });
    const news = await readAll(cursor);
    expect(news.items.find(({ id }) => id === card.id)?.value).toMatchObject({ state: 'lost' });
  });

  it('comes in pages, each item once, with what changed in between', async () => {
    await write(async (tx) => {
      const rows = Array.from({ length: 2_300 }, (_, index) => ({
        id: makeUuid(),
        uid: null,
        tag4: index.toString(16).toUpperCase().padStart(8, '0'),
        number: index.toString(16).toUpperCase().padStart(8, 'Z'),
        qr: makeUuid(),
        state: 'blank' as const,
        collective_id: village.bar,
        trust_level: 0,
        created_at: world.now(),
      }));
      for (let from = 0; from < rows.length; from += 500) {
        await tx.query
          .insertInto('card')
          .values(rows.slice(from, from + 500))
          .execute();
      }
    });
    const first = await page();
    expect(first.items).toHaveLength(LIMITS.feedItemsMax);
    const late = await addProduct();
    const rest = await readAll(first.cursor);
    const cards = idsOf([...first.items, ...rest.items], 'card');
    expect(cards).toHaveLength(2_300);
    expect(new Set(cards).size).toBe(2_300);
    expect(idsOf((await readAll(rest.cursor)).items, 'product')).toEqual([late]);
  });

  it('starts again for a cursor it cannot follow, and when the village changes', async () => {
    const { cursor } = await readAll();
    for (const strange of ['', 'rubbish', 'since:99999999999', 'full:1:nothing:', 'since:-1']) {
      expect((await page(strange)).isFull).toBe(true);
    }
    await write(async (tx) => tx.changed('village', makeUuid(), null));
    expect((await page(cursor)).isFull).toBe(true);
  });

  it('starts again for a station that was away until the changes were forgotten', async () => {
    const { cursor } = await readAll();
    await addProduct();
    await addProduct();
    world.moveClock(31 * 86_400_000);
    await purgeFeedJob.run(world.deps);
    // The cloud's clock is ahead in this test; the request says the same time.
    const answer = feedAnswerSchema.parse(
      await (
        await station.send(world.app, {
          method: 'GET',
          path: `${PATHS.feed}?cursor=${cursor}`,
          at: addMs(world.now(), 0),
        })
      ).json(),
    );
    expect(answer.isFull).toBe(true);
  });
});
