import { sha256 } from '../../shared/node/crypto.ts';
import type {
  AssetId,
  CardId,
  CollectiveId,
  ReserveId,
  StationId,
  WalletId,
} from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { CreditRefusal, Credited } from '../../domain/wallet/decide-credit.ts';
import type { Corrected, CorrectionRefusal } from '../../domain/wallet/decide-correction.ts';
import type { GiveUpRefusal, GivenUp } from '../../domain/wallet/decide-give-up.ts';
import type { Refunded, RefundRefusal } from '../../domain/wallet/decide-refund.ts';
import type {
  Released,
  ReleaseRefusal,
  Reserved,
  ReserveRefusal,
} from '../../domain/wallet/decide-reserve.ts';
import type {
  SaleRefusal,
  SaleSettled,
  UnsecuredSaleRefusal,
} from '../../domain/wallet/decide-sale.ts';
import type { Settled, SettlementRefusal } from '../../domain/wallet/decide-settlement.ts';
import type { WalletSaleRefusal, WalletSold } from '../../domain/wallet/decide-wallet-sale.ts';
import type { PostingHeader, PostingId } from '../../domain/wallet/ledger-types.ts';

/** A card by its id, or by the chip UID that a reader gave (upper or lower case hex). */
export type CardRef = { readonly cardId: CardId } | { readonly cardUid: string };

type AssetAmount = { readonly assetId: AssetId; readonly cents: Cents };

export type ReserveCommand = {
  readonly kind: 'reserve';
  readonly id: ReserveId;
  readonly stationId: StationId | null;
  readonly collectiveId: CollectiveId;
  readonly card: CardRef;
  /** What the sale needs. */
  readonly amountCents: Cents;
  /** What the station would like, the cushion included. */
  readonly wantedCents: Cents;
  readonly endsAt: Instant;
  readonly at: Instant;
};

export type ReleaseCommand = {
  readonly kind: 'release';
  readonly reserveId: ReserveId;
  /** The station that gives it back; null when a manager frees it by hand. */
  readonly stationId: StationId | null;
  readonly at: Instant;
};

/** What every movement of money says of itself. */
type Movement = {
  readonly id: PostingId;
  readonly at: Instant;
  readonly stationId: StationId | null;
  /** The journal entry, payment or request that caused it. */
  readonly cause: string | null;
  readonly note?: string;
};

export type SaleCommand = Movement & {
  readonly kind: 'sale';
  readonly collectiveId: CollectiveId;
  readonly reserveId: ReserveId;
  readonly parts: readonly AssetAmount[];
  /** Nothing more will be paid from this reserve: the rest is freed. */
  readonly final: boolean;
  /** The card whose wallet pays, or owes, when the station has no such reserve. */
  readonly fallbackCard?: CardRef;
};

export type UnsecuredSaleCommand = Movement & {
  readonly kind: 'unsecured-sale';
  readonly collectiveId: CollectiveId;
  readonly card: CardRef;
  readonly reserveId: ReserveId | null;
  readonly totalCents: Cents;
};

/** What the cloud itself takes, as for a stay: all of it, or nothing. */
export type WalletSaleCommand = Movement & {
  readonly kind: 'wallet-sale';
  readonly collectiveId: CollectiveId;
  readonly walletId: WalletId;
  readonly totalCents: Cents;
};

export type CreditCommand = Movement & {
  readonly kind: 'top-up' | 'gift';
  /** Null for `global` by bank card, which belongs to no collective. */
  readonly collectiveId: CollectiveId | null;
  readonly to: CardRef | { readonly walletId: WalletId };
  readonly assetId: AssetId;
  readonly amountCents: Cents;
};

export type RefundCommand = Movement & {
  readonly kind: 'refund';
  readonly collectiveId: CollectiveId;
  readonly card: CardRef;
  readonly includesGlobal: boolean;
  readonly cancelsGifts: boolean;
};

/** All that a wallet has goes back to its issuers: its holder leaves for good. */
export type GiveUpCommand = Movement & {
  readonly kind: 'give-up';
  readonly collectiveId: null;
  readonly walletId: WalletId;
};

export type CorrectionCommand = Movement & {
  readonly kind: 'correction';
  readonly collectiveId: CollectiveId | null;
  readonly corrects: PostingId;
  /** Null: all that is not corrected yet. */
  readonly parts: readonly AssetAmount[] | null;
  /** When those assets did not pay, the same sum goes back in those that did. */
  readonly mayDiffer?: boolean;
};

