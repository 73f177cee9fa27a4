import type {
  AssetId,
  CardId,
  CollectiveId,
  Id,
  PersonId,
  ReserveId,
  StationId,
  WalletId,
} from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { CardState } from '../card/state.ts';

/** Made by the device that decides the movement, stored by it before it is sent (RULES M7). */
export type PostingId = Id<'Posting'>;

/**
 * - `issuing`: what an issuer owes; below 0 by what is in circulation
 * - `wallet`: money of a person or of an anonymous card
 * - `takings`: what a collective was paid with
 * - `cash-out`: what a collective took back against cash
 */
export type AccountKind = 'issuing' | 'wallet' | 'takings' | 'cash-out';

export type AccountRef = {
  readonly kind: AccountKind;
  /** A wallet, a collective, or NETWORK_ID. */
  readonly ownerId: string;
  readonly assetId: AssetId;
};

/** Amounts are in the smallest unit of the asset: cents for euros. */
export type AccountState = {
  readonly balance: number;
  /** Promised to stations by active holds. */
  readonly held: number;
  /** What is missing to keep those promises and stay at 0: max(0, held - balance) (RULES M8). */
  readonly debt: number;
  readonly debtPostingId: string | null;
};

export type Transfer = {
  readonly from: AccountRef;
  readonly to: AccountRef;
  readonly amount: number;
};

export const POSTING_KINDS = [
  'top-up',
  'gift',
  'sale',
  'unsecured-sale',
  'refund',
  'link',
  'replacement',
  'settlement',
  'correction',
] as const;
export type PostingKind = (typeof POSTING_KINDS)[number];

export type PostingHeader = {
  readonly id: PostingId;
  readonly contentHash: string;
  readonly at: Instant;
  readonly collectiveId: CollectiveId | null;
  readonly stationId: StationId | null;
  readonly cardId: CardId | null;
  /** The journal entry, payment or request that caused it. */
  readonly cause: string | null;
  readonly note: string | null;
};

export type Posting = PostingHeader & {
  readonly kind: PostingKind;
  readonly walletId: WalletId | null;
  readonly corrects: PostingId | null;
  /** What was left unpaid by an unsecured sale. */
  readonly debt: number;
  readonly transfers: readonly Transfer[];
};

export type HoldState = 'active' | 'settled' | 'released';

export type HoldPart = {
  readonly assetId: AssetId;
  readonly reserved: number;
  readonly remaining: number;
};

/** Money of one wallet promised to one station, split by the debit order (DESIGN 4). */
export type Hold = {
  readonly id: ReserveId;
  readonly contentHash: string;
  readonly state: HoldState;
  readonly stationId: StationId | null;
  readonly collectiveId: CollectiveId;
  readonly cardId: CardId;
  readonly walletId: WalletId;
  readonly endsAt: Instant;
  readonly createdAt: Instant;
  readonly closedAt: Instant | null;
  /** In the debit order. */
  readonly parts: readonly HoldPart[];
};

/** Left by a release, or by a sale, that came before its reserve: the late reserve is refused. */
export type HoldTombstone = {
  readonly id: ReserveId;
  readonly stationId: StationId | null;
  readonly at: Instant;
};

export type CardFacts = {
  readonly id: CardId;
  readonly number: string;
  readonly state: CardState;
  readonly walletId: WalletId | null;
  readonly personId: PersonId | null;
};
