import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import pg from 'pg';
import type { Instant } from '../../shared/time.ts';
import { insertRows } from './bulk-rows.ts';
import type { Db, ReadableDb } from './open-database.ts';
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
  query: Kysely<CloudSchema>,
  changes: readonly FeedChange[],
  at: Instant,
): Promise<number> {
  const taken = await query
    .updateTable('feed_counter')
    .set((column) => ({ seq: column('seq', '+', changes.length) }))
    .where('id', '=', 1)
    .returning('seq')
    .executeTakeFirstOrThrow();
  const rows = rowsOf(changes, at, taken.seq - changes.length);
  const columns = ['seq', 'topic', 'entity_id', 'collective_id', 'at'] as const;
  await insertRows({ kind: 'sqlite', query }, 'feed_change', columns, rows);
  return taken.seq;
}

/**
 * The same as one PostgreSQL statement with its values in it, to be sent together with the commit:
 * while the counter is locked every other writer of the database waits, so no journey and no turn
 * of this process may pass in between. It returns the numbers given.
 */
export function flushStatement(
  query: Kysely<CloudSchema>,
  changes: readonly FeedChange[],
  at: Instant,
): string {
  const rows = pg.escapeLiteral(JSON.stringify(rowsOf(changes, at, 0)));
  return sql`
    with taken as (
      update feed_counter set seq = seq + ${sql.lit(changes.length)} where id = 1 returning seq
    )
    insert into feed_change (seq, topic, entity_id, collective_id, at)
    select taken.seq - ${sql.lit(changes.length)} + source.seq, topic, entity_id, collective_id, at
    from taken, json_populate_recordset(null::feed_change, ${sql.raw(rows)}::json) as source
    returning seq`.compile(query).sql;
}

const rowsOf = (changes: readonly FeedChange[], at: Instant, after: number) =>
  changes.map(({ topic, entityId, collectiveId }, index) => ({
    seq: after + index + 1,
    topic,
    entity_id: entityId,
    collective_id: collectiveId,
    at,
  }));

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
