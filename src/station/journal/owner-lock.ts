import Database from 'better-sqlite3';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';

export type OwnerLock = { readonly release: () => void };

/**
 * One process owns a journal. The lock is SQLite's own, held on an empty file beside it: the
 * system frees it when the process dies, however it dies, and readers of the journal are not kept out.
 */
export function takeOwnerLock(databasePath: string): Result<OwnerLock, 'taken' | 'io'> {
  let lock: Database.Database | undefined;
  try {
    lock = new Database(`${databasePath}.owner`, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    const code = error instanceof Database.SqliteError ? error.code : '';
    return err(code === 'SQLITE_BUSY' ? 'taken' : 'io');
  }
  const held = lock;
  return ok({ release: () => held.close() });
}
