import type { BankPaymentState } from '../db/bank-tables.ts';
import type { CloudDeps } from '../http/deps.ts';
import type { PaymentId } from '../../shared/ids.ts';
import type { Result } from '../../shared/result.ts';

/**
 * Asks the bank what became of a payment and applies the answer once, whoever asks: the bank's
 * notice, the person who comes back, or the job. Called outside a transaction.
 */
export async function settlePayment(
  _deps: CloudDeps,
  _paymentId: PaymentId,
): Promise<Result<BankPaymentState, 'payment-unknown' | 'bank-unreachable'>> {
  throw new Error('not written yet');
}

/**
 * Closes the bank's page, so that nobody pays any more for what is over. One that was paid
 * meanwhile is applied instead. Called outside a transaction.
 */
export async function closePayment(
  _deps: CloudDeps,
  _paymentId: PaymentId,
): Promise<Result<BankPaymentState, 'payment-unknown' | 'bank-unreachable'>> {
  throw new Error('not written yet');
}
