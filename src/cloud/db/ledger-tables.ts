import type { Generated } from 'kysely';

/**
 * Rows of migration 001, as Kysely reads and writes them. Columns are snake_case in SQL and here.
 * Booleans are 0 or 1, instants UTC text (src/shared/time.ts), amounts whole numbers in the
 * smallest unit of their asset (cents for euros).
 */
export type AssetKind = 'global' | 'local' | 'gift' | 'time' | 'points';
export type CardState = 'blank' | 'anonymous' | 'linked' | 'lost' | 'retired';
export type AccountKind = 'issuing' | 'wallet' | 'takings' | 'cash-out';
export type PostingKind =
  | 'top-up'
  | 'gift'
  | 'sale'
  | 'unsecured-sale'
  | 'refund'
  | 'link'
  | 'replacement'
  | 'settlement'
  | 'correction';
export type HoldState = 'active' | 'settled' | 'released';
export type Flag = 0 | 1;

export type VillageTable = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly created_at: string;
  /** Since migration 007: what it says of itself, and the file name of its drawing. */
  readonly description: Generated<string>;
  readonly picture?: string | null;
};

export type CollectiveTable = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly time_zone: string;
  readonly cut_off_hour: number;
  /** What a reserve may hold beyond the sale, so that the next taps need no network. */
  readonly cushion_cents: number;
  readonly created_at: string;
};

/** What a collective shares with the village. What it accepts is in `asset_acceptance`. */
export type VillageMemberTable = {
  readonly village_id: string;
  readonly collective_id: string;
  readonly shares_agenda: Flag;
  readonly shares_memberships: Flag;
  readonly shares_local_currency: Flag;
  readonly joined_at: string;
};

export type AssetTable = {
  readonly id: string;
  readonly kind: AssetKind;
  /** The collective that owes what is issued; null for `global`, which the network owes. */
  readonly issuer_id: string | null;
  readonly name: string;
  readonly created_at: string;
};

/** The seller accepts this `local` asset of another collective. */
export type AssetAcceptanceTable = {
  readonly collective_id: string;
  readonly asset_id: string;
  readonly accepted_at: string;
};

export type PersonTable = {
  readonly id: string;
  /** Lower case; null once the account is deleted. */
  readonly email: string | null;
  readonly name: string;
  readonly language: string;
  readonly created_at: string;
  /** Since migration 010: how they want pages to look. */
  readonly text_size: Generated<'normal' | 'large' | 'largest'>;
  readonly contrast: Generated<'normal' | 'more'>;
  /** Part of the address of their own calendar. */
  readonly calendar_secret?: string | null;
  readonly deleted_at?: string | null;
};

export type WalletTable = {
  readonly id: string;
  readonly person_id: string | null;
  /** The wallet this one flowed into, when its card was linked or replaced. */
  readonly merged_into: string | null;
  readonly created_at: string;
};

export type CardTable = {
  readonly id: string;
  /** Upper-case hex of 4, 7 or 10 bytes; null until a batch card is first read. */
  readonly uid: string | null;
  /** First 4 bytes of the UID, as batch files give them. */
  readonly tag4: string | null;
  readonly number: string;
  readonly qr: string;
  readonly state: CardState;
  /** The card's own wallet when anonymous, the person's when linked. */
  readonly wallet_id: string | null;
  readonly person_id: string | null;
  readonly collective_id: string;
  readonly trust_level: number;
  readonly created_at: string;
  /** Since migration 006: when it was declared lost; null on those lost before. */
  readonly lost_at?: string | null;
};

export type AccountTable = {
  readonly id: string;
  readonly asset_id: string;
  readonly kind: AccountKind;
  /** A wallet, a collective, or NETWORK_ID. */
  readonly owner_id: string;
  readonly balance: number;
  readonly held: number;
  readonly debt: number;
  readonly debt_posting_id: string | null;
};

export type PostingTable = {
  readonly id: string;
  readonly kind: PostingKind;
  readonly content_hash: string;
  /** When the device decided it. */
  readonly at: string;
  readonly collective_id: string | null;
  readonly station_id: string | null;
  readonly wallet_id: string | null;
  readonly card_id: string | null;
  /** The journal entry, payment or request that caused it. */
  readonly cause: string | null;
  readonly corrects: string | null;
  /** What was left unpaid by an unsecured sale. */
  readonly debt: number;
  readonly note: string | null;
};

export type TransferTable = {
  readonly posting_id: string;
  readonly line: number;
  readonly asset_id: string;
  readonly from_account_id: string;
  readonly to_account_id: string;
  readonly amount: number;
};

export type HoldTable = {
  readonly id: string;
  /** Null on the trace left by a release that came before its reserve. */
  readonly content_hash: string | null;
  readonly state: HoldState;
  readonly station_id: string | null;
  readonly collective_id: string | null;
  readonly card_id: string | null;
  readonly wallet_id: string | null;
  readonly ends_at: string | null;
  readonly created_at: string;
  readonly closed_at: string | null;
};

export type HoldPartTable = {
  readonly hold_id: string;
  /** Place in the debit order. */
  readonly line: number;
  readonly asset_id: string;
  readonly account_id: string;
  readonly reserved: number;
  readonly remaining: number;
};

/** Commands that are not postings or reserves, kept so that sending one again changes nothing. */
export type CommandTable = {
  readonly id: string;
  readonly content_hash: string;
  readonly result: string;
  readonly at: string;
};

export type FeedCounterTable = { readonly id: number; readonly seq: number };

export type FeedChangeTable = {
  readonly seq: number;
  readonly topic: string;
  readonly entity_id: string;
  /** Null concerns every collective. */
  readonly collective_id: string | null;
  readonly at: string;
};

export type LedgerTables = {
  village: VillageTable;
  collective: CollectiveTable;
  village_member: VillageMemberTable;
  asset: AssetTable;
  asset_acceptance: AssetAcceptanceTable;
  person: PersonTable;
  wallet: WalletTable;
  card: CardTable;
  account: AccountTable;
  posting: PostingTable;
  transfer: TransferTable;
  hold: HoldTable;
  hold_part: HoldPartTable;
  command: CommandTable;
  feed_counter: FeedCounterTable;
  feed_change: FeedChangeTable;
};
