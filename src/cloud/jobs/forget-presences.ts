import { forgetPresences } from '../badge/forget-presences.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { Job } from './job.ts';

/** Erases raw presences after the months that the collective keeps them (RULES B9). */
export const forgetPresencesJob: Job = {
  name: 'forget-presences',
  everyMs: 6 * 3_600_000,
  isShared: false,
  run: async ({ db, clock, logger }) => {
    const now = clock();
    const rows = await db.query.selectFrom('badge_settings').select('collective_id').execute();
    for (const { collective_id: collectiveId } of rows) {
      const forgotten = await writeTransaction(db, (tx) => forgetPresences(tx, collectiveId, now));
      const isSome = forgotten !== null && forgotten.stays + forgotten.months.length > 0;
      if (isSome) logger.info({ collectiveId, ...forgotten }, 'presences forgotten');
    }
  },
};
