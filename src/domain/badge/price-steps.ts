import type { Cents } from '../../shared/money.ts';
import type { PresenceId } from '../../shared/ids.ts';
import type { Day } from '../../shared/time.ts';

/** How a price was found, in the order of the reckoning; screens put it into words. */
export type PriceStep =
  | { readonly kind: 'stayed'; readonly minutes: number }
  /** What follows is about this day: the stay went past the cut-off hour. */
  | { readonly kind: 'day'; readonly day: Day; readonly minutes: number }
  /** Minutes that another space of the same plan counts already. */
  | { readonly kind: 'overlap'; readonly minutes: number }
  | { readonly kind: 'free'; readonly minutes: number }
  | { readonly kind: 'included'; readonly label: string; readonly minutes: number }
  /** Minutes of the day billed before this stay. */
  | { readonly kind: 'earlier'; readonly minutes: number; readonly cents: Cents }
  | {
      readonly kind: 'rounded';
      readonly fromMinutes: number;
      readonly toMinutes: number;
      readonly stepMinutes: number;
    }
  /** The cheapest of what the plan allows, for all of the day so far. */
  | {
      readonly kind: 'tariff';
      readonly choice: 'hours' | 'half-days' | 'day' | 'cap-day';
      readonly isMember: boolean;
      readonly minutes: number;
      /** 0 unless half-days. */
      readonly halfDays: number;
      /** Minutes by the hour, beside half-days. */
      readonly hourMinutes: number;
      readonly cents: Cents;
    }
  | { readonly kind: 'minimum'; readonly cents: Cents }
  /** The month's cap takes this much off. */
  | { readonly kind: 'cap-month'; readonly capCents: Cents; readonly offCents: Cents }
  | { readonly kind: 'volunteer'; readonly minutes: number };

/** What one stay costs. */
export type VisitBill = {
  readonly presenceId: PresenceId;
  /** Whole minutes of the stay, from instants. */
  readonly stayedMinutes: number;
  readonly included: readonly {
    readonly poolId: string;
    readonly label: string;
    readonly minutes: number;
    /** What the pool has left after this stay. */
    readonly leftMinutes: number;
  }[];
  /** Minutes credited as `time` by a volunteer plan; otherwise 0. */
  readonly timeMinutes: number;
  readonly cents: Cents;
  /** Cents by calendar month (`2026-11`) of the business days, for the cap of the month. */
  readonly months: readonly { readonly month: string; readonly cents: Cents }[];
  readonly why: readonly PriceStep[];
};
