import { endMemberships } from '../membership/end-memberships.ts';
import type { Job } from './job.ts';

/** Ends memberships whose last day is over; drops approvals that nobody paid for. */
export const endMembershipsJob: Job = {
  name: 'end-memberships',
  everyMs: 600_000,
  isShared: false,
  run: endMemberships,
};
