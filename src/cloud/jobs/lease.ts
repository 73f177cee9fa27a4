import { addMs } from '../../shared/time.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { CloudDeps } from '../http/deps.ts';
import type { Job } from './job.ts';

/** A job that takes longer lost its instance: another one takes it over. */
const RUN_MS_MAX = 5 * 60_000;

type LeaseDeps = Pick<CloudDeps, 'db' | 'clock'>;

/** Takes a job for this instance; false while another one has it, or did it not long ago. */
export async function takeLease(deps: LeaseDeps, job: Job, holder: string): Promise<boolean> {
  const now = deps.clock();
  const taken = await writeTransaction(deps.db, (tx) =>
    tx.query
      .insertInto('job_lease')
      .values({ name: job.name, holder, until: addMs(now, RUN_MS_MAX) })
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet({ holder, until: addMs(now, RUN_MS_MAX) })
          .where('job_lease.until', '<=', now),
      )
      .executeTakeFirst(),
  );
  return (taken.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The job is done: nobody does it again before its time. */
export async function endLease(deps: LeaseDeps, job: Job, holder: string): Promise<void> {
  const now = deps.clock();
  await writeTransaction(deps.db, (tx) =>
    tx.query
      .updateTable('job_lease')
      .set({ until: addMs(now, job.everyMs), last_run_at: now })
      .where('name', '=', job.name)
      .where('holder', '=', holder)
      .execute(),
  );
}
