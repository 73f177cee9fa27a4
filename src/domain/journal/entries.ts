import type { Instant } from '../../shared/time.ts';
import type { CollectiveId, StationId } from '../../shared/ids.ts';
import type {
  BasketDiscarded,
  BasketLineSet,
  BasketOpened,
  BasketParked,
  BasketPledgeWithdrawn,
  BasketPledged,
  BasketSent,
  OrderDone,
  SaleCorrected,
  SaleMeansChanged,
  SaleRecorded,
  StaffRef,
} from './sale-entries.ts';
import type { PresenceCorrected, PresenceTapped, PresenceUndone } from './badge-entries.ts';
import type { BasketLineSetV1, SaleRecordedV1 } from './old-entries.ts';
import type {
  CardDeclaredLost,
  CardReplaced,
  CashMoved,
  DayClosed,
  DrawerOpened,
  GiftGiven,
  PassEmptied,
  ReceiptIssued,
  SettingChanged,
  StockMoved,
  TicketAdmitted,
  TopUpRecorded,
  TrainingEnded,
  TrainingRecorded,
  TrainingStarted,
} from './till-entries.ts';

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
  /** Written before protocol 2; read through `old-entries.ts`. */
  readonly 'basket.line-set@1': BasketLineSetV1;
  readonly 'basket.line-set@2': BasketLineSet;
  readonly 'basket.discarded@1': BasketDiscarded;
  readonly 'basket.parked@1': BasketParked;
  readonly 'basket.opened@1': BasketOpened;
  readonly 'basket.sent@1': BasketSent;
  readonly 'basket.pledged@1': BasketPledged;
  readonly 'basket.pledge-withdrawn@1': BasketPledgeWithdrawn;
  readonly 'order.done@1': OrderDone;
  /** Written before protocol 2; read through `old-entries.ts`. */
  readonly 'sale.recorded@1': SaleRecordedV1;
  readonly 'sale.recorded@2': SaleRecorded;
  readonly 'sale.corrected@1': SaleCorrected;
  readonly 'sale.means-changed@1': SaleMeansChanged;
  readonly 'top-up.recorded@1': TopUpRecorded;
  readonly 'pass.emptied@1': PassEmptied;
  readonly 'gift.given@1': GiftGiven;
  readonly 'card.declared-lost@1': CardDeclaredLost;
  readonly 'card.replaced@1': CardReplaced;
  readonly 'drawer.opened@1': DrawerOpened;
  readonly 'cash.moved@1': CashMoved;
  readonly 'day.closed@1': DayClosed;
  readonly 'training.started@1': TrainingStarted;
  readonly 'training.ended@1': TrainingEnded;
  readonly 'training.recorded@1': TrainingRecorded;
  readonly 'stock.moved@1': StockMoved;
  readonly 'ticket.admitted@1': TicketAdmitted;
  readonly 'receipt.issued@1': ReceiptIssued;
  readonly 'setting.changed@1': SettingChanged;
  readonly 'presence.tapped@1': PresenceTapped;
  readonly 'presence.undone@1': PresenceUndone;
  readonly 'presence.corrected@1': PresenceCorrected;
  readonly 'clock.jumped@1': ClockJumped;
  readonly 'journal.resealed@1': JournalResealed;
};

export type EntryKind = keyof EntryBodies;

/** An entry before the journal numbers, chains and signs it. */
export type TypedDraft = {
  readonly [Kind in EntryKind]: { readonly kind: Kind; readonly body: EntryBodies[Kind] };
}[EntryKind];
