import { forgetOldErasures } from '../account/forget-person.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { Job } from './job.ts';

/** A month after somebody left, the last places that still name them forget it (RULES P4). */
export const forgetErasuresJob: Job = {
  name: 'forget-erasures',
  everyMs: 6 * 3_600_000,
  isShared: false,
  run: async ({ db, clock, logger }) => {
    const requests = await writeTransaction(db, (tx) => forgetOldErasures(tx, clock()));
    if (requests > 0) logger.info({ requests }, 'names of people who left forgotten');
  },
};
