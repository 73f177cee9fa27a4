import { describe, expect, it } from 'vitest';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { reserve } from '../../../src/cloud/ledger/operations.ts';
import { readWallet } from '../../../src/cloud/ledger/read-wallet.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { CardId, WalletId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { AT, ENDS_AT, load, makeCard, newReserveId, walletIdOf } from './ledger-world.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { useLedger } from './ledger-rig.ts';

describe.each(DATABASE_KINDS)('the ledger on %s: reserves', (kind) => {
  const rig = useLedger(kind);
  const { cardWith } = rig;

  describe('a reserve', () => {
    it('holds the cushion too, and says what is left', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000], [rig.assets.global, 500]);
      const reserved = unwrap(await rig.bar.reserve(card, 250, { wanted: 1_200 }));
      expect(reserved).toMatchObject({
        cardId: card,
        totalCents: 1_200,
        leftCents: 300,
        parts: [
          { assetId: rig.assets.barLocal, cents: 1_000 },
          { assetId: rig.assets.global, cents: 200 },
        ],
      });
    });

    it('holds less than the cushion when the Pass has no more', async () => {
      const card = await cardWith([rig.assets.barLocal, 300]);
      expect(unwrap(await rig.bar.reserve(card, 250, { wanted: 5_000 })).totalCents).toBe(300);
    });

    it('cannot be spent twice: what it holds is gone for every other till', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000]);
      unwrap(await rig.bar.reserve(card, 700));
      expect(await rig.cafe.pay(card, 400)).toEqual({
        ok: false,
        error: { code: 'short', availableCents: 300, missingCents: 100 },
      });
      expect((await rig.cafe.pay(card, 300)).ok).toBe(true);
    });

    it('pays several sales, then frees the rest', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000]);
      const { reserveId } = unwrap(await rig.bar.reserve(card, 250, { wanted: 900 }));
      unwrap(
        await rig.bar.settle(reserveId, [{ assetId: rig.assets.barLocal, cents: 250 }], {
          final: false,
        }),
      );
      unwrap(await rig.bar.settle(reserveId, [{ assetId: rig.assets.barLocal, cents: 300 }]));
      const view = await readWallet(rig.db, (await walletIdOf(rig.db, card)) as WalletId);
      expect(view.assets).toMatchObject([{ balanceCents: 450, heldCents: 0, availableCents: 450 }]);
    });

    it('gives the same answer again, even when the card was lost since', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000]);
      const id = newReserveId();
      const first = unwrap(await rig.bar.reserve(card, 400, { id }));
      await rig.db.writer
        .updateTable('card')
        .set({ state: 'lost' })
        .where('id', '=', card)
        .execute();
      expect(unwrap(await rig.bar.reserve(card, 400, { id }))).toEqual(first);
    });

    it('is refused when the same id says something else, and nothing changes', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000]);
      const id = newReserveId();
      unwrap(await rig.bar.reserve(card, 400, { id }));
      expect(await rig.bar.reserve(card, 401, { id })).toEqual({
        ok: false,
        error: { code: 'content-differs' },
      });
      expect((await rig.bar.reserve(card, 600)).ok).toBe(true);
    });

    it('is given back once or twice with the same result, and then answers no more', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000]);
      const { reserveId } = unwrap(await rig.bar.reserve(card, 400));
      expect(unwrap(await rig.bar.release(reserveId))).toEqual({ freedCents: 400 });
      expect(unwrap(await rig.bar.release(reserveId))).toEqual({ freedCents: 0 });
      expect(await rig.bar.reserve(card, 400, { id: reserveId })).toEqual({
        ok: false,
        error: { code: 'released' },
      });
    });

    it('that arrives after it was given up is refused', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000]);
      const id = newReserveId();
      expect(unwrap(await rig.bar.release(id))).toEqual({ freedCents: 0 });
      expect(unwrap(await rig.bar.release(id))).toEqual({ freedCents: 0 });
      expect(await rig.bar.reserve(card, 400, { id })).toEqual({
        ok: false,
        error: { code: 'released' },
      });
    });

    it('of another station is neither given back nor spent', async () => {
      const card = await cardWith([rig.assets.barLocal, 1_000]);
      const { reserveId } = unwrap(await rig.bar.reserve(card, 400));
      expect(await rig.cafe.release(reserveId)).toEqual({
        ok: false,
        error: { code: 'reserve-of-another' },
      });
      expect(
        await rig.cafe.settle(reserveId, [{ assetId: rig.assets.barLocal, cents: 400 }]),
      ).toEqual({
        ok: false,
        error: { code: 'reserve-of-another' },
      });
    });

    it('is refused for a card that may not pay here, each with its reason', async () => {
      const codeFor = async (card: { cardId: CardId } | { cardUid: string }) => {
        const result = await writeTransaction(rig.db, (tx) =>
          reserve(tx, {
            ...{
              id: newReserveId(),
              stationId: rig.world.barStation,
              collectiveId: rig.world.bar,
              card,
            },
            ...{ amountCents: cents(1), wantedCents: cents(1), endsAt: ENDS_AT, at: AT },
          }),
        );
        return result.ok ? 'ok' : result.error.code;
      };
      const lost = await cardWith([rig.assets.barLocal, 100]);
      await rig.db.writer
        .updateTable('card')
        .set({ state: 'lost' })
        .where('id', '=', lost)
        .execute();
      const retired = await makeCard(rig.db, rig.world.bar, { state: 'retired' });
      const foreign = await makeCard(rig.db, rig.world.far);
      await load(rig.db, foreign, rig.assets.farLocal, 500);
      expect(await codeFor({ cardId: makeUuid() as CardId })).toBe('card-unknown');
      expect(await codeFor({ cardId: lost })).toBe('card-lost');
      expect(await codeFor({ cardId: retired })).toBe('card-retired');
      expect(await codeFor({ cardId: foreign })).toBe('card-foreign');
      expect(await codeFor({ cardId: await makeCard(rig.db, rig.world.bar) })).toBe('card-blank');
      expect(await codeFor({ cardUid: '08A1B2C3' })).toBe('card-random');
      expect(await codeFor({ cardUid: '04A1B' })).toBe('card-unknown');
      expect(await codeFor({ cardUid: '04FFEEDDCCBBAA' })).toBe('card-unknown');
    });

    it('finds a card of an old batch by the first 4 bytes, and learns its whole UID', async () => {
      const card = await makeCard(rig.db, rig.world.bar, { uid: null, tag4: '04C0FFEE' });
      await load(rig.db, card, rig.assets.barLocal, 500);
      const byUid = (cardUid: string) =>
        writeTransaction(rig.db, (tx) =>
          reserve(tx, {
            ...{ id: newReserveId(), stationId: rig.world.barStation, collectiveId: rig.world.bar },
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
        [rig.assets.global, 100],
        [rig.assets.barLocal, 100],
        [rig.assets.cafeLocal, 100],
        [rig.assets.cafeGift, 100],
        [rig.assets.barGift, 100],
        [rig.assets.barHours, 100],
      );
      expect(unwrap(await rig.bar.reserve(card, 400)).parts.map((part) => part.assetId)).toEqual([
        ...[rig.assets.barGift, rig.assets.barLocal, rig.assets.cafeLocal, rig.assets.global],
      ]);
    });

    it('takes no local of a partner that stopped sharing it, or that is not accepted', async () => {
      const card = await cardWith([rig.assets.cafeLocal, 500]);
      await rig.db.writer
        .updateTable('village_member')
        .set({ shares_local_currency: 0 })
        .where('collective_id', '=', rig.world.cafe)
        .execute();
      expect(await rig.bar.pay(card, 100)).toMatchObject({
        error: { code: 'short', availableCents: 0 },
      });
    });
  });
});
