import { writeTransaction } from '../db/write-transaction.ts';
import { forgetRemovedCards } from '../payments/forget-cards.ts';
import { forgetOldNotices } from '../payments/note-notice.ts';
import type { Job } from './job.ts';

/** What the bank knows of people and need not, and what it told us long ago. */
export const forgetBankCardsJob: Job = {
  name: 'forget-bank-cards',
  everyMs: 10 * 60_000,
  isShared: false,
  run: async (deps) => {
    await forgetRemovedCards(deps);
    await writeTransaction(deps.db, (tx) => forgetOldNotices(tx, deps.clock()));
  },
};
