import { settleForgottenStays } from '../badge/close-stays.ts';
import type { Job } from './job.ts';

/** After 48 hours a forgotten stay is taken from the Pass, when it has enough. */
export const settleForgottenStaysJob: Job = {
  name: 'settle-forgotten-stays',
  everyMs: 3_600_000,
  isShared: false,
  run: ({ db, clock }) => settleForgottenStays(db, clock()),
};
