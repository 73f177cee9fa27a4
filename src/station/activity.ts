import type { Activity } from '../contract/kiosk/activity.ts';
import { msOfInstant } from '../shared/time.ts';
import type { Clock, Instant } from '../shared/time.ts';
import type { ScreenPart } from './usecases/context.ts';

export type ActivityHolder = ScreenPart & {
  /** Leaves a result or a short Pass; a payment that is under way stays. */
  readonly leave: () => void;
  readonly stop: () => void;
};

/** When an activity leaves by itself; null: only when somebody goes on. */
function endOf(activity: Activity): Instant | null {
  if (activity.kind === 'ask-undo') return activity.undoUntilAt;
  return activity.kind === 'result' || activity.kind === 'ask-space' ? activity.endsAt : null;
}

/** What goes on beside the basket. A result or a question leaves by itself when its time is over. */
export function createActivity(deps: {
  readonly clock: Clock;
  readonly onChange: () => void;
}): ActivityHolder {
  let activity: Activity = { kind: 'none' };
  let timer: NodeJS.Timeout | undefined;
  let refreshTimer: NodeJS.Timeout | undefined;
  const msUntil = (at: Instant): number => Math.max(0, msOfInstant(at) - msOfInstant(deps.clock()));

  const setActivity = (next: Activity): void => {
    clearTimeout(timer);
    activity = next;
    const endsAt = endOf(next);
    if (endsAt !== null) timer = setTimeout(() => setActivity({ kind: 'none' }), msUntil(endsAt));
    deps.onChange();
  };
  return {
    activity: () => activity,
    setActivity,
    leave: () => {
      // A payment that is under way stays.
      if (activity.kind !== 'pass-at-work') setActivity({ kind: 'none' });
    },
    refreshAt: (at) => {
      clearTimeout(refreshTimer);
      refreshTimer = setTimeout(deps.onChange, msUntil(at));
    },
    stop: () => {
      clearTimeout(timer);
      clearTimeout(refreshTimer);
    },
  };
}
