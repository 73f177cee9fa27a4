import type { ReceiptsCatalogue } from '../../shared/i18n.ts';
import type { Cents } from '../../shared/money.ts';
import type { Day, Instant } from '../../shared/time.ts';

/**
 * What a paper says. Plain values, ready to be written down: who makes one from the journal has
 * already decided every amount. Names are written as the collective gave them; the words around
 * them come from resources/locales/<language>/receipts.json.
 */
export type Receipt =
  | SaleReceipt
  | PassReceipt
  | ReportReceipt
  | OrderReceipt
  | EventTicketReceipt
  | PresenceListReceipt
  | TestReceipt;

export type ReceiptKind = Receipt['kind'];

/** What every paper carries. */
export type ReceiptHead = {
  readonly collective: {
    readonly name: string;
    /** Address, SIRET, VAT number: one line each. */
    readonly lines: readonly string[];
  };
  /** Said at the bottom, one line each. Without any, the paper says thank you. */
  readonly footer: readonly string[];
  readonly number: string | null;
  readonly at: Instant;
  readonly timeZone: string;
  readonly staffName: string | null;
  readonly pointOfSale: string | null;
  /** 1 is the original; from 2 on the paper says DUPLICATA (RULES T11). */
  readonly copy: number;
  /** Says FACTICE in large, above and below (RULES T13). */
  readonly isTraining: boolean;
};

export type SaleReceipt = ReceiptHead & {
  readonly kind: 'sale' | 'correction';
  /** The sale that a correction undoes or changes (RULES T10). */
  readonly corrects: { readonly number: string; readonly reason: string | null } | null;
  /** Table or name of the tab. */
  readonly tab: string | null;
  readonly lines: readonly ReceiptLine[];
  /** Discounts on the whole, after the lines. */
  readonly discounts: readonly ReceiptDiscount[];
  readonly totalCents: Cents;
  readonly vat: readonly ReceiptVat[];
  readonly payments: readonly ReceiptPayment[];
};

export type ReceiptLine = {
  readonly label: string;
  readonly options: readonly string[];
  readonly count: number;
  /** What was weighed or timed, `0,350 kg × 12,00 €/kg`; it stands instead of the unit price. */
  readonly measure: string | null;
  /** Price of one, written when there are several. */
  readonly unitCents: Cents | null;
  /** Before the line's discount: the column sums to the total with the discounts in it. */
  readonly cents: Cents;
  readonly discount: ReceiptDiscount | null;
};

export type ReceiptDiscount = {
  /** `10 %` or a reason; null says only "remise". */
  readonly label: string | null;
  /** What is taken off: above zero on a sale, below on the correction of one. */
  readonly cents: Cents;
};

export type ReceiptVat = {
  /** 550 is 5.5 %. */
  readonly rateBp: number;
  readonly exclusiveCents: Cents;
  readonly vatCents: Cents;
  readonly inclusiveCents: Cents;
};

export type ReceiptMeans = 'pass' | 'cash' | 'bank-card' | 'cheque' | 'offered';

export type ReceiptPayment = {
  readonly means: ReceiptMeans;
  readonly cents: Cents;
  /** Cash only: what was handed over, and the change. */
  readonly givenCents: Cents | null;
  readonly changeCents: Cents | null;
  /** Pass only: the last 4 characters of its printed number, and what is left on it. */
  readonly passEnd: string | null;
  readonly leftCents: Cents | null;
};

/** Money put on a Pass, or paid out of it (RULES T5, T6). */
export type PassReceipt = ReceiptHead & {
  readonly kind: 'top-up' | 'refund';
  /** The last 4 characters of the printed number. */
  readonly passEnd: string | null;
  readonly totalCents: Cents;
  readonly beforeCents: Cents;
  readonly afterCents: Cents;
  /** For each kind of money that moved, when there are several. */
  readonly details: readonly ReceiptRow[];
  readonly payments: readonly ReceiptPayment[];
};

/** Ticket X and closings (RULES D1). */
export type ReportReceipt = ReceiptHead & {
  readonly kind: 'x-report' | 'closing';
  readonly period: {
    readonly day: Day | null;
    readonly from: Instant | null;
    readonly to: Instant;
  };
  readonly sections: readonly ReceiptSection[];
};

export type ReceiptSection = {
  readonly title: ReceiptLabel | null;
  readonly rows: readonly ReceiptRow[];
};

export type ReceiptRow = {
  readonly label: ReceiptLabel;
  readonly value: ReceiptValue;
  /** Sums and what must be seen are written in bold. */
  readonly isStrong?: boolean;
};

/** Words of a report that the catalogue knows, or a name that somebody gave. */
export type ReceiptLabel =
  { readonly key: keyof ReceiptsCatalogue['report'] } | { readonly text: string };

export type ReceiptValue =
  | { readonly kind: 'cents'; readonly cents: Cents }
  | { readonly kind: 'count'; readonly count: number }
  /** `Café (3) … 7,50 €` */
  | { readonly kind: 'count-and-cents'; readonly count: number; readonly cents: Cents }
  | { readonly kind: 'text'; readonly text: string };

/** What the kitchen or the bar has to prepare. No prices: large words to be read from afar. */
export type OrderReceipt = ReceiptHead & {
  readonly kind: 'order';
  /** Where it is prepared, as the collective calls it. */
  readonly destination: string;
  readonly tab: string | null;
  readonly change: 'new' | 'added' | 'cancelled';
  readonly lines: readonly {
    readonly count: number;
    readonly label: string;
    readonly options: readonly string[];
  }[];
  readonly note: string | null;
};

/** Lets somebody in. The code is scanned at the door (RULES T8, E6). */
export type EventTicketReceipt = ReceiptHead & {
  readonly kind: 'event-ticket';
  readonly event: {
    readonly name: string;
    readonly startsAt: Instant;
    readonly place: string | null;
  };
  readonly priceName: string;
  readonly priceCents: Cents | null;
  readonly holder: string | null;
  /** What the QR says. */
  readonly code: string;
  /** Written under it, for a door whose scanner fails. */
  readonly codeText: string | null;
};

/** Who is in, to be called outside in a fire drill: large enough to be read in the rain. */
export type PresenceListReceipt = ReceiptHead & {
  readonly kind: 'presence-list';
  readonly spaces: readonly {
    readonly name: string;
    readonly people: readonly {
      /** Empty when nobody has linked the Pass. */
      readonly name: string;
      /** Empty for a guest. */
      readonly passNumber: string;
      readonly isGuest: boolean;
      readonly since: Instant;
    }[];
  }[];
  /** Other doors were heard last then, without network; null with it. */
  readonly knownAt: Instant | null;
};

/** Says that a printer works, and shows what it can write. */
export type TestReceipt = ReceiptHead & {
  readonly kind: 'test';
  readonly printerName: string;
};
