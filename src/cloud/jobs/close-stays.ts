import { closeForgottenStays } from '../badge/close-stays.ts';
import { tellForgotten } from '../badge/tell-forgotten.ts';
import type { Job } from './job.ts';

/** Ends stays whose going out was forgotten, and writes to the person (RULES B6). */
export const closeStaysJob: Job = {
  name: 'close-stays',
  everyMs: 60_000,
  isShared: false,
  run: async (deps) => {
    await closeForgottenStays(deps.db, deps.clock());
    await tellForgotten(deps);
  },
};
