import { addMs } from '../../shared/time.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { Job } from './job.ts';

const DAY_MS = 24 * 3_600_000;
/** A station that was away for longer gets everything again. */
const KEPT_DAYS = 30;

/** Forgets old changes of the feed. The newest stays, so that a cursor can be compared with it. */
export const purgeFeedJob: Job = {
  name: 'purge-feed',
  everyMs: DAY_MS,
  isShared: false,
  run: async ({ db, clock }) => {
    const before = addMs(clock(), -KEPT_DAYS * DAY_MS);
    await writeTransaction(db, (tx) =>
      tx.query
        .deleteFrom('feed_change')
        .where('at', '<', before)
        .where('seq', '<', (where) => where.selectFrom('feed_counter').select('seq'))
        .execute(),
    );
  },
};
