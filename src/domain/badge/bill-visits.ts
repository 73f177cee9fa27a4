import type { PresenceId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Day, DayRule, Instant } from '../../shared/time.ts';
import type { BadgePlan, HourPool } from './plan.ts';
import type { VisitBill } from './price-steps.ts';

/** A stay with both ends, to be billed; for one that is open, `outAt` is now. */
export type Visit = {
  readonly presenceId: PresenceId;
  /** Whose: caps and days count for each holder apart. */
  readonly holder: string;
  /** The version that was in force when they came in. */
  readonly plan: BadgePlan;
  readonly inAt: Instant;
  readonly outAt: Instant;
};

export type BillingFacts = {
  readonly rule: DayRule;
  /** All stays that count together: of these holders, and of those who share their hours. */
  readonly visits: readonly Visit[];
  readonly pools: readonly HourPool[];
  /** Whether a holder has the member price of a plan on a day. */
  readonly isMember: (holder: string, plan: BadgePlan, day: Day) => boolean;
  /** What counts already, from stays before these. */
  readonly before: {
    readonly poolMinutes: ReadonlyMap<string, number>;
    /** By `monthKey(holder, planId, month)`. */
    readonly monthCents: ReadonlyMap<string, Cents>;
  };
};

export const monthKey = (holder: string, planId: string, month: string): string =>
  `${holder} ${planId} ${month}`;

/**
 * What each stay costs (RULES B4). Pure: the same facts in any order give the same bills.
 *
 * Stays count in the order in which they end (then begin, then by id). Each is cut at the cut-off
 * hour into business days. Of each piece, minutes that another stay of the same holder and plan
 * covers already are left out; then the day's free minutes; then included minutes, from the pool
 * that ends soonest. What is left is added to what was billed that day for this holder and plan,
 * rounded to the plan's step, and priced as one: the cheapest of hours, half-days with hours,
 * the day price, and the day's cap. The stay costs the difference to what the day cost before it,
 * less what the month's cap takes off.
 */
export function billVisits(_facts: BillingFacts): ReadonlyMap<PresenceId, VisitBill> {
  throw new Error('not written yet');
}
