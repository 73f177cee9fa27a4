import { addMs } from '../../shared/time.ts';
import { purgeEmailChanges } from '../account/change-email.ts';
import { purgeTries } from '../api/rate-limit.ts';
import { purgeSignIns } from '../auth/sign-in-store.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { Job } from './job.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Forgets counted tries, sign-in codes and pairing codes that can no longer matter. */
export const purgeTriesJob: Job = {
  name: 'purge-tries',
  everyMs: HOUR_MS,
  isShared: false,
  run: async ({ db, clock }) => {
    const before = addMs(clock(), -DAY_MS);
    await writeTransaction(db, async (tx) => {
      await purgeTries(tx, before);
      await purgeSignIns(tx, before);
      await purgeEmailChanges(tx, before);
      // A used code stays: it says who let the station in.
      await tx.query
        .deleteFrom('pairing_code')
        .where('expires_at', '<', before)
        .where('used_at', 'is', null)
        .execute();
    });
  },
};
