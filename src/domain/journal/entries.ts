import type { Cents } from '../../shared/money.ts';
import type { Day, Instant } from '../../shared/time.ts';
import type {
  AssetId,
  BasketId,
  CardId,
  CollectiveId,
  LineId,
  ProductId,
  ReserveId,
  SaleId,
  StaffId,
  StationId,
} from '../../shared/ids.ts';
import type { AssetPart } from '../wallet/split-payment.ts';

/** Who did it. The name is kept as it was that day. */
export type StaffRef = { readonly id: StaffId; readonly name: string };

export type StationPaired = {
  readonly stationId: StationId;
  readonly stationName: string;
  readonly collectiveId: CollectiveId;
  readonly collectiveName: string;
  readonly cloudPublicKey: string;
  readonly protocol: number;
};

export type StationStarted = { readonly version: string };

export type StaffSignedIn = {
  readonly staff: StaffRef;
  readonly by: 'pass' | 'pin';
  readonly isManager: boolean;
};

export type StaffSignedOut = { readonly staff: StaffRef };

export type PinRefused = { readonly triesInRow: number };

/** One line of the open basket as it is now; a count of 0 takes it out. */
export type BasketLineSet = {
  readonly basketId: BasketId;
  readonly staff: StaffRef;
  readonly lineId: LineId;
  readonly productId: ProductId;
  readonly choiceIds: readonly string[];
  readonly label: string;
  readonly optionLabels: readonly string[];
  readonly count: number;
  readonly unitPriceCents: Cents;
  readonly vatRateBp: number;
  readonly categoryId: string;
};

export type BasketDiscarded = { readonly basketId: BasketId; readonly staff: StaffRef };

/** What part of a line was paid by which payment, and for a Pass from which asset (RULES M5). */
export type PaidPart = {
  readonly payment: number;
  readonly assetId: AssetId | null;
  readonly cents: Cents;
};

export type SaleLine = {
  readonly lineId: LineId;
  readonly productId: ProductId;
  readonly label: string;
  readonly optionLabels: readonly string[];
  readonly categoryId: string;
  readonly count: number;
  readonly unitPriceCents: Cents;
  readonly totalCents: Cents;
  readonly vatRateBp: number;
  readonly paid: readonly PaidPart[];
};

/** What stands behind a Pass payment: a reserve held by the cloud, or the station's offline limits (RULES M8). */
export type PassBacking =
  | { readonly kind: 'reserve'; readonly reserveId: ReserveId; readonly final: boolean }
  /** The reserve that was asked but not answered, if one was: the cloud uses it when it did arrive. */
  | { readonly kind: 'unsecured'; readonly reserveId: ReserveId | null };

export type Payment =
  | {
      readonly means: 'pass';
      readonly cents: Cents;
      readonly cardId: CardId;
      readonly cardNumber: string;
      readonly backing: PassBacking;
      /** As the station knew the wallet; for an unsecured spend the cloud decides the final split. */
      readonly parts: readonly AssetPart[];
    }
  | {
      readonly means: 'cash';
      readonly cents: Cents;
      readonly givenCents: Cents;
      readonly changeCents: Cents;
    }
  | { readonly means: 'bank-card'; readonly cents: Cents }
  | { readonly means: 'cheque'; readonly cents: Cents };

export type SaleRecorded = {
  readonly saleId: SaleId;
  /** Numbered from 1 by each station, without a gap. */
  readonly number: number;
  readonly day: Day;
  readonly basketId: BasketId;
  readonly pointOfSaleId: string;
  readonly staff: StaffRef;
  readonly lines: readonly SaleLine[];
  readonly payments: readonly Payment[];
  readonly totalCents: Cents;
};

/** The machine's clock moved by more than two minutes against the time that has passed. */
export type ClockJumped = { readonly expectedAt: Instant; readonly foundAt: Instant };

/** A lost seal was made anew; every entry was whole. */
export type JournalResealed = {
  readonly decidedBy: string;
  readonly faults: readonly string[];
};

/**
 * All that a station's journal can say. A kind carries its version and is read for ever;
 * a changed body is a new kind, `sale.recorded@2`.
 */
export type EntryBodies = {
  readonly 'station.paired@1': StationPaired;
  readonly 'station.started@1': StationStarted;
  readonly 'staff.signed-in@1': StaffSignedIn;
  readonly 'staff.signed-out@1': StaffSignedOut;
  readonly 'staff.pin-refused@1': PinRefused;
  readonly 'basket.line-set@1': BasketLineSet;
  readonly 'basket.discarded@1': BasketDiscarded;
  readonly 'sale.recorded@1': SaleRecorded;
  readonly 'clock.jumped@1': ClockJumped;
  readonly 'journal.resealed@1': JournalResealed;
};

export type EntryKind = keyof EntryBodies;

/** An entry before the journal numbers, chains and signs it. */
export type TypedDraft = {
  readonly [Kind in EntryKind]: { readonly kind: Kind; readonly body: EntryBodies[Kind] };
}[EntryKind];
