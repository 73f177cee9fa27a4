import Database from 'better-sqlite3';
import { CompiledQuery, SqliteDialect, SqliteDriver } from 'kysely';
import type { DatabaseConnection, Driver, SqliteDatabase, SqliteStatement } from 'kysely';
import { assert } from '../../shared/assert.ts';

// Before this version, two connections that write at once could lose the end of the WAL.
const SQLITE_VERSION_MIN = '3.51.3';
const OPEN_WAIT_MS_MAX = 5_000;
const STATEMENTS_KEPT_MAX = 500;
// An upload of 500 sales changes more pages than SQLite keeps by itself (2 MB): what does not fit
// is written twice.
const CACHE_KIB = 65_536;
// 16 MB of changes before they are copied into the file: pages that many uploads touch are copied once.
const WAL_PAGES_KEPT = 4_000;

/** A connection on a SQLite file. `write` makes the file when it is missing. */
export function openSqlite(path: string, mode: 'write' | 'read'): Database.Database {
  const database = new Database(path, { readonly: mode === 'read', timeout: OPEN_WAIT_MS_MAX });
  const version = database.prepare('select sqlite_version()').pluck().get();
  assert(
    compareVersions(String(version), SQLITE_VERSION_MIN) >= 0,
    `SQLite must be ${SQLITE_VERSION_MIN} or newer, got ${String(version)}`,
  );
  if (mode === 'write') database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma(`cache_size = -${CACHE_KIB}`);
  database.pragma(`wal_autocheckpoint = ${WAL_PAGES_KEPT}`);
  assert(database.pragma('journal_mode', { simple: true }) === 'wal', 'SQLite must use WAL');
  assert(database.pragma('synchronous', { simple: true }) === 2, 'synchronous must be FULL');
  assert(database.pragma('foreign_keys', { simple: true }) === 1, 'foreign keys must be on');
  // Waiting inside SQLite would stop the whole process, and with it the transaction that is waited
  // for. `writeTransaction` waits outside and tries again.
  if (mode === 'write') database.pragma('busy_timeout = 0');
  return database;
}

/** Kysely on one connection; its transactions take the write lock when they begin. */
export const sqliteDialect = (database: Database.Database): SqliteDialect =>
  new ImmediateSqliteDialect({ database: keepStatements(database) });

class ImmediateSqliteDialect extends SqliteDialect {
  readonly #config: { readonly database: SqliteDatabase };

  constructor(config: { readonly database: SqliteDatabase }) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new ImmediateSqliteDriver(this.#config);
  }
}

class ImmediateSqliteDriver extends SqliteDriver {
  // A plain `begin` that reads first and writes later fails when somebody wrote in between.
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** Prepares each text once: preparing costs more than running most statements. */
function keepStatements(database: Database.Database): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    close: () => {
      kept.clear();
      database.close();
    },
    prepare: (text) => {
      const known = kept.get(text);
      if (known !== undefined) return known;
      const statement = database.prepare(text) as unknown as SqliteStatement;
      if (kept.size >= STATEMENTS_KEPT_MAX) kept.clear();
      kept.set(text, statement);
      return statement;
    },
  };
}

function compareVersions(left: string, right: string): number {
  const [leftParts, rightParts] = [left, right].map((text) => text.split('.').map(Number));
  const differences = (leftParts ?? []).map((part, index) => part - (rightParts?.[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
