import type { Generated } from 'kysely';
import type { Flag } from './ledger-tables.ts';

/** Rows of migration 009: bank cards on the site. Amounts are euro cents. */

/** `card`: nothing is paid, a card is left for the renewals of a membership. */
export type PaymentPurpose = 'top-up' | 'booking' | 'membership' | 'renewal' | 'card';
export type BankPaymentState = 'started' | 'paid' | 'failed' | 'given-up';
export type BankRefundReason = 'asked' | 'cancelled' | 'too-late' | 'not-wanted';

/** Where the bank sends what is paid to a collective. Without a row it takes no card on the site. */
export type CollectiveBankTable = {
  readonly collective_id: string;
  readonly account: string;
  readonly added_at: string;
};

/** What the bank keeps of a card; never its number. */
export type BankCardTable = {
  readonly id: string;
  readonly person_id: string;
  readonly collective_id: string;
  readonly account: string;
  readonly customer: string;
  readonly method: string;
  readonly label: string;
  readonly added_at: string;
  readonly removed_at: string | null;
  readonly forgotten_at: string | null;
};

export type BankPaymentTable = {
  /** Made before the bank is asked, and sent to it so that nothing is paid twice. */
  readonly id: string;
  readonly content_hash: string;
  readonly purpose: PaymentPurpose;
  readonly subject_id: string | null;
  readonly person_id: string;
  readonly collective_id: string | null;
  readonly account: string | null;
  readonly cents: number;
  readonly state: BankPaymentState;
  readonly card_id: string | null;
  readonly keeps_card: Flag;
  readonly checkout: string | null;
  readonly checkout_url: string | null;
  readonly bank_reference: string | null;
  readonly fee_cents: number | null;
  readonly refunded_cents: Generated<number>;
  readonly started_at: string;
  readonly ask_at: string | null;
  readonly closed_at: string | null;
  readonly problem: string | null;
  readonly posting_id: string | null;
};

export type BankRefundTable = {
  readonly id: string;
  readonly payment_id: string;
  readonly cents: number;
  readonly reason: BankRefundReason;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly bank_reference: string | null;
  readonly tries: Generated<number>;
  readonly try_at: string;
  readonly asked_at: string;
  readonly closed_at: string | null;
  readonly problem: string | null;
  readonly posting_id: string | null;
};

export type BankNoticeTable = {
  readonly id: string;
  readonly kind: string;
  readonly received_at: string;
};

export type DemoBankTable = {
  readonly id: string;
  readonly kind: 'checkout' | 'payment' | 'card' | 'refund';
  readonly data: string;
  readonly at: string;
};

export type BankTables = {
  collective_bank: CollectiveBankTable;
  bank_card: BankCardTable;
  bank_payment: BankPaymentTable;
  bank_refund: BankRefundTable;
  bank_notice: BankNoticeTable;
  demo_bank: DemoBankTable;
};
