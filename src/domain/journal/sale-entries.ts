import type { Cents } from '../../shared/money.ts';
import type { Day, Instant } from '../../shared/time.ts';
import type {
  AssetId,
  BasketId,
  CardId,
  CorrectionId,
  EventId,
  LineId,
  MembershipId,
  OrderId,
  PersonId,
  PlanId,
  PledgeId,
  PresenceId,
  ProductId,
  ReserveId,
  SaleId,
  StaffId,
  TicketId,
} from '../../shared/ids.ts';
import type { AssetPart } from '../wallet/split-payment.ts';

/** Who did it. The name is kept as it was that day. */
export type StaffRef = { readonly id: StaffId; readonly name: string };

/** Whom a membership is for: somebody the cloud knows, or a name and an e-mail typed at the till. */
export type PersonRef = {
  readonly personId: PersonId | null;
  readonly name: string;
  /** Empty when the person was found by their Pass and the address stays with the cloud. */
  readonly email: string;
};

/** What a line is beyond pieces at a price (RULES T1). */
export type LineDetail =
  | { readonly kind: 'piece' }
  | { readonly kind: 'open-price' }
  | {
      /** By weight or volume: one line, priced by the station. */
      readonly kind: 'measure';
      readonly unit: 'kilogram' | 'litre';
      /** Grams, or millilitres. */
      readonly amount: number;
      /** Price of one kilogram or litre. */
      readonly unitCents: Cents;
    }
  | {
      readonly kind: 'room';
      readonly startsAt: Instant;
      readonly endsAt: Instant;
      readonly hourCents: Cents;
    }
  | {
      readonly kind: 'ticket';
      readonly eventId: EventId;
      readonly eventName: string;
      readonly eventStartsAt: Instant;
      readonly priceId: string;
      readonly priceName: string;
      /** One for each place; `count` of the line is their number. */
      readonly tickets: readonly { readonly ticketId: TicketId; readonly holderName: string }[];
      /** The Pass that carries them; null when they are printed or mailed. */
      readonly cardId: CardId | null;
      /** Where they are mailed; null when they are not. */
      readonly email: string | null;
    }
  | {
      readonly kind: 'membership';
      readonly membershipId: MembershipId;
      readonly offerId: string;
      readonly priceId: string;
      readonly person: PersonRef;
      /** The Pass by which the person was found; null when found otherwise. */
      readonly cardId: CardId | null;
    }
  | { readonly kind: 'deposit'; readonly direction: 'taken' | 'returned' }
  | {
      /** What a stay costs (RULES B7). Its hours stay with the presence, which is erased after months (B9). */
      readonly kind: 'presence';
      readonly presenceId: PresenceId;
      readonly planId: PlanId;
      readonly day: Day;
      readonly stayedMinutes: number;
      readonly includedMinutes: number;
    };

/** A reduction given by a manager (RULES T12). `cents` is what it takes off the whole line. */
export type Discount = {
  readonly kind: 'percent' | 'amount';
  /** Basis points when it is per cent, otherwise 0. */
  readonly rateBp: number;
  readonly cents: Cents;
  readonly reason: string;
  readonly approvedBy: StaffRef;
};

/** One line of a basket as it is now; a count of 0 takes it out. */
export type BasketLineSet = {
  readonly basketId: BasketId;
  readonly staff: StaffRef;
  readonly lineId: LineId;
  readonly productId: ProductId;
  readonly choiceIds: readonly string[];
  readonly label: string;
  readonly optionLabels: readonly string[];
  readonly count: number;
  /** Below 0 for a deposit that is given back. */
  readonly unitPriceCents: Cents;
  readonly vatRateBp: number;
  readonly categoryId: string;
  readonly detail: LineDetail;
  readonly discount: Discount | null;
  /** What kitchen and bar know of it, when its pieces come from another line; otherwise it is kept. */
  readonly sentCount?: number;
};

export type BasketDiscarded = {
  readonly basketId: BasketId;
  readonly staff: StaffRef;
  /** The manager who agreed to throw away what was put aside. */
  readonly approvedBy?: StaffRef;
};

/** A basket put aside under a name or on a table (RULES T12); parked again, it moves. */
export type BasketParked = {
  readonly basketId: BasketId;
  readonly staff: StaffRef;
  readonly name: string;
  readonly tableId: string | null;
};

/** A parked basket is on the counter again. */
export type BasketOpened = { readonly basketId: BasketId; readonly staff: StaffRef };

