import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import { msOfInstant } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import { approvedByOf, managerOf } from '../acting.ts';
import type { Acting, TillDeps } from '../acting.ts';
import { DONE, record, refuse, showResult } from '../context.ts';
import type { CommandResult } from '../context.ts';
import { readTraining } from '../day/shown.ts';
import { isInBasket } from './add-dues.ts';
import { knownPresences } from './known-presences.ts';
import type { KnownPresence } from './known-presences.ts';

type Wish = IntentionOf<'correct-presence'>;

/** Longer than any stay that is true; more is a wrong day. */
const STAY_MS_MAX = 3 * 24 * 3_600_000;

/**
 * Says when somebody really came and left, or that they never did (RULES B2): a new entry, with who
 * and why. What it costs is reckoned again from it, here and in the cloud.
 */
export function correctPresence(deps: TillDeps, acting: Acting, wish: Wish): CommandResult {
  const { context } = deps;
  const { presenceId, inAt, outAt, isRemoved, reason } = wish;
  if (readTraining(context)) return refuse(context, 'not-in-training', null);
  const now = context.clock();
  const stay = knownPresences(context, now).find((one) => one.presenceId === presenceId);
  if (stay === undefined) return refuse(context, 'presence-unknown', null);
  // Nobody pays for hours that somebody is changing.
  if (isInBasket(context, presenceId)) return refuse(context, 'already-in-basket', null);
  if (!isRemoved && !areSane(stay, wish, now)) return refuse(context, 'times-wrong', null);
  if (managerOf(acting) === null) return deps.askApproval(wish, 'correct-presence', null);
  const recorded = record(context, [
    {
      kind: 'presence.corrected@1',
      body: {
        correctionId: context.makeId(),
        presenceId,
        inAt: isRemoved ? null : inAt,
        outAt: isRemoved ? null : outAt,
        isRemoved,
        staff: acting.staff,
        approvedBy: approvedByOf(acting),
        reason: reason.trim(),
      },
    },
  ]);
  if (!recorded.ok) return refuse(context, recorded.error, null);
  showResult(context, { kind: 'done', what: 'presence-corrected' }, null);
  return DONE;
}

/** Out comes after in, and neither is still to come. */
function areSane(stay: KnownPresence, wish: Wish, now: Instant): boolean {
  if (wish.inAt === null && wish.outAt === null) return false;
  const inAt = wish.inAt ?? stay.inAt;
  const outAt = wish.outAt ?? stay.outAt;
  if (inAt === null || inAt > now) return false;
  if (outAt === null) return true;
  const lengthMs = msOfInstant(outAt) - msOfInstant(inAt);
  return outAt <= now && lengthMs >= 0 && lengthMs <= STAY_MS_MAX;
}
