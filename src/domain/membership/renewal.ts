import { Temporal, instantFromMs } from '../../shared/time.ts';
import type { Day, Instant } from '../../shared/time.ts';

/** Days from the first try to each of the tries (RULES A3): the first is on the last day. */
export const RENEWAL_TRY_DAYS = [0, 1, 3, 7] as const;

/** Nobody is written to at night: tries are made in the morning, where the collective is. */
const TRY_HOUR = 9;

export type RenewalRule = { readonly endsOn: Day; readonly timeZone: string };

/**
 * When a membership that ends on this day is renewed for the first time.
 *
 * Example: the last day is 31 August 2027, in Paris: 31 August at 09:00 there, 07:00 UTC.
 */
export const firstRenewalAt = ({ endsOn, timeZone }: RenewalRule): Instant =>
  morningOf(Temporal.PlainDate.from(endsOn), timeZone);

/**
 * When it is tried again after so many tries in vain; null after the last one, and it ends. A try
 * that came late (the cloud was stopped) puts the next one off to the morning after: never two in one
 * day.
 */
export function nextRenewalAt(
  rule: RenewalRule & { readonly tries: number; readonly now: Instant },
): Instant | null {
  const days = RENEWAL_TRY_DAYS[rule.tries];
  if (days === undefined) return null;
  const planned = Temporal.PlainDate.from(rule.endsOn).add({ days });
  const today = Temporal.Instant.from(rule.now).toZonedDateTimeISO(rule.timeZone).toPlainDate();
  const isLater = Temporal.PlainDate.compare(planned, today) > 0;
  return morningOf(isLater ? planned : today.add({ days: 1 }), rule.timeZone);
}

/** The hour is one of the wall clock, so that a day of 23 or 25 hours changes nothing. */
const morningOf = (day: Temporal.PlainDate, timeZone: string): Instant =>
  instantFromMs(
    day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour: TRY_HOUR }) })
      .epochMilliseconds,
  );
