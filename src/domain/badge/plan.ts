import type { AssetId, PlanId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';

/** What a stay costs, as data (RULES B4). All prices include VAT. */
export type Rates = {
  /** One hour; a step costs its share. */
  readonly hourCents: Cents;
  /** One price for up to `minutesMax` of a day; several may be combined, with hours for the rest. */
  readonly halfDay: { readonly priceCents: Cents; readonly minutesMax: number } | null;
  /** One price for all of a day. */
  readonly dayCents: Cents | null;
  readonly capDayCents: Cents | null;
  /** Of a calendar month, for one holder and one plan. */
  readonly capMonthCents: Cents | null;
};

export const STEP_MINUTES = [1, 5, 15, 30, 60] as const;

/** One version of a plan. It never changes: a change makes the next version. */
export type BadgePlan = {
  readonly id: PlanId;
  /** From 1. */
  readonly version: number;
  readonly name: string;
  readonly description: string;
  /** `volunteer`: nothing is paid; the clock credits `timeAssetId` with the minutes. */
  readonly kind: 'paid' | 'volunteer';
  readonly timeAssetId: AssetId | null;
  readonly stepMinutes: (typeof STEP_MINUTES)[number];
  /** Of what is billed of a day, once free and included minutes are taken off. */
  readonly rounding: 'down' | 'nearest' | 'up';
  /** Free at the start of each day. */
  readonly freeMinutes: number;
  /** The least for a day on which anything is billed. */
  readonly minimumCents: Cents;
  readonly rates: Rates;
  /** Other prices for those who hold one of these memberships; null: none. */
  readonly member: { readonly offerIds: readonly string[]; readonly rates: Rates } | null;
  /** Memberships that include minutes, used before anything is billed. */
  readonly included: readonly {
    readonly offerId: string;
    readonly minutesPerPeriod: number;
    /** All of a team use the same minutes. */
    readonly isShared: boolean;
  }[];
  /** `20:00`: a forgotten going out is closed then (RULES B6); null: at the cut-off hour. */
  readonly closesAt: string | null;
  readonly vatRateBp: number;
};

/** Minutes that a membership still gives, for a period. */
export type HourPool = {
  /** The membership's id. */
  readonly id: string;
  readonly label: string;
  readonly planId: PlanId;
  readonly minutes: number;
  /** Days of the collective, both included; null: no end. */
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** Keys of the holders who may use it. */
  readonly holders: readonly string[];
};
