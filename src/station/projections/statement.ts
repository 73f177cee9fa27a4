import type Database from 'better-sqlite3';

const caches = new WeakMap<Database.Database, Map<string, Database.Statement>>();

/** A prepared statement, kept for the life of the connection: preparing costs more than running. */
export function statement(db: Database.Database, sql: string): Database.Statement {
  const cache = caches.get(db) ?? new Map<string, Database.Statement>();
  caches.set(db, cache);
  const known = cache.get(sql);
  if (known !== undefined) return known;
  const made = db.prepare(sql);
  cache.set(sql, made);
  return made;
}
