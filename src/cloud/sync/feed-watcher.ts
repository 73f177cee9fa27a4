import { watchFeed } from '../db/feed.ts';
import type { Db } from '../db/open-database.ts';

export type FeedWatcher = {
  /** Calls the listener after each change of the feed, until the given function is called. */
  readonly subscribe: (listener: (seq: number) => void) => () => void;
  /** Ends the watch and every subscription. */
  readonly close: () => void;
};

/** One look at the database for all the open streams of this instance, and none without streams. */
export function createFeedWatcher(db: Db): FeedWatcher {
  const listeners = new Set<(seq: number) => void>();
  let stopWatch: (() => void) | null = null;
  const stop = (): void => {
    stopWatch?.();
    stopWatch = null;
  };
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      stopWatch ??= watchFeed(db, (seq) => {
        for (const each of listeners) each(seq);
      });
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
    close: () => {
      listeners.clear();
      stop();
    },
  };
}
