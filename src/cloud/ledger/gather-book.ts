import { Book } from '../../domain/wallet/book.ts';
import type { Asset } from '../../domain/wallet/asset.ts';
import type { AccountRef, Hold, Posting } from '../../domain/wallet/ledger-types.ts';
import type { AssetId, CollectiveId, ReserveId } from '../../shared/ids.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import { StartAgainError } from '../db/write-transaction.ts';
import { accountIdOf } from './account-id.ts';
import { accountOf, assetOf, holdOf, postingOf } from './rows.ts';
import { followMerges } from './wallets.ts';

export type BookNeeds = {
  /** Wallets that a command names, by itself or by its card. Those of holds are added. */
  readonly walletIds: readonly string[];
  /** Whether a command may give one of them a new account: then the wallet itself is locked. */
  readonly mayOpenAccounts: boolean;
  readonly reserveIds: readonly ReserveId[];
  /** Also take the active holds of these wallets, which flow into another. */
  readonly movedWalletIds?: readonly string[];
  readonly postingIds: readonly string[];
  readonly correctedIds: readonly string[];
  readonly assetIds: readonly AssetId[];
  /** Collectives whose own `local` assets are needed. */
  readonly issuerIds: readonly CollectiveId[];
  /** Accounts of collectives that may be debited: what they have must be known. */
  readonly debited: readonly AccountRef[];
};

/**
 * Reads and locks what a batch of commands concerns, always in the same order: wallets, holds,
 * accounts, each by id. Cards were locked before. Two batches that meet wait for each other
 * instead of failing; both databases then see what the other one stored.
 */
export async function gatherBook(tx: WritableDb, needs: BookNeeds): Promise<Book> {
  const corrected = await readPostings(tx, needs.correctedIds, 'with-corrections');
  const named = [
    ...needs.walletIds,
    ...corrected.flatMap(({ walletId }) => (walletId === null ? [] : [walletId])),
  ];
  if (needs.mayOpenAccounts) await lockWallets(tx, named);
  const { holds, tombstoneIds } = await lockHolds(tx, needs);
  const walletIds = [...new Set([...named, ...holds.map((hold) => hold.walletId)])].toSorted();
  const debited = [
    ...needs.debited,
    ...corrected.flatMap(({ transfers }) =>
      transfers.map(({ to }) => to).filter(({ kind }) => kind === 'takings' || kind === 'cash-out'),
    ),
  ];
  const locked = await lockAccounts(tx, walletIds, debited);
  // After the locks: the same command, sent twice at once, is found here by the second.
  const known = await readPostings(tx, needs.postingIds, 'alone');
  const postings = [...corrected, ...known];
  const assetIds = [
    ...needs.assetIds,
    ...holds.flatMap(({ parts }) => parts.map(({ assetId }) => assetId)),
    ...postings.flatMap(({ transfers }) => transfers.map(({ from }) => from.assetId)),
  ];
  const read = locked.map(({ asset }) => asset);
  const assets = await readAssets(tx, needs.issuerIds, assetIds, read);
  const accounts = locked.map(({ account }) => account);
  return new Book({ assets, accounts, holds, tombstoneIds, postings });
}

async function lockWallets(tx: WritableDb, walletIds: readonly string[]): Promise<void> {
  if (tx.kind === 'sqlite' || walletIds.length === 0) return;
  const rows = await tx.query
    .selectFrom('wallet')
    .select(['id', 'merged_into'])
    .where(isOneOf(tx.kind, 'id', walletIds))
    .orderBy('id')
    .forUpdate()
    .execute();
  const moved = rows.find((row) => row.merged_into !== null);
  // Its card was linked while this waited for the lock: the money is in another wallet now.
  if (moved !== undefined) throw new StartAgainError(`wallet ${moved.id} has just been merged`);
}

async function lockHolds(
  tx: WritableDb,
  { reserveIds, movedWalletIds = [] }: BookNeeds,
): Promise<{ readonly holds: readonly Hold[]; readonly tombstoneIds: readonly ReserveId[] }> {
  if (reserveIds.length + movedWalletIds.length === 0) return { holds: [], tombstoneIds: [] };
  const query = tx.query
    .selectFrom('hold')
    .selectAll()
    .where((where) => {
      const byId = isOneOf(tx.kind, 'id', reserveIds);
      if (movedWalletIds.length === 0) return byId;
      const byWallet = isOneOf(tx.kind, 'wallet_id', movedWalletIds);
      return where.or([byId, where.and([byWallet, where('state', '=', 'active')])]);
    })
    .orderBy('id');
  const rows = await (tx.kind === 'postgres' ? query.forUpdate() : query).execute();
  if (rows.length === 0) return { holds: [], tombstoneIds: [] };
  const parts = await tx.query
    .selectFrom('hold_part')
    .selectAll()
    .where(
      isOneOf(
        tx.kind,
        'hold_id',
        rows.map(({ id }) => id),
      ),
    )
    .execute();
  const partsByHold = Map.groupBy(parts, (part) => part.hold_id);
  const holds = rows.map((row) => holdOf(row, partsByHold.get(row.id) ?? []));
  return {
    holds: holds.filter((hold): hold is Hold => hold !== null),
    tombstoneIds: rows.filter((row) => row.content_hash === null).map((row) => row.id as ReserveId),
  };
}

