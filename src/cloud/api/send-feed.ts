import { answerJson } from '../http/answers.ts';
import type { Route } from '../http/route.ts';
import { readFeedPage } from '../sync/read-feed-page.ts';

/** GET /api/sync/feed?cursor=: what a station needs to know; without a cursor, everything. */
export const sendFeedRoute = {
  method: 'GET',
  path: '/api/sync/feed',
  who: 'station',
  handle: async (call) => {
    const { db, clock, config } = call.deps;
    const cursor = call.c.req.query('cursor');
    const { collectiveId } = call.station;
    const reader = { collectiveId, siteUrl: config.publicUrl };
    return answerJson(call, await readFeedPage(db, reader, cursor, clock()));
  },
} satisfies Route;
