import { ensurePresenceKeys, findMissingMonths } from '../badge/presence-keys.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { Job } from './job.ts';

/** Makes the keys of presences three months ahead, for stations that will be without network. */
export const keepPresenceKeysJob: Job = {
  name: 'keep-presence-keys',
  everyMs: 3_600_000,
  isShared: false,
  run: async ({ db, clock }) => {
    const now = clock();
    const rows = await db.query.selectFrom('badge_settings').select('collective_id').execute();
    for (const { collective_id: collectiveId } of rows) {
      if ((await findMissingMonths(db, collectiveId, now)).length === 0) continue;
      await writeTransaction(db, (tx) => ensurePresenceKeys(tx, collectiveId, now));
    }
  },
};
