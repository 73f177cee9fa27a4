import { setTimeout as sleep } from 'node:timers/promises';
import { assert } from '../../shared/assert.ts';
import { flushChanges, flushStatement } from './feed.ts';
import type { FeedChange } from './feed.ts';
import type { Db, WritableDb } from './open-database.ts';
import { isStalePlan } from './postgres-dialect.ts';
import { transactionContext } from './transaction-context.ts';
import type { TransactionContext } from './transaction-context.ts';

/** Attempts of one transaction that meets others; the last failure is thrown. */
export const ATTEMPTS_MAX = 12;
const WAIT_MS_FIRST = 2;
const WAIT_MS_MAX = 400;

/**
 * Runs a unit of work that writes: all of it is stored, or nothing. SQLite takes its only write
 * lock at the start, callers queue; PostgreSQL reads committed rows and the work locks what it
 * changes, in id order. The work may run several times when it meets another transaction, so it
 * must do nothing outside the database. What it marks with `changed` joins the feed last, so that
 * the order of the feed is the order of commits.
 */
export async function writeTransaction<Value>(
  db: Db,
  work: (tx: WritableDb) => Promise<Value>,
): Promise<Value> {
  assert(
    transactionContext.getStore()?.isOpen !== true,
    'a write transaction was started inside another: it would wait for itself',
  );
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { value, seq } = await runOnce(db, work);
      if (seq !== null) for (const listener of db.feedListeners) listener(seq);
      return value;
    } catch (error) {
      if (!isWorthRetrying(error) || attempt >= ATTEMPTS_MAX) throw error;
      const waitMs = Math.min(WAIT_MS_MAX, WAIT_MS_FIRST * 2 ** (attempt - 1));
      // Chance keeps two transactions from meeting again at the next attempt.
      await sleep(waitMs * (0.5 + Math.random()));
    }
  }
}

async function runOnce<Value>(
  db: Db,
  work: (tx: WritableDb) => Promise<Value>,
): Promise<{ readonly value: Value; readonly seq: number | null }> {
  const context: TransactionContext = { isOpen: true, lastStatement: null, lastRows: [] };
  const changes = new Map<string, FeedChange>();
  const changed: WritableDb['changed'] = (topic, entityId, collectiveId) => {
    changes.set(`${topic} ${entityId} ${collectiveId ?? ''}`, { topic, entityId, collectiveId });
  };
  try {
    return await transactionContext.run(context, async () => {
      let seq: number | null = null;
      const value = await db.writer.transaction().execute(async (query) => {
        const result = await work({ kind: db.kind, query, changed });
        const list = [...changes.values()];
        if (list.length === 0) return result;
        if (db.kind === 'sqlite') seq = await flushChanges(query, list, db.clock());
        else context.lastStatement = flushStatement(query, list, db.clock());
        return result;
      });
      return { value, seq: seq ?? newestOf(context.lastRows) };
    });
  } finally {
    context.isOpen = false;
  }
}

const newestOf = (rows: readonly unknown[]): number | null =>
  rows.length === 0
    ? null
    : Math.max(...(rows as readonly { seq: number }[]).map(({ seq }) => seq));

/** Thrown by work that finds its ground moved by another transaction: it runs again from the start. */
export class StartAgainError extends Error {
  override readonly name = 'StartAgainError';
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const UNIQUE_VIOLATION = '23505';
const TRANSACTIONS_MET = new Set([SERIALIZATION_FAILURE, DEADLOCK, UNIQUE_VIOLATION]);

/**
 * Two transactions that met. A row that both add ends here too, as a duplicate key, whichever of its
 * unique keys PostgreSQL checks first (`on conflict` names only one): the other transaction has been
 * committed by then, so the next attempt finds what it stored.
 */
function isWorthRetrying(error: unknown): boolean {
  if (error instanceof StartAgainError || isStalePlan(error)) return true;
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') {
    return false;
  }
  const { code } = error;
  return TRANSACTIONS_MET.has(code) || code.startsWith('SQLITE_BUSY');
}
