import { sql } from 'kysely';
import { assert } from '../../shared/assert.ts';
import type { BookChanges } from '../../domain/wallet/book.ts';
import type { Hold } from '../../domain/wallet/ledger-types.ts';
import type { Instant } from '../../shared/time.ts';
import { insertRows, isOneOf, rowSource, sourceColumn, updateRows } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import { accountIdOf } from './account-id.ts';

/**
 * Stores what a batch decided, in a few statements whatever its size. The order is the one that
 * foreign keys and the debt guard ask for: wallets, postings, accounts, transfers, holds.
 */
export async function writeBook(tx: WritableDb, changes: BookChanges, at: Instant): Promise<void> {
  await openWallets(tx, changes, at);
  await insertRows(
    tx,
    'posting',
    [
      ...([
        'id',
        'kind',
        'content_hash',
        'at',
        'collective_id',
        'station_id',
        'wallet_id',
      ] as const),
      ...(['card_id', 'cause', 'corrects', 'debt', 'note'] as const),
    ],
    changes.postings.map((posting) => ({
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
  await writeAccounts(tx, changes);
  await insertRows(
    tx,
    'transfer',
    ['posting_id', 'line', 'asset_id', 'from_account_id', 'to_account_id', 'amount'],
    changes.postings.flatMap(({ id, transfers }) =>
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
  await writeHolds(tx, changes);
  for (const { ref } of changes.accounts) {
    if (ref.kind === 'wallet') tx.changed('wallet', ref.ownerId, null);
  }
}

async function openWallets(tx: WritableDb, changes: BookChanges, at: Instant): Promise<void> {
  const opened = [...changes.openedWallets].map(([cardId, walletId]) => ({ cardId, walletId }));
  await insertRows(
    tx,
    'wallet',
    ['id', 'person_id', 'merged_into', 'created_at'],
    opened.map(({ walletId }) => ({
      id: walletId,
      person_id: null,
      merged_into: null,
      created_at: at,
    })),
  );
  await updateRows(
    tx,
    'card',
    ['id'],
    ['state', 'wallet_id'],
    opened.map(({ cardId, walletId }) => ({ id: cardId, state: 'anonymous', wallet_id: walletId })),
  );
  for (const { cardId } of opened) tx.changed('card', cardId, null);
}

type AccountRow = {
  readonly id: string;
  readonly asset_id: string;
  readonly kind: string;
  readonly owner_id: string;
  readonly balance: number;
  readonly held: number;
  readonly debt: number;
  readonly debt_posting_id: string | null;
};

/** Balances change by differences: accounts that were not read (takings, issuing) need no lock before. */
async function writeAccounts(tx: WritableDb, { accounts }: BookChanges): Promise<void> {
  if (accounts.length === 0) return;
  const rows: readonly AccountRow[] = accounts
    .map(({ ref, balanceDelta, heldDelta, debt, debtPostingId }) => ({
      id: accountIdOf(ref),
      asset_id: ref.assetId,
      kind: ref.kind,
      owner_id: ref.ownerId,
      balance: balanceDelta,
      held: heldDelta,
      debt,
      debt_posting_id: debtPostingId,
    }))
    .toSorted((left, right) => (left.id < right.id ? -1 : 1));
  await lockShared(tx, rows);
  const updated = await applyDifferences(tx, rows);
  const missing = rows.filter(({ id }) => !updated.has(id));
  if (missing.length === 0) return;
  // Somebody else may make the same account at the same moment: both then add to it.
  await sql`insert into account (id, asset_id, kind, owner_id)
    select ${sql.join(['id', 'asset_id', 'kind', 'owner_id'].map((column) => sourceColumn(tx.kind, column)))}
    from ${rowSource(tx.kind, 'account', missing)} where true on conflict do nothing`.execute(
    tx.query,
  );
  const made = await applyDifferences(tx, missing);
  assert(made.size === missing.length, `${missing.length - made.size} accounts could not be made`);
}

// Several accounts that nobody locked yet: taken in id order, so that two batches never cross.
async function lockShared(tx: WritableDb, rows: readonly AccountRow[]): Promise<void> {
  const shared = rows.filter(({ kind }) => kind !== 'wallet').map(({ id }) => id);
  if (tx.kind === 'sqlite' || shared.length < 2) return;
  await tx.query
    .selectFrom('account')
    .select('id')
    .where(isOneOf(tx.kind, 'id', shared))
    .orderBy('id')
    .forUpdate()
    .execute();
}

async function applyDifferences(
  tx: WritableDb,
  rows: readonly AccountRow[],
): Promise<ReadonlySet<string>> {
  const value = (column: string) => sourceColumn(tx.kind, column);
  const result = await sql<{ readonly id: string }>`update account set
      balance = account.balance + ${value('balance')},
      held = account.held + ${value('held')},
      debt = ${value('debt')},
      debt_posting_id = ${value('debt_posting_id')}
    from ${rowSource(tx.kind, 'account', rows)}
    where account.id = ${value('id')}
    returning account.id`.execute(tx.query);
  return new Set(result.rows.map(({ id }) => id));
}

async function writeHolds(tx: WritableDb, changes: BookChanges): Promise<void> {
  const { newHolds, changedHolds, tombstones } = changes;
  await insertRows(
    tx,
    'hold',
    [
      ...(['id', 'content_hash', 'state', 'station_id', 'collective_id', 'card_id'] as const),
      ...(['wallet_id', 'ends_at', 'created_at', 'closed_at'] as const),
    ],
    [
      ...newHolds.map((hold) => ({
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
      })),
      ...tombstones.map(({ id, stationId, at }) => ({
        id,
        content_hash: null,
        state: 'released' as const,
        station_id: stationId,
        collective_id: null,
        card_id: null,
        wallet_id: null,
        ends_at: null,
        created_at: at,
        closed_at: at,
      })),
    ],
  );
  await insertRows(
    tx,
    'hold_part',
    ['hold_id', 'line', 'asset_id', 'account_id', 'reserved', 'remaining'],
    newHolds.flatMap(partRows),
  );
  await updateRows(
    tx,
    'hold',
    ['id'],
    ['state', 'wallet_id', 'closed_at'],
    changedHolds.map(({ id, state, walletId, closedAt }) => ({
      id,
      state,
      wallet_id: walletId,
      closed_at: closedAt,
    })),
  );
  await updateRows(
    tx,
    'hold_part',
    ['hold_id', 'line'],
    ['account_id', 'remaining'],
    changedHolds.flatMap(partRows),
  );
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