type AccountAndAsset = { readonly account: ReturnType<typeof accountOf>; readonly asset: Asset };

async function lockAccounts(
  tx: WritableDb,
  walletIds: readonly string[],
  debited: readonly AccountRef[],
): Promise<readonly AccountAndAsset[]> {
  if (walletIds.length + debited.length === 0) return [];
  const query = tx.query
    .selectFrom('account')
    .innerJoin('asset', 'asset.id', 'account.asset_id')
    .select([
      ...(['account.asset_id', 'account.kind', 'account.owner_id', 'balance', 'held'] as const),
      ...(['debt', 'debt_posting_id', 'asset.kind as asset_kind', 'issuer_id'] as const),
      'asset.created_at',
    ])
    .where((where) => {
      const ofWallets = where.and([
        isOneOf(tx.kind, 'account.owner_id', walletIds),
        where('account.kind', '=', 'wallet'),
      ]);
      if (debited.length === 0) return ofWallets;
      return where.or([ofWallets, isOneOf(tx.kind, 'account.id', debited.map(accountIdOf))]);
    })
    .orderBy('account.id');
  // An asset never changes, so only the accounts are locked.
  const rows = await (tx.kind === 'postgres' ? query.forUpdate('account') : query).execute();
  return rows.map((row) => ({
    account: accountOf(row),
    asset: assetOf({ ...row, id: row.asset_id, kind: row.asset_kind }),
  }));
}

/** Assets by their ids, less those already read, and the own `local` assets of some collectives. */
async function readAssets(
  tx: WritableDb,
  issuerIds: readonly CollectiveId[],
  assetIds: readonly AssetId[],
  read: readonly Asset[],
): Promise<readonly Asset[]> {
  const known = new Map(read.map((asset) => [asset.id, asset]));
  const missing = [...new Set(assetIds)].filter((id) => !known.has(id));
  if (missing.length + issuerIds.length === 0) return [...known.values()];
  const rows = await tx.query
    .selectFrom('asset')
    .select(['id', 'kind', 'issuer_id', 'created_at'])
    .where((where) => {
      const byId = isOneOf(tx.kind, 'id', missing);
      if (issuerIds.length === 0) return byId;
      const byIssuer = isOneOf(tx.kind, 'issuer_id', issuerIds);
      return where.or([byId, where.and([byIssuer, where('kind', '=', 'local')])]);
    })
    .execute();
  for (const asset of rows.map(assetOf)) known.set(asset.id, asset);
  return [...known.values()];
}

/** Postings with their lines, and with what corrects them when that is asked. */
async function readPostings(
  tx: WritableDb,
  ids: readonly string[],
  depth: 'alone' | 'with-corrections',
): Promise<readonly Posting[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query
    .selectFrom('posting')
    .selectAll()
    .where((where) => {
      const byId = isOneOf(tx.kind, 'id', ids);
      return depth === 'alone' ? byId : where.or([byId, isOneOf(tx.kind, 'corrects', ids)]);
    })
    .execute();
  if (rows.length === 0) return [];
  const transfers = await tx.query
    .selectFrom('transfer')
    .innerJoin('account as source', 'source.id', 'transfer.from_account_id')
    .innerJoin('account as target', 'target.id', 'transfer.to_account_id')
    .select([
      ...([
        'posting_id',
        'line',
        'transfer.asset_id',
        'amount',
        'source.kind as from_kind',
      ] as const),
      ...(['source.owner_id as from_owner', 'target.kind as to_kind'] as const),
      'target.owner_id as to_owner',
    ])
    .where(
      isOneOf(
        tx.kind,
        'posting_id',
        rows.map(({ id }) => id),
      ),
    )
    .execute();
  const walletNow = await followMerges(tx, [
    ...rows.flatMap(({ wallet_id }) => (wallet_id === null ? [] : [wallet_id])),
    ...transfers.flatMap((row) => [row.from_owner, row.to_owner]),
  ]);
  const byPosting = Map.groupBy(transfers, (row) => row.posting_id);
  return rows.map((row) => postingOf(row, byPosting.get(row.id) ?? [], walletNow));
}
