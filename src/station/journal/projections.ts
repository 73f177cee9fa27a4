import Database from 'better-sqlite3';
import { assert } from '../../shared/assert.ts';
import { sha256 } from '../../shared/node/crypto.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { iterateEntries, toProjected } from './entry-rows.ts';
import { OWN_TABLES } from './journal-schema.ts';
import type { Projection } from './projection.ts';

type ProjectedRow = {
  readonly fingerprint: string;
  readonly tables: string;
};

/**
 * Brings the projection tables up to the head. They are rebuilt when a projection was added, left
 * out or changed since the last start, and left alone otherwise.
 */
export function updateProjections(db: WritableDb, projections: readonly Projection[]): void {
  // Within one version they cannot fall behind: each append writes them in its own transaction.
  if (!areProjectionsOurs(db, projections)) rebuildProjections(db, projections);
}

/** Whether this code made the projection tables: only then is a difference a fault. */
export const areProjectionsOurs = (db: ReadableDb, projections: readonly Projection[]): boolean =>
  readRow(db).fingerprint === fingerprintOf(projections);

/** Drops the projection tables and makes them again from the entries, in one transaction. */
export function rebuildProjections(db: WritableDb, projections: readonly Projection[]): void {
  const tables = tablesOf(projections);
  const fingerprint = fingerprintOf(projections);
  db.transaction(() => {
    for (const table of JSON.parse(readRow(db).tables) as readonly string[]) {
      db.exec(`DROP TABLE IF EXISTS ${quoted(table)}`);
    }
    for (const projection of projections) db.exec(projection.tables);
    applyAll(db, db, projections);
    db.prepare('UPDATE projected SET fingerprint = ?, tables = ? WHERE one = 1').run(
      fingerprint,
      JSON.stringify(tables),
    );
  }).immediate();
}

/**
 * The names of the projection tables that are not what a rebuild gives. The rebuild happens in
 * memory; the file is only read.
 */
export function compareProjections(
  db: ReadableDb,
  projections: readonly Projection[],
): readonly string[] {
  const rebuilt = new Database(':memory:');
  try {
    for (const projection of projections) rebuilt.exec(projection.tables);
    rebuilt.transaction(() => applyAll(rebuilt, db, projections))();
    return tablesOf(projections).filter((table) => !isSameTable(db, rebuilt, table));
  } finally {
    rebuilt.close();
  }
}

function applyAll(db: WritableDb, from: ReadableDb, projections: readonly Projection[]): void {
  const headSeq = headSeqOf(from);
  const step = 1_000;
  // By pages: a connection cannot write while it iterates.
  for (let first = 1; first <= headSeq; first += step) {
    for (const entry of entriesOfPage(from, first, step)) {
      const projected = toProjected(entry);
      for (const projection of projections) projection.apply(db, projected);
    }
  }
}

function entriesOfPage(db: ReadableDb, first: number, step: number) {
  const page = [];
  for (const entry of iterateEntries(db, first)) {
    if (entry.seq >= first + step) break;
    page.push(entry);
  }
  return page;
}

function isSameTable(left: ReadableDb, right: ReadableDb, table: string): boolean {
  const exists = left
    .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?")
    .get(table);
  if (exists === undefined) return false;
  const count = (right.pragma(`table_info(${quoted(table)})`) as readonly unknown[]).length;
  const order = Array.from({ length: count }, (_, index) => index + 1).join(', ');
  const sql = `SELECT * FROM ${quoted(table)} ORDER BY ${order}`;
  const wanted = right.prepare(sql).raw().iterate() as IterableIterator<readonly unknown[]>;
  for (const row of left.prepare(sql).raw().iterate() as IterableIterator<readonly unknown[]>) {
    const next = wanted.next();
    if (next.done === true || textOfRow(next.value) !== textOfRow(row)) {
      wanted.return?.();
      return false;
    }
  }
  return wanted.next().done === true;
}

const textOfRow = (row: readonly unknown[]): string => JSON.stringify(row);

/** Any change of a projection gives another text, and then a rebuild; a rebuild too many costs time only. */
function fingerprintOf(projections: readonly Projection[]): string {
  const text = JSON.stringify(
    projections.map(({ name, tables, apply }) => [name, tables, apply.toString()]),
  );
  return Buffer.from(sha256(Buffer.from(text))).toString('hex');
}

/** The tables that the projections make, found by making them. */
function tablesOf(projections: readonly Projection[]): readonly string[] {
  const db = new Database(':memory:');
  try {
    for (const projection of projections) db.exec(projection.tables);
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all() as string[];
    const taken = tables.find((table) => OWN_TABLES.includes(table));
    assert(taken === undefined, `a projection may not name its table ${taken}`);
    return tables;
  } finally {
    db.close();
  }
}

const readRow = (db: ReadableDb): ProjectedRow =>
  db.prepare('SELECT fingerprint, tables FROM projected WHERE one = 1').get() as ProjectedRow;

const headSeqOf = (db: ReadableDb): number =>
  db.prepare('SELECT coalesce(max(seq), 0) FROM entry').pluck().get() as number;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
