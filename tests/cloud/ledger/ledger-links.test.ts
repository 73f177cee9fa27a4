import { beforeEach, describe, expect, it } from 'vitest';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { readHistory, readWallet } from '../../../src/cloud/ledger/read-wallet.ts';
import { linkCard } from '../../../src/cloud/ledger/link-card.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { CardId } from '../../../src/shared/ids.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { AT, balancesOf, makeCard, makePerson, newPostingId } from './ledger-world.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { useLedger } from './ledger-rig.ts';

describe.each(DATABASE_KINDS)('the ledger on %s: linked cards', (kind) => {
  const rig = useLedger(kind);
  const { cardWith, correctPosting } = rig;

  describe('linking a card', () => {
    let a = '';
    let b = '';
    beforeEach(() => {
      a = `a-${makeUuid()}@example.org`;
      b = `b-${makeUuid()}@example.org`;
    });

    const link = async (cardId: CardId, email: string, id = newPostingId()) => {
      const known = await rig.db.query
        .selectFrom('person')
        .select('id')
        .where('email', '=', email)
        .executeTakeFirst();
      const personId = (known?.id ?? (await makePerson(rig.db, email))) as Parameters<
        typeof linkCard
      >[1]['personId'];
      return writeTransaction(rig.db, (tx) => linkCard(tx, { id, cardId, personId, at: AT }));
    };

    it('moves its money, its reserves and its debts into the wallet of the person', async () => {
      const first = await cardWith([rig.assets.barLocal, 1_000], [rig.assets.barGift, 200]);
      const second = await cardWith([rig.assets.barLocal, 500], [rig.assets.global, 300]);
      const { walletId } = unwrap(await link(first, a));
      const { reserveId } = unwrap(await rig.cafe.reserve(second, 400));
      unwrap(await rig.bar.sellOffline(second, 500));
      expect(unwrap(await link(second, a)).walletId).toBe(walletId);
      expect(await balancesOf(rig.db, walletId)).toEqual({
        // 10.00 and the card's 3.00: 4.00 of it were reserved, so the card owed 1.00.
        [rig.assets.barLocal]: 1_300,
        [rig.assets.barGift]: 200,
      });
      unwrap(await rig.cafe.settle(reserveId, [{ assetId: rig.assets.barLocal, cents: 400 }]));
      expect(await balancesOf(rig.db, walletId)).toMatchObject({ [rig.assets.barLocal]: 900 });
    });

    it('lets both cards spend the same wallet', async () => {
      const first = await cardWith([rig.assets.barLocal, 1_000]);
      const second = await makeCard(rig.db, rig.world.bar);
      unwrap(await link(first, a));
      unwrap(await link(second, a));
      unwrap(await rig.bar.pay(second, 700));
      expect(await rig.bar.pay(first, 400)).toMatchObject({ error: { availableCents: 300 } });
    });

    it('again by the same person is success, by another is refused, and a lost one is refused', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000]);
      const id = newPostingId();
      const first = unwrap(await link(card, a, id));
      expect(unwrap(await link(card, a, id))).toEqual(first);
      expect(unwrap(await link(card, a))).toEqual(first);
      expect(await link(card, b)).toEqual({
        ok: false,
        error: { code: 'card-of-another' },
      });
      await rig.db.writer
        .updateTable('card')
        .set({ state: 'lost' })
        .where('id', '=', card)
        .execute();
      expect(await link(card, a)).toMatchObject({ error: { code: 'card-lost' } });
    });

    it('keeps the history of the card, and later corrections reach the person', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000]);
      const { postingId } = unwrap(await rig.bar.pay(card, 300));
      const { walletId } = unwrap(await link(card, a));
      unwrap(await correctPosting(postingId, rig.world.bar));
      expect(await balancesOf(rig.db, walletId)).toEqual({ [rig.assets.barLocal]: 1_000 });
      const history = await readHistory(rig.db, walletId, { limit: 10 });
      expect(history.map((entry) => entry.kind).toSorted()).toEqual([
        ...['correction', 'link', 'sale', 'top-up'],
      ]);
      const linkEntry = history.find((entry) => entry.kind === 'link');
      expect(linkEntry?.parts).toMatchObject([{ assetId: rig.assets.barLocal, cents: 700 }]);
      const [newest] = history;
      const older = await readHistory(rig.db, walletId, { limit: 10, before: newest! });
      expect(older.map((entry) => entry.postingId)).toEqual(
        history.slice(1).map((entry) => entry.postingId),
      );
    });

    it('pays a debt of the card with other money of the person', async () => {
      const rich = await cardWith([rig.assets.global, 1_000]);
      const { walletId } = unwrap(await link(rich, a));
      const owing = await makeCard(rig.db, rig.world.bar);
      unwrap(await rig.bar.sellOffline(owing, 300));
      unwrap(await link(owing, a));
      expect(await balancesOf(rig.db, walletId)).toEqual({ [rig.assets.global]: 700 });
      expect((await readWallet(rig.db, walletId)).debtCents).toBe(0);
    });
  });
});
