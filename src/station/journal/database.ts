import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { assert } from '../../shared/assert.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { APPLICATION_ID, MIGRATIONS, OWN_TABLES } from './journal-schema.ts';

/** A connection that can only read. */
export type ReadableDb = Database.Database;
/** The one connection that writes; it never leaves this folder, except to projections within an append. */
export type WritableDb = Database.Database;

export type DatabaseFailure =
  | { readonly code: 'newer-version'; readonly found: number; readonly known: number }
  | { readonly code: 'not-a-journal' }
  | { readonly code: 'disk-full' }
  | { readonly code: 'io'; readonly detail: string };

const NOT_A_JOURNAL: DatabaseFailure = { code: 'not-a-journal' };

/** Longer than any backup or check holds the file; then the writer gives up and says so. */
const BUSY_MS_MAX = 2_000;
/** 8 MB of log: the indexes of hashes are written all over, and are then copied once for many entries. */
const WAL_PAGES_KEPT = 2_000;
const CACHE_KIB = 8_192;

/** What must hold on every connection that writes. A pragma that SQLite ignores is otherwise silent. */
const PRAGMAS = [
  ['journal_mode', 'WAL', 'wal'],
  // FULL: each commit waits for the disk, so that what was confirmed survives a power cut.
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['recursive_triggers', 'ON', 1],
  ['wal_autocheckpoint', `${WAL_PAGES_KEPT}`, WAL_PAGES_KEPT],
  ['busy_timeout', `${BUSY_MS_MAX}`, BUSY_MS_MAX],
  ['cache_size', `-${CACHE_KIB}`, -CACHE_KIB],
] as const;

/** Opens the file for writing, makes or migrates its tables. */
export function openWritable(path: string): Result<WritableDb, DatabaseFailure> {
  let db: WritableDb | undefined;
  try {
    db = new Database(path, { timeout: BUSY_MS_MAX });
    const foreign = refuseForeign(db);
    if (foreign !== undefined) {
      db.close();
      return err(foreign);
    }
    applyPragmas(db);
    migrate(db);
    return ok(db);
  } catch (error) {
    db?.close();
    return err(databaseFailureOf(error));
  }
}

/** Opens the file for reading only. */
export function openReadable(path: string): Result<ReadableDb, DatabaseFailure> {
  let db: ReadableDb | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS_MAX });
    db.pragma('trusted_schema = OFF');
    const isEmpty = versionOf(db) === 0;
    const foreign = refuseForeign(db) ?? (isEmpty ? NOT_A_JOURNAL : undefined);
    if (foreign === undefined) return ok(db);
    db.close();
    return err(foreign);
  } catch (error) {
    db?.close();
    return err(databaseFailureOf(error));
  }
}

/** What an error of the disk means, whether SQLite met it or we did; a bug is thrown on. */
export function fileFailureOf(error: unknown): DatabaseFailure {
  if (error instanceof Error && 'syscall' in error && 'code' in error) {
    return error.code === 'ENOSPC'
      ? { code: 'disk-full' }
      : { code: 'io', detail: `${String(error.code)}: ${error.message}` };
  }
  return databaseFailureOf(error);
}

/** What SQLite's error means; anything that is not an error of the file or the disk is a bug, and thrown. */
export function databaseFailureOf(error: unknown): DatabaseFailure {
  if (!(error instanceof Database.SqliteError)) {
    // better-sqlite3 says so when the folder is missing.
    if (error instanceof TypeError) return { code: 'io', detail: error.message };
    throw error;
  }
  const { code } = error;
  if (code === 'SQLITE_FULL') return { code: 'disk-full' };
  if (code === 'SQLITE_NOTADB') return { code: 'not-a-journal' };
  if (IO_CODES.some((prefix) => code.startsWith(prefix))) {
    return { code: 'io', detail: `${code}: ${error.message}` };
  }
  throw error;
}

export const isDamage = (error: unknown): error is InstanceType<typeof Database.SqliteError> =>
  error instanceof Database.SqliteError &&
  (error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB');

/** On a full disk SQLite may fail at its index of the log first, and calls that an I/O error. */
export const orDiskFull = (failure: DatabaseFailure, path: string): DatabaseFailure =>
  failure.code === 'io' && roomOn(path) < ROOM_BYTES_LEAST ? { code: 'disk-full' } : failure;

/** Bytes that we may still write on the disk where a file is, or would be. */
export function roomOn(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize;
  } catch {
    // No such folder: the disk is not what is wrong.
    return Number.POSITIVE_INFINITY;
  }
}

const ROOM_BYTES_LEAST = 262_144;

const IO_CODES = [
  'SQLITE_IOERR',
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY',
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_PERM',
  'SQLITE_PROTOCOL',
  'SQLITE_CORRUPT',
];

/** The tables, indexes and triggers of a fresh journal, as SQLite keeps their text. */
export function expectedSchema(): ReadonlyMap<string, string> {
  const db = new Database(':memory:');
  try {
    for (const migration of MIGRATIONS) db.exec(migration);
    return schemaOf(db);
  } finally {
    db.close();
  }
}

/** Our own objects of a file by name. Automatic indexes have no text: their table tells them. */
export function schemaOf(db: ReadableDb): ReadonlyMap<string, string> {
  const rows = db
    .prepare(
      `SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name IN (${OWN_TABLES.map(() => '?').join(', ')})`,
    )
    .all(...OWN_TABLES) as { name: string; sql: string }[];
  return new Map(rows.map((row) => [row.name, row.sql]));
}

function applyPragmas(db: WritableDb): void {
  for (const [name, value, expected] of PRAGMAS) {
    db.pragma(`${name} = ${value}`);
    const found = db.pragma(name, { simple: true });
    assert(found === expected, `pragma ${name}: expected ${expected}, got ${String(found)}`);
  }
}

const versionOf = (db: ReadableDb): number => db.pragma('user_version', { simple: true }) as number;

function refuseForeign(db: ReadableDb): DatabaseFailure | undefined {
  const found = versionOf(db);
  const applicationId = db.pragma('application_id', { simple: true });
  const isEmpty = db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
  if (applicationId !== APPLICATION_ID && !isEmpty) return NOT_A_JOURNAL;
  if (found > MIGRATIONS.length) return { code: 'newer-version', found, known: MIGRATIONS.length };
  return undefined;
}

function migrate(db: WritableDb): void {
  const from = versionOf(db);
  if (from === MIGRATIONS.length) return;
  // One transaction: a crash leaves the old version or the new one.
  db.transaction(() => {
    for (const migration of MIGRATIONS.slice(from)) db.exec(migration);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${MIGRATIONS.length}`);
  }).immediate();
}
