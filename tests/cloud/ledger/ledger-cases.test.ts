import { describe, expect, it } from 'vitest';
import { readWallet } from '../../../src/cloud/ledger/read-wallet.ts';
import { spendableAt } from '../../../src/domain/wallet/split-payment.ts';
import type { WalletId } from '../../../src/shared/ids.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { balancesOf, balancesOfCard, walletIdOf } from './ledger-world.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { useLedger } from './ledger-rig.ts';

describe.each(DATABASE_KINDS)('the ledger on %s: the cases of RULES 10', (kind) => {
  const rig = useLedger(kind);
  const { claims, cardWith } = rig;

  describe('the cases of RULES 10', () => {
    it('1: 5.00 gift and 5.00 local pay 5.30: gift first, 4.70 left', async () => {
      const card = await cardWith([rig.assets.barLocal, 500], [rig.assets.barGift, 500]);
      const paid = unwrap(await rig.bar.pay(card, 530));
      expect(paid).toMatchObject({
        kind: 'secured',
        debtCents: 0,
        parts: [
          { assetId: rig.assets.barGift, kind: 'gift', cents: 500 },
          { assetId: rig.assets.barLocal, kind: 'local', cents: 30 },
        ],
      });
      expect(await balancesOfCard(rig.db, card)).toEqual({ [rig.assets.barLocal]: 470 });
      expect(await balancesOf(rig.db, rig.world.bar, 'takings')).toEqual({
        [rig.assets.barGift]: 500,
        [rig.assets.barLocal]: 30,
      });
    });

    it('2: 8.40 with 4.70 is refused with 3.70 missing, and nothing is debited; 4.70 then empties it', async () => {
      const card = await cardWith([rig.assets.barLocal, 470]);
      expect(await rig.bar.pay(card, 840)).toEqual({
        ok: false,
        error: { code: 'short', availableCents: 470, missingCents: 370 },
      });
      expect(await balancesOfCard(rig.db, card)).toEqual({ [rig.assets.barLocal]: 470 });
      // The rest, 3.70, goes into the drawer: the station's journal says so.
      expect((await rig.bar.pay(card, 470)).ok).toBe(true);
      expect(await balancesOfCard(rig.db, card)).toEqual({});
    });

    it('3: two Passes of 10.00 pay 16.00: the first is empty, the second has 4.00', async () => {
      const first = await cardWith([rig.assets.barLocal, 1_000]);
      const second = await cardWith([rig.assets.barLocal, 1_000]);
      expect((await rig.bar.pay(first, 1_000)).ok).toBe(true);
      expect((await rig.bar.pay(second, 600)).ok).toBe(true);
      expect(await balancesOfCard(rig.db, first)).toEqual({});
      expect(await balancesOfCard(rig.db, second)).toEqual({ [rig.assets.barLocal]: 400 });
    });

    it('4: local 10.00 and global 5.00 are emptied as 15.00 in cash; the network owes 5.00', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000], [rig.assets.global, 500]);
      expect(unwrap(await rig.bar.empty(card)).cashCents).toBe(1_500);
      expect(await balancesOfCard(rig.db, card)).toEqual({});
      expect(await balancesOf(rig.db, rig.world.bar, 'takings')).toEqual({});
      expect(await balancesOf(rig.db, rig.world.bar, 'issuing')).toEqual({});
      expect(await claims()).toEqual([
        {
          ...{ creditorId: rig.world.bar, debtorId: null },
          ...{ assetId: rig.assets.global, kind: 'global', cents: 500 },
        },
      ]);
    });

    it('5: a Pass with a gift only is not emptied, and the reason is said', async () => {
      const card = await cardWith([rig.assets.barGift, 700]);
      expect(await rig.bar.empty(card)).toEqual({
        ok: false,
        error: { code: 'nothing-to-pay-out', giftCents: 700 },
      });
      expect(await balancesOfCard(rig.db, card)).toEqual({ [rig.assets.barGift]: 700 });
    });

    it('6: 20.00 loaded in cash are spendable at once, here and next door, and are no takings', async () => {
      const card = await cardWith([rig.assets.barLocal, 2_000]);
      expect(await balancesOf(rig.db, rig.world.bar, 'takings')).toEqual({});
      expect((await rig.bar.pay(card, 500)).ok).toBe(true);
      expect((await rig.cafe.pay(card, 1_500)).ok).toBe(true);
      expect(await balancesOfCard(rig.db, card)).toEqual({});
    });
  });

  it('what is spendable at a place is read from the wallet', async () => {
    const card = await cardWith(
      [rig.assets.barLocal, 500],
      [rig.assets.cafeGift, 100],
      [rig.assets.global, 50],
    );
    const view = await readWallet(rig.db, (await walletIdOf(rig.db, card)) as WalletId);
    const partnerAssetIds = new Set([rig.assets.barLocal]);
    const atCafe = spendableAt(view.assets, { collectiveId: rig.world.cafe, partnerAssetIds });
    expect(atCafe).toEqual({
      totalCents: 650,
      byClass: { 'own-gift': 100, 'own-local': 0, 'partner-local': 500, global: 50 },
    });
  });
});
