import type { PaymentId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { BankPaymentState } from '../db/bank-tables.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { CloudDeps } from '../http/deps.ts';
import { applyAnswer, endPayment } from './apply-answer.ts';
import type { BankFailure, BankPort, ChargeState, CheckoutState } from './bank-port.ts';
import { findPayment } from './payment-rows.ts';
import type { PaymentRow } from './payment-rows.ts';
import { findCard } from './saved-cards.ts';

type Settled = Result<BankPaymentState, 'payment-unknown' | 'bank-unreachable'>;

/**
 * Asks the bank what became of a payment and applies the answer once, whoever asks: the bank's
 * notice, the person who comes back, or the job. Called outside a transaction.
 */
export const settlePayment = (deps: CloudDeps, paymentId: PaymentId): Promise<Settled> =>
  askAndApply(deps, paymentId, (bank, page) => bank.readCheckout(page));

/**
 * Closes the bank's page, so that nobody pays any more for what is over. One that was paid
 * meanwhile is applied instead. Called outside a transaction.
 */
export async function closePayment(deps: CloudDeps, paymentId: PaymentId): Promise<Settled> {
  const settled = await askAndApply(deps, paymentId, (bank, page) => bank.closeCheckout(page));
  if (!settled.ok || settled.value !== 'started') return settled;
  // The bank never heard of it: no page was opened, or its address was lost with our answer.
  await writeTransaction(deps.db, (tx) =>
    endPayment(tx, { paymentId, state: 'given-up', problem: 'never-opened', at: deps.clock() }),
  );
  return ok((await findPayment(deps.db, paymentId))?.state ?? 'given-up');
}

type AskAtBank = (
  bank: BankPort,
  page: { readonly account: string | null; readonly checkout: string },
) => Promise<Result<CheckoutState, BankFailure>>;

async function askAndApply(
  deps: CloudDeps,
  paymentId: PaymentId,
  askAtBank: AskAtBank,
): Promise<Settled> {
  const payment = await findPayment(deps.db, paymentId);
  if (payment === undefined) return err('payment-unknown');
  if (payment.state === 'paid') return ok('paid');
  if (deps.bank === null) return err('bank-unreachable');
  const { account, checkout } = payment;
  const answer =
    payment.purpose === 'renewal'
      ? await readCharge(deps, deps.bank, payment)
      : checkout === null
        ? null
        : await askAtBank(deps.bank, { account, checkout });
  if (answer === null) return ok(payment.state);
  if (!answer.ok) {
    deps.logger.warn({ paymentId, failure: answer.error }, 'the bank did not say');
    return err('bank-unreachable');
  }
  const at = deps.clock();
  const state = await writeTransaction(deps.db, (tx) =>
    applyAnswer(tx, paymentId, answer.value, at),
  );
  if (state === 'paid') await closeOtherPages(deps, payment);
  return ok(state);
}

/** Null when the bank never heard of it. */
async function readCharge(
  { db }: CloudDeps,
  bank: BankPort,
  payment: PaymentRow,
): Promise<Result<ChargeState, BankFailure> | null> {
  const card = await findCard(db, payment.card_id ?? '');
  if (card === undefined) return null;
  const answer = await bank.readCharge({ paymentId: payment.id as PaymentId, card });
  if (!answer.ok) return answer;
  return answer.value.kind === 'unknown' ? null : ok(answer.value);
}

/** The pages of other tabs for the same thing. One that cannot be closed now is given back if paid. */
async function closeOtherPages(deps: CloudDeps, { id, subject_id, purpose }: PaymentRow) {
  if (subject_id === null || purpose === 'card') return;
  const others = await deps.db.query
    .selectFrom('bank_payment')
    .select('id')
    .where('subject_id', '=', subject_id)
    .where('purpose', '=', purpose)
    .where('state', '=', 'started')
    .where('id', '<>', id)
    .execute();
  for (const other of others) await closePayment(deps, other.id as PaymentId);
}
