import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { giveUp } from '../../../src/cloud/ledger/operations.ts';
import { GIVEN_UP_NOTE } from '../../../src/domain/wallet/decide-give-up.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { CardId, WalletId } from '../../../src/shared/ids.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { DATABASE_KINDS, makeTestDatabase } from '../../helpers/cloud-database.ts';
import type { TestDatabase } from '../../helpers/cloud-database.ts';
import {
  AT,
  balancesOf,
  balancesOfCard,
  load,
  makeCard,
  makeLedgerWorld,
  newPostingId,
  tillOf,
  walletIdOf,
} from './ledger-world.ts';
import type { LedgerWorld } from './ledger-world.ts';

describe.each(DATABASE_KINDS)('money that is given up on %s', (kind) => {
  let test: TestDatabase;
  let world: LedgerWorld;
  beforeAll(async () => {
    test = await makeTestDatabase(kind);
    world = await makeLedgerWorld(test.db);
  });
  afterAll(() => test.remove());

  const leave = async (card: CardId, id = newPostingId()) => {
    const walletId = (await walletIdOf(test.db, card)) as WalletId;
    return writeTransaction(test.db, (tx) =>
      giveUp(tx, {
        ...{ id, at: AT, stationId: null, cause: null, collectiveId: null, walletId },
      }),
    );
  };
  const till = () => tillOf(test.db, world.bar, world.barStation);

  it('goes back to its issuers, of every asset, and every sum stays 0', async () => {
    const { global, barLocal, cafeLocal, barGift, barHours } = world.assets;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(global, barLocal, cafeLocal, barGift, barHours), {
          minLength: 1,
        }),
        fc.integer({ min: 1, max: 2_000 }),
        async (assets, amount) => {
          const card = await makeCard(test.db, world.bar);
          const before = await issued();
          for (const asset of assets) await load(test.db, card, asset, amount);
          const given = unwrap(await leave(card));
          expect(given.parts.map(({ cents }) => cents)).toEqual(assets.map(() => amount));
          expect(await balancesOfCard(test.db, card)).toEqual({});
          expect(await issued()).toEqual(before);
          expect(await auditLedger(test.db)).toEqual([]);
        },
      ),
      { numRuns: 8, seed: 20_261_122 },
    );
  });

  /** What each issuer owes. */
  const issued = async (): Promise<unknown> =>
    test.db.query
      .selectFrom('account')
      .select(['asset_id', 'balance'])
      .where('kind', '=', 'issuing')
      .where('balance', '<>', 0)
      .orderBy('asset_id')
      .execute();

  it('is given up once, and is no money that a collective paid out', async () => {
    const card = await makeCard(test.db, world.bar);
    await load(test.db, card, world.assets.barLocal, 500);
    const id = newPostingId();
    const first = unwrap(await leave(card, id));
    expect(unwrap(await leave(card, id))).toEqual(first);
    expect(await leave(card)).toEqual({ ok: false, error: { code: 'nothing-to-give-up' } });
    const posting = await test.db.query
      .selectFrom('posting')
      .select(['kind', 'note', 'collective_id', 'card_id'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(posting).toEqual({
      kind: 'refund',
      note: GIVEN_UP_NOTE,
      collective_id: null,
      card_id: null,
    });
    expect(await balancesOf(test.db, world.bar, 'cash-out')).toEqual({});
  });

  it('is refused while a station was promised some of it, or while a debt is open', async () => {
    const held = await makeCard(test.db, world.bar);
    await load(test.db, held, world.assets.barLocal, 500);
    const { reserveId } = unwrap(await till().reserve(held, 100));
    expect(await leave(held)).toEqual({ ok: false, error: { code: 'money-held' } });
    unwrap(await till().release(reserveId));
    expect((await leave(held)).ok).toBe(true);

    const owing = await makeCard(test.db, world.bar);
    await load(test.db, owing, world.assets.barHours, 60);
    unwrap(await till().sellOffline(owing, 300));
    expect(await leave(owing)).toEqual({ ok: false, error: { code: 'debt' } });
  });

  it('changes nothing for a wallet that is not there, or another wallet under the same id', async () => {
    const [card, other] = [await makeCard(test.db, world.bar), await makeCard(test.db, world.bar)];
    await load(test.db, card, world.assets.global, 100);
    await load(test.db, other, world.assets.global, 100);
    const id = newPostingId();
    unwrap(await leave(card, id));
    expect(await leave(other, id)).toEqual({ ok: false, error: { code: 'content-differs' } });
    const nobody = await writeTransaction(test.db, (tx) =>
      giveUp(tx, {
        ...{ id: newPostingId(), at: AT, stationId: null, cause: null, collectiveId: null },
        walletId: makeUuid() as WalletId,
      }),
    );
    expect(nobody).toEqual({ ok: false, error: { code: 'wallet-unknown' } });
    expect(await auditLedger(test.db)).toEqual([]);
  });

  it('leaves a later sale without network its debt: the goods were handed over', async () => {
    const card = await makeCard(test.db, world.bar);
    await load(test.db, card, world.assets.barLocal, 500);
    unwrap(await leave(card));
    const sold = unwrap(await till().sellOffline(card, 250));
    expect(sold.debtCents).toBe(250);
    expect(await auditLedger(test.db)).toEqual([]);
  });
});
