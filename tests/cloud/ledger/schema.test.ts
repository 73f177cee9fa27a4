import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { migrate } from '../../../src/cloud/db/migrate.ts';
import { MIGRATIONS } from '../../../src/cloud/db/migrations/list.ts';
import { openDatabase } from '../../../src/cloud/db/open-database.ts';
import { DATABASE_KINDS, makeTestDatabase } from '../../helpers/cloud-database.ts';
import type { TestDatabase } from '../../helpers/cloud-database.ts';

describe.each(DATABASE_KINDS)('migrations on %s', (kind) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await makeTestDatabase(kind);
  });
  afterEach(() => test.remove());

  it('apply once', async () => {
    expect(await migrate(test.db)).toEqual({ ok: true, value: [] });
  });

  it('refuse a database that a newer version has used, and change nothing', async () => {
    const newer = [
      ...MIGRATIONS,
      { name: '999-later', statements: () => ['create table later (id text primary key)'] },
    ];
    expect(await migrate(test.db, newer)).toEqual({ ok: true, value: ['999-later'] });
    expect(await migrate(test.db)).toEqual({
      ok: false,
      error: { code: 'database-newer', names: ['999-later'] },
    });
  });

  it('refuse a step that was edited after it was applied', async () => {
    const [first, ...others] = MIGRATIONS;
    const edited = [{ ...first!, statements: () => ['select 1'] }, ...others];
    expect(await migrate(test.db, edited)).toEqual({
      ok: false,
      error: { code: 'migration-changed', name: first!.name },
    });
  });

  it('leave nothing behind when a statement fails', async () => {
    const broken = [
      ...MIGRATIONS,
      { name: '999-broken', statements: () => ['create table half (id text)', 'not sql'] },
    ];
    await expect(migrate(test.db, broken)).rejects.toThrow();
    await expect(sql`select * from half`.execute(test.db.writer)).rejects.toThrow(/half/);
    expect(await migrate(test.db)).toEqual({ ok: true, value: [] });
  });

  it('take turns when two instances start together', async () => {
    const others = [openDatabase(test.options), openDatabase(test.options)];
    const results = await Promise.all([test.db, ...others].map((db) => migrateWaiting(db)));
    expect(results.every((result) => result.ok)).toBe(true);
    await Promise.all(others.map((db) => db.close()));
  });
});

// On SQLite the second writer of one file is turned away and starts again.
async function migrateWaiting(db: Parameters<typeof migrate>[0]): ReturnType<typeof migrate> {
  try {
    return await migrate(db);
  } catch (error) {
    if (!String(error).includes('locked')) throw error;
    await new Promise((resolve) => setTimeout(resolve, 5));
    return migrateWaiting(db);
  }
}

it('the schema is the one in git', async () => {
  const test = await makeTestDatabase('sqlite');
  const { rows } = await sql<{ readonly sql: string }>`
    select sql from sqlite_schema where sql is not null order by tbl_name, type desc, name
  `.execute(test.db.query);
  const text = rows.map(
    (row) => `${row.sql.replaceAll(/\n {4}/g, '\n  ').replaceAll('\n  )', '\n)')};\n`,
  );
  await test.remove();
  await expect(text.join('\n')).toMatchFileSnapshot('../../fixtures/cloud-schema.sql');
});
