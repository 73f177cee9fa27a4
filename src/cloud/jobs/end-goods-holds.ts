import type { StationId } from '../../shared/ids.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import { closeHolds } from '../goods/goods-holds.ts';
import type { Job } from './job.ts';

/** How many at once; the next turn takes the others. */
const HOLDS_MAX = 200;

/**
 * Closes holds on goods that are over. They count no more from the moment they end; this only
 * tells the stations that the places are free again.
 */
export const endGoodsHoldsJob: Job = {
  name: 'end-goods-holds',
  everyMs: 5_000,
  isShared: false,
  run: async ({ db, clock }) => {
    await writeTransaction(db, async (tx) => {
      const now = clock();
      const ended = await tx.query
        .selectFrom('goods_hold')
        .select(['id', 'station_id'])
        .where('state', '=', 'active')
        .where('ends_at', '<=', now)
        .orderBy('id')
        .limit(HOLDS_MAX)
        .execute();
      for (const [id, holds] of Map.groupBy(ended, (hold) => hold.station_id)) {
        const ids = holds.map((hold) => hold.id);
        await closeHolds(tx, { id: id as StationId }, ids, 'released', now);
      }
    });
  },
};
