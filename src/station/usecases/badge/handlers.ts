import type { Handlers } from '../acting.ts';
import { addDues } from './add-dues.ts';
import { correctPresence } from './correct-presence.ts';
import { takeOut } from './presence-out.ts';
import { printPresences } from './print-presences.ts';
import { setMode } from './set-mode.ts';

/** What staff do about presences, at a till or at a badge station. */
export const badgeHandlers: Handlers<
  'set-mode' | 'presence-out' | 'add-dues' | 'correct-presence' | 'print-presences'
> = {
  'set-mode': setMode,
  'presence-out': ({ context }, { staff }, intention) => takeOut(context, staff, intention),
  'add-dues': (deps, { staff }, intention) => {
    deps.leaveResult();
    return addDues(deps.context, staff, intention);
  },
  'correct-presence': correctPresence,
  'print-presences': ({ context }, { staff }) => printPresences(context, staff),
};
