import type { Job } from './job.ts';
import { closeStaysJob } from './close-stays.ts';
import { endGoodsHoldsJob } from './end-goods-holds.ts';
import { endMembershipsJob } from './end-memberships.ts';
import { forgetPresencesJob } from './forget-presences.ts';
import { keepPresenceKeysJob } from './keep-presence-keys.ts';
import { purgeFeedJob } from './purge-feed.ts';
import { purgeNoncesJob } from './purge-nonces.ts';
import { purgeTriesJob } from './purge-tries.ts';
import { renewMembershipsJob } from './renew-memberships.ts';
import { sendMailsJob } from './send-mails.ts';
import { settleForgottenStaysJob } from './settle-forgotten-stays.ts';
import { writePapersJob } from './write-papers.ts';

export const JOBS: readonly Job[] = [
  sendMailsJob,
  purgeNoncesJob,
  purgeTriesJob,
  purgeFeedJob,
  endGoodsHoldsJob,
  writePapersJob,
  keepPresenceKeysJob,
  closeStaysJob,
  settleForgottenStaysJob,
  forgetPresencesJob,
  renewMembershipsJob,
  endMembershipsJob,
];
