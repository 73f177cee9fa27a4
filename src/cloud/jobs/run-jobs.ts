import type { CloudDeps } from '../http/deps.ts';
import type { Job } from './job.ts';
import { endLease, takeLease } from './lease.ts';

export type RunningJobs = {
  /** Waits for the ones that are at work. */
  readonly stop: () => Promise<void>;
};

/** Runs each job at its pace until stopped. A job that fails is logged and tried at its next turn. */
export function runJobs(deps: CloudDeps, jobs: readonly Job[]): RunningJobs {
  const holder = deps.makeId();
  const atWork = new Set<Promise<void>>();
  const timers = jobs.map((job) => {
    let isRunning = false;
    const timer = setInterval(() => {
      if (isRunning) return;
      isRunning = true;
      const turn = runOnce(deps, job, holder).finally(() => {
        isRunning = false;
        atWork.delete(turn);
      });
      atWork.add(turn);
    }, job.everyMs);
    timer.unref();
    return timer;
  });
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(atWork);
    },
  };
}

export async function runOnce(deps: CloudDeps, job: Job, holder: string): Promise<void> {
  try {
    if (!job.isShared && !(await takeLease(deps, job, holder))) return;
    await job.run(deps);
    if (!job.isShared) await endLease(deps, job, holder);
  } catch (error) {
    deps.logger.error({ err: error, job: job.name }, 'job failed');
  }
}
