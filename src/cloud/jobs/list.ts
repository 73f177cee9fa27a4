import type { Job } from './job.ts';
import { askBankJob } from './ask-bank.ts';
import { closeStaysJob } from './close-stays.ts';
import { endBookingsJob } from './end-bookings.ts';
import { endGoodsHoldsJob } from './end-goods-holds.ts';
import { endMembershipsJob } from './end-memberships.ts';
import { forgetBankCardsJob } from './forget-bank-cards.ts';
import { forgetErasuresJob } from './forget-erasures.ts';
import { forgetPresencesJob } from './forget-presences.ts';
import { keepPresenceKeysJob } from './keep-presence-keys.ts';
import { purgeFeedJob } from './purge-feed.ts';
import { purgeNoncesJob } from './purge-nonces.ts';
import { purgeTriesJob } from './purge-tries.ts';
import { renewMembershipsJob } from './renew-memberships.ts';
import { sendMailsJob } from './send-mails.ts';
import { sendRefundsJob } from './send-refunds.ts';
import { sendRemindersJob } from './send-reminders.ts';
import { settleForgottenStaysJob } from './settle-forgotten-stays.ts';
import { writePapersJob } from './write-papers.ts';

export const JOBS: readonly Job[] = [
  sendMailsJob,
  sendRemindersJob,
  askBankJob,
  sendRefundsJob,
  forgetBankCardsJob,
  purgeNoncesJob,
  purgeTriesJob,
  purgeFeedJob,
  endGoodsHoldsJob,
  endBookingsJob,
  writePapersJob,
  keepPresenceKeysJob,
  closeStaysJob,
  settleForgottenStaysJob,
  forgetPresencesJob,
  forgetErasuresJob,
  renewMembershipsJob,
  endMembershipsJob,
];
