import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newestFeedSeq, readFeed, watchFeed } from '../../../src/cloud/db/feed.ts';
import { openDatabase } from '../../../src/cloud/db/open-database.ts';
import type { Db } from '../../../src/cloud/db/open-database.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { DATABASE_KINDS, makeTestDatabase } from '../../helpers/cloud-database.ts';
import type { TestDatabase } from '../../helpers/cloud-database.ts';

const AT = '2026-11-03T12:00:00.000Z';

describe.each(DATABASE_KINDS)('a write transaction on %s', (kind) => {
  let test: TestDatabase;
  let db: Db;
  beforeEach(async () => {
    test = await makeTestDatabase(kind);
    db = test.db;
  });
  afterEach(() => test.remove());

  const addVillage = (on: Db, slug: string) =>
    writeTransaction(on, async (tx) => {
      await tx.query
        .insertInto('village')
        .values({ id: makeUuid(), slug, name: slug, created_at: AT })
        .execute();
      tx.changed('village', slug, null);
    });

  const slugs = async () =>
    (await db.query.selectFrom('village').select('slug').orderBy('slug').execute()).map(
      (row) => row.slug,
    );

  it('stores nothing, and tells nobody, when its work throws', async () => {
    const failing = writeTransaction(db, async (tx) => {
      await tx.query
        .insertInto('village')
        .values({ id: makeUuid(), slug: 'half', name: 'half', created_at: AT })
        .execute();
      tx.changed('village', 'half', null);
      throw new Error('stop here');
    });
    await expect(failing).rejects.toThrow('stop here');
    expect(await slugs()).toEqual([]);
    expect(await newestFeedSeq(db)).toBe(0);
  });

  it('refuses to start inside another, which would wait for ever', async () => {
    await expect(writeTransaction(db, () => addVillage(db, 'inner'))).rejects.toThrow(/inside/);
    await addVillage(db, 'after');
    expect(await slugs()).toEqual(['after']);
  });

  it('numbers changes without a gap, in the order of commits, from several connections', async () => {
    const others = [openDatabase(test.options), openDatabase(test.options)];
    const all = [db, ...others];
    const nobody = makeUuid();
    const read = () => readFeed(db, { afterSeq: 0, collectiveId: nobody, limit: 100 });
    const writing = Promise.all(
      Array.from({ length: 60 }, (_, index) => addVillage(all[index % 3]!, `v${index}`)),
    );
    // Whoever reads meanwhile sees a beginning of the feed: a number never appears before a smaller one.
    let seenMax = 0;
    while (seenMax < 60) {
      const page = await read();
      expect(page.map((change) => change.seq)).toEqual(page.map((_, index) => index + 1));
      seenMax = page.length;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await writing;
    await Promise.all(others.map((other) => other.close()));
    expect(new Set((await read()).map((change) => change.entityId)).size).toBe(60);
  });

  it('counts the same change once in one transaction', async () => {
    await writeTransaction(db, async (tx) => {
      tx.changed('wallet', 'w1', null);
      tx.changed('wallet', 'w1', null);
      tx.changed('wallet', 'w2', null);
    });
    expect(await newestFeedSeq(db)).toBe(2);
  });

  it('is seen by who watches the feed, here at once and in another instance soon', async () => {
    const other = openDatabase(test.options);
    const here: number[] = [];
    const there: number[] = [];
    const stops = [
      watchFeed(db, (seq) => here.push(seq)),
      watchFeed(other, (seq) => there.push(seq)),
    ];
    await addVillage(db, 'news');
    expect(here).toEqual([1]);
    await expect.poll(() => there, { timeout: 3_000 }).toEqual([1]);
    for (const stop of stops) stop();
    await other.close();
  });

  it('reads beside an open transaction, and does not see it', async () => {
    await writeTransaction(db, async (tx) => {
      await tx.query
        .insertInto('village')
        .values({ id: makeUuid(), slug: 'soon', name: 'soon', created_at: AT })
        .execute();
      expect(await slugs()).toEqual([]);
    });
    expect(await slugs()).toEqual(['soon']);
  });

  it('starts again when another one wrote the same key first', async () => {
    const id = makeUuid();
    const insertOnce = (on: Db) =>
      writeTransaction(on, async (tx) => {
        const known = await tx.query
          .selectFrom('command')
          .select('result')
          .where('id', '=', id)
          .executeTakeFirst();
        if (known !== undefined) return 'known';
        await new Promise((resolve) => setTimeout(resolve, 20));
        await tx.query
          .insertInto('command')
          .values({ id, content_hash: 'x', result: '{}', at: AT })
          .execute();
        return 'made';
      });
    const other = openDatabase(test.options);
    const results = await Promise.all([insertOnce(db), insertOnce(other)]);
    await other.close();
    expect(results.toSorted()).toEqual(['known', 'made']);
  });

  it('starts again when another one wrote the same row under another unique key first', async () => {
    const findOrAdd = (on: Db) =>
      writeTransaction(on, async (tx) => {
        const known = await tx.query
          .selectFrom('village')
          .select('id')
          .where('slug', '=', 'both')
          .executeTakeFirst();
        if (known !== undefined) return known.id;
        await new Promise((resolve) => setTimeout(resolve, 20));
        const id = makeUuid();
        await tx.query
          .insertInto('village')
          .values({ id, slug: 'both', name: 'both', created_at: AT })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute();
        return id;
      });
    const other = openDatabase(test.options);
    const ids = await Promise.all([findOrAdd(db), findOrAdd(other)]);
    await other.close();
    expect(new Set(ids).size).toBe(1);
  });

  it('goes on when another instance has changed a table that it reads', async () => {
    const readAll = (slug: string) =>
      db.query.selectFrom('village').selectAll().where('slug', '=', slug).execute();
    const readInside = (slug: string) =>
      writeTransaction(db, ({ query }) =>
        query.selectFrom('village').selectAll().where('slug', '=', slug).execute(),
      );
    await addVillage(db, 'before');
    expect([await readAll('before'), await readInside('before')]).toMatchObject([[{}], [{}]]);
    await sql`alter table village add column later text`.execute(db.writer);
    expect(await readInside('before')).toMatchObject([{ slug: 'before', later: null }]);
    await sql`alter table village add column still_later text`.execute(db.writer);
    expect(await readAll('before')).toMatchObject([{ slug: 'before', still_later: null }]);
  });
});
