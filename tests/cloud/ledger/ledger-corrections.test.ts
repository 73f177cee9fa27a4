import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../src/shared/result.ts';
import { balancesOfCard, load, makeCard, newPostingId } from './ledger-world.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { useLedger } from './ledger-rig.ts';

describe.each(DATABASE_KINDS)('the ledger on %s: corrections', (kind) => {
  const rig = useLedger(kind);
  const { cardWith, correctPosting, settle } = rig;

  describe('a correction', () => {
    it('gives a sale back in the assets that paid it, once', async () => {
      const card = await cardWith([rig.assets.barGift, 500], [rig.assets.barLocal, 500]);
      const { postingId } = unwrap(await rig.bar.pay(card, 530));
      expect(unwrap(await correctPosting(postingId, rig.world.bar)).parts).toMatchObject([
        { assetId: rig.assets.barGift, cents: 500 },
        { assetId: rig.assets.barLocal, cents: 30 },
      ]);
      expect(await balancesOfCard(rig.db, card)).toEqual({
        [rig.assets.barGift]: 500,
        [rig.assets.barLocal]: 500,
      });
      expect(await correctPosting(postingId, rig.world.bar)).toEqual({
        ok: false,
        error: { code: 'already-corrected' },
      });
    });

    it('of a part leaves the rest to correct, and no more', async () => {
      const card = await cardWith([rig.assets.barLocal, 500]);
      const { postingId } = unwrap(await rig.bar.pay(card, 500));
      const part = (amount: number) => [{ assetId: rig.assets.barLocal, cents: amount }];
      unwrap(await correctPosting(postingId, rig.world.bar, part(200)));
      expect(await correctPosting(postingId, rig.world.bar, part(301))).toMatchObject({
        error: { code: 'already-corrected' },
      });
      unwrap(await correctPosting(postingId, rig.world.bar));
      expect(await balancesOfCard(rig.db, card)).toEqual({ [rig.assets.barLocal]: 500 });
    });

    it('sent again gives the first answer', async () => {
      const card = await cardWith([rig.assets.barLocal, 500]);
      const { postingId } = unwrap(await rig.bar.pay(card, 500));
      const id = newPostingId();
      const first = unwrap(await correctPosting(postingId, rig.world.bar, null, id));
      expect(unwrap(await correctPosting(postingId, rig.world.bar, null, id))).toEqual(first);
    });

    it('of a top-up is refused once the money is spent: no debt comes from a correction', async () => {
      const card = await makeCard(rig.db, rig.world.bar);
      const topUpId = await load(rig.db, card, rig.assets.barLocal, 1_000);
      unwrap(await rig.bar.pay(card, 300));
      expect(await correctPosting(topUpId, rig.world.bar)).toEqual({
        ok: false,
        error: { code: 'short', missingCents: 300 },
      });
      const part = [{ assetId: rig.assets.barLocal, cents: 700 }];
      unwrap(await correctPosting(topUpId, rig.world.bar, part));
      expect(await balancesOfCard(rig.db, card)).toEqual({});
    });

    it('is refused by another collective, on an unknown posting, and after the claim was settled', async () => {
      const card = await cardWith([rig.assets.barLocal, 500]);
      const { postingId } = unwrap(await rig.cafe.pay(card, 500));
      expect(await correctPosting(postingId, rig.world.bar)).toMatchObject({
        error: { code: 'posting-of-another' },
      });
      expect(await correctPosting(newPostingId(), rig.world.cafe)).toMatchObject({
        error: { code: 'posting-unknown' },
      });
      unwrap(await settle(rig.world.cafe, rig.assets.barLocal, 1));
      expect(await correctPosting(postingId, rig.world.cafe)).toEqual({
        ok: false,
        error: { code: 'already-settled' },
      });
    });

    it('of an unsecured sale takes its debt back', async () => {
      const card = await makeCard(rig.db, rig.world.bar);
      const { postingId } = unwrap(await rig.bar.sellOffline(card, 300));
      unwrap(await correctPosting(postingId, rig.world.bar));
      expect(await balancesOfCard(rig.db, card)).toEqual({});
    });

    it('of an emptied Pass puts everything back', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000], [rig.assets.global, 500]);
      const { postingId } = unwrap(await rig.bar.empty(card));
      unwrap(await correctPosting(postingId, rig.world.bar));
      expect(await balancesOfCard(rig.db, card)).toEqual({
        [rig.assets.barLocal]: 1_000,
        [rig.assets.global]: 500,
      });
    });
  });
});
