import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { DatabaseKind, Db } from '../../../src/cloud/db/open-database.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { correct, settleClaim } from '../../../src/cloud/ledger/operations.ts';
import { readClaims } from '../../../src/cloud/ledger/read-claims.ts';
import type { PostingId } from '../../../src/domain/wallet/ledger-types.ts';
import type { AssetId, CardId, CollectiveId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { makeTestDatabase } from '../../helpers/cloud-database.ts';
import type { TestDatabase } from '../../helpers/cloud-database.ts';
import { AT, load, makeCard, makeLedgerWorld, newPostingId, tillOf } from './ledger-world.ts';
import type { LedgerWorld } from './ledger-world.ts';

/**
 * One database for the tests of a file, with a village of its own for each of them. After each one
 * the whole ledger must add up (RULES 10.12). Call it first in a `describe`.
 */
export function useLedger(kind: DatabaseKind) {
  let test: TestDatabase | undefined;
  let world: LedgerWorld | undefined;
  const made = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('used before the test began');
    return value;
  };
  const db = (): Db => made(test).db;
  const worldNow = (): LedgerWorld => made(world);

  beforeAll(async () => {
    test = await makeTestDatabase(kind);
  });
  beforeEach(async () => {
    world = await makeLedgerWorld(db());
  });
  afterEach(async () => {
    expect(await auditLedger(db())).toEqual([]);
  });
  afterAll(() => test?.remove());

  return {
    get db() {
      return db();
    },
    get world() {
      return worldNow();
    },
    get assets() {
      return worldNow().assets;
    },
    get bar() {
      return tillOf(db(), worldNow().bar, worldNow().barStation);
    },
    get cafe() {
      return tillOf(db(), worldNow().cafe, worldNow().cafeStation);
    },

    claims: async () => {
      const { bar, cafe, far } = worldNow();
      return (await readClaims(db())).filter(({ creditorId }) =>
        [bar, cafe, far].includes(creditorId),
      );
    },

    /** A card of the bar with moneys on it. */
    cardWith: async (...loads: readonly (readonly [AssetId, number])[]): Promise<CardId> => {
      const cardId = await makeCard(db(), worldNow().bar);
      for (const [assetId, amount] of loads) await load(db(), cardId, assetId, amount);
      return cardId;
    },

    correctPosting: (
      corrects: PostingId,
      collectiveId: CollectiveId | null,
      parts: readonly { readonly assetId: AssetId; readonly cents: number }[] | null = null,
      id = newPostingId(),
    ) =>
      writeTransaction(db(), (tx) =>
        correct(tx, {
          ...{ id, corrects, collectiveId, at: AT, stationId: null, cause: null },
          parts:
            parts?.map((part) => ({ assetId: part.assetId, cents: cents(part.cents) })) ?? null,
        }),
      ),

    settle: (collectiveId: CollectiveId, assetId: AssetId, amount: number) =>
      writeTransaction(db(), (tx) =>
        settleClaim(tx, {
          ...{ id: newPostingId(), collectiveId, assetId, amountCents: cents(amount) },
          ...{ at: AT, stationId: null, cause: null, note: 'virement 12' },
        }),
      ),
  };
}
