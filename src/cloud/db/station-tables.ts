import type { Generated } from 'kysely';
import type { Flag } from './ledger-tables.ts';

/** Rows of migration 002: stations, what they sell, what their journals said, and the jobs. */
export type CloudIdentityTable = {
  readonly id: number;
  /** Ed25519, hex. Every instance on this database must hold its key. */
  readonly public_key: string;
  readonly created_at: string;
};

/** Who runs a collective on the web pages. Rights at a till are `staff`. */
export type CollectiveManagerTable = {
  readonly collective_id: string;
  readonly person_id: string;
  readonly since: string;
};

export type StationTable = {
  readonly id: string;
  readonly collective_id: string;
  readonly name: string;
  readonly public_key: string;
  readonly protocol: number;
  readonly paired_at: string;
  readonly revoked_at: string | null;
};

export type PairingCodeTable = {
  /** Keyed by the cloud's key: eight digits alone could be found by trying them all. */
  readonly code_hash: string;
  readonly collective_id: string;
  readonly station_name: string;
  readonly made_by: string | null;
  readonly made_at: string;
  readonly expires_at: string;
  readonly used_at: string | null;
  readonly station_id: string | null;
};

export type StationNonceTable = {
  readonly station_id: string;
  readonly nonce: string;
  readonly at: string;
};

/** What a collective sets for all its stations. Without a row: nothing may be spent without network. */
export type StationSettingsTable = {
  readonly collective_id: string;
  readonly offline_card_cents_0: number;
  readonly offline_card_cents_1: number;
  readonly offline_card_cents_2: number;
  readonly offline_card_cents_3: number;
  readonly offline_station_cents: number;
  /** Whether emptying a Pass also pays `global` out in cash (RULES T6). */
  readonly pays_out_global: Generated<Flag>;
  /** JSON: lines printed under each receipt. */
  readonly receipt_lines: Generated<string>;
};

export type CategoryTable = {
  readonly id: string;
  readonly collective_id: string;
  readonly name: string;
  readonly colour: string | null;
  readonly picture: string | null;
  readonly sort_order: number;
  readonly removed_at: string | null;
};

export type ProductTable = {
  readonly id: string;
  readonly collective_id: string;
  readonly category_id: string;
  readonly kind: string;
  readonly name: string;
  readonly price_cents: number;
  readonly vat_rate_bp: number;
  /** JSON: `OptionGroup[]` of src/domain/till/catalogue.ts. */
  readonly options: string;
  readonly picture: string | null;
  readonly colour: string | null;
  readonly sort_order: number;
  readonly active: Flag;
  readonly price_min_cents: number | null;
  readonly prepared_at: 'kitchen' | 'bar' | null;
  readonly asset_id: string | null;
  readonly event_id: string | null;
  readonly event_price_id: string | null;
  readonly offer_id: string | null;
  readonly offer_price_id: string | null;
};

export type PointOfSaleTable = {
  readonly id: string;
  readonly collective_id: string;
  readonly name: string;
  /** JSON: list of category ids, in the order shown. */
  readonly category_ids: string;
  /** JSON: list of `Means`. */
  readonly means: string;
  readonly sort_order: number;
  readonly removed_at: string | null;
};

export type StaffTable = {
  readonly id: string;
  readonly collective_id: string;
  readonly name: string;
  readonly is_manager: Flag;
  readonly card_id: string | null;
  /** scrypt, `scrypt$N$r$p$saltHex$hashHex`. */
  readonly pin_hash: string | null;
  readonly removed_at: string | null;
};

/** A station's entry as it was received. Append-only. */
export type JournalEntryTable = {
  readonly station_id: string;
  readonly seq: number;
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  /** The canonical JSON that was hashed. */
  readonly body: string;
  readonly prev: string;
  readonly hash: string;
  readonly signature: string;
  readonly received_at: string;
};

/** An entry that was kept but could not be applied: "à vérifier" in the office. */
export type JournalProblemTable = {
  readonly station_id: string;
  readonly seq: number;
  readonly code: string;
  readonly message: string;
  readonly found_at: string;
  readonly settled_at: string | null;
};

/** How far a station's journal is known, and what was countersigned. One row per station. */
export type StationHeadTable = {
  readonly station_id: string;
  readonly seq: number;
  readonly hash: string;
  /** The head that the station says it has, at or after `seq`. */
  readonly station_seq: number;
  readonly spoke_at: string | null;
};

/** A sale as people read it; the lines are in the entry. */
export type SaleTable = {
  readonly id: string;
  readonly station_id: string;
  readonly seq: number;
  readonly collective_id: string;
  readonly number: number;
  readonly day: string;
  readonly at: string;
  readonly point_of_sale_id: string;
  readonly staff_id: string;
  readonly staff_name: string;
  readonly total_cents: number;
};

export type SalePaymentTable = {
  readonly sale_id: string;
  readonly line: number;
  readonly means: string;
  readonly cents: number;
  readonly card_id: string | null;
  readonly wallet_id: string | null;
  readonly posting_id: string | null;
  /** When the sale was made: a wallet's history is read in this order. */
  readonly at: string;
};

export type RateLimitTable = {
  readonly key: string;
  readonly window_start: string;
  readonly count: number;
};

export type JobLeaseTable = {
  readonly name: string;
  readonly holder: string;
  readonly until: string;
  readonly last_run_at: string | null;
};

export type StationTables = {
  cloud_identity: CloudIdentityTable;
  collective_manager: CollectiveManagerTable;
  station: StationTable;
  pairing_code: PairingCodeTable;
  station_nonce: StationNonceTable;
  station_settings: StationSettingsTable;
  category: CategoryTable;
  product: ProductTable;
  point_of_sale: PointOfSaleTable;
  staff: StaffTable;
  journal_entry: JournalEntryTable;
  journal_problem: JournalProblemTable;
  station_head: StationHeadTable;
  sale: SaleTable;
  sale_payment: SalePaymentTable;
  rate_limit: RateLimitTable;
  job_lease: JobLeaseTable;
};
