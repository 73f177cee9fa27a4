import { remindEvents } from '../mail/reminders/remind-events.ts';
import { remindMemberships } from '../mail/reminders/remind-memberships.ts';
import { remindShifts } from '../mail/reminders/remind-shifts.ts';
import type { Job } from './job.ts';

/** Before an event, before a shift, before a membership ends. Each once, by whichever instance. */
export const sendRemindersJob: Job = {
  name: 'send-reminders',
  everyMs: 5 * 60_000,
  isShared: false,
  run: async (deps) => {
    await remindEvents(deps);
    await remindShifts(deps);
    await remindMemberships(deps);
  },
};
