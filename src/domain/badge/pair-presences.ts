import type { DayRule, Instant } from '../../shared/time.ts';
import type { BadgePlan } from './plan.ts';
import type { BadgeEvent, PairedPresence } from './presence.ts';

/**
 * Pairs taps into stays by time, for each holder and space apart (RULES B2, B6, B10). Pure: the same
 * events in any order give the same stays.
 *
 * - An in within a minute after the in of an open stay is the same one, tapped at another door.
 * - A later in, while one is open: the going out was forgotten; the first stay ends there, or at
 *   the closing hour when that is earlier, `automatic`.
 * - An in whose closing hour is past `now`: `automatic` at the closing hour. An out that comes
 *   after the closing hour but before the next in, and within the same business day, is the real one.
 * - An out with no stay open: `no-in`.
 * - An undone tap never was. A correction says the last word, the latest by `madeAt` (then by id).
 */
export function pairPresences(_facts: {
  readonly events: readonly BadgeEvent[];
  readonly planOf: (planId: string, version: number) => BadgePlan | undefined;
  readonly rule: DayRule;
  readonly now: Instant;
}): readonly PairedPresence[] {
  throw new Error('not written yet');
}
