import type { Language } from '../../shared/i18n.ts';
import type { PaymentId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';

/**
 * A bank that takes cards on the site. Two adapters, one contract test: Stripe, and the demo's own
 * bank. Every order carries an id of ours: sent again it gives the first answer and moves no money
 * a second time (RULES M7). Amounts are euro cents.
 */
export type BankPort = {
  readonly kind: 'stripe' | 'demo';
  /** Opens the bank's page on which somebody pays. */
  readonly openCheckout: (order: CheckoutOrder) => Promise<Result<BankPage, BankFailure>>;
  /** Opens the bank's page on which somebody leaves a card without paying, for the renewals. */
  readonly openCardPage: (order: CardPageOrder) => Promise<Result<BankPage, BankFailure>>;
  /** What became of a page. */
  readonly readCheckout: (page: PageRef) => Promise<Result<CheckoutState, BankFailure>>;
  /** Nobody can pay on it any more; of one that was paid, the answer is `paid`. */
  readonly closeCheckout: (page: PageRef) => Promise<Result<CheckoutState, BankFailure>>;
  /** Takes money from a card that the person left, without them. */
  readonly chargeCard: (order: ChargeOrder) => Promise<Result<ChargeState, BankFailure>>;
  /** What became of that, when the answer was lost; `unknown` to a bank that never heard of it. */
  readonly readCharge: (
    order: Pick<ChargeOrder, 'paymentId' | 'card'>,
  ) => Promise<Result<ChargeState | { readonly kind: 'unknown' }, BankFailure>>;
  readonly refund: (order: RefundOrder) => Promise<Result<RefundState, BankFailure>>;
  /** Forgets a card. One that is forgotten already is fine. */
  readonly forgetCard: (card: CardRef) => Promise<Result<void, BankFailure>>;
  /** Reads what the bank tells by itself, after checking that it is the bank. */
  readonly readNotice: (message: SignedMessage) => Result<BankNotice, NoticeRefusal>;
};

/** Whose money it is: an account at the bank; null is the network's own. */
export type BankAccount = string | null;

export type CheckoutOrder = {
  readonly paymentId: PaymentId;
  readonly account: BankAccount;
  readonly cents: Cents;
  /** What the person reads on the bank's page. */
  readonly label: string;
  readonly email: string;
  readonly language: Language;
  /** Addresses of ours: after paying, and after turning back. */
  readonly paidUrl: string;
  readonly backUrl: string;
  /** The page closes then; the bank may keep it open longer (Stripe: 30 min at least). */
  readonly endsAt: Instant;
  /** The card is kept for the renewals. */
  readonly keepsCard: boolean;
};

export type CardPageOrder = Omit<CheckoutOrder, 'cents' | 'keepsCard'>;

/** The bank's id of the page, and where the person goes. */
export type BankPage = { readonly checkout: string; readonly url: string };

export type PageRef = { readonly account: BankAccount; readonly checkout: string };

export type CheckoutState =
  | { readonly kind: 'open' }
  | Paid
  /** A card was left, nothing was paid. */
  | { readonly kind: 'card-left'; readonly card: KeptCard }
  /** Closed: nobody paid. */
  | { readonly kind: 'closed' };

type Paid = {
  readonly kind: 'paid';
  /** The bank's id of the money; what a refund names. */
  readonly reference: string;
  readonly cents: Cents;
  /** What the bank keeps for itself; null while it has not said. */
  readonly feeCents: Cents | null;
  /** Null unless it was asked to keep the card. */
  readonly card: KeptCard | null;
};

export type KeptCard = {
  readonly customer: string;
  readonly method: string;
  /** "Visa 4242", for the person to know it by. */
  readonly label: string;
};

export type CardRef = { readonly account: BankAccount } & Pick<KeptCard, 'customer' | 'method'>;

export type ChargeOrder = {
  readonly paymentId: PaymentId;
  readonly card: CardRef;
  readonly cents: Cents;
  readonly label: string;
};

export type ChargeState =
  | Omit<Paid, 'card'>
  /** The person's bank says no, or wants to ask them: they must pay on a page. */
  | { readonly kind: 'refused'; readonly needsPerson: boolean }
  /** Not known yet: ask again with the same order. */
  | { readonly kind: 'waiting' };

export type RefundOrder = {
  /** Ours, so that it is given back once. */
  readonly refundId: string;
  readonly account: BankAccount;
  readonly reference: string;
  readonly cents: Cents;
};

export type RefundState =
  | { readonly kind: 'sent'; readonly reference: string }
  /** It will never be: more than was paid, or the account is closed. Somebody must look. */
  | { readonly kind: 'refused'; readonly message: string };

/** `unreachable` may pass: try again. `refused` will not, until somebody changes something. */
export type BankFailure = {
  readonly code: 'unreachable' | 'refused';
  /** For the log. */
  readonly message: string;
};

export type SignedMessage = {
  /** The bytes as they came. */
  readonly body: Uint8Array;
  readonly header: (name: string) => string | undefined;
  readonly now: Instant;
};

export type BankNotice = {
  /** The bank's own id of it: told twice, it counts once. */
  readonly id: string;
  readonly kind: string;
  /** The page it is about; null when it is about nothing of ours. Its state is asked, never believed. */
  readonly checkout: string | null;
};

export type NoticeRefusal = 'not-signed' | 'too-old' | 'not-readable';
