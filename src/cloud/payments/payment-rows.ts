import type { Insertable, Selectable } from 'kysely';
import { sha256 } from '../../shared/node/crypto.ts';
import type { CollectiveId, PaymentId, PersonId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { BankPaymentTable, PaymentPurpose } from '../db/bank-tables.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import type { BankAccount } from './bank-port.ts';

export type PaymentRow = Selectable<BankPaymentTable>;

export const MINUTE_MS = 60_000;

/** When a job asks the bank about a payment that nothing was heard of, after it began. */
export const ASK_AFTER_MINUTES = [1, 5, 15, 60] as const;

/** How long nobody hears of it before its page is closed. */
export const WAIT_MINUTES_MAX = 60;

export type NewPayment = {
  readonly id: PaymentId;
  readonly purpose: PaymentPurpose;
  readonly subjectId: string | null;
  readonly personId: PersonId;
  readonly collectiveId: CollectiveId | null;
  readonly account: BankAccount;
  readonly cents: Cents | 0;
  readonly keepsCard: boolean;
  readonly cardId: string | null;
  readonly at: Instant;
};

/** Stores a payment before the bank is asked. Sent again, it is the one that is known. */
export async function storePayment(
  tx: WritableDb,
  payment: NewPayment,
): Promise<Result<PaymentRow, 'content-differs'>> {
  const contentHash = contentHashOf(payment);
  const values: Insertable<BankPaymentTable> = {
    id: payment.id,
    content_hash: contentHash,
    purpose: payment.purpose,
    subject_id: payment.subjectId,
    person_id: payment.personId,
    collective_id: payment.collectiveId,
    account: payment.account,
    cents: payment.cents,
    state: 'started',
    card_id: payment.cardId,
    keeps_card: payment.keepsCard ? 1 : 0,
    ...{ checkout: null, checkout_url: null, bank_reference: null, fee_cents: null },
    started_at: payment.at,
    ask_at: addMs(payment.at, MINUTE_MS),
    ...{ closed_at: null, problem: null, posting_id: null },
  };
  await tx.query
    .insertInto('bank_payment')
    .values(values)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const row = await lockPayment(tx, payment.id);
  return row?.content_hash === contentHash ? ok(row) : err('content-differs');
}

/** Who pays how much for what. The words on the bank's page may differ from one sending to the next. */
function contentHashOf(payment: NewPayment): string {
  const { purpose, subjectId, personId, collectiveId, cents, keepsCard } = payment;
  const content = JSON.stringify([purpose, subjectId, personId, collectiveId, cents, keepsCard]);
  return Buffer.from(sha256(Buffer.from(content))).toString('hex');
}

export const findPayment = (
  db: ReadableDb | WritableDb,
  paymentId: string,
): Promise<PaymentRow | undefined> =>
  db.query.selectFrom('bank_payment').selectAll().where('id', '=', paymentId).executeTakeFirst();

/** Everything that changes a payment takes this lock first. */
export function lockPayment(tx: WritableDb, paymentId: string): Promise<PaymentRow | undefined> {
  const query = tx.query.selectFrom('bank_payment').selectAll().where('id', '=', paymentId);
  return (tx.kind === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
}

/** Where a collective is paid; undefined: it takes no cards on the site. Null is the network's own. */
export async function findBankAccount(
  db: ReadableDb | WritableDb,
  collectiveId: CollectiveId | null,
): Promise<BankAccount | undefined> {
  if (collectiveId === null) return null;
  const row = await db.query
    .selectFrom('collective_bank')
    .select('account')
    .where('collective_id', '=', collectiveId)
    .executeTakeFirst();
  return row?.account;
}

/** Ends a payment that moved no money. One that ended before stays as it is. */
export async function endUnpaid(
  tx: WritableDb,
  end: {
    readonly paymentId: string;
    readonly state: 'failed' | 'given-up';
    readonly problem: string;
    readonly at: Instant;
  },
): Promise<void> {
  await tx.query
    .updateTable('bank_payment')
    .set({ state: end.state, problem: end.problem, closed_at: end.at, ask_at: null })
    .where('id', '=', end.paymentId)
    .where('state', '=', 'started')
    .execute();
}
