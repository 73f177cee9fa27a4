import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { msOfInstant } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';

/** When somebody helps. */
export type ShiftTime = { readonly startsAt: Instant; readonly endsAt: Instant };

export type ShiftRule = ShiftTime & {
  readonly needed: number;
  /** Null: until it starts. */
  readonly dropOutUntil: Instant | null;
};

/** One that begins as the other ends is no hindrance: nobody is asked for time to walk there. */
export const shiftsOverlap = (one: ShiftTime, other: ShiftTime): boolean =>
  one.startsAt < other.endsAt && other.startsAt < one.endsAt;

/** Until when a volunteer may drop out; never after it has started (RULES E7). */
export const dropOutEnd = ({ dropOutUntil, startsAt }: ShiftRule): Instant =>
  dropOutUntil !== null && dropOutUntil < startsAt ? dropOutUntil : startsAt;

export const canDropOut = (shift: ShiftRule, now: Instant): boolean => now < dropOutEnd(shift);

export type SignUpRefusal =
  | { readonly code: 'shift-started' | 'shift-full' }
  /** Not two at the same time. */
  | { readonly code: 'shifts-overlap'; readonly otherId: string };

/** Whether one more person may help. */
export function decideSignUp(
  shift: ShiftRule,
  facts: {
    readonly filled: number;
    readonly others: readonly (ShiftTime & { readonly id: string })[];
    readonly now: Instant;
  },
): Result<void, SignUpRefusal> {
  if (shift.startsAt <= facts.now) return err({ code: 'shift-started' });
  const other = facts.others.find((one) => shiftsOverlap(one, shift));
  if (other !== undefined) return err({ code: 'shifts-overlap', otherId: other.id });
  return facts.filled >= shift.needed ? err({ code: 'shift-full' }) : ok(undefined);
}

const MINUTE_MS = 60_000;

/** The whole minutes that are credited; what is short of one is not. Example: 19:00 to 21:30 is 150. */
export const minutesOfShift = ({ startsAt, endsAt }: ShiftTime): number =>
  Math.floor((msOfInstant(endsAt) - msOfInstant(startsAt)) / MINUTE_MS);
