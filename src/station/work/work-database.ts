import Database from 'better-sqlite3';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { PRINT_JOB_TABLE } from '../printers/print-job-table.ts';

/**
 * What the station may lose without losing a fact: what the cloud told it, its sync position,
 * and commands on their way. Facts are in the journal, in another file.
 */
export type WorkDatabase = Database.Database;

/** What each version added, oldest first: a file of version N lacks the steps from N on. */
const STEPS: readonly string[] = [
  `
  CREATE TABLE known(
    topic TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (topic, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  -- Reserves that were asked: written before they are sent, deleted when the journal or a release settled them.
  CREATE TABLE asked_reserve(id TEXT PRIMARY KEY, asked_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  PRINT_JOB_TABLE,
  `
  -- Goods that were asked to be held for a sale, as reserves are.
  CREATE TABLE asked_goods_hold(id TEXT PRIMARY KEY, asked_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
  -- What only the cloud may decide (emptying or replacing a Pass): written before it is sent, asked
  -- again after a crash, deleted when the journal has its entry or the cloud refused.
  CREATE TABLE asked_command(
    id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('empty-card', 'replace-card')),
    request TEXT NOT NULL, asked_at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
];

const VERSION = STEPS.length;

export function openWorkDatabase(path: string): Result<WorkDatabase, 'newer-version'> {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  // FULL: a reserve that was asked must be remembered after a power cut, so that it is released.
  db.pragma('synchronous = FULL');
  db.pragma('trusted_schema = OFF');
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > VERSION) {
    db.close();
    return err('newer-version');
  }
  if (version < VERSION) {
    db.transaction(() => {
      for (const step of STEPS.slice(version)) db.exec(step);
      db.pragma(`user_version = ${VERSION}`);
    })();
  }
  return ok(db);
}

/** Small named values: sync position, clock, preferences. */
export type SettingName =
  | 'acked-seq'
  | 'feed-cursor'
  | 'reflected-unsecured-seq'
  | 'reflected-reserved-seq'
  | 'reflected-credit-seq'
  | 'clock-offset-ms'
  | 'point-of-sale'
  | 'preferences'
  | 'printers'
  | 'door-event'
  | 'mode'
  | 'badge-space';

export type Settings = {
  readonly get: (name: SettingName) => string | undefined;
  readonly getNumber: (name: SettingName) => number;
  readonly set: (name: SettingName, value: string | number) => void;
};

export function createSettings(db: WorkDatabase): Settings {
  const read = db.prepare<[string], { value: string }>('SELECT value FROM setting WHERE name = ?');
  const write = db.prepare(
    'INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  return {
    get: (name) => read.get(name)?.value,
    getNumber: (name) => Number(read.get(name)?.value ?? 0),
    set: (name, value) => void write.run(name, String(value)),
  };
}
