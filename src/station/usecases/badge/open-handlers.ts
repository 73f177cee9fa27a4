import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import { assertNever } from '../../../shared/assert.ts';
import { err } from '../../../shared/result.ts';
import { readSession } from '../../projections/session.ts';
import type { Outcome, TillDeps } from '../acting.ts';
import { DONE, refuse } from '../context.ts';
import type { StationContext } from '../context.ts';
import { readTraining } from '../day/shown.ts';
import { chooseNext, waitingPass } from './badge-memory.ts';
import { findSpace } from './comer.ts';
import { guestIn, guestOut } from './guests.ts';
import { readMode } from './shown.ts';
import { tapAt } from './tap-pass.ts';
import { turnTap, undoTap } from './take-back.ts';

/** What people touch at the badge station, where nobody is signed in. */
export type BadgeIntention = IntentionOf<
  'choose-space' | 'undo-tap' | 'turn-tap' | 'guest-in' | 'guest-out'
>;

export function runBadgeIntention(deps: TillDeps, intention: BadgeIntention): Outcome {
  const { context } = deps;
  const isStaffTaking = intention.kind === 'undo-tap' && isSignedIn(context);
  if (readMode(context) !== 'badge' && !isStaffTaking) return err('not-a-badge-station');
  if (readTraining(context)) return refuse(context, 'not-in-training', null);
  switch (intention.kind) {
    case 'choose-space':
      return chooseSpace(deps, intention);
    case 'undo-tap':
      return undoTap(context, intention.tapId);
    case 'turn-tap':
      return turnTap(context, intention.tapId);
    case 'guest-in':
      return guestIn(context, intention);
    case 'guest-out':
      return guestOut(context, intention);
    default:
      return assertNever(intention);
  }
}

/** What staff took out of a place by mistake, they take back where they stand. */
const isSignedIn = (context: StationContext): boolean =>
  readSession(context.journal.database).staff !== null;

/** Before a Pass: the space of the next tap. After one that was asked: that is the tap. */
function chooseSpace(
  { context, leaveResult }: TillDeps,
  { spaceId }: IntentionOf<'choose-space'>,
): Outcome {
  const waiting = waitingPass(context);
  if (spaceId === null) {
    chooseNext(context, null);
    leaveResult();
    return DONE;
  }
  const space = findSpace(context, spaceId);
  if (space === undefined) return refuse(context, 'space-unknown', null);
  if (waiting !== null) return tapAt(context, waiting, space);
  chooseNext(context, spaceId);
  leaveResult();
  return DONE;
}
