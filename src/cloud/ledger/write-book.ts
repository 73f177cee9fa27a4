import { sql } from 'kysely';
import type { AccountChange, BookChanges } from '../../domain/wallet/book.ts';
import type { Hold } from '../../domain/wallet/ledger-types.ts';
import type { Instant } from '../../shared/time.ts';
import {
  insertRows,
  insertStatement,
  rowSource,
  runTogether,
  sourceColumn,
  updateStatement,
} from '../db/bulk-rows.ts';
import type { RowStatement } from '../db/bulk-rows.ts';
import type { DatabaseKind, WritableDb } from '../db/open-database.ts';
import { accountIdOf } from './account-id.ts';

/**
 * Stores what a batch decided, in a few statements whatever its size. What everybody shares, the
 * takings of a collective, is written last and so locked for the shortest time.
 */
export async function writeBook(tx: WritableDb, changes: BookChanges, at: Instant): Promise<void> {
  await openWallets(tx, changes, at);
  const accounts = changes.accounts.map(accountRow);
  const opened = accounts.filter(({ isGathered, kind }) => !isGathered && kind === 'wallet');
  await insertRows(tx, 'account', ['id', 'asset_id', 'kind', 'owner_id'], opened);
  const postings = postingStatement(tx.kind, changes);
  // The guard of debts looks for the sale that explains them: it must be there before.
  const hasDebt = accounts.some(({ debt }) => debt > 0);
  if (hasDebt) await runTogether(tx, [postings]);
  await runTogether(tx, [
    ...(hasDebt ? [] : [postings]),
    ...holdStatements(tx.kind, changes),
    ...accountStatements(tx.kind, accounts),
    transferStatement(tx.kind, changes),
  ]);
  for (const { ref } of changes.accounts) {
    if (ref.kind === 'wallet') tx.changed('wallet', ref.ownerId, null);
  }
}

async function openWallets(tx: WritableDb, changes: BookChanges, at: Instant): Promise<void> {
  const opened = [...changes.openedWallets].map(([cardId, walletId]) => ({ cardId, walletId }));
  const wallets = opened.map(({ walletId }) => ({
    id: walletId,
    person_id: null,
    merged_into: null,
    created_at: at,
  }));
  const cards = opened.map(({ cardId, walletId }) => ({
    id: cardId,
    state: 'anonymous' as const,
    wallet_id: walletId,
  }));
  await runTogether(tx, [
    insertStatement(tx.kind, 'wallet', ['id', 'person_id', 'merged_into', 'created_at'], wallets),
    updateStatement(tx.kind, 'card', ['id'], ['state', 'wallet_id'], cards),
  ]);
  for (const { cardId } of opened) tx.changed('card', cardId, null);
}

const postingStatement = (kind: DatabaseKind, { postings }: BookChanges): RowStatement =>
  insertStatement(
    kind,
    'posting',
    [
      ...(['id', 'kind', 'content_hash', 'at', 'collective_id', 'station_id'] as const),
      ...(['wallet_id', 'card_id', 'cause', 'corrects', 'debt', 'note'] as const),
    ],
    postings.map((posting) => ({
      id: posting.id,
      kind: posting.kind,
      content_hash: posting.contentHash,
      at: posting.at,
      collective_id: posting.collectiveId,
      station_id: posting.stationId,
      wallet_id: posting.walletId,
      card_id: posting.cardId,
      cause: posting.cause,
      corrects: posting.corrects,
      debt: posting.debt,
      note: posting.note,
    })),
  );

const transferStatement = (kind: DatabaseKind, { postings }: BookChanges): RowStatement =>
  insertStatement(
    kind,
    'transfer',
    ['posting_id', 'line', 'asset_id', 'from_account_id', 'to_account_id', 'amount'],
    postings.flatMap(({ id, transfers }) =>
      transfers.map(({ from, to, amount }, line) => ({
        posting_id: id,
        line,
        asset_id: from.assetId,
        from_account_id: accountIdOf(from),
        to_account_id: accountIdOf(to),
        amount,
      })),
    ),
  );

