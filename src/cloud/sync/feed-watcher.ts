import { newestFeedSeq, watchFeed } from '../db/feed.ts';
import type { NumberedFeedChange } from '../db/feed.ts';
import type { Db } from '../db/open-database.ts';

/** A burst of changes is told once. */
const GATHER_MS = 50;
/** Changes looked at one by one; beyond this everybody is told to look. */
const CHANGES_READ_MAX = 2_000;

export type FeedNews = {
  readonly seq: number;
  /** `everything`: too many changes to look at each. */
  readonly changes: readonly NumberedFeedChange[] | 'everything';
};

export type FeedListener = {
  readonly onNews: (news: FeedNews) => void;
  /** The instance stops, or a newer stream took this one's place. */
  readonly onEnd: () => void;
};

export type FeedWatcher = {
  /** One stream for each key: a newer one ends the older. Gives what ends it. */
  readonly subscribe: (key: string, listener: FeedListener) => () => void;
  /** Ends the watch and every stream. */
  readonly close: () => void;
};

/**
 * One look at the database for all the open streams of this instance, and none without streams.
 * What it keeps is only who listens here; the feed itself is in the database.
 */
export function createFeedWatcher(db: Db): FeedWatcher {
  const listeners = new Map<string, FeedListener>();
  let stopWatch: (() => void) | null = null;

  const start = (): (() => void) => {
    // From what is there now: a stream starts by telling its station the present number.
    let toldSeq = newestFeedSeq(db);
    let timer: NodeJS.Timeout | null = null;
    const tell = async (): Promise<void> => {
      timer = null;
      const afterSeq = await toldSeq;
      const news = await readNews(db, afterSeq);
      if (news === null) return;
      toldSeq = Promise.resolve(news.seq);
      for (const { onNews } of listeners.values()) onNews(news);
    };
    // A missed look is made up by the next change, or by the next look of the watch.
    const stop = watchFeed(db, () => {
      timer ??= setTimeout(() => void tell().catch(() => undefined), GATHER_MS);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  };

  return {
    subscribe: (key, listener) => {
      listeners.get(key)?.onEnd();
      listeners.set(key, listener);
      stopWatch ??= start();
      return () => {
        if (listeners.get(key) !== listener) return;
        listeners.delete(key);
        if (listeners.size > 0) return;
        stopWatch?.();
        stopWatch = null;
      };
    },
    close: () => {
      stopWatch?.();
      stopWatch = null;
      for (const { onEnd } of listeners.values()) onEnd();
      listeners.clear();
    },
  };
}

async function readNews(db: Db, afterSeq: number): Promise<FeedNews | null> {
  const rows = await db.query
    .selectFrom('feed_change')
    .select(['seq', 'topic', 'entity_id', 'collective_id'])
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(CHANGES_READ_MAX + 1)
    .execute();
  const last = rows.at(-1);
  if (last === undefined) return null;
  if (rows.length > CHANGES_READ_MAX) {
    return { seq: await newestFeedSeq(db), changes: 'everything' };
  }
  const changes = rows.map((row) => ({
    seq: row.seq,
    topic: row.topic,
    entityId: row.entity_id,
    collectiveId: row.collective_id,
  }));
  return { seq: last.seq, changes };
}
