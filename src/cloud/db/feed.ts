import type { Instant } from '../../shared/time.ts';
import { insertRows } from './bulk-rows.ts';
import type { Db, ReadableDb } from './open-database.ts';
import type { WritableQueries } from './bulk-rows.ts';

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
  const { seq } = await db.query
    .updateTable('feed_counter')
    .set((column) => ({ seq: column('seq', '+', changes.length) }))
    .where('id', '=', 1)
    .returning('seq')
    .executeTakeFirstOrThrow();
  const first = seq - changes.length + 1;
  await insertRows(
    db,
    'feed_change',
    ['seq', 'topic', 'entity_id', 'collective_id', 'at'],
    changes.map((change, index) => ({
      seq: first + index,
      topic: change.topic,
      entity_id: change.entityId,
      collective_id: change.collectiveId,
      at,
    })),
  );
  return seq;
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
