import { randomBytes } from 'node:crypto';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import type { CardState } from '../../../src/cloud/db/ledger-tables.ts';
import type { Db } from '../../../src/cloud/db/open-database.ts';
import { topUp } from '../../../src/cloud/ledger/operations.ts';
import type { PostingId } from '../../../src/domain/wallet/ledger-types.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { AssetId, CardId, CollectiveId, WalletId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { systemClock } from '../../../src/shared/time.ts';
import { addCollective } from './world.ts';

/** Three collectives: two in a village, one outside; each with a `local` of its own. */
export type Village = {
  readonly bar: CollectiveId;
  readonly place: CollectiveId;
  readonly outside: CollectiveId;
  readonly barLocal: AssetId;
  readonly placeLocal: AssetId;
  readonly outsideLocal: AssetId;
};

export async function addVillage(db: Db): Promise<Village> {
  const bar = await addCollective(db, 'le-bar');
  const place = await addCollective(db, 'le-lieu');
  const outside = await addCollective(db, 'ailleurs');
  const at = systemClock();
  const locals = await writeTransaction(db, async (tx) => {
    const villageId = makeUuid();
    await tx.query
      .insertInto('village')
      .values({ id: villageId, slug: `village-${villageId}`, name: 'Village', created_at: at })
      .execute();
    for (const collectiveId of [bar, place]) {
      await tx.query
        .insertInto('village_member')
        .values({
          village_id: villageId,
          collective_id: collectiveId,
          shares_agenda: 1,
          shares_memberships: 1,
          shares_local_currency: 1,
          joined_at: at,
        })
        .execute();
    }
    const ids: AssetId[] = [];
    for (const issuerId of [bar, place, outside]) {
      const id = toId<'Asset'>(makeUuid());
      await tx.query
        .insertInto('asset')
        .values({ id, kind: 'local', issuer_id: issuerId, name: 'Locale', created_at: at })
        .execute();
      ids.push(id);
    }
    return ids;
  });
  const [barLocal, placeLocal, outsideLocal] = locals as [AssetId, AssetId, AssetId];
  return { bar, place, outside, barLocal, placeLocal, outsideLocal };
}

export type TestCard = {
  readonly id: CardId;
  readonly uid: string;
  readonly number: string;
  readonly walletId: WalletId | null;
};

/** Makes a card, with money of one asset when given. */
export async function addCard(
  db: Db,
  card: {
    readonly collectiveId: CollectiveId;
    readonly state?: CardState;
    readonly isUidKnown?: boolean;
    readonly uid?: string;
    readonly money?: { readonly assetId: AssetId; readonly cents: number };
  },
): Promise<TestCard> {
  const state = card.state ?? 'anonymous';
  const id = toId<'Card'>(makeUuid());
  const uid = card.uid ?? `04${randomBytes(6).toString('hex').toUpperCase()}`;
  const number = randomBytes(4).toString('hex').toUpperCase();
  const walletId = state === 'anonymous' || state === 'lost' ? toId<'Wallet'>(makeUuid()) : null;
  const at = systemClock();
  await writeTransaction(db, async (tx) => {
    if (walletId !== null) {
      await tx.query.insertInto('wallet').values({ id: walletId, created_at: at }).execute();
    }
    await tx.query
      .insertInto('card')
      .values({
        id,
        uid: card.isUidKnown === false ? null : uid,
        tag4: uid.slice(0, 8),
        number,
        qr: makeUuid(),
        state,
        wallet_id: walletId,
        collective_id: card.collectiveId,
        trust_level: 1,
        created_at: at,
      })
      .execute();
    tx.changed('card', id, null);
    if (card.money === undefined || walletId === null) return;
    unwrap(
      await topUp(tx, {
        id: makeUuid() as PostingId,
        at,
        stationId: null,
        cause: null,
        collectiveId: await issuerOf(db, card.money.assetId),
        to: { walletId },
        assetId: card.money.assetId,
        amountCents: cents(card.money.cents),
      }),
    );
  });
  return { id, uid, number, walletId };
}

async function issuerOf(db: Db, assetId: AssetId): Promise<CollectiveId | null> {
  const row = await db.query
    .selectFrom('asset')
    .select('issuer_id')
    .where('id', '=', assetId)
    .executeTakeFirstOrThrow();
  return row.issuer_id as CollectiveId | null;
}

export type AccountNow = { readonly balance: number; readonly held: number; readonly debt: number };

export async function accountOf(db: Db, ownerId: string, assetId: string): Promise<AccountNow> {
  const row = await db.query
    .selectFrom('account')
    .select(['balance', 'held', 'debt'])
    .where('owner_id', '=', ownerId)
    .where('asset_id', '=', assetId)
    .where('kind', 'in', ['wallet', 'takings'])
    .executeTakeFirst();
  return row ?? { balance: 0, held: 0, debt: 0 };
}

/** The sum of all accounts of each asset: 0, whatever was done (RULES M6). */
export async function sumsByAsset(db: Db, assetIds: readonly string[]): Promise<readonly number[]> {
  const rows = await db.query
    .selectFrom('account')
    .select(['asset_id', 'balance'])
    .where('asset_id', 'in', assetIds)
    .execute();
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(row.asset_id, (sums.get(row.asset_id) ?? 0) + row.balance);
  return [...sums.values()];
}
