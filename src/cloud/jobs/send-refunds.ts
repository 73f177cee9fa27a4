import { sendRefunds } from '../payments/send-refunds.ts';
import type { Job } from './job.ts';

export const sendRefundsJob: Job = {
  name: 'send-refunds',
  everyMs: 5_000,
  // The queue itself hands each refund to one instance.
  isShared: true,
  run: async (deps) => {
    await sendRefunds(deps);
  },
};
