import type { Day, DayRule, Instant } from '../../shared/time.ts';
import type { BadgePlan } from './plan.ts';

/** When a stay that began at `inAt` is closed by itself (RULES B6). */
export function closingInstant(
  _plan: Pick<BadgePlan, 'closesAt'>,
  _inAt: Instant,
  _rule: DayRule,
): Instant {
  throw new Error('not written yet');
}

export type DayPiece = { readonly day: Day; readonly startsAt: Instant; readonly endsAt: Instant };

/** Cuts a stay at each cut-off hour. */
export function cutIntoDays(_inAt: Instant, _outAt: Instant, _rule: DayRule): readonly DayPiece[] {
  throw new Error('not written yet');
}

/** `2026-11` of a day. */
export const monthOf = (day: Day): string => day.slice(0, 7);
