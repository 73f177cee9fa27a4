import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../../src/cloud/db/open-database.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { correct, reserve, settleClaim, topUp } from '../../../src/cloud/ledger/operations.ts';
import { readClaims } from '../../../src/cloud/ledger/read-claims.ts';
import { readHistory, readWallet } from '../../../src/cloud/ledger/read-wallet.ts';
import { linkCard } from '../../../src/cloud/ledger/link-card.ts';
import { spendableAt } from '../../../src/domain/wallet/split-payment.ts';
import type { PostingId } from '../../../src/domain/wallet/ledger-types.ts';
import { NETWORK_ID } from '../../../src/domain/wallet/asset.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { AssetId, CardId, CollectiveId, WalletId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { DATABASE_KINDS, makeTestDatabase } from '../../helpers/cloud-database.ts';
import type { TestDatabase } from '../../helpers/cloud-database.ts';
import {
  AT,
  balancesOf,
  balancesOfCard,
  ENDS_AT,
  load,
  makeCard,
  makeLedgerWorld,
  makePerson,
  newPostingId,
  newReserveId,
  tillOf,
  walletIdOf,
} from './ledger-world.ts';
import type { LedgerWorld } from './ledger-world.ts';

describe.each(DATABASE_KINDS)('the ledger on %s', (kind) => {
  let test: TestDatabase;
  let db: Db;
  let world: LedgerWorld;
  let bar: ReturnType<typeof tillOf>;
  let cafe: ReturnType<typeof tillOf>;
  let assets: LedgerWorld['assets'];

  beforeAll(async () => {
    test = await makeTestDatabase(kind);
    db = test.db;
  });
  beforeEach(async () => {
    world = await makeLedgerWorld(db);
    assets = world.assets;
    bar = tillOf(db, world.bar, world.barStation);
    cafe = tillOf(db, world.cafe, world.cafeStation);
  });
  afterEach(async () => {
    // RULES 10.12, after whatever the test did.
    expect(await auditLedger(db)).toEqual([]);
  });
  afterAll(() => test.remove());

  const claims = async () =>
    (await readClaims(db)).filter(({ creditorId }) =>
      [world.bar, world.cafe, world.far].includes(creditorId),
    );

  const cardWith = async (...loads: readonly (readonly [AssetId, number])[]): Promise<CardId> => {
    const cardId = await makeCard(db, world.bar);
    for (const [assetId, amount] of loads) await load(db, cardId, assetId, amount);
    return cardId;
  };

  const correctPosting = (
    corrects: PostingId,
    collectiveId: CollectiveId | null,
    parts: readonly { readonly assetId: AssetId; readonly cents: number }[] | null = null,
    id = newPostingId(),
  ) =>
    writeTransaction(db, (tx) =>
      correct(tx, {
        ...{ id, corrects, collectiveId, at: AT, stationId: null, cause: null },
        parts: parts?.map((part) => ({ assetId: part.assetId, cents: cents(part.cents) })) ?? null,
      }),
    );

  const settle = (collectiveId: CollectiveId, assetId: AssetId, amount: number) =>
    writeTransaction(db, (tx) =>
      settleClaim(tx, {
        ...{ id: newPostingId(), collectiveId, assetId, amountCents: cents(amount) },
        ...{ at: AT, stationId: null, cause: null, note: 'virement 12' },
      }),
    );

  describe('the cases of RULES 10', () => {
    it('1: 5.00 gift and 5.00 local pay 5.30: gift first, 4.70 left', async () => {
      const card = await cardWith([assets.barLocal, 500], [assets.barGift, 500]);
      const paid = unwrap(await bar.pay(card, 530));
      expect(paid).toMatchObject({
        kind: 'secured',
        debtCents: 0,
        parts: [
          { assetId: assets.barGift, kind: 'gift', cents: 500 },
          { assetId: assets.barLocal, kind: 'local', cents: 30 },
        ],
      });
      expect(await balancesOfCard(db, card)).toEqual({ [assets.barLocal]: 470 });
      expect(await balancesOf(db, world.bar, 'takings')).toEqual({
        [assets.barGift]: 500,
        [assets.barLocal]: 30,
      });
    });

    it('2: 8.40 with 4.70 is refused with 3.70 missing, and nothing is debited; 4.70 then empties it', async () => {
      const card = await cardWith([assets.barLocal, 470]);
      expect(await bar.pay(card, 840)).toEqual({
        ok: false,
        error: { code: 'short', availableCents: 470, missingCents: 370 },
      });
      expect(await balancesOfCard(db, card)).toEqual({ [assets.barLocal]: 470 });
      // The rest, 3.70, goes into the drawer: the station's journal says so.
      expect((await bar.pay(card, 470)).ok).toBe(true);
      expect(await balancesOfCard(db, card)).toEqual({});
    });

    it('3: two Passes of 10.00 pay 16.00: the first is empty, the second has 4.00', async () => {
      const first = await cardWith([assets.barLocal, 1_000]);
      const second = await cardWith([assets.barLocal, 1_000]);
      expect((await bar.pay(first, 1_000)).ok).toBe(true);
      expect((await bar.pay(second, 600)).ok).toBe(true);
      expect(await balancesOfCard(db, first)).toEqual({});
      expect(await balancesOfCard(db, second)).toEqual({ [assets.barLocal]: 400 });
    });

    it('4: local 10.00 and global 5.00 are emptied as 15.00 in cash; the network owes 5.00', async () => {
      const card = await cardWith([assets.barLocal, 1_000], [assets.global, 500]);
      expect(unwrap(await bar.empty(card)).cashCents).toBe(1_500);
      expect(await balancesOfCard(db, card)).toEqual({});
      expect(await balancesOf(db, world.bar, 'takings')).toEqual({});
      expect(await balancesOf(db, world.bar, 'issuing')).toEqual({});
      expect(await claims()).toEqual([
        {
          ...{ creditorId: world.bar, debtorId: null },
          ...{ assetId: assets.global, kind: 'global', cents: 500 },
        },
      ]);
    });

    it('5: a Pass with a gift only is not emptied, and the reason is said', async () => {
      const card = await cardWith([assets.barGift, 700]);
      expect(await bar.empty(card)).toEqual({
        ok: false,
        error: { code: 'nothing-to-pay-out', giftCents: 700 },
      });
      expect(await balancesOfCard(db, card)).toEqual({ [assets.barGift]: 700 });
    });

    it('6: 20.00 loaded in cash are spendable at once, here and next door, and are no takings', async () => {
      const card = await cardWith([assets.barLocal, 2_000]);
      expect(await balancesOf(db, world.bar, 'takings')).toEqual({});
      expect((await bar.pay(card, 500)).ok).toBe(true);
      expect((await cafe.pay(card, 1_500)).ok).toBe(true);
      expect(await balancesOfCard(db, card)).toEqual({});
    });
  });

  describe('a reserve', () => {
    it('holds the cushion too, and says what is left', async () => {
      const card = await cardWith([assets.barLocal, 1_000], [assets.global, 500]);
      const reserved = unwrap(await bar.reserve(card, 250, { wanted: 1_200 }));
      expect(reserved).toMatchObject({
        cardId: card,
        totalCents: 1_200,
        leftCents: 300,
        parts: [
          { assetId: assets.barLocal, cents: 1_000 },
          { assetId: assets.global, cents: 200 },
        ],
      });
    });

    it('holds less than the cushion when the Pass has no more', async () => {
      const card = await cardWith([assets.barLocal, 300]);
      expect(unwrap(await bar.reserve(card, 250, { wanted: 5_000 })).totalCents).toBe(300);
    });

    it('cannot be spent twice: what it holds is gone for every other till', async () => {
      const card = await cardWith([assets.barLocal, 1_000]);
      unwrap(await bar.reserve(card, 700));
      expect(await cafe.pay(card, 400)).toEqual({
        ok: false,
        error: { code: 'short', availableCents: 300, missingCents: 100 },
      });
      expect((await cafe.pay(card, 300)).ok).toBe(true);
    });

    it('pays several sales, then frees the rest', async () => {
      const card = await cardWith([assets.barLocal, 1_000]);
      const { reserveId } = unwrap(await bar.reserve(card, 250, { wanted: 900 }));
      unwrap(
        await bar.settle(reserveId, [{ assetId: assets.barLocal, cents: 250 }], { final: false }),
      );
      unwrap(await bar.settle(reserveId, [{ assetId: assets.barLocal, cents: 300 }]));
      const view = await readWallet(db, (await walletIdOf(db, card)) as WalletId);
      expect(view.assets).toMatchObject([{ balanceCents: 450, heldCents: 0, availableCents: 450 }]);
    });

    it('gives the same answer again, even when the card was lost since', async () => {
      const card = await cardWith([assets.barLocal, 1_000]);
      const id = newReserveId();
      const first = unwrap(await bar.reserve(card, 400, { id }));
      await db.writer.updateTable('card').set({ state: 'lost' }).where('id', '=', card).execute();
      expect(unwrap(await bar.reserve(card, 400, { id }))).toEqual(first);
    });

    it('is refused when the same id says something else, and nothing changes', async () => {
      const card = await cardWith([assets.barLocal, 1_000]);
      const id = newReserveId();
      unwrap(await bar.reserve(card, 400, { id }));
      expect(await bar.reserve(card, 401, { id })).toEqual({
        ok: false,
        error: { code: 'content-differs' },
      });
      expect((await bar.reserve(card, 600)).ok).toBe(true);
    });

    it('is given back once or twice with the same result, and then answers no more', async () => {
      const card = await cardWith([assets.barLocal, 1_000]);
      const { reserveId } = unwrap(await bar.reserve(card, 400));
      expect(unwrap(await bar.release(reserveId))).toEqual({ freedCents: 400 });
      expect(unwrap(await bar.release(reserveId))).toEqual({ freedCents: 0 });
      expect(await bar.reserve(card, 400, { id: reserveId })).toEqual({
        ok: false,
        error: { code: 'released' },
      });
    });

    it('that arrives after it was given up is refused', async () => {
      const card = await cardWith([assets.barLocal, 1_000]);
      const id = newReserveId();
      expect(unwrap(await bar.release(id))).toEqual({ freedCents: 0 });
      expect(unwrap(await bar.release(id))).toEqual({ freedCents: 0 });
      expect(await bar.reserve(card, 400, { id })).toEqual({
        ok: false,
        error: { code: 'released' },
      });
    });

    it('of another station is neither given back nor spent', async () => {
      const card = await cardWith([assets.barLocal, 1_000]);
      const { reserveId } = unwrap(await bar.reserve(card, 400));
      expect(await cafe.release(reserveId)).toEqual({
        ok: false,
        error: { code: 'reserve-of-another' },
      });
      expect(await cafe.settle(reserveId, [{ assetId: assets.barLocal, cents: 400 }])).toEqual({
        ok: false,
        error: { code: 'reserve-of-another' },
      });
    });

    it('is refused for a card that may not pay here, each with its reason', async () => {
      const codeFor = async (card: { cardId: CardId } | { cardUid: string }) => {
        const result = await writeTransaction(db, (tx) =>
          reserve(tx, {
            ...{ id: newReserveId(), stationId: world.barStation, collectiveId: world.bar, card },
            ...{ amountCents: cents(1), wantedCents: cents(1), endsAt: ENDS_AT, at: AT },
          }),
        );
        return result.ok ? 'ok' : result.error.code;
      };
      const lost = await cardWith([assets.barLocal, 100]);
      await db.writer.updateTable('card').set({ state: 'lost' }).where('id', '=', lost).execute();
      const retired = await makeCard(db, world.bar, { state: 'retired' });
      const foreign = await makeCard(db, world.far);
      await load(db, foreign, assets.farLocal, 500);
      expect(await codeFor({ cardId: makeUuid() as CardId })).toBe('card-unknown');
      expect(await codeFor({ cardId: lost })).toBe('card-lost');
      expect(await codeFor({ cardId: retired })).toBe('card-retired');
      expect(await codeFor({ cardId: foreign })).toBe('card-foreign');
      expect(await codeFor({ cardId: await makeCard(db, world.bar) })).toBe('card-blank');
      expect(await codeFor({ cardUid: '08A1B2C3' })).toBe('card-random');
      expect(await codeFor({ cardUid: '04A1B' })).toBe('card-unknown');
      expect(await codeFor({ cardUid: '04FFEEDDCCBBAA' })).toBe('card-unknown');
    });

    it('finds a card of an old batch by the first 4 bytes, and learns its whole UID', async () => {
      const card = await makeCard(db, world.bar, { uid: null, tag4: '04C0FFEE' });
      await load(db, card, assets.barLocal, 500);
      const byUid = (cardUid: string) =>
        writeTransaction(db, (tx) =>
          reserve(tx, {
            ...{ id: newReserveId(), stationId: world.barStation, collectiveId: world.bar },
            ...{ card: { cardUid }, amountCents: cents(100), wantedCents: cents(100) },
            ...{ endsAt: ENDS_AT, at: AT },
          }),
        );
      expect(unwrap(await byUid('04c0ffee112233')).cardId).toBe(card);
      expect(unwrap(await byUid('04C0FFEE112233')).cardId).toBe(card);
      // Another chip with the same beginning is another card.
      expect(await byUid('04C0FFEE445566')).toEqual({ ok: false, error: { code: 'card-unknown' } });
    });

    it('takes every asset of a class, the oldest first, and partners before global', async () => {
      const card = await cardWith(
        [assets.global, 100],
        [assets.barLocal, 100],
        [assets.cafeLocal, 100],
        [assets.cafeGift, 100],
        [assets.barGift, 100],
        [assets.barHours, 100],
      );
      expect(unwrap(await bar.reserve(card, 400)).parts.map((part) => part.assetId)).toEqual([
        ...[assets.barGift, assets.barLocal, assets.cafeLocal, assets.global],
      ]);
    });

    it('takes no local of a partner that stopped sharing it, or that is not accepted', async () => {
      const card = await cardWith([assets.cafeLocal, 500]);
      await db.writer
        .updateTable('village_member')
        .set({ shares_local_currency: 0 })
        .where('collective_id', '=', world.cafe)
        .execute();
      expect(await bar.pay(card, 100)).toMatchObject({
        error: { code: 'short', availableCents: 0 },
      });
    });
  });

  describe('a sale', () => {
    it('sent again changes nothing and gives the first answer; with other content it is refused', async () => {
      const card = await cardWith([assets.barLocal, 1_000]);
      const { reserveId } = unwrap(await bar.reserve(card, 400));
      const id = newPostingId();
      const parts = [{ assetId: assets.barLocal, cents: 400 }];
      const first = unwrap(await bar.settle(reserveId, parts, { id }));
      expect(unwrap(await bar.settle(reserveId, parts, { id }))).toEqual(first);
      const other = [{ assetId: assets.barLocal, cents: 399 }];
      expect(await bar.settle(reserveId, other, { id })).toEqual({
        ok: false,
        error: { code: 'content-differs' },
      });
      expect(await balancesOfCard(db, card)).toEqual({ [assets.barLocal]: 600 });
    });

    it('on a reserve nobody knows is refused', async () => {
      const parts = [{ assetId: assets.barLocal, cents: 100 }];
      expect(await bar.settle(newReserveId(), parts)).toEqual({
        ok: false,
        error: { code: 'reserve-unknown' },
      });
    });

    it('stays valid when a manager freed its reserve and the money went elsewhere', async () => {
      const card = await cardWith([assets.barLocal, 1_000]);
      const { reserveId } = unwrap(await bar.reserve(card, 800));
      unwrap(await bar.release(reserveId));
      unwrap(await cafe.pay(card, 900));
      const late = unwrap(await bar.settle(reserveId, [{ assetId: assets.barLocal, cents: 800 }]));
      expect(late).toMatchObject({ kind: 'unsecured', debtCents: 700 });
      expect(await balancesOfCard(db, card)).toEqual({ [assets.barLocal]: -700 });
    });
  });

  describe('a sale without network', () => {
    it('uses the reserve that did arrive, then the wallet, then leaves a debt to the seller', async () => {
      const card = await cardWith(
        [assets.barGift, 200],
        [assets.barLocal, 300],
        [assets.global, 100],
      );
      const reserveId = newReserveId();
      unwrap(await bar.reserve(card, 400, { id: reserveId }));
      const sold = unwrap(await bar.sellOffline(card, 1_000, { reserveId }));
      expect(sold).toMatchObject({
        kind: 'unsecured',
        debtCents: 400,
        parts: [
          { assetId: assets.barGift, cents: 200 },
          { assetId: assets.barLocal, cents: 700 },
          { assetId: assets.global, cents: 100 },
        ],
      });
      expect(await balancesOfCard(db, card)).toEqual({ [assets.barLocal]: -400 });
      expect((await readWallet(db, (await walletIdOf(db, card)) as WalletId)).debtCents).toBe(400);
    });

    it('refuses the reserve that it had asked for when that arrives late', async () => {
      const card = await cardWith([assets.barLocal, 1_000]);
      const reserveId = newReserveId();
      unwrap(await bar.sellOffline(card, 400, { reserveId }));
      expect(await bar.reserve(card, 400, { id: reserveId })).toEqual({
        ok: false,
        error: { code: 'released' },
      });
      expect(await balancesOfCard(db, card)).toEqual({ [assets.barLocal]: 600 });
    });

    it('does not touch what another station has reserved', async () => {
      const card = await cardWith([assets.barLocal, 500]);
      const { reserveId } = unwrap(await cafe.reserve(card, 500));
      expect(unwrap(await bar.sellOffline(card, 300)).debtCents).toBe(300);
      const settled = await cafe.settle(reserveId, [{ assetId: assets.barLocal, cents: 500 }]);
      expect(unwrap(settled).kind).toBe('secured');
      expect(await balancesOfCard(db, card)).toEqual({ [assets.barLocal]: -300 });
    });

    it('leaves no debt once the other station gives its reserve back', async () => {
      const card = await cardWith([assets.barLocal, 500]);
      const { reserveId } = unwrap(await cafe.reserve(card, 500));
      unwrap(await bar.sellOffline(card, 300));
      unwrap(await cafe.release(reserveId));
      const view = await readWallet(db, (await walletIdOf(db, card)) as WalletId);
      expect(view).toMatchObject({ debtCents: 0, assets: [{ availableCents: 200 }] });
    });

    it('of a blank card gives it a wallet with the debt', async () => {
      const card = await makeCard(db, world.bar);
      expect(unwrap(await bar.sellOffline(card, 300)).debtCents).toBe(300);
      expect(await balancesOfCard(db, card)).toEqual({ [assets.barLocal]: -300 });
    });

    it('at a collective without a local of its own makes one to write the debt in', async () => {
      const nowhere = makeUuid() as CollectiveId;
      await db.writer
        .insertInto('collective')
        .values({
          ...{ id: nowhere, slug: nowhere, name: 'New', created_at: AT },
          ...{ time_zone: 'Europe/Paris', cut_off_hour: 4, cushion_cents: 0 },
        })
        .execute();
      const till = tillOf(db, nowhere, world.barStation);
      const card = await cardWith([assets.barLocal, 500]);
      const sold = unwrap(await till.sellOffline(card, 300));
      expect(sold).toMatchObject({ debtCents: 300, parts: [{ kind: 'local', cents: 300 }] });
      expect(await balancesOfCard(db, card)).toMatchObject({ [assets.barLocal]: 500 });
    });
  });

  describe('a debt', () => {
    it('is paid first by the next credit in the same asset', async () => {
      const card = await makeCard(db, world.bar);
      unwrap(await bar.sellOffline(card, 300));
      await load(db, card, assets.barLocal, 1_000);
      expect(await balancesOfCard(db, card)).toEqual({ [assets.barLocal]: 700 });
    });

    it('is paid first by the next credit in another euro asset, which the seller then has', async () => {
      const card = await makeCard(db, world.bar);
      unwrap(await bar.sellOffline(card, 300));
      await load(db, card, assets.global, 1_000);
      expect(await balancesOfCard(db, card)).toEqual({ [assets.global]: 700 });
      expect(await claims()).toEqual([
        {
          ...{ creditorId: world.bar, debtorId: null },
          ...{ assetId: assets.global, kind: 'global', cents: 300 },
        },
      ]);
    });

    it('is paid in part by a credit that is smaller', async () => {
      const card = await makeCard(db, world.bar);
      unwrap(await bar.sellOffline(card, 300));
      await load(db, card, assets.cafeLocal, 100);
      const view = await readWallet(db, (await walletIdOf(db, card)) as WalletId);
      expect(view.debtCents).toBe(200);
    });

    it('is not paid by the gift of another collective, nor by hours', async () => {
      const card = await makeCard(db, world.bar);
      unwrap(await bar.sellOffline(card, 300));
      await load(db, card, assets.cafeGift, 1_000);
      await load(db, card, assets.barHours, 1_000);
      expect(await balancesOfCard(db, card)).toEqual({
        [assets.barLocal]: -300,
        [assets.cafeGift]: 1_000,
        [assets.barHours]: 1_000,
      });
      await load(db, card, assets.barGift, 1_000);
      expect(await balancesOfCard(db, card)).toMatchObject({ [assets.barGift]: 700 });
    });
  });

  describe('money that enters', () => {
    const tryTopUp = (assetId: AssetId, collectiveId: CollectiveId | null, to: CardId) =>
      writeTransaction(db, (tx) =>
        topUp(tx, {
          ...{ id: newPostingId(), at: AT, stationId: null, cause: null, collectiveId, assetId },
          ...{ to: { cardId: to }, amountCents: cents(100) },
        }),
      );

    it('enters only where its asset may (RULES M1)', async () => {
      const card = await makeCard(db, world.bar);
      const wrong = { ok: false, error: { code: 'asset-wrong' } };
      expect(await tryTopUp(assets.cafeLocal, world.bar, card)).toEqual(wrong);
      expect(await tryTopUp(assets.global, world.bar, card)).toEqual(wrong);
      expect(await tryTopUp(assets.barGift, world.bar, card)).toEqual(wrong);
      expect(await tryTopUp(makeUuid() as AssetId, world.bar, card)).toEqual({
        ok: false,
        error: { code: 'asset-unknown' },
      });
    });

    it('counts once when it is sent twice, and makes one wallet for a blank card', async () => {
      const card = await makeCard(db, world.bar);
      const id = newPostingId();
      const send = (amount: number) =>
        writeTransaction(db, (tx) =>
          topUp(tx, {
            ...{ id, at: AT, stationId: null, cause: null, collectiveId: world.bar },
            ...{ assetId: assets.barLocal, to: { cardId: card }, amountCents: cents(amount) },
          }),
        );
      const first = unwrap(await send(500));
      expect(unwrap(await send(500))).toEqual(first);
      expect(await send(501)).toEqual({ ok: false, error: { code: 'content-differs' } });
      expect(await balancesOfCard(db, card)).toEqual({ [assets.barLocal]: 500 });
    });

    it('is refused for a wallet that does not exist', async () => {
      const result = await writeTransaction(db, (tx) =>
        topUp(tx, {
          ...{ id: newPostingId(), at: AT, stationId: null, cause: null, collectiveId: null },
          ...{ to: { walletId: makeUuid() as WalletId }, assetId: assets.global },
          amountCents: cents(100),
        }),
      );
      expect(result).toEqual({ ok: false, error: { code: 'wallet-unknown' } });
    });
  });

  describe('emptying a Pass', () => {
    it('pays out what is not reserved, and cancels gifts only when the card is handed back', async () => {
      const card = await cardWith(
        [assets.barLocal, 1_000],
        [assets.barGift, 300],
        [assets.cafeLocal, 50],
      );
      unwrap(await cafe.reserve(card, 250));
      const emptied = unwrap(await bar.empty(card, { cancelsGifts: true }));
      expect(emptied).toMatchObject({
        // The café's reserve took 0.50 of its own local first, then 2.00 of the bar's.
        cashCents: 800,
        cancelled: [{ assetId: assets.barGift, cents: 300 }],
      });
    });

    it('twice with the same id pays once', async () => {
      const card = await cardWith([assets.barLocal, 1_000]);
      const id = newPostingId();
      const first = unwrap(await bar.empty(card, { id }));
      await load(db, card, assets.barLocal, 100);
      expect(unwrap(await bar.empty(card, { id }))).toEqual(first);
      expect(await balancesOfCard(db, card)).toEqual({ [assets.barLocal]: 100 });
    });
  });

  describe('claims', () => {
    it('say who owes whom, and fall by what is settled, never by more', async () => {
      const card = await cardWith([assets.barLocal, 1_000]);
      unwrap(await cafe.pay(card, 600));
      expect(await claims()).toMatchObject([
        { creditorId: world.cafe, debtorId: world.bar, cents: 600 },
      ]);
      expect(await settle(world.cafe, assets.barLocal, 601)).toEqual({
        ok: false,
        error: { code: 'above-claim', claimCents: 600 },
      });
      unwrap(await settle(world.cafe, assets.barLocal, 400));
      expect(await claims()).toMatchObject([{ cents: 200 }]);
      unwrap(await settle(world.cafe, assets.barLocal, 200));
      expect(await claims()).toEqual([]);
      expect(await settle(world.cafe, assets.barLocal, 1)).toMatchObject({ ok: false });
    });

    it('on global are owed by the network, whether sold or paid out in cash', async () => {
      const card = await cardWith([assets.global, 1_000]);
      unwrap(await bar.pay(card, 300));
      unwrap(await bar.empty(card));
      expect(await claims()).toMatchObject([{ debtorId: null, cents: 1_000 }]);
      const before = (await balancesOf(db, NETWORK_ID, 'issuing'))[assets.global] ?? 0;
      unwrap(await settle(world.bar, assets.global, 1_000));
      const after = (await balancesOf(db, NETWORK_ID, 'issuing'))[assets.global] ?? 0;
      expect(after - before).toBe(1_000);
    });

    it('do not exist on what a collective issued itself', async () => {
      const card = await cardWith([assets.barLocal, 1_000]);
      unwrap(await bar.pay(card, 1_000));
      expect(await claims()).toEqual([]);
      expect(await settle(world.bar, assets.barLocal, 1)).toEqual({
        ok: false,
        error: { code: 'no-claim' },
      });
    });
  });

  describe('a correction', () => {
    it('gives a sale back in the assets that paid it, once', async () => {
      const card = await cardWith([assets.barGift, 500], [assets.barLocal, 500]);
      const { postingId } = unwrap(await bar.pay(card, 530));
      expect(unwrap(await correctPosting(postingId, world.bar)).parts).toMatchObject([
        { assetId: assets.barGift, cents: 500 },
        { assetId: assets.barLocal, cents: 30 },
      ]);
      expect(await balancesOfCard(db, card)).toEqual({
        [assets.barGift]: 500,
        [assets.barLocal]: 500,
      });
      expect(await correctPosting(postingId, world.bar)).toEqual({
        ok: false,
        error: { code: 'already-corrected' },
      });
    });

    it('of a part leaves the rest to correct, and no more', async () => {
      const card = await cardWith([assets.barLocal, 500]);
      const { postingId } = unwrap(await bar.pay(card, 500));
      const part = (amount: number) => [{ assetId: assets.barLocal, cents: amount }];
      unwrap(await correctPosting(postingId, world.bar, part(200)));
      expect(await correctPosting(postingId, world.bar, part(301))).toMatchObject({
        error: { code: 'already-corrected' },
      });
      unwrap(await correctPosting(postingId, world.bar));
      expect(await balancesOfCard(db, card)).toEqual({ [assets.barLocal]: 500 });
    });

    it('sent again gives the first answer', async () => {
      const card = await cardWith([assets.barLocal, 500]);
      const { postingId } = unwrap(await bar.pay(card, 500));
      const id = newPostingId();
      const first = unwrap(await correctPosting(postingId, world.bar, null, id));
      expect(unwrap(await correctPosting(postingId, world.bar, null, id))).toEqual(first);
    });

    it('of a top-up is refused once the money is spent: no debt comes from a correction', async () => {
      const card = await makeCard(db, world.bar);
      const topUpId = await load(db, card, assets.barLocal, 1_000);
      unwrap(await bar.pay(card, 300));
      expect(await correctPosting(topUpId, world.bar)).toEqual({
        ok: false,
        error: { code: 'short', missingCents: 300 },
      });
      const part = [{ assetId: assets.barLocal, cents: 700 }];
      unwrap(await correctPosting(topUpId, world.bar, part));
      expect(await balancesOfCard(db, card)).toEqual({});
    });

    it('is refused by another collective, on an unknown posting, and after the claim was settled', async () => {
      const card = await cardWith([assets.barLocal, 500]);
      const { postingId } = unwrap(await cafe.pay(card, 500));
      expect(await correctPosting(postingId, world.bar)).toMatchObject({
        error: { code: 'posting-of-another' },
      });
      expect(await correctPosting(newPostingId(), world.cafe)).toMatchObject({
        error: { code: 'posting-unknown' },
      });
      unwrap(await settle(world.cafe, assets.barLocal, 1));
      expect(await correctPosting(postingId, world.cafe)).toEqual({
        ok: false,
        error: { code: 'already-settled' },
      });
    });

    it('of an unsecured sale takes its debt back', async () => {
      const card = await makeCard(db, world.bar);
      const { postingId } = unwrap(await bar.sellOffline(card, 300));
      unwrap(await correctPosting(postingId, world.bar));
      expect(await balancesOfCard(db, card)).toEqual({});
    });

    it('of an emptied Pass puts everything back', async () => {
      const card = await cardWith([assets.barLocal, 1_000], [assets.global, 500]);
      const { postingId } = unwrap(await bar.empty(card));
      unwrap(await correctPosting(postingId, world.bar));
      expect(await balancesOfCard(db, card)).toEqual({
        [assets.barLocal]: 1_000,
        [assets.global]: 500,
      });
    });
  });

  describe('linking a card', () => {
    let a = '';
    let b = '';
    beforeEach(() => {
      a = `a-${makeUuid()}@example.org`;
      b = `b-${makeUuid()}@example.org`;
    });

    const link = async (cardId: CardId, email: string, id = newPostingId()) => {
      const known = await db.query
        .selectFrom('person')
        .select('id')
        .where('email', '=', email)
        .executeTakeFirst();
      const personId = (known?.id ?? (await makePerson(db, email))) as Parameters<
        typeof linkCard
      >[1]['personId'];
      return writeTransaction(db, (tx) => linkCard(tx, { id, cardId, personId, at: AT }));
    };

    it('moves its money, its reserves and its debts into the wallet of the person', async () => {
      const first = await cardWith([assets.barLocal, 1_000], [assets.barGift, 200]);
      const second = await cardWith([assets.barLocal, 500], [assets.global, 300]);
      const { walletId } = unwrap(await link(first, a));
      const { reserveId } = unwrap(await cafe.reserve(second, 400));
      unwrap(await bar.sellOffline(second, 500));
      expect(unwrap(await link(second, a)).walletId).toBe(walletId);
      expect(await balancesOf(db, walletId)).toEqual({
        // 10.00 and the card's 3.00: 4.00 of it were reserved, so the card owed 1.00.
        [assets.barLocal]: 1_300,
        [assets.barGift]: 200,
      });
      unwrap(await cafe.settle(reserveId, [{ assetId: assets.barLocal, cents: 400 }]));
      expect(await balancesOf(db, walletId)).toMatchObject({ [assets.barLocal]: 900 });
    });

    it('lets both cards spend the same wallet', async () => {
      const first = await cardWith([assets.barLocal, 1_000]);
      const second = await makeCard(db, world.bar);
      unwrap(await link(first, a));
      unwrap(await link(second, a));
      unwrap(await bar.pay(second, 700));
      expect(await bar.pay(first, 400)).toMatchObject({ error: { availableCents: 300 } });
    });

    it('again by the same person is success, by another is refused, and a lost one is refused', async () => {
      const card = await cardWith([assets.barLocal, 1_000]);
      const id = newPostingId();
      const first = unwrap(await link(card, a, id));
      expect(unwrap(await link(card, a, id))).toEqual(first);
      expect(unwrap(await link(card, a))).toEqual(first);
      expect(await link(card, b)).toEqual({
        ok: false,
        error: { code: 'card-of-another' },
      });
      await db.writer.updateTable('card').set({ state: 'lost' }).where('id', '=', card).execute();
      expect(await link(card, a)).toMatchObject({ error: { code: 'card-lost' } });
    });

    it('keeps the history of the card, and later corrections reach the person', async () => {
      const card = await cardWith([assets.barLocal, 1_000]);
      const { postingId } = unwrap(await bar.pay(card, 300));
      const { walletId } = unwrap(await link(card, a));
      unwrap(await correctPosting(postingId, world.bar));
      expect(await balancesOf(db, walletId)).toEqual({ [assets.barLocal]: 1_000 });
      const history = await readHistory(db, walletId, { limit: 10 });
      expect(history.map((entry) => entry.kind).toSorted()).toEqual([
        ...['correction', 'link', 'sale', 'top-up'],
      ]);
      const linkEntry = history.find((entry) => entry.kind === 'link');
      expect(linkEntry?.parts).toMatchObject([{ assetId: assets.barLocal, cents: 700 }]);
      const [newest] = history;
      const older = await readHistory(db, walletId, { limit: 10, before: newest! });
      expect(older.map((entry) => entry.postingId)).toEqual(
        history.slice(1).map((entry) => entry.postingId),
      );
    });

    it('pays a debt of the card with other money of the person', async () => {
      const rich = await cardWith([assets.global, 1_000]);
      const { walletId } = unwrap(await link(rich, a));
      const owing = await makeCard(db, world.bar);
      unwrap(await bar.sellOffline(owing, 300));
      unwrap(await link(owing, a));
      expect(await balancesOf(db, walletId)).toEqual({ [assets.global]: 700 });
      expect((await readWallet(db, walletId)).debtCents).toBe(0);
    });
  });

  it('what is spendable at a place is read from the wallet', async () => {
    const card = await cardWith(
      [assets.barLocal, 500],
      [assets.cafeGift, 100],
      [assets.global, 50],
    );
    const view = await readWallet(db, (await walletIdOf(db, card)) as WalletId);
    const partnerAssetIds = new Set([assets.barLocal]);
    const atCafe = spendableAt(view.assets, { collectiveId: world.cafe, partnerAssetIds });
    expect(atCafe).toEqual({
      totalCents: 650,
      byClass: { 'own-gift': 100, 'own-local': 0, 'partner-local': 500, global: 50 },
    });
  });
});