export type SettlementCommand = Movement & {
  readonly kind: 'settlement';
  /** The collective that is paid. */
  readonly collectiveId: CollectiveId;
  readonly assetId: AssetId;
  readonly amountCents: Cents;
};

export type LedgerCommand =
  | ReserveCommand
  | ReleaseCommand
  | SaleCommand
  | UnsecuredSaleCommand
  | WalletSaleCommand
  | CreditCommand
  | RefundCommand
  | GiveUpCommand
  | CorrectionCommand
  | SettlementCommand;

export type LostReserve = 'reserve-unknown' | 'reserve-of-another';

export type LedgerAnswer =
  | { readonly kind: 'reserve'; readonly result: Result<Reserved, ReserveRefusal> }
  | { readonly kind: 'release'; readonly result: Result<Released, ReleaseRefusal> }
  | {
      readonly kind: 'sale';
      readonly result: Result<
        SaleSettled,
        SaleRefusal | UnsecuredSaleRefusal | { readonly code: 'card-random' }
      >;
      /** Why the fallback card paid. */
      readonly lostReserve?: LostReserve;
    }
  | {
      readonly kind: 'unsecured-sale';
      readonly result: Result<SaleSettled, UnsecuredSaleRefusal | { readonly code: 'card-random' }>;
    }
  | { readonly kind: 'wallet-sale'; readonly result: Result<WalletSold, WalletSaleRefusal> }
  | {
      readonly kind: 'top-up' | 'gift';
      readonly result: Result<Credited, CreditRefusal | { readonly code: 'card-random' }>;
    }
  | {
      readonly kind: 'refund';
      readonly result: Result<Refunded, RefundRefusal | { readonly code: 'card-random' }>;
    }
  | { readonly kind: 'give-up'; readonly result: Result<GivenUp, GiveUpRefusal> }
  | { readonly kind: 'correction'; readonly result: Result<Corrected, CorrectionRefusal> }
  | { readonly kind: 'settlement'; readonly result: Result<Settled, SettlementRefusal> };

/**
 * What makes two commands with one id the same command (RULES M7): who, how much, for what. When
 * it was received, and until when a reserve lasts, may differ from one sending to the next.
 */
export function contentHashOf(command: Exclude<LedgerCommand, ReleaseCommand>): string {
  return Buffer.from(sha256(Buffer.from(JSON.stringify(contentOf(command))))).toString('hex');
}

function contentOf(command: Exclude<LedgerCommand, ReleaseCommand>): readonly unknown[] {
  const { kind, stationId, collectiveId } = command;
  const common = [kind, stationId, collectiveId];
  switch (command.kind) {
    case 'reserve':
      return [...common, command.card, command.amountCents, command.wantedCents];
    case 'sale':
      return [...common, command.reserveId, sorted(command.parts), command.final];
    case 'unsecured-sale':
      return [...common, command.card, command.reserveId, command.totalCents];
    case 'wallet-sale':
      return [...common, command.walletId, command.totalCents];
    case 'top-up':
    case 'gift':
      return [...common, command.to, command.assetId, command.amountCents];
    case 'refund':
      return [...common, command.card, command.includesGlobal, command.cancelsGifts];
    case 'give-up':
      return [...common, command.walletId];
    case 'correction':
      return [...common, command.corrects, command.parts === null ? null : sorted(command.parts)];
    case 'settlement':
      return [...common, command.assetId, command.amountCents];
    default:
      return command satisfies never;
  }
}

const sorted = (parts: readonly AssetAmount[]): readonly (readonly [string, number])[] =>
  parts
    .map(({ assetId, cents }): readonly [string, number] => [assetId, cents])
    .toSorted(([left], [right]) => (left < right ? -1 : 1));

export const headerOf = (
  command: Movement & { readonly collectiveId: CollectiveId | null },
  cardId: CardId | null,
): PostingHeader & { readonly collectiveId: typeof command.collectiveId } => ({
  id: command.id,
  contentHash: contentHashOf(command as Exclude<LedgerCommand, ReserveCommand | ReleaseCommand>),
  at: command.at,
  collectiveId: command.collectiveId,
  stationId: command.stationId,
  cardId,
  cause: command.cause,
  note: command.note ?? null,
});
