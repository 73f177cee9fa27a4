import { describe, expect, it } from 'vitest';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { topUp } from '../../../src/cloud/ledger/operations.ts';
import { NETWORK_ID } from '../../../src/domain/wallet/asset.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { AssetId, CardId, CollectiveId, WalletId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { AT, balancesOf, balancesOfCard, load, makeCard, newPostingId } from './ledger-world.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { useLedger } from './ledger-rig.ts';

describe.each(DATABASE_KINDS)('the ledger on %s: money that enters, leaves, is claimed', (kind) => {
  const rig = useLedger(kind);
  const { claims, cardWith, settle } = rig;

  describe('money that enters', () => {
    const tryTopUp = (assetId: AssetId, collectiveId: CollectiveId | null, to: CardId) =>
      writeTransaction(rig.db, (tx) =>
        topUp(tx, {
          ...{ id: newPostingId(), at: AT, stationId: null, cause: null, collectiveId, assetId },
          ...{ to: { cardId: to }, amountCents: cents(100) },
        }),
      );

    it('enters only where its asset may (RULES M1)', async () => {
      const card = await makeCard(rig.db, rig.world.bar);
      const wrong = { ok: false, error: { code: 'asset-wrong' } };
      expect(await tryTopUp(rig.assets.cafeLocal, rig.world.bar, card)).toEqual(wrong);
      expect(await tryTopUp(rig.assets.global, rig.world.bar, card)).toEqual(wrong);
      expect(await tryTopUp(rig.assets.barGift, rig.world.bar, card)).toEqual(wrong);
      expect(await tryTopUp(makeUuid() as AssetId, rig.world.bar, card)).toEqual({
        ok: false,
        error: { code: 'asset-unknown' },
      });
    });

    it('counts once when it is sent twice, and makes one wallet for a blank card', async () => {
      const card = await makeCard(rig.db, rig.world.bar);
      const id = newPostingId();
      const send = (amount: number) =>
        writeTransaction(rig.db, (tx) =>
          topUp(tx, {
            ...{ id, at: AT, stationId: null, cause: null, collectiveId: rig.world.bar },
            ...{ assetId: rig.assets.barLocal, to: { cardId: card }, amountCents: cents(amount) },
          }),
        );
      const first = unwrap(await send(500));
      expect(unwrap(await send(500))).toEqual(first);
      expect(await send(501)).toEqual({ ok: false, error: { code: 'content-differs' } });
      expect(await balancesOfCard(rig.db, card)).toEqual({ [rig.assets.barLocal]: 500 });
    });

    it('is refused for a wallet that does not exist', async () => {
      const result = await writeTransaction(rig.db, (tx) =>
        topUp(tx, {
          ...{ id: newPostingId(), at: AT, stationId: null, cause: null, collectiveId: null },
          ...{ to: { walletId: makeUuid() as WalletId }, assetId: rig.assets.global },
          amountCents: cents(100),
        }),
      );
      expect(result).toEqual({ ok: false, error: { code: 'wallet-unknown' } });
    });
  });

  describe('emptying a Pass', () => {
    it('pays out what is not reserved, and cancels gifts only when the card is handed back', async () => {
      const card = await cardWith(
        [rig.assets.barLocal, 1_000],
        [rig.assets.barGift, 300],
        [rig.assets.cafeLocal, 50],
      );
      unwrap(await rig.cafe.reserve(card, 250));
      const emptied = unwrap(await rig.bar.empty(card, { cancelsGifts: true }));
      expect(emptied).toMatchObject({
        // The café's reserve took 0.50 of its own local first, then 2.00 of the bar's.
        cashCents: 800,
        cancelled: [{ assetId: rig.assets.barGift, cents: 300 }],
      });
    });

    it('twice with the same id pays once', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000]);
      const id = newPostingId();
      const first = unwrap(await rig.bar.empty(card, { id }));
      await load(rig.db, card, rig.assets.barLocal, 100);
      expect(unwrap(await rig.bar.empty(card, { id }))).toEqual(first);
      expect(await balancesOfCard(rig.db, card)).toEqual({ [rig.assets.barLocal]: 100 });
    });
  });

  describe('claims', () => {
    it('say who owes whom, and fall by what is settled, never by more', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000]);
      unwrap(await rig.cafe.pay(card, 600));
      expect(await claims()).toMatchObject([
        { creditorId: rig.world.cafe, debtorId: rig.world.bar, cents: 600 },
      ]);
      expect(await settle(rig.world.cafe, rig.assets.barLocal, 601)).toEqual({
        ok: false,
        error: { code: 'above-claim', claimCents: 600 },
      });
      unwrap(await settle(rig.world.cafe, rig.assets.barLocal, 400));
      expect(await claims()).toMatchObject([{ cents: 200 }]);
      unwrap(await settle(rig.world.cafe, rig.assets.barLocal, 200));
      expect(await claims()).toEqual([]);
      expect(await settle(rig.world.cafe, rig.assets.barLocal, 1)).toMatchObject({ ok: false });
    });

    it('on global are owed by the network, whether sold or paid out in cash', async () => {
      const card = await cardWith([rig.assets.global, 1_000]);
      unwrap(await rig.bar.pay(card, 300));
      unwrap(await rig.bar.empty(card));
      expect(await claims()).toMatchObject([{ debtorId: null, cents: 1_000 }]);
      const before = (await balancesOf(rig.db, NETWORK_ID, 'issuing'))[rig.assets.global] ?? 0;
      unwrap(await settle(rig.world.bar, rig.assets.global, 1_000));
      const after = (await balancesOf(rig.db, NETWORK_ID, 'issuing'))[rig.assets.global] ?? 0;
      expect(after - before).toBe(1_000);
    });

    it('do not exist on what a collective issued itself', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000]);
      unwrap(await rig.bar.pay(card, 1_000));
      expect(await claims()).toEqual([]);
      expect(await settle(rig.world.bar, rig.assets.barLocal, 1)).toEqual({
        ok: false,
        error: { code: 'no-claim' },
      });
    });
  });
});
