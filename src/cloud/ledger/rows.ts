import type { Asset } from '../../domain/wallet/asset.ts';
import type {
  AccountKind,
  AccountRef,
  AccountState,
  Hold,
  Posting,
  PostingId,
  Transfer,
} from '../../domain/wallet/ledger-types.ts';
import type {
  AssetId,
  CardId,
  CollectiveId,
  ReserveId,
  StationId,
  WalletId,
} from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type {
  AccountTable,
  AssetTable,
  HoldPartTable,
  HoldTable,
  PostingTable,
} from '../db/ledger-tables.ts';

/** Rows of the ledger as the domain knows them. The database's CHECKs stand for the types. */

export const assetOf = (
  row: Pick<AssetTable, 'id' | 'kind' | 'issuer_id' | 'created_at'>,
): Asset => ({
  id: row.id as AssetId,
  kind: row.kind,
  issuerId: row.issuer_id as CollectiveId | null,
  createdAt: row.created_at as Instant,
});

export const accountOf = (row: Omit<AccountTable, 'id'>): AccountRef & AccountState => ({
  kind: row.kind,
  ownerId: row.owner_id,
  assetId: row.asset_id as AssetId,
  balance: row.balance,
  held: row.held,
  debt: row.debt,
  debtPostingId: row.debt_posting_id,
});

/** Null for the trace of a reserve that was given up before it arrived. */
export function holdOf(row: HoldTable, parts: readonly HoldPartTable[]): Hold | null {
  if (row.content_hash === null) return null;
  return {
    id: row.id as ReserveId,
    contentHash: row.content_hash,
    state: row.state,
    stationId: row.station_id as StationId | null,
    collectiveId: row.collective_id as CollectiveId,
    cardId: row.card_id as CardId,
    walletId: row.wallet_id as WalletId,
    endsAt: row.ends_at as Instant,
    createdAt: row.created_at as Instant,
    closedAt: row.closed_at as Instant | null,
    parts: parts
      .filter((part) => part.hold_id === row.id)
      .toSorted((left, right) => left.line - right.line)
      .map((part) => ({
        assetId: part.asset_id as AssetId,
        reserved: part.reserved,
        remaining: part.remaining,
      })),
  };
}

export type TransferRow = {
  readonly posting_id: string;
  readonly line: number;
  readonly asset_id: string;
  readonly amount: number;
  readonly from_kind: AccountKind;
  readonly from_owner: string;
  readonly to_kind: AccountKind;
  readonly to_owner: string;
};

/** `walletNow`: the wallet that an older one flowed into. */
export function postingOf(
  row: PostingTable,
  transfers: readonly TransferRow[],
  walletNow: (id: string) => string,
): Posting {
  const accountRef = (kind: AccountKind, owner: string, asset: string): AccountRef => ({
    kind,
    ownerId: kind === 'wallet' ? walletNow(owner) : owner,
    assetId: asset as AssetId,
  });
  return {
    id: row.id as PostingId,
    kind: row.kind,
    contentHash: row.content_hash,
    at: row.at as Instant,
    collectiveId: row.collective_id as CollectiveId | null,
    stationId: row.station_id as StationId | null,
    walletId: row.wallet_id === null ? null : (walletNow(row.wallet_id) as WalletId),
    cardId: row.card_id as CardId | null,
    cause: row.cause,
    note: row.note,
    corrects: row.corrects as PostingId | null,
    debt: row.debt,
    transfers: transfers
      .filter((transfer) => transfer.posting_id === row.id)
      .toSorted((left, right) => left.line - right.line)
      .map((line): Transfer => ({
        from: accountRef(line.from_kind, line.from_owner, line.asset_id),
        to: accountRef(line.to_kind, line.to_owner, line.asset_id),
        amount: line.amount,
      })),
  };
}
