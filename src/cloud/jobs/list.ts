import type { Job } from './job.ts';
import { endGoodsHoldsJob } from './end-goods-holds.ts';
import { purgeFeedJob } from './purge-feed.ts';
import { purgeNoncesJob } from './purge-nonces.ts';
import { purgeTriesJob } from './purge-tries.ts';
import { sendMailsJob } from './send-mails.ts';
import { writePapersJob } from './write-papers.ts';

export const JOBS: readonly Job[] = [
  sendMailsJob,
  purgeNoncesJob,
  purgeTriesJob,
  purgeFeedJob,
  endGoodsHoldsJob,
  writePapersJob,
];
