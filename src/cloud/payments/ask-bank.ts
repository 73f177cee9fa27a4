import type { PaymentId } from '../../shared/ids.ts';
import { addMs, msOfInstant } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { CloudDeps } from '../http/deps.ts';
import { ASK_AFTER_MINUTES, MINUTE_MS, WAIT_MINUTES_MAX, lockPayment } from './payment-rows.ts';
import type { PaymentRow } from './payment-rows.ts';
import { closePayment, settlePayment } from './settle-payment.ts';

const CLAIMED_MAX = 20;
/** Past the last asking, a bank that does not answer is asked this often. */
const AGAIN_AFTER_MS = 15 * MINUTE_MS;
/** A fee that is not known after these is never asked again. */
const FEE_AFTER_MINUTES = [5, 60, 24 * 60] as const;

/**
 * Asks the bank about payments that nothing was heard of, or that it has just told us of. After an
 * hour the page is closed; a payment is only given up when the bank has said that nobody paid.
 */
export async function askBank(deps: CloudDeps): Promise<number> {
  if (deps.bank === null) return 0;
  const now = deps.clock();
  const due = await writeTransaction(deps.db, (tx) => claimDue(tx, now));
  for (const payment of due) {
    try {
      await askAbout(deps, payment, now);
    } catch (error) {
      // A bug about one payment must not keep the others waiting. It is asked again.
      deps.logger.error({ err: error, paymentId: payment.id }, 'a payment was not settled');
    }
  }
  return due.length;
}

async function askAbout(deps: CloudDeps, payment: PaymentRow, now: Instant): Promise<void> {
  const paymentId = payment.id as PaymentId;
  if (payment.state === 'paid') return askFee(deps, payment);
  const isOver = minutesSince(payment.started_at, now) >= WAIT_MINUTES_MAX;
  await (isOver ? closePayment(deps, paymentId) : settlePayment(deps, paymentId));
}

const minutesSince = (start: string, now: Instant): number =>
  (msOfInstant(now) - msOfInstant(start as Instant)) / MINUTE_MS;

async function claimDue(tx: WritableDb, now: Instant): Promise<readonly PaymentRow[]> {
  const due = tx.query
    .selectFrom('bank_payment')
    .selectAll()
    .where('ask_at', '<=', now)
    .orderBy('ask_at')
    .limit(CLAIMED_MAX);
  const rows = await (tx.kind === 'postgres' ? due.forUpdate().skipLocked() : due).execute();
  for (const row of rows) {
    await tx.query
      .updateTable('bank_payment')
      .set({ ask_at: nextAsk(row, now) })
      .where('id', '=', row.id)
      .execute();
  }
  return rows;
}

/** The next of the steps, counted from the beginning; null when there is nothing more to learn. */
function nextAsk(
  payment: Pick<PaymentRow, 'state' | 'started_at' | 'closed_at'>,
  now: Instant,
): Instant | null {
  const { state, started_at, closed_at } = payment;
  // The bank told us of one that had ended: asked once, it is as it was or paid after all.
  if (state === 'failed' || state === 'given-up') return null;
  const start = (state === 'paid' ? closed_at : started_at) ?? started_at;
  const steps = state === 'paid' ? FEE_AFTER_MINUTES : ASK_AFTER_MINUTES;
  const next = steps.find((minutes) => minutes > minutesSince(start, now));
  if (next !== undefined) return addMs(start as Instant, next * MINUTE_MS);
  return state === 'paid' ? null : addMs(now, AGAIN_AFTER_MS);
}

/** What the payment cost whoever was paid: said later, and stored once. */
async function askFee(deps: CloudDeps, payment: PaymentRow): Promise<void> {
  const { checkout, account, id } = payment;
  if (checkout === null || deps.bank === null) return;
  const answer = await deps.bank.readCheckout({ account, checkout });
  if (!answer.ok || answer.value.kind !== 'paid') return;
  const { feeCents } = answer.value;
  if (feeCents === null) return;
  await writeTransaction(deps.db, async (tx) => {
    await lockPayment(tx, id);
    await tx.query
      .updateTable('bank_payment')
      .set({ fee_cents: feeCents, ask_at: null })
      .where('id', '=', id)
      .where('fee_cents', 'is', null)
      .execute();
  });
}
