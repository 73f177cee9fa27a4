import { assert } from '../../shared/assert.ts';
import type { PaymentId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { BankRefundReason } from '../db/bank-tables.ts';
import type { WritableDb } from '../db/open-database.ts';
import { lockPayment } from './payment-rows.ts';

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
  tx: WritableDb,
  order: GiveBackOrder,
  /** What took it out of the wallet, for what was asked back. */
  postingId: string | null = null,
): Promise<Result<void, 'payment-unknown' | 'content-differs' | 'too-much'>> {
  const { id, paymentId, cents, reason, at } = order;
  assert(cents > 0, `nothing is given back: ${cents} cents of ${paymentId}`);
  const payment = await lockPayment(tx, paymentId);
  if (payment?.state !== 'paid') return err('payment-unknown');
  const known = await tx.query
    .selectFrom('bank_refund')
    .select(['payment_id', 'cents', 'reason'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (known !== undefined) {
    const isSame =
      known.payment_id === paymentId && known.cents === cents && known.reason === reason;
    return isSame ? ok(undefined) : err('content-differs');
  }
  if (cents > payment.cents - payment.refunded_cents) return err('too-much');
  await tx.query
    .updateTable('bank_payment')
    .set({ refunded_cents: payment.refunded_cents + cents })
    .where('id', '=', paymentId)
    .execute();
  await tx.query
    .insertInto('bank_refund')
    .values({
      ...{ id, payment_id: paymentId, cents, reason, state: 'waiting', bank_reference: null },
      ...{ try_at: at, asked_at: at, closed_at: null, problem: null, posting_id: postingId },
    })
    .execute();
  return ok(undefined);
}
