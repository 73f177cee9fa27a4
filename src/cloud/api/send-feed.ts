import { answerJson } from '../http/answers.ts';
import type { Route } from '../http/route.ts';
import { readFeedPage } from '../sync/read-feed-page.ts';

/** GET /api/sync/feed?cursor=: what a station needs to know; without a cursor, everything. */
export const sendFeedRoute = {
  method: 'GET',
  path: '/api/sync/feed',
  who: 'station',
  handle: async (call) => {
    const { db, clock } = call.deps;
    const cursor = call.c.req.query('cursor');
    return answerJson(call, await readFeedPage(db, call.station.collectiveId, cursor, clock()));
  },
} satisfies Route;
