import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import {
  readLoyaltyProgress,
  readLoyaltyRule,
  saveLoyaltyRule,
} from '../../../src/cloud/loyalty/loyalty-store.ts';
import type { LoyaltySettings } from '../../../src/cloud/loyalty/loyalty-store.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { AssetId, CardId, WalletId } from '../../../src/shared/ids.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { addAsset, addPerson, linkTo, onCard } from './moneys.ts';
import { byPass, cash, COFFEE, lineOf, local, makeTill, offered } from './till.ts';
import type { TestTill } from './till.ts';
import { addCard, addVillage } from './village.ts';
import type { TestCard, Village } from './village.ts';
import { makeWorld, pairStation, renewWorld } from './world.ts';
import type { World } from './world.ts';

describe.each(DATABASE_KINDS)('loyalty on %s', (kind) => {
  let base: World;
  let world: World;
  let village: Village;
  let till: TestTill;
  let card: TestCard;
  let points: AssetId;
  let gift: AssetId;

  beforeAll(async () => {
    base = await makeWorld(kind);
  });
  beforeEach(async () => {
    world = await renewWorld(base);
    village = await addVillage(world.db);
    till = makeTill(world, await pairStation(world, village.bar));
    points = await addAsset(world.db, 'points', village.bar);
    gift = await addAsset(world.db, 'gift', village.bar);
    card = await addCard(world.db, {
      collectiveId: village.bar,
      money: { assetId: village.barLocal, cents: 100_000 },
    });
  });
  afterEach(async () => {
    expect(await auditLedger(world.db)).toEqual([]);
  });
  afterAll(() => base.close());

  const rule = (settings: LoyaltySettings | null) =>
    writeTransaction(world.db, (tx) => saveLoyaltyRule(tx, village.bar, settings, world.now()));
  const everyFifty = () => rule({ kind: 'points', everyCents: 5_000, points: 5 });
  const fourthFree = () =>
    rule({ kind: 'nth-free', productIds: [COFFEE], everyCount: 4, label: 'Café' });
  const buy = (unitCents: number, count = 1, by = card) =>
    till.sell(
      [lineOf(unitCents, count)],
      [byPass(by, [local(village.barLocal, unitCents * count)])],
    );
  const gathered = async (cardId: CardId = card.id): Promise<number> => {
    const row = await world.db.query
      .selectFrom('card')
      .select('wallet_id')
      .where('id', '=', cardId)
      .executeTakeFirstOrThrow();
    const walletId = row.wallet_id as WalletId;
    return (await readLoyaltyProgress(world.db, [walletId], village.bar)).get(walletId) ?? 0;
  };
  const has = async (assetId: AssetId, cardId: CardId = card.id) =>
    (await onCard(world.db, cardId))[assetId] ?? 0;

  describe('every 50.00 gives 5 points', () => {
    beforeEach(everyFifty);

    it('what was paid by Pass is gathered, and each 50.00 gives points once', async () => {
      buy(4_500);
      await till.upload();
      expect([await gathered(), await has(points)]).toEqual([4_500, 0]);
      buy(6_000);
      await till.upload();
      await till.station.upload(world.app, 1, 2);
      expect([await gathered(), await has(points)]).toEqual([500, 10]);
    });

    it('cash, offered, deposits and memberships do not count', async () => {
      const deposit = { kind: 'deposit', direction: 'taken' } as const;
      const membership = {
        kind: 'membership',
        membershipId: toId<'Membership'>(makeUuid()),
        ...{ offerId: 'o', priceId: 'p', cardId: null },
        person: { personId: null, name: 'Awa', email: 'awa@exemple.fr' },
      } as const;
      till.sell([lineOf(5_000)], [cash(5_000)]);
      till.sell([lineOf(5_000)], [offered(5_000)]);
      till.sell(
        [lineOf(5_000, 1, { detail: deposit }), lineOf(5_000, 1, { detail: membership })],
        [byPass(card, [local(village.barLocal, 10_000)])],
      );
      till.sell([lineOf(5_000)], [byPass(card, [local(village.barLocal, 1_000)]), cash(4_000)]);
      await till.upload();
      expect([await gathered(), await has(points)]).toEqual([1_000, 0]);
    });

    it('two Passes each gather what they paid', async () => {
      const second = await addCard(world.db, {
        collectiveId: village.bar,
        money: { assetId: village.barLocal, cents: 10_000 },
      });
      till.sell(
        [lineOf(6_000)],
        [
          byPass(card, [local(village.barLocal, 5_500)]),
          byPass(second, [local(village.barLocal, 500)]),
        ],
      );
      await till.upload();
      expect([await gathered(), await has(points)]).toEqual([500, 5]);
      expect([await gathered(second.id), await has(points, second.id)]).toEqual([500, 0]);
    });

    it('a sale taken back counts no more, and its points go', async () => {
      buy(4_500);
      const sold = buy(6_000);
      till.takeBack(sold);
      expect(await till.upload()).toEqual([]);
      expect([await gathered(), await has(points)]).toEqual([4_500, 0]);
    });

    it('a line taken back takes back what it counted only', async () => {
      const sold = till.sell(
        [lineOf(4_000), lineOf(2_000)],
        [byPass(card, [local(village.barLocal, 6_000)])],
      );
      till.takeBack(sold, [{ lineId: sold.sale.lines[1]!.lineId, count: 1 }]);
      await till.upload();
      expect([await gathered(), await has(points)]).toEqual([4_000, 0]);
      till.takeBack(sold);
      await till.upload();
      expect([await gathered(), await has(points)]).toEqual([0, 0]);
    });

    it('what two wallets gathered is added when they become one', async () => {
      const second = await addCard(world.db, {
        collectiveId: village.bar,
        money: { assetId: village.barLocal, cents: 10_000 },
      });
      buy(3_000);
      buy(4_000, 1, second);
      await till.upload();
      const personId = await addPerson(world.db, `${makeUuid()}@exemple.fr`, 'Awa');
      await linkTo(world.db, card.id, personId);
      await linkTo(world.db, second.id, personId);
      expect(await gathered()).toBe(5_000);
      const sold = buy(1_000);
      await till.upload();
      expect([await gathered(), await has(points)]).toEqual([3_000, 5]);
      till.takeBack(sold);
      await till.upload();
      expect([await gathered(), await has(points)]).toEqual([2_000, 5]);
    });

    it('a blank card gathers from its first sale, and a station hears of it', async () => {
      const blank = await addCard(world.db, { collectiveId: village.bar, state: 'blank' });
      till.topUp(blank, village.barLocal, 10_000);
      buy(5_100, 1, blank);
      await till.upload();
      expect([await gathered(blank.id), await has(points, blank.id)]).toEqual([100, 5]);
    });

    it('of two stations that sell to one wallet at once nothing is lost', async () => {
      const other = makeTill(world, await pairStation(world, village.bar));
      for (let sold = 0; sold < 5; sold += 1) {
        buy(3_000);
        other.sell([lineOf(3_000)], [byPass(card, [local(village.barLocal, 3_000)])]);
      }
      await Promise.all([till.upload(1), other.upload(1)]);
      expect([await gathered(), await has(points)]).toEqual([0, 30]);
    });
  });

  describe('every 4th coffee is free', () => {
    beforeEach(fourthFree);

    it('gives back what the 4th cost, as a gift', async () => {
      buy(150, 3);
      buy(220, 2);
      await till.upload();
      expect([await gathered(), await has(gift)]).toEqual([1, 220]);
    });

    it('gives each free one of a large round, at what was paid after the discount', async () => {
      buy(200, 9);
      await till.upload();
      expect([await gathered(), await has(gift)]).toEqual([1, 400]);
    });

    it('counts nothing else, and nothing that cash paid', async () => {
      const tea = { productId: toId<'Product'>(makeUuid()) };
      till.sell([lineOf(150, 4, tea)], [byPass(card, [local(village.barLocal, 600)])]);
      till.sell([lineOf(150, 4)], [cash(600)]);
      await till.upload();
      expect([await gathered(), await has(gift)]).toEqual([0, 0]);
    });

    it('taken back: the gift goes too, as far as it is there', async () => {
      const sold = buy(150, 5);
      await till.upload();
      till.takeBack(sold, [{ lineId: sold.sale.lines[0]!.lineId, count: 2 }]);
      await till.upload();
      expect([await gathered(), await has(gift)]).toEqual([3, 0]);
    });

    it('taken back after the gift was spent: what is left of it goes, nothing falls below zero', async () => {
      const sold = buy(150, 4);
      const tea = lineOf(100, 1, { productId: toId(makeUuid()) });
      till.sell([tea], [byPass(card, [local(village.barLocal, 100)])]);
      await till.upload();
      expect([await gathered(), await has(gift)]).toEqual([0, 50]);
      till.takeBack(sold);
      expect(await till.upload()).toEqual([]);
      expect([await gathered(), await has(gift)]).toEqual([0, 0]);
      expect(await has(village.barLocal)).toBe(100_000);
    });

    it('the gift is there for the next sale of the same upload', async () => {
      buy(150, 4);
      till.sell(
        [lineOf(150, 1, { productId: toId(makeUuid()) })],
        [byPass(card, [local(village.barLocal, 150)])],
      );
      await till.upload();
      expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 100_000 - 600 });
    });
  });

  it('without a rule nothing is gathered; a new rule makes the asset that it needs', async () => {
    buy(6_000);
    await till.upload();
    expect(await gathered()).toBe(0);
    await writeTransaction(world.db, (tx) =>
      saveLoyaltyRule(
        tx,
        village.place,
        { kind: 'points', everyCents: 1_000, points: 1 },
        world.now(),
      ),
    );
    expect(await readLoyaltyRule(world.db, village.place)).toMatchObject({ every: 1_000 });
    await everyFifty();
    await rule(null);
    expect(await readLoyaltyRule(world.db, village.bar)).toBe(null);
  });
});