/** What of a basket was sent to be prepared, with a number that is called out. */
export type BasketSent = {
  readonly orderId: OrderId;
  readonly number: number;
  readonly basketId: BasketId;
  readonly staff: StaffRef;
  /** The table or the name of the tab. */
  readonly name: string;
  readonly lines: readonly {
    readonly lineId: LineId;
    readonly label: string;
    readonly optionLabels: readonly string[];
    readonly count: number;
    readonly place: 'kitchen' | 'bar';
  }[];
};

export type OrderDone = {
  readonly orderId: OrderId;
  readonly place: 'kitchen' | 'bar';
  readonly staff: StaffRef | null;
};

/** A part of the price that somebody has promised or handed over: nothing is sold until all of it is. */
export type BasketPledged = {
  readonly basketId: BasketId;
  readonly staff: StaffRef;
  readonly pledgeId: PledgeId;
  readonly payment: Payment;
};

/** A pledge is given back: the notes returned, the reserve released. */
export type BasketPledgeWithdrawn = {
  readonly basketId: BasketId;
  readonly staff: StaffRef;
  readonly pledgeId: PledgeId;
};

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
  readonly detail: LineDetail;
  readonly discount: Discount | null;
  /** `count` × `unitPriceCents`, less the discount. */
  readonly totalCents: Cents;
  readonly vatRateBp: number;
  readonly paid: readonly PaidPart[];
};

/** What stands behind a Pass payment: a reserve held by the cloud, or the station's offline limits (RULES M8). */
export type PassBacking =
  | { readonly kind: 'reserve'; readonly reserveId: ReserveId; readonly final: boolean }
  /** The reserve that was asked but not answered, if one was: the cloud uses it when it did arrive. */
  | { readonly kind: 'unsecured'; readonly reserveId: ReserveId | null };

export type CashPayment = {
  readonly means: 'cash';
  /** Below 0 when deposits are paid out: then `givenCents` is 0 and the change is handed over. */
  readonly cents: Cents;
  readonly givenCents: Cents;
  readonly changeCents: Cents;
};

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
  | CashPayment
  | { readonly means: 'bank-card'; readonly cents: Cents }
  | { readonly means: 'cheque'; readonly cents: Cents }
  | {
      readonly means: 'offered';
      readonly cents: Cents;
      readonly reason: string;
      readonly approvedBy: StaffRef;
    };

export type SaleRecorded = {
  readonly saleId: SaleId;
  /** Numbered from 1 by each station, without a gap. */
  readonly number: number;
  /** The till's day: never one that is closed (RULES D2). */
  readonly day: Day;
  readonly basketId: BasketId;
  /** The table or the name of the tab; empty for the counter. */
  readonly basketName: string;
  readonly pointOfSaleId: string;
  readonly staff: StaffRef;
  readonly lines: readonly SaleLine[];
  readonly payments: readonly Payment[];
  readonly totalCents: Cents;
  /** Places and stock that the cloud holds for this sale; null when none was asked. */
  readonly goodsHoldId: string | null;
};

/** A counter-entry that takes back a sale, or some of its lines (RULES T10). Amounts are positive. */
export type SaleCorrected = {
  readonly correctionId: CorrectionId;
  /** Numbered from 1 by each station, apart from sales. */
  readonly number: number;
  /** The day on which it counts, which may be later than the sale's. */
  readonly day: Day;
  readonly saleId: SaleId;
  readonly saleNumber: number;
  readonly staff: StaffRef;
  readonly approvedBy: StaffRef | null;
  readonly reason: string;
  readonly lines: readonly {
    readonly lineId: LineId;
    readonly productId: ProductId;
    readonly label: string;
    readonly categoryId: string;
    readonly count: number;
    readonly totalCents: Cents;
    readonly vatRateBp: number;
    readonly detail: LineDetail;
    /** Which payment of the sale it goes back to. */
    readonly paid: readonly PaidPart[];
  }[];
  /** What goes back by each payment of the sale. */
  readonly refunds: readonly {
    readonly payment: number;
    readonly means: Payment['means'];
    readonly cents: Cents;
  }[];
  readonly totalCents: Cents;
};

/** The means of a payment was typed wrong: between cash, bank card and cheque only (RULES T10). */
export type SaleMeansChanged = {
  readonly correctionId: CorrectionId;
  readonly number: number;
  readonly day: Day;
  readonly saleId: SaleId;
  readonly saleNumber: number;
  readonly staff: StaffRef;
  readonly approvedBy: StaffRef | null;
  readonly reason: string;
  readonly payment: number;
  readonly from: 'cash' | 'bank-card' | 'cheque';
  readonly to: 'cash' | 'bank-card' | 'cheque';
  readonly cents: Cents;
};
