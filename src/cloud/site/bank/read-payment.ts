import { isUuid } from '../../../shared/ids.ts';
import type { PaymentId, PersonId } from '../../../shared/ids.ts';
import { cents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { BankRefundReason, PaymentPurpose } from '../../db/bank-tables.ts';
import type { CloudDeps } from '../../http/deps.ts';
import { findPayment } from '../../payments/payment-rows.ts';
import type { PaymentRow } from '../../payments/payment-rows.ts';
import { settlePayment } from '../../payments/settle-payment.ts';

type MoneyBack = {
  readonly cents: Cents;
  readonly reason: BankRefundReason;
  readonly state: 'waiting' | 'sent' | 'failed';
};

/** A payment of the person, as its page shows it. */
export type OwnPayment = {
  readonly id: PaymentId;
  readonly purpose: PaymentPurpose;
  readonly subjectId: string | null;
  readonly cents: Cents;
  readonly state: PaymentRow['state'];
  readonly problem: string | null;
  /** The bank's page; null when it was never opened. */
  readonly bankUrl: string | null;
  /** The bank was asked and did not answer. */
  readonly isUnreachable: boolean;
  readonly back: readonly MoneyBack[];
};

/**
 * A payment, after asking the bank about one that is not over. Null when it is not theirs, or is
 * not there: the same for both.
 */
export async function readOwnPayment(
  deps: CloudDeps,
  personId: PersonId,
  id: string,
): Promise<OwnPayment | null> {
  const before = isUuid(id) ? await findPayment(deps.db, id) : undefined;
  if (before?.person_id !== personId) return null;
  const paymentId = before.id as PaymentId;
  const isAsked = before.state === 'started' && before.checkout !== null;
  const settled = isAsked ? await settlePayment(deps, paymentId) : null;
  const row = (await findPayment(deps.db, paymentId)) ?? before;
  return {
    ...{ id: paymentId, purpose: row.purpose, subjectId: row.subject_id },
    ...{ cents: cents(row.cents), state: row.state, problem: row.problem },
    bankUrl: row.checkout_url,
    isUnreachable: settled !== null && !settled.ok,
    back: await listBack(deps, paymentId),
  };
}

async function listBack({ db }: CloudDeps, paymentId: PaymentId): Promise<readonly MoneyBack[]> {
  const rows = await db.query
    .selectFrom('bank_refund')
    .select(['cents', 'reason', 'state'])
    .where('payment_id', '=', paymentId)
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, cents: cents(row.cents) }));
}
