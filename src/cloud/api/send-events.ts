import { streamSSE } from 'hono/streaming';
import { STREAM_ALIVE_MS } from '../../contract/sync/messages.ts';
import { newestFeedSeq } from '../db/feed.ts';
import type { StationCall, Route } from '../http/route.ts';
import { FEED_TOPICS, writeCursor } from '../sync/feed-cursor.ts';
import type { FeedNews } from '../sync/feed-watcher.ts';
import { findStation } from './stations.ts';

const TOPICS_OF_STATIONS: ReadonlySet<string> = new Set([...FEED_TOPICS, 'village']);

/**
 * GET /api/sync/events: tells a station that the feed has news for it. The first event says how
 * far the feed is, so nothing is missed between an earlier look and this stream. A station that
 * is taken out loses its stream.
 */
export const sendEventsRoute = {
  method: 'GET',
  path: '/api/sync/events',
  who: 'station',
  handle: (call) => {
    // Without it a reverse proxy keeps the events until its buffer is full.
    call.c.header('X-Accel-Buffering', 'no');
    call.c.header('Cache-Control', 'no-store');
    return streamSSE(call.c, async (stream) => {
      const end = Promise.withResolvers<void>();
      stream.onAbort(() => end.resolve());
      const send = (event: string, data: string): void =>
        void stream.writeSSE({ event, data }).catch(() => end.resolve());
      const tellCursor = (seq: number): void =>
        send('changed', JSON.stringify({ cursor: writeCursor({ kind: 'since', seq }) }));

      const unsubscribe = call.deps.feedWatcher.subscribe(call.station.id, {
        onEnd: () => end.resolve(),
        onNews: (news) => {
          if (isNewsFor(call, news)) tellCursor(news.seq);
          if (isAboutStation(call, news)) void endIfRevoked(call, end.resolve);
        },
      });
      const alive = setInterval(() => send('alive', '{}'), STREAM_ALIVE_MS);
      try {
        tellCursor(await newestFeedSeq(call.deps.db));
        await end.promise;
      } finally {
        clearInterval(alive);
        unsubscribe();
      }
    });
  },
} satisfies Route;

const isNewsFor = (call: StationCall, { changes }: FeedNews): boolean =>
  changes === 'everything' ||
  changes.some(
    ({ topic, collectiveId }) =>
      TOPICS_OF_STATIONS.has(topic) &&
      (collectiveId === null || collectiveId === call.station.collectiveId),
  );

const isAboutStation = (call: StationCall, { changes }: FeedNews): boolean =>
  changes === 'everything' ||
  changes.some(({ topic, entityId }) => topic === 'station' && entityId === call.station.id);

async function endIfRevoked(call: StationCall, end: () => void): Promise<void> {
  const station = await findStation(call.deps.db, call.station.id);
  if (station === null || station.isRevoked) end();
}
