import { LIMITS } from '../../contract/sync/protocol.ts';
import { addMs } from '../../shared/time.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { Job } from './job.ts';

/**
 * Forgets nonces of requests that would be refused for their age anyway. Twice that age, because
 * the clocks of two instances may differ.
 */
export const purgeNoncesJob: Job = {
  name: 'purge-nonces',
  everyMs: 60_000,
  isShared: false,
  run: async ({ db, clock }) => {
    const before = addMs(clock(), -2 * LIMITS.requestAgeMsMax);
    await writeTransaction(db, (tx) =>
      tx.query.deleteFrom('station_nonce').where('at', '<', before).execute(),
    );
  },
};
