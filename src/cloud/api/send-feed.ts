import { ensurePresenceKeys, findMissingMonths } from '../badge/presence-keys.ts';
import { writeTransaction } from '../db/write-transaction.ts';
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
    const now = clock();
    // The job makes them in time; a new badge station does not wait for its turn.
    if ((await findMissingMonths(db, collectiveId, now)).length > 0) {
      await writeTransaction(db, (tx) => ensurePresenceKeys(tx, collectiveId, now));
    }
    return answerJson(call, await readFeedPage(db, reader, cursor, now));
  },
} satisfies Route;
