import { sendWaitingMails } from '../mail/send-waiting-mails.ts';
import type { Job } from './job.ts';

/** A code to sign in should be in the mailbox before the person looks there. */
export const sendMailsJob: Job = {
  name: 'send-mails',
  everyMs: 2_000,
  // The queue itself hands each mail to one instance.
  isShared: true,
  run: async (deps) => {
    await sendWaitingMails(deps);
  },
};
