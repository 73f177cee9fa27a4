import type { BankRefundReason } from '../db/bank-tables.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { PaymentId, PersonId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';

export type GiveBackOrder = {
  /** Follows from what is given back, so that it is given back once. */
  readonly id: string;
  readonly paymentId: PaymentId;
  readonly cents: Cents;
  readonly reason: BankRefundReason;
  readonly at: Instant;
};

/**
 * Promises money of a payment back, in the caller's transaction; a job sends it to the bank until
 * the bank has said yes. Refused when the payment has less left.
 */
export async function giveBack(
  _tx: WritableDb,
  _order: GiveBackOrder,
): Promise<Result<void, 'payment-unknown' | 'content-differs' | 'too-much'>> {
  throw new Error('not written yet');
}

/** What a person may ask back: `global` that came by bank card and is not spent, newest payment first. */
export type UnspentBankMoney = {
  readonly cents: Cents;
  readonly parts: readonly {
    readonly paymentId: PaymentId;
    readonly cents: Cents;
    readonly paidAt: Instant;
  }[];
};

/**
 * Takes unspent `global` from the person's wallet and promises it back to the cards it came from,
 * newest first (RULES M1, P2). `askId` is made by the form.
 */
export async function askMoneyBack(
  _tx: WritableDb,
  _order: { readonly askId: string; readonly personId: PersonId; readonly at: Instant },
): Promise<Result<UnspentBankMoney, 'nothing-to-give-back' | 'content-differs'>> {
  throw new Error('not written yet');
}

/** The same, only to show it. */
export async function readUnspentBankMoney(
  _db: import('../db/open-database.ts').ReadableDb,
  _personId: PersonId,
): Promise<UnspentBankMoney> {
  throw new Error('not written yet');
}
