import { describe, expect, it } from 'vitest';
import { readWallet } from '../../../src/cloud/ledger/read-wallet.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { CollectiveId, WalletId } from '../../../src/shared/ids.ts';
import { unwrap } from '../../../src/shared/result.ts';
import {
  AT,
  balancesOfCard,
  load,
  makeCard,
  newPostingId,
  newReserveId,
  tillOf,
  walletIdOf,
} from './ledger-world.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { useLedger } from './ledger-rig.ts';

describe.each(DATABASE_KINDS)('the ledger on %s: sales and debts', (kind) => {
  const rig = useLedger(kind);
  const { claims, cardWith } = rig;

  describe('a sale', () => {
    it('sent again changes nothing and gives the first answer; with other content it is refused', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000]);
      const { reserveId } = unwrap(await rig.bar.reserve(card, 400));
      const id = newPostingId();
      const parts = [{ assetId: rig.assets.barLocal, cents: 400 }];
      const first = unwrap(await rig.bar.settle(reserveId, parts, { id }));
      expect(unwrap(await rig.bar.settle(reserveId, parts, { id }))).toEqual(first);
      const other = [{ assetId: rig.assets.barLocal, cents: 399 }];
      expect(await rig.bar.settle(reserveId, other, { id })).toEqual({
        ok: false,
        error: { code: 'content-differs' },
      });
      expect(await balancesOfCard(rig.db, card)).toEqual({ [rig.assets.barLocal]: 600 });
    });

    it('on a reserve nobody knows is refused', async () => {
      const parts = [{ assetId: rig.assets.barLocal, cents: 100 }];
      expect(await rig.bar.settle(newReserveId(), parts)).toEqual({
        ok: false,
        error: { code: 'reserve-unknown' },
      });
    });

    it('stays valid when a manager freed its reserve and the money went elsewhere', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000]);
      const { reserveId } = unwrap(await rig.bar.reserve(card, 800));
      unwrap(await rig.bar.release(reserveId));
      unwrap(await rig.cafe.pay(card, 900));
      const late = unwrap(
        await rig.bar.settle(reserveId, [{ assetId: rig.assets.barLocal, cents: 800 }]),
      );
      expect(late).toMatchObject({ kind: 'unsecured', debtCents: 700 });
      expect(await balancesOfCard(rig.db, card)).toEqual({ [rig.assets.barLocal]: -700 });
    });
  });

  describe('a sale without network', () => {
    it('uses the reserve that did arrive, then the wallet, then leaves a debt to the seller', async () => {
      const card = await cardWith(
        [rig.assets.barGift, 200],
        [rig.assets.barLocal, 300],
        [rig.assets.global, 100],
      );
      const reserveId = newReserveId();
      unwrap(await rig.bar.reserve(card, 400, { id: reserveId }));
      const sold = unwrap(await rig.bar.sellOffline(card, 1_000, { reserveId }));
      expect(sold).toMatchObject({
        kind: 'unsecured',
        debtCents: 400,
        parts: [
          { assetId: rig.assets.barGift, cents: 200 },
          { assetId: rig.assets.barLocal, cents: 700 },
          { assetId: rig.assets.global, cents: 100 },
        ],
      });
      expect(await balancesOfCard(rig.db, card)).toEqual({ [rig.assets.barLocal]: -400 });
      expect(
        (await readWallet(rig.db, (await walletIdOf(rig.db, card)) as WalletId)).debtCents,
      ).toBe(400);
    });

    it('refuses the reserve that it had asked for when that arrives late', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000]);
      const reserveId = newReserveId();
      unwrap(await rig.bar.sellOffline(card, 400, { reserveId }));
      expect(await rig.bar.reserve(card, 400, { id: reserveId })).toEqual({
        ok: false,
        error: { code: 'released' },
      });
      expect(await balancesOfCard(rig.db, card)).toEqual({ [rig.assets.barLocal]: 600 });
    });

    it('does not touch what another station has reserved', async () => {
      const card = await cardWith([rig.assets.barLocal, 500]);
      const { reserveId } = unwrap(await rig.cafe.reserve(card, 500));
      expect(unwrap(await rig.bar.sellOffline(card, 300)).debtCents).toBe(300);
      const settled = await rig.cafe.settle(reserveId, [
        { assetId: rig.assets.barLocal, cents: 500 },
      ]);
      expect(unwrap(settled).kind).toBe('secured');
      expect(await balancesOfCard(rig.db, card)).toEqual({ [rig.assets.barLocal]: -300 });
    });

    it('leaves no debt once the other station gives its reserve back', async () => {
      const card = await cardWith([rig.assets.barLocal, 500]);
      const { reserveId } = unwrap(await rig.cafe.reserve(card, 500));
      unwrap(await rig.bar.sellOffline(card, 300));
      unwrap(await rig.cafe.release(reserveId));
      const view = await readWallet(rig.db, (await walletIdOf(rig.db, card)) as WalletId);
      expect(view).toMatchObject({ debtCents: 0, assets: [{ availableCents: 200 }] });
    });

    it('of a blank card gives it a wallet with the debt', async () => {
      const card = await makeCard(rig.db, rig.world.bar);
      expect(unwrap(await rig.bar.sellOffline(card, 300)).debtCents).toBe(300);
      expect(await balancesOfCard(rig.db, card)).toEqual({ [rig.assets.barLocal]: -300 });
    });

    it('at a collective without a local of its own makes one to write the debt in', async () => {
      const nowhere = makeUuid() as CollectiveId;
      await rig.db.writer
        .insertInto('collective')
        .values({
          ...{ id: nowhere, slug: nowhere, name: 'New', created_at: AT },
          ...{ time_zone: 'Europe/Paris', cut_off_hour: 4, cushion_cents: 0 },
        })
        .execute();
      const till = tillOf(rig.db, nowhere, rig.world.barStation);
      const card = await cardWith([rig.assets.barLocal, 500]);
      const sold = unwrap(await till.sellOffline(card, 300));
      expect(sold).toMatchObject({ debtCents: 300, parts: [{ kind: 'local', cents: 300 }] });
      expect(await balancesOfCard(rig.db, card)).toMatchObject({ [rig.assets.barLocal]: 500 });
    });
  });

  describe('a debt', () => {
    it('is paid first by the next credit in the same asset', async () => {
      const card = await makeCard(rig.db, rig.world.bar);
      unwrap(await rig.bar.sellOffline(card, 300));
      await load(rig.db, card, rig.assets.barLocal, 1_000);
      expect(await balancesOfCard(rig.db, card)).toEqual({ [rig.assets.barLocal]: 700 });
    });

    it('is paid first by the next credit in another euro asset, which the seller then has', async () => {
      const card = await makeCard(rig.db, rig.world.bar);
      unwrap(await rig.bar.sellOffline(card, 300));
      await load(rig.db, card, rig.assets.global, 1_000);
      expect(await balancesOfCard(rig.db, card)).toEqual({ [rig.assets.global]: 700 });
      expect(await claims()).toEqual([
        {
          ...{ creditorId: rig.world.bar, debtorId: null },
          ...{ assetId: rig.assets.global, kind: 'global', cents: 300 },
        },
      ]);
    });

    it('is paid in part by a credit that is smaller', async () => {
      const card = await makeCard(rig.db, rig.world.bar);
      unwrap(await rig.bar.sellOffline(card, 300));
      await load(rig.db, card, rig.assets.cafeLocal, 100);
      const view = await readWallet(rig.db, (await walletIdOf(rig.db, card)) as WalletId);
      expect(view.debtCents).toBe(200);
    });

    it('is not paid by the gift of another collective, nor by hours', async () => {
      const card = await makeCard(rig.db, rig.world.bar);
      unwrap(await rig.bar.sellOffline(card, 300));
      await load(rig.db, card, rig.assets.cafeGift, 1_000);
      await load(rig.db, card, rig.assets.barHours, 1_000);
      expect(await balancesOfCard(rig.db, card)).toEqual({
        [rig.assets.barLocal]: -300,
        [rig.assets.cafeGift]: 1_000,
        [rig.assets.barHours]: 1_000,
      });
      await load(rig.db, card, rig.assets.barGift, 1_000);
      expect(await balancesOfCard(rig.db, card)).toMatchObject({ [rig.assets.barGift]: 700 });
    });
  });
});
