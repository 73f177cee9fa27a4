import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { settleClaim } from '../../../src/cloud/ledger/operations.ts';
import type { EntryBodies } from '../../../src/domain/journal/entries.ts';
import type { PostingId } from '../../../src/domain/wallet/ledger-types.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { AssetId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { addAsset, onCard } from './moneys.ts';
import { byMeans, byPass, cash, lineOf, local, makeTill, offered } from './till.ts';
import type { TestTill } from './till.ts';
import { accountOf, addCard, addVillage } from './village.ts';
import type { TestCard, Village } from './village.ts';
import { makeWorld, pairStation, renewWorld } from './world.ts';
import type { World } from './world.ts';

describe.each(DATABASE_KINDS)('what a till puts right, uploaded to %s', (kind) => {
  let base: World;
  let world: World;
  let village: Village;
  let till: TestTill;
  let gift: AssetId;
  let card: TestCard;

  beforeAll(async () => {
    base = await makeWorld(kind);
  });
  beforeEach(async () => {
    world = await renewWorld(base);
    village = await addVillage(world.db);
    till = makeTill(world, await pairStation(world, village.bar));
    gift = await addAsset(world.db, 'gift', village.bar);
    card = await addCard(world.db, { collectiveId: village.bar, state: 'blank' });
  });
  afterEach(async () => {
    expect(await auditLedger(world.db)).toEqual([]);
  });
  afterAll(() => base.close());

  const takings = async (assetId = village.barLocal): Promise<number> =>
    (await accountOf(world.db, village.bar, assetId)).balance;
  const parts = () =>
    world.db.query
      .selectFrom('sale_correction_part')
      .innerJoin('sale_correction', 'sale_correction.id', 'sale_correction_part.correction_id')
      .select(['payment', 'means', 'cents'])
      .where('station_id', '=', till.station.id)
      .orderBy('seq')
      .orderBy('line')
      .execute();

  describe('a sale taken back', () => {
    it('gives the Pass each asset that paid, and the drawer its part', async () => {
      till.give(card, gift, 300);
      till.topUp(card, village.barLocal, 500);
      await till.upload();
      const reserved = await till.reserve(card, 700);
      const sold = till.sell(
        [lineOf(450), lineOf(450)],
        [byPass(card, reserved.parts, reserved.id), cash(200)],
      );
      till.takeBack(sold);
      expect(await till.upload()).toEqual([]);
      expect(await onCard(world.db, card.id)).toEqual({ [gift]: 300, [village.barLocal]: 500 });
      expect(await takings()).toBe(0);
      expect(await parts()).toEqual([
        { payment: 0, means: 'pass', cents: 700 },
        { payment: 1, means: 'cash', cents: 200 },
      ]);
    });

    it('line by line sums to the whole, and never goes beyond', async () => {
      till.topUp(card, village.barLocal, 1_000);
      await till.upload();
      const reserved = await till.reserve(card, 600);
      const sold = till.sell(
        [lineOf(250, 2), lineOf(233)],
        [byPass(card, reserved.parts, reserved.id), byMeans('bank-card', 133)],
      );
      const [first, second] = sold.sale.lines;
      till.takeBack(sold, [{ lineId: first!.lineId, count: 1 }]);
      await till.upload();
      till.takeBack(sold, [{ lineId: second!.lineId, count: 1 }]);
      till.takeBack(sold);
      expect(await till.upload()).toEqual([]);
      expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 1_000 });
      expect(till.takeBack(sold)).toBe(null);
    });

    it('in the same upload as the sale, and twice the same upload, is done once', async () => {
      till.topUp(card, village.barLocal, 500);
      const sold = till.sell([lineOf(300)], [byPass(card, [local(village.barLocal, 300)])]);
      till.takeBack(sold);
      expect(await till.upload()).toEqual([]);
      await till.station.upload(world.app, 1, till.station.entries.length);
      await till.station.upload(world.app, 2, till.station.entries.length);
      expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 500 });
      expect(await parts()).toHaveLength(1);
    });

    it('that was sold without network gives back in the assets that did pay', async () => {
      till.give(card, gift, 200);
      till.topUp(card, village.barLocal, 100);
      await till.upload();
      // The till knew only of the local money, and of more of it than there was.
      const sold = till.sell(
        [lineOf(250), lineOf(250)],
        [byPass(card, [local(village.barLocal, 500)])],
      );
      expect(await till.upload()).toEqual([]);
      expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: -200 });
      till.takeBack(sold, [{ lineId: sold.sale.lines[0]!.lineId, count: 1 }]);
      expect(await till.upload()).toEqual([]);
      expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 50 });
      till.takeBack(sold);
      expect(await till.upload()).toEqual([]);
      expect(await onCard(world.db, card.id)).toEqual({ [gift]: 200, [village.barLocal]: 100 });
    });

    it('by another Pass than the one that is there gives back to the one that paid', async () => {
      const lost = await addCard(world.db, {
        collectiveId: village.bar,
        money: { assetId: village.barLocal, cents: 500 },
      });
      const sold = till.sell([lineOf(200)], [byPass(lost, [local(village.barLocal, 200)])]);
      till.append('card.declared-lost@1', {
        ...{ cardId: lost.id, cardNumber: lost.number, staff: sold.sale.staff },
      });
      till.takeBack(sold);
      expect(await till.upload()).toEqual([]);
      expect(await onCard(world.db, lost.id)).toEqual({ [village.barLocal]: 500 });
    });

    it('offered and in cash moves no Pass', async () => {
      const sold = till.sell([lineOf(300)], [offered(100), cash(200)]);
      till.takeBack(sold);
      expect(await till.upload()).toEqual([]);
      expect(await parts()).toEqual([
        { payment: 0, means: 'offered', cents: 100 },
        { payment: 1, means: 'cash', cents: 200 },
      ]);
    });

    it('after its means was changed goes back by the new means, once', async () => {
      const sold = till.sell([lineOf(300), lineOf(200)], [cash(500)]);
      till.changeMeans(sold, 0, 'cheque');
      till.takeBack(sold, [{ lineId: sold.sale.lines[0]!.lineId, count: 1 }]);
      till.changeMeans(sold, 0, 'bank-card');
      till.takeBack(sold);
      expect(await till.upload()).toEqual([]);
      const sums = Map.groupBy(await parts(), (part) => part.means);
      const left = [...sums].map(([means, list]) => [
        means,
        list.reduce((sum, part) => sum + part.cents, 0),
      ]);
      // Taken from cash 5.00; what came by cheque and by card went back whole.
      expect(left).toEqual([
        ['cash', 500],
        ['cheque', 0],
        ['bank-card', 0],
      ]);
    });
  });

  describe('is marked, and moves nothing, when', () => {
    const sellByPass = async () => {
      till.topUp(card, village.barLocal, 500);
      const sold = till.sell([lineOf(300)], [byPass(card, [local(village.barLocal, 300)])]);
      await till.upload();
      return sold;
    };
    const codes = async (): Promise<readonly string[]> =>
      (await till.upload()).map(({ code }) => code);

    it('the sale is not here, or is of another collective', async () => {
      const { sale } = await sellByPass();
      const elsewhere = makeTill(world, await pairStation(world, village.place));
      const history = { sale, corrections: [], meansChanges: [] };
      elsewhere.takeBack(history);
      expect((await elsewhere.upload()).map(({ code }) => code)).toEqual(['sale-unknown']);
      till.takeBack({ ...history, corrections: [], sale: { ...sale, saleId: toId(makeUuid()) } });
      expect(await codes()).toEqual(['sale-unknown']);
      expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 200 });
    });

    it('the sale was taken back before, under another id', async () => {
      const { sale } = await sellByPass();
      till.takeBack({ sale, corrections: [], meansChanges: [] });
      till.takeBack({ sale, corrections: [], meansChanges: [] });
      expect(await codes()).toEqual(['already-corrected']);
      expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 500 });
    });

    it('the same correction is told in two entries', async () => {
      const { sale } = await sellByPass();
      const told = till.takeBack({ sale, corrections: [], meansChanges: [] });
      till.append('sale.corrected@1', told!);
      expect(await codes()).toEqual(['correction-twice']);
      expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 500 });
    });

    const change = (
      change_: (told: EntryBodies['sale.corrected@1']) => EntryBodies['sale.corrected@1'],
    ) => {
      const sold = till.sell([lineOf(300)], [cash(300)]);
      till.append('sale.corrected@1', change_(till.takeBack(sold)!));
    };
    it('the correction does not add up', async () => {
      change((told) => ({ ...told, correctionId: toId(makeUuid()), totalCents: cents(299) }));
      change((told) => ({ ...told, correctionId: toId(makeUuid()), refunds: [] }));
      expect(await codes()).toEqual(['sums-wrong', 'sums-wrong']);
    });

    it('a means is changed that was not there', async () => {
      const sold = till.sell([lineOf(300)], [cash(300)]);
      const told = till.changeMeans(sold, 0, 'cheque');
      till.append('sale.means-changed@1', { ...told, correctionId: toId(makeUuid()) });
      expect(await codes()).toEqual(['already-corrected']);
    });

    it('another collective has paid the claim since: the correction is kept, no money moves', async () => {
      const partner = makeTill(world, await pairStation(world, village.place));
      await writeTransaction(world.db, (tx) =>
        tx.query
          .insertInto('asset_acceptance')
          .values({
            ...{ collective_id: village.place, asset_id: village.barLocal },
            accepted_at: world.now(),
          })
          .execute(),
      );
      till.topUp(card, village.barLocal, 500);
      await till.upload();
      const reserved = await partner.reserve(card, 300);
      const sold = partner.sell([lineOf(300)], [byPass(card, reserved.parts, reserved.id)]);
      await partner.upload();
      const paid = {
        ...{ id: makeUuid() as PostingId, at: world.now(), stationId: null, cause: null },
        ...{ collectiveId: village.place, assetId: village.barLocal, amountCents: cents(300) },
      };
      unwrap(await writeTransaction(world.db, (tx) => settleClaim(tx, paid)));
      partner.takeBack(sold);
      expect((await partner.upload()).map(({ code }) => code)).toEqual(['already-settled']);
      expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 200 });
    });
  });

  describe('money put on a Pass', () => {
    it.each<[string, () => Promise<void> | void, string]>([
      [
        'of another collective',
        () => void till.topUp(card, village.placeLocal, 100),
        'asset-wrong',
      ],
      ['that nobody knows', () => void till.topUp(card, toId(makeUuid()), 100), 'asset-unknown'],
      [
        'on a card that does not exist',
        () => void till.topUp({ id: toId(makeUuid()), number: 'ABCD1234' }, village.barLocal, 100),
        'card-unknown',
      ],
      [
        'as a gift that is no gift',
        () => void till.give(card, village.barLocal, 100),
        'asset-wrong',
      ],
      [
        'for less cash than it is',
        () => void till.topUp(card, village.barLocal, 100, { cents: cents(200) }),
        'sums-wrong',
      ],
    ])('%s is marked and moves nothing', async (_, act, code) => {
      await act();
      till.append('station.started@1', { version: '1' });
      expect((await till.upload()).map((one) => one.code)).toEqual([code]);
      expect(await onCard(world.db, card.id)).toEqual({});
    });

    it('twice under one id counts once; with another sum the second is marked', async () => {
      const told = till.topUp(card, village.barLocal, 100);
      till.append('top-up.recorded@1', told);
      expect(await till.upload()).toEqual([]);
      till.topUp(card, village.barLocal, 300, { topUpId: told.topUpId });
      expect((await till.upload()).map((one) => one.code)).toEqual(['content-differs']);
      expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 100 });
    });

    it('pays a debt first', async () => {
      till.sell([lineOf(300)], [byPass(card, [local(village.barLocal, 300)])]);
      till.topUp(card, village.barLocal, 500);
      expect(await till.upload()).toEqual([]);
      expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 200 });
    });
  });
});