const accountRow = ({ ref, isGathered, ...change }: AccountChange) => ({
  id: accountIdOf(ref),
  asset_id: ref.assetId,
  kind: ref.kind,
  owner_id: ref.ownerId,
  // Differences, so that accounts that were not read need no lock before.
  balance: change.balanceDelta,
  held: change.heldDelta,
  debt: change.debt,
  debt_posting_id: change.debtPostingId,
  isGathered,
});

type AccountRow = ReturnType<typeof accountRow>;

function accountStatements(
  kind: DatabaseKind,
  accounts: readonly AccountRow[],
): readonly RowStatement[] {
  // In id order, so that two batches that share several accounts never cross.
  const sorted = accounts.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const mayBeNew = sorted.filter((row) => !row.isGathered && mayStartWith(row));
  const existing = sorted.filter((row) => !mayBeNew.includes(row));
  return [updateAccounts(kind, existing), addToAccounts(kind, mayBeNew)];
}

/** Whether the difference could be the first balance: takings, or what an issuer puts in circulation. */
const mayStartWith = ({ kind, balance }: AccountRow): boolean =>
  kind === 'issuing' ? balance <= 0 : kind !== 'wallet' && balance >= 0;

function updateAccounts(kind: DatabaseKind, rows: readonly AccountRow[]): RowStatement {
  const value = (column: string) => sourceColumn(kind, column);
  const text = sql`update account set
      balance = account.balance + ${value('balance')},
      held = account.held + ${value('held')},
      debt = ${value('debt')},
      debt_posting_id = ${value('debt_posting_id')}
    from ${rowSource(kind, 'account', rows)}
    where account.id = ${value('id')} returning 1`;
  return { what: 'accounts changed', text, count: rows.length };
}

function addToAccounts(kind: DatabaseKind, rows: readonly AccountRow[]): RowStatement {
  const columns = ['id', 'asset_id', 'kind', 'owner_id', 'balance'] as const;
  const values = sql.join(columns.map((column) => sourceColumn(kind, column)));
  const text = sql`insert into account (${sql.join(columns.map((column) => sql.id(column)))})
    select ${values} from ${rowSource(kind, 'account', rows)} where true
    on conflict (id) do update set balance = account.balance + excluded.balance returning 1`;
  return { what: 'accounts added to', text, count: rows.length };
}

function holdStatements(
  kind: DatabaseKind,
  { newHolds, changedHolds, tombstones }: BookChanges,
): readonly RowStatement[] {
  const made = newHolds.map((hold) => ({
    id: hold.id,
    content_hash: hold.contentHash,
    state: hold.state,
    station_id: hold.stationId,
    collective_id: hold.collectiveId,
    card_id: hold.cardId,
    wallet_id: hold.walletId,
    ends_at: hold.endsAt,
    created_at: hold.createdAt,
    closed_at: hold.closedAt,
  }));
  const traces = tombstones.map(({ id, stationId, at }) => ({
    ...{ id, content_hash: null, state: 'released' as const, station_id: stationId },
    ...{ collective_id: null, card_id: null, wallet_id: null, ends_at: null },
    ...{ created_at: at, closed_at: at },
  }));
  const changed = changedHolds.map(({ id, state, walletId, closedAt }) => ({
    id,
    state,
    wallet_id: walletId,
    closed_at: closedAt,
  }));
  return [
    insertStatement(
      kind,
      'hold',
      [
        ...(['id', 'content_hash', 'state', 'station_id', 'collective_id', 'card_id'] as const),
        ...(['wallet_id', 'ends_at', 'created_at', 'closed_at'] as const),
      ],
      [...made, ...traces],
    ),
    insertStatement(
      kind,
      'hold_part',
      ['hold_id', 'line', 'asset_id', 'account_id', 'reserved', 'remaining'],
      newHolds.flatMap(partRows),
    ),
    updateStatement(kind, 'hold', ['id'], ['state', 'wallet_id', 'closed_at'], changed),
    updateStatement(
      kind,
      'hold_part',
      ['hold_id', 'line'],
      ['account_id', 'remaining'],
      changedHolds.flatMap(partRows),
    ),
  ];
}

const partRows = (hold: Hold) =>
  hold.parts.map(({ assetId, reserved, remaining }, line) => ({
    hold_id: hold.id,
    line,
    asset_id: assetId,
    account_id: accountIdOf({ kind: 'wallet', ownerId: hold.walletId, assetId }),
    reserved,
    remaining,
  }));
