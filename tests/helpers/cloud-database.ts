import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { migrate } from '../../src/cloud/db/migrate.ts';
import { sqlWords } from '../../src/cloud/db/migration.ts';
import { MIGRATIONS } from '../../src/cloud/db/migrations/list.ts';
import { openDatabase } from '../../src/cloud/db/open-database.ts';
import type { DatabaseKind, DatabaseOptions, Db } from '../../src/cloud/db/open-database.ts';
import { unwrap } from '../../src/shared/result.ts';

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

/** A database with nothing in it, for tests of the migrations themselves. */
export async function makeEmptyDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  const place = await makePlace(kind, 'empty');
  const db = openDatabase(place.options);
  return {
    db,
    options: place.options,
    remove: async () => {
      await db.close();
      await place.remove();
    },
  };
}

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

async function makePlace(
  kind: DatabaseKind,
  from: 'template' | 'empty' = 'template',
): Promise<Place> {
  if (kind === 'sqlite') {
    const folder = await mkdtemp(join(tmpdir(), 'station-cloud-'));
    return {
      options: { kind, path: join(folder, 'cloud.sqlite') },
      remove: () => rm(folder, { recursive: true, force: true }),
    };
  }
  const serverUrl = inject('postgresUrl');
  if (serverUrl === null) throw new Error('PostgreSQL is missing: install the package postgresql.');
  const name = `test_${randomBytes(8).toString('hex')}`;
  if (from === 'template') template ??= ensureTemplate(serverUrl);
  const source = from === 'template' ? ` template ${await template}` : '';
  await onServer(serverUrl, `create database ${name}${source}`);
  return {
    options: { kind, url: databaseUrl(serverUrl, name) },
    remove: () => onServer(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

let template: Promise<string> | undefined;

/**
 * The name of a migrated database to copy: copying takes a fifth of the time of migrating. It is
 * made once for each server and set of migrations, whichever test process comes first.
 */
async function ensureTemplate(serverUrl: string): Promise<string> {
  const texts = MIGRATIONS.flatMap(({ statements }) => statements(sqlWords('postgres')));
  const hash = createHash('sha256').update(texts.join(';')).digest('hex').slice(0, 16);
  const name = `template_${hash}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext($1))`, [name]);
    const known = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (known.rowCount === 0) await buildTemplate(client, serverUrl, name);
    return name;
  } finally {
    await client.end();
  }
}

async function buildTemplate(client: pg.Client, serverUrl: string, name: string): Promise<void> {
  const draft = `draft_${name}`;
  await client.query(`drop database if exists ${draft}`);
  await client.query(`create database ${draft}`);
  const db = openDatabase({ kind: 'postgres', url: databaseUrl(serverUrl, draft) });
  unwrap(await migrate(db));
  await db.close();
  await client.query(`alter database ${draft} rename to ${name}`);
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
