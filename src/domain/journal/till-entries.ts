import type { Cents } from '../../shared/money.ts';
import type { Day } from '../../shared/time.ts';
import type {
  AssetId,
  CardId,
  ClosingId,
  EventId,
  GiftId,
  MoveId,
  OperationId,
  ProductId,
  RefundId,
  ReplacementId,
  TicketId,
  TopUpId,
} from '../../shared/ids.ts';
import type { DayTotals } from '../closing/day-totals.ts';
import type { AssetPart } from '../wallet/split-payment.ts';
import type { CashPayment, StaffRef } from './sale-entries.ts';

/** Local money put on a Pass at the till (RULES T5). It is not turnover (RULES M10). */
export type TopUpRecorded = {
  readonly topUpId: TopUpId;
  readonly day: Day;
  readonly staff: StaffRef;
  readonly cardId: CardId;
  readonly cardNumber: string;
  readonly assetId: AssetId;
  readonly cents: Cents;
  readonly payment:
    | CashPayment
    | { readonly means: 'bank-card'; readonly cents: Cents }
    | { readonly means: 'cheque'; readonly cents: Cents };
  /** What the Pass could spend here before and after, as the person was shown. */
  readonly beforeCents: Cents;
  readonly afterCents: Cents;
};

/** A Pass was emptied against cash (RULES T6): the cloud did it before, under the same id. */
export type PassEmptied = {
  readonly refundId: RefundId;
  readonly day: Day;
  readonly staff: StaffRef;
  readonly cardId: CardId;
  readonly cardNumber: string;
  readonly paidOut: readonly AssetPart[];
  /** Gifts, hours and points given up with the card. */
  readonly cancelled: readonly AssetPart[];
  readonly cashCents: Cents;
  readonly isCardHandedBack: boolean;
};

/** A gift put on a Pass by staff, with a reason. It is not revenue (RULES M10). */
export type GiftGiven = {
  readonly giftId: GiftId;
  readonly day: Day;
  readonly staff: StaffRef;
  readonly approvedBy: StaffRef | null;
  readonly cardId: CardId;
  readonly cardNumber: string;
  readonly assetId: AssetId;
  readonly cents: Cents;
  readonly reason: string;
};

export type CardDeclaredLost = {
  readonly cardId: CardId;
  readonly cardNumber: string;
  readonly staff: StaffRef;
};

/** A new Pass in place of a lost one (RULES C6, C7): the cloud did it before, under the same id. */
export type CardReplaced = {
  readonly replacementId: ReplacementId;
  readonly fromCardId: CardId;
  readonly fromNumber: string;
  readonly toCardId: CardId;
  readonly toNumber: string;
  readonly staff: StaffRef;
  readonly approvedBy: StaffRef | null;
};

/** The drawer was opened without a sale (RULES D4). */
export type DrawerOpened = {
  readonly staff: StaffRef;
  readonly approvedBy: StaffRef | null;
  readonly reason: string;
};

/** Cash put into the drawer or taken out, apart from sales: the float, a bank deposit. */
export type CashMoved = {
  readonly moveId: MoveId;
  readonly day: Day;
  readonly staff: StaffRef;
  readonly approvedBy: StaffRef | null;
  /** Below 0 when it is taken out. */
  readonly cents: Cents;
  readonly reason: string;
};

/** The day is closed: no entry can fall into it any more (RULES D1, D2). */
export type DayClosed = {
  readonly closingId: ClosingId;
  /** Numbered from 1 by each station, without a gap. */
  readonly number: number;
  readonly day: Day;
  /** First and last entry that it counts. */
  readonly fromSeq: number;
  readonly toSeq: number;
  /** Null: the next day closed it by itself. */
  readonly staff: StaffRef | null;
  readonly approvedBy: StaffRef | null;
  readonly totals: DayTotals;
  /** Null when nobody counted. */
  readonly cashCountedCents: Cents | null;
  readonly differenceCents: Cents | null;
  /** Since the first entry of this station: corrections taken off, and without regard to sign. */
  readonly perpetualCents: Cents;
  readonly perpetualAbsoluteCents: Cents;
  /** What was not paid when the day closed. */
  readonly unpaid: readonly { readonly name: string; readonly totalCents: Cents }[];
};

export type TrainingStarted = { readonly staff: StaffRef; readonly approvedBy: StaffRef | null };
export type TrainingEnded = { readonly staff: StaffRef };

/**
 * What was done in training (RULES T13): the same body as the real entry would have, under a kind
 * that no total, wallet or stock reads.
 */
export type TrainingRecorded = {
  /** Numbered apart from everything real. */
  readonly number: number;
  readonly as: string;
  readonly body: Readonly<Record<string, unknown>>;
};

/** Stock that moved for another reason than a sale (RULES T14). Thousandths of the product's unit. */
export type StockMoved = {
  readonly moveId: MoveId;
  readonly productId: ProductId;
  readonly label: string;
  readonly kind: 'delivery' | 'adjustment' | 'loss';
  /** Thousandths: 3 pieces are 3000, 350 g of something sold by the kilogram are 350. */
  readonly delta: number;
  readonly reason: string;
  readonly staff: StaffRef;
};

/** Somebody came in with a ticket (RULES T8). */
export type TicketAdmitted = {
  readonly ticketId: TicketId;
  readonly eventId: EventId;
  readonly by: 'qr' | 'pass' | 'list';
  readonly staff: StaffRef;
};

/** A receipt was asked for (RULES T11). From the second on it says DUPLICATA. */
export type ReceiptIssued = {
  /** A sale, a correction, a top-up, an emptied Pass or a closing. */
  readonly operationId: OperationId;
  readonly how: 'print' | 'mail' | 'qr';
  readonly email: string | null;
  readonly copy: number;
  readonly staff: StaffRef;
};

/** A setting of this station was changed (RULES D4). Values as text, for people. */
export type SettingChanged = {
  readonly staff: StaffRef;
  readonly approvedBy: StaffRef | null;
  readonly name: string;
  readonly value: string;
};
