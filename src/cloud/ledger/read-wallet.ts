import type { AssetKind } from '../../domain/wallet/asset.ts';
import type { PostingId, PostingKind } from '../../domain/wallet/ledger-types.ts';
import type { Holding } from '../../domain/wallet/split-payment.ts';
import type { AssetId, CardId, CollectiveId, WalletId } from '../../shared/ids.ts';
import { addCents, cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb } from '../db/open-database.ts';
import { assetOf } from './rows.ts';
import { walletsBehind } from './wallets.ts';

export type WalletAsset = Holding & {
  readonly name: string;
  readonly issuerName: string | null;
  readonly balanceCents: Cents;
  readonly heldCents: Cents;
  readonly debtCents: Cents;
};

export type WalletView = {
  readonly walletId: WalletId;
  /** Each asset apart: hours and points are never summed with euros (RULES M1). */
  readonly assets: readonly WalletAsset[];
  readonly debtCents: Cents;
};

/** What a wallet holds now, asset by asset. Use `spendableAt` for what it can pay at a collective. */
export async function readWallet(db: ReadableDb, walletId: WalletId): Promise<WalletView> {
  const rows = await db.query
    .selectFrom('account')
    .innerJoin('asset', 'asset.id', 'account.asset_id')
    .leftJoin('collective', 'collective.id', 'asset.issuer_id')
    .select([
      ...(['asset.id', 'asset.kind', 'asset.issuer_id', 'asset.created_at', 'asset.name'] as const),
      ...(['collective.name as issuer_name', 'balance', 'held', 'debt'] as const),
    ])
    .where('owner_id', '=', walletId)
    .where('account.kind', '=', 'wallet')
    .orderBy('asset.created_at')
    .orderBy('asset.id')
    .execute();
  const assets = rows.map((row) => ({
    asset: assetOf(row),
    name: row.name,
    issuerName: row.issuer_name,
    balanceCents: cents(row.balance),
    heldCents: cents(row.held),
    availableCents: cents(row.balance - row.held),
    debtCents: cents(row.debt),
  }));
  const debtCents = addCents(...assets.map((asset) => asset.debtCents));
  return { walletId, assets, debtCents };
}

export type HistoryEntry = {
  readonly postingId: PostingId;
  readonly kind: PostingKind;
  readonly at: Instant;
  readonly collectiveId: CollectiveId | null;
  readonly collectiveName: string | null;
  readonly cardId: CardId | null;
  readonly cardNumber: string | null;
  readonly cause: string | null;
  readonly corrects: PostingId | null;
  /** What entered the wallet (above 0) or left it, by asset. */
  readonly parts: readonly {
    readonly assetId: AssetId;
    readonly kind: AssetKind;
    readonly name: string;
    readonly cents: Cents;
  }[];
  readonly debtCents: Cents;
};

export type HistoryPage = {
  /** Entries older than this one; undefined for the newest. */
  readonly before?: { readonly at: Instant; readonly postingId: PostingId };
  readonly limit: number;
  /** Only what moved at one collective. */
  readonly collectiveId?: CollectiveId;
};

/** The movements of a wallet and of those that flowed into it, newest first. */
export async function readHistory(
  db: ReadableDb,
  walletId: WalletId,
  { before, limit, collectiveId }: HistoryPage,
): Promise<readonly HistoryEntry[]> {
  const family = await walletsBehind(db, walletId);
  const postings = await db.query
    .selectFrom('posting')
    .leftJoin('collective', 'collective.id', 'posting.collective_id')
    .leftJoin('card', 'card.id', 'posting.card_id')
    .select([
      ...(['posting.id', 'posting.kind', 'posting.at', 'posting.collective_id'] as const),
      ...(['posting.card_id', 'posting.cause', 'posting.corrects', 'posting.debt'] as const),
      ...(['collective.name as collective_name', 'card.number as card_number'] as const),
      'posting.wallet_id',
    ])
    .where(isOneOf(db.kind, 'posting.wallet_id', family))
    .$if(collectiveId !== undefined, (query) =>
      query.where('posting.collective_id', '=', collectiveId ?? ''),
    )
    .$if(before !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where('posting.at', '<', before?.at ?? ''),
          where.and([
            where('posting.at', '=', before?.at ?? ''),
            where('posting.id', '<', before?.postingId ?? ''),
          ]),
        ]),
      ),
    )
    .orderBy('posting.at', 'desc')
    .orderBy('posting.id', 'desc')
    .limit(limit)
    .execute();
  const lines = await readLines(
    db,
    postings.map(({ id }) => id),
  );
  return postings.map((row) => ({
    postingId: row.id as PostingId,
    kind: row.kind,
    at: row.at as Instant,
    collectiveId: row.collective_id as CollectiveId | null,
    collectiveName: row.collective_name,
    cardId: row.card_id as CardId | null,
    cardNumber: row.card_number,
    cause: row.cause,
    corrects: row.corrects as PostingId | null,
    // When two wallets joined, what entered the one that stayed is told.
    parts: partsFor(lines.get(row.id) ?? [], row.wallet_id ?? walletId),
    debtCents: cents(row.debt),
  }));
}

type Line = {
  readonly posting_id: string;
  readonly asset_id: string;
  readonly kind: AssetKind;
  readonly name: string;
  readonly amount: number;
  readonly from_owner: string;
  readonly to_owner: string;
};

async function readLines(
  db: ReadableDb,
  postingIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Line[]>> {
  const rows = await db.query
    .selectFrom('transfer')
    .innerJoin('asset', 'asset.id', 'transfer.asset_id')
    .innerJoin('account as source', 'source.id', 'transfer.from_account_id')
    .innerJoin('account as target', 'target.id', 'transfer.to_account_id')
    .select([
      ...(['posting_id', 'transfer.asset_id', 'asset.kind', 'asset.name', 'amount'] as const),
      ...(['source.owner_id as from_owner', 'target.owner_id as to_owner'] as const),
    ])
    .where(isOneOf(db.kind, 'posting_id', postingIds))
    .orderBy('posting_id')
    .orderBy('line')
    .execute();
  return Map.groupBy(rows, (row) => row.posting_id);
}

function partsFor(lines: readonly Line[], walletId: string): HistoryEntry['parts'] {
  const byAsset = Map.groupBy(lines, (line) => line.asset_id);
  return [...byAsset].flatMap(([assetId, ofAsset]) => {
    const sum = ofAsset.reduce((total, { amount, from_owner, to_owner }) => {
      const entered = to_owner === walletId ? amount : 0;
      return total + entered - (from_owner === walletId ? amount : 0);
    }, 0);
    const [first] = ofAsset;
    if (first === undefined || sum === 0) return [];
    return [{ assetId: assetId as AssetId, kind: first.kind, name: first.name, cents: cents(sum) }];
  });
}
