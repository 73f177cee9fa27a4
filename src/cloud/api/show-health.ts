import { newestFeedSeq } from '../db/feed.ts';
import type { Route } from '../http/route.ts';

/** For a load balancer: this instance answers and its database too. */
export const showHealthRoute = {
  method: 'GET',
  path: '/healthz',
  who: 'anyone',
  handle: async (call) => {
    await newestFeedSeq(call.deps.db);
    return call.c.text('ok', 200, { 'Cache-Control': 'no-store' });
  },
} satisfies Route;
