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
    const seen: number[] = [];
    const all = [db, ...others];
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        await addVillage(all[index % 3]!, `v${index}`);
        seen.push(await newestFeedSeq(db));
      }),
    );
    await Promise.all(others.map((other) => other.close()));
    const page = await readFeed(db, { afterSeq: 0, collectiveId: makeUuid(), limit: 100 });
    expect(page.map((change) => change.seq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(new Set(page.map((change) => change.entityId)).size).toBe(60);
    expect(seen.toSorted((a, b) => a - b)).toEqual(seen);
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
});
