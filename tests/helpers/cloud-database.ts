import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { migrate } from '../../src/cloud/db/migrate.ts';
import { openDatabase } from '../../src/cloud/db/open-database.ts';
import type { DatabaseKind, DatabaseOptions, Db } from '../../src/cloud/db/open-database.ts';
import { unwrap } from '../../src/shared/result.ts';
import { createPostgresDatabase } from './postgres.ts';

export type TestDatabase = {
  readonly db: Db;
  readonly options: DatabaseOptions;
  /** Closes it and removes every trace. Other connections opened on it are closed by who opened them. */
  readonly remove: () => Promise<void>;
};

/**
 * The databases that a test of the cloud runs on: always SQLite, and PostgreSQL where it is
 * installed (with CI=true it must be). Use with `describe.each(DATABASE_KINDS)`.
 */
export const DATABASE_KINDS: readonly DatabaseKind[] =
  inject('postgresUrl') === null ? ['sqlite'] : ['sqlite', 'postgres'];

/** A fresh, migrated database. */
export async function makeTestDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  const place = await makePlace(kind);
  const db = openDatabase(place.options);
  unwrap(await migrate(db));
  return {
    db,
    options: place.options,
    remove: async () => {
      await db.close();
      await place.remove();
    },
  };
}

type Place = { readonly options: DatabaseOptions; readonly remove: () => Promise<void> };

async function makePlace(kind: DatabaseKind): Promise<Place> {
  if (kind === 'sqlite') {
    const folder = await mkdtemp(join(tmpdir(), 'station-cloud-'));
    return {
      options: { kind, path: join(folder, 'cloud.sqlite') },
      remove: () => rm(folder, { recursive: true, force: true }),
    };
  }
  const serverUrl = inject('postgresUrl');
  if (serverUrl === null) throw new Error('PostgreSQL is missing: install the package postgresql.');
  const { url, drop } = await createPostgresDatabase(serverUrl);
  return { options: { kind, url }, remove: drop };
}
