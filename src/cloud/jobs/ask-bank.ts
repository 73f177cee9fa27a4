import { askBank } from '../payments/ask-bank.ts';
import type { Job } from './job.ts';

/** Somebody who has just paid looks at their phone meanwhile. */
export const askBankJob: Job = {
  name: 'ask-bank',
  everyMs: 2_000,
  // The queue itself hands each payment to one instance.
  isShared: true,
  run: async (deps) => {
    await askBank(deps);
  },
};
