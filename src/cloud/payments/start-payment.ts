import type { PaymentPurpose } from '../db/bank-tables.ts';
import type { CloudDeps } from '../http/deps.ts';
import type { Language } from '../../shared/i18n.ts';
import type { CollectiveId, PaymentId, PersonId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';

export type PaymentOrder = {
  /** Made by the form that asks: sent twice, one page is opened. */
  readonly id: PaymentId;
  readonly purpose: Exclude<PaymentPurpose, 'renewal' | 'card'>;
  /** The booking or the membership; null for a top-up. */
  readonly subjectId: string | null;
  readonly personId: PersonId;
  readonly email: string;
  readonly language: Language;
  /** Null for a top-up: the network is paid. */
  readonly collectiveId: CollectiveId | null;
  readonly cents: Cents;
  readonly label: string;
  /** Until when it should be paid. */
  readonly endsAt: Instant;
  readonly keepsCard: boolean;
};

export type PaymentRefusal = {
  readonly code:
    | 'content-differs'
    /** This collective takes no bank card on the site. */
    | 'no-bank'
    | 'bank-unreachable'
    /** Paid already, in another tab. */
    | 'already-paid'
    | 'closed';
};

/**
 * Stores the payment, then opens the bank's page; gives where the person goes. Called outside a
 * transaction: the bank is asked between two of them.
 */
export async function startPayment(
  _deps: CloudDeps,
  _order: PaymentOrder,
): Promise<Result<{ readonly url: string }, PaymentRefusal>> {
  throw new Error('not written yet');
}

/** Whether the site can take a bank card for this collective; null asks for the network. */
export async function takesBankCards(
  _deps: CloudDeps,
  _collectiveId: CollectiveId | null,
): Promise<boolean> {
  throw new Error('not written yet');
}
