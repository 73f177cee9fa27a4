import type { LoyaltyKind } from '../../domain/wallet/decide-loyalty.ts';

/** Rows of migration 004: corrections, closings, what happened to cards, loyalty. */

export type SaleCorrectionTable = {
  readonly id: string;
  readonly kind: 'taken-back' | 'means-changed';
  readonly sale_id: string;
  readonly station_id: string;
  readonly seq: number;
  readonly collective_id: string;
  readonly number: number;
  /** The day on which it counts, which may be later than the sale's. */
  readonly day: string;
  readonly at: string;
  readonly staff_id: string;
  readonly staff_name: string;
  readonly approved_by_id: string | null;
  readonly approved_by_name: string | null;
  readonly reason: string;
  readonly total_cents: number;
};

/** What left one payment of the sale. A change of means has two: the one typed, and below 0 the right one. */
export type SaleCorrectionPartTable = {
  readonly correction_id: string;
  readonly line: number;
  readonly payment: number;
  readonly means: string;
  readonly cents: number;
  readonly posting_id: string | null;
};

export type DayClosingTable = {
  readonly id: string;
  readonly station_id: string;
  readonly seq: number;
  readonly collective_id: string;
  readonly number: number;
  readonly day: string;
  readonly at: string;
  readonly from_seq: number;
  readonly to_seq: number;
  /** Null: the next day closed it by itself. */
  readonly staff_id: string | null;
  readonly staff_name: string | null;
  /** JSON: `DayTotals` of src/domain/closing/day-totals.ts. */
  readonly totals: string;
  readonly cash_counted_cents: number | null;
  readonly difference_cents: number | null;
  readonly perpetual_cents: number;
  readonly perpetual_absolute_cents: number;
  /** JSON: `{name, totalCents}[]`. */
  readonly unpaid: string;
};

export type CardEventTable = {
  readonly id: string;
  readonly card_id: string;
  readonly kind: 'declared-lost' | 'replaced' | 'handed-back';
  readonly at: string;
  readonly collective_id: string;
  readonly station_id: string;
  /** Null for what the station asked at once: its journal says who, in the entry that follows. */
  readonly staff_id: string | null;
  readonly staff_name: string | null;
  /** The card that took its place. */
  readonly other_card_id: string | null;
  readonly posting_id: string | null;
};

/** RULES T9. A collective without a row has no rule. */
export type LoyaltyRuleTable = {
  readonly collective_id: string;
  readonly kind: LoyaltyKind;
  /** Cents for `points`, products for `nth-free`. */
  readonly every_amount: number;
  readonly points: number | null;
  /** The collective's points, or the gift in which a free product comes back. */
  readonly asset_id: string;
  /** JSON: product ids that `nth-free` counts. */
  readonly product_ids: string;
  readonly label: string;
};

/** What a wallet has gathered since its last reward. */
export type LoyaltyProgressTable = {
  readonly wallet_id: string;
  readonly collective_id: string;
  readonly amount: number;
};

export type LoyaltyCountTable = {
  /** The sale, or the correction that took something back. */
  readonly cause_id: string;
  /** The Pass payment of the sale. */
  readonly line: number;
  readonly sale_id: string;
  readonly wallet_id: string;
  readonly amount: number;
};

export type LoyaltyRewardTable = {
  readonly posting_id: string;
  readonly sale_id: string;
  readonly line: number;
  readonly step: number;
  readonly collective_id: string;
  readonly wallet_id: string;
  readonly taken_back_by: string | null;
};

export type TillTables = {
  sale_correction: SaleCorrectionTable;
  sale_correction_part: SaleCorrectionPartTable;
  day_closing: DayClosingTable;
  card_event: CardEventTable;
  loyalty_rule: LoyaltyRuleTable;
  loyalty_progress: LoyaltyProgressTable;
  loyalty_count: LoyaltyCountTable;
  loyalty_reward: LoyaltyRewardTable;
};
