import type { Activity } from '../contract/kiosk/activity.ts';
import { msOfInstant } from '../shared/time.ts';
import type { Clock } from '../shared/time.ts';
import type { ScreenPart } from './usecases/context.ts';

export type ActivityHolder = ScreenPart & {
  /** Leaves a result or a short Pass; a payment that is under way stays. */
  readonly leave: () => void;
  readonly stop: () => void;
};

/** What goes on beside the basket. A result leaves by itself when its time is over. */
export function createActivity(deps: {
  readonly clock: Clock;
  readonly onChange: () => void;
}): ActivityHolder {
  let activity: Activity = { kind: 'none' };
  let timer: NodeJS.Timeout | undefined;

  const setActivity = (next: Activity): void => {
    clearTimeout(timer);
    activity = next;
    if (next.kind === 'result') {
      const leftMs = msOfInstant(next.endsAt) - msOfInstant(deps.clock());
      timer = setTimeout(() => setActivity({ kind: 'none' }), Math.max(0, leftMs));
    }
    deps.onChange();
  };
  return {
    activity: () => activity,
    setActivity,
    leave: () => {
      // A payment that is under way stays.
      if (activity.kind !== 'pass-at-work') setActivity({ kind: 'none' });
    },
    stop: () => clearTimeout(timer),
  };
}
