import { renewMemberships } from '../membership/renew-memberships.ts';
import type { Job } from './job.ts';

/** Pays the next period of memberships that renew by themselves (RULES A3). */
export const renewMembershipsJob: Job = {
  name: 'renew-memberships',
  everyMs: 600_000,
  isShared: false,
  run: renewMemberships,
};
