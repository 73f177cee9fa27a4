import { sql } from 'kysely';
import { assert } from '../../shared/assert.ts';
import type { Instant } from '../../shared/time.ts';
import { insertRows, rowSource } from './bulk-rows.ts';
import type { Db, ReadableDb } from './open-database.ts';
import type { WritableQueries } from './bulk-rows.ts';
import type { CloudSchema } from './schema.ts';

export type FeedChange = {
  readonly topic: string;
  readonly entityId: string;
  /** Null concerns every collective. */
  readonly collectiveId: string | null;
};

export type NumberedFeedChange = FeedChange & { readonly seq: number };

// Another instance on the same PostgreSQL also writes: this is how late its news may be seen here.
const WATCH_EVERY_MS = 1_000;

/**
 * Numbers and stores what changed, as the last statements of a transaction. The counter's row
 * stays locked until the commit, so a reader never sees number 8 and later a number 7.
 */
export async function flushChanges(
  db: WritableQueries,
  changes: readonly FeedChange[],
  at: Instant,
): Promise<number | null> {
  if (changes.length === 0) return null;
  const rows = changes.map((change, index) => ({
    seq: index + 1,
    topic: change.topic,
    entity_id: change.entityId,
    collective_id: change.collectiveId,
    at,
  }));
  return db.kind === 'sqlite' ? flushInSteps(db, rows) : flushAtOnce(db, rows);
}

type FeedRow = CloudSchema['feed_change'];

const takeNumbers = (count: number) =>
  sql<{ readonly seq: number }>`
    update feed_counter set seq = seq + ${count} where id = 1 returning seq`;

async function flushInSteps(db: WritableQueries, rows: readonly FeedRow[]): Promise<number> {
  const { rows: numbers } = await takeNumbers(rows.length).execute(db.query);
  const last = numbers[0]?.seq ?? 0;
  const first = last - rows.length;
  const columns = ['seq', 'topic', 'entity_id', 'collective_id', 'at'] as const;
  const numbered = rows.map((row) => ({ ...row, seq: first + row.seq }));
  await insertRows(db, 'feed_change', columns, numbered);
  return last;
}

/** One journey: from here to the commit every other writer of this database waits. */
async function flushAtOnce(db: WritableQueries, rows: readonly FeedRow[]): Promise<number> {
  const count = rows.length;
  const { rows: written } = await sql<{ readonly seq: number }>`
    with taken as (${takeNumbers(count)})
    insert into feed_change (seq, topic, entity_id, collective_id, at)
    select taken.seq - ${count}::bigint + source.seq, topic, entity_id, collective_id, at
    from taken, ${rowSource(db.kind, 'feed_change', rows)}
    returning seq`.execute(db.query);
  assert(written.length === count, `expected ${count} changes in the feed, got ${written.length}`);
  return Math.max(...written.map(({ seq }) => seq));
}

/** The number of the newest change; 0 before the first one. */
export async function newestFeedSeq(db: ReadableDb): Promise<number> {
  const row = await db.query.selectFrom('feed_counter').select('seq').executeTakeFirstOrThrow();
  return row.seq;
}

/** Changes after a number, oldest first, that concern a collective. */
export async function readFeed(
  db: ReadableDb,
  page: { readonly afterSeq: number; readonly collectiveId: string; readonly limit: number },
): Promise<readonly NumberedFeedChange[]> {
  const rows = await db.query
    .selectFrom('feed_change')
    .select(['seq', 'topic', 'entity_id', 'collective_id'])
    .where('seq', '>', page.afterSeq)
    .where((where) =>
      where.or([
        where('collective_id', 'is', null),
        where('collective_id', '=', page.collectiveId),
      ]),
    )
    .orderBy('seq')
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    topic: row.topic,
    entityId: row.entity_id,
    collectiveId: row.collective_id,
  }));
}

/**
 * Calls the listener with the newest number after each commit that changed something: at once for
 * this instance, within a second for the others. Gives what stops it.
 */
export function watchFeed(db: Db, listener: (seq: number) => void): () => void {
  let seenSeq = 0;
  const tell = (seq: number): void => {
    if (seq <= seenSeq) return;
    seenSeq = seq;
    listener(seq);
  };
  db.feedListeners.add(tell);
  const timer = setInterval(() => {
    // A missed look is made up by the next one.
    newestFeedSeq(db).then(tell, () => {});
  }, WATCH_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    db.feedListeners.delete(tell);
  };
}
