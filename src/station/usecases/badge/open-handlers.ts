import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import { err } from '../../../shared/result.ts';
import type { Outcome, TillDeps } from '../acting.ts';

/** What people touch at the badge station, where nobody is signed in. */
export type BadgeIntention = IntentionOf<
  'choose-space' | 'undo-tap' | 'turn-tap' | 'guest-in' | 'guest-out'
>;

export const runBadgeIntention = (_deps: TillDeps, _intention: BadgeIntention): Outcome =>
  err('not-a-badge-station');
