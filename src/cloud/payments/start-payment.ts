import { assert } from '../../shared/assert.ts';
import type { Language } from '../../shared/i18n.ts';
import type { CollectiveId, MembershipId, PaymentId, PersonId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { PaymentPurpose } from '../db/bank-tables.ts';
import type { WritableDb } from '../db/open-database.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { CloudDeps } from '../http/deps.ts';
import { PAGE_RETURN, paymentPath } from '../site/paths.ts';
import type { BankFailure, BankPage, BankPort } from './bank-port.ts';
import { endPayment } from './apply-answer.ts';
import { findBankAccount, findPayment, storePayment } from './payment-rows.ts';
import type { NewPayment, PaymentRow } from './payment-rows.ts';
import { checkTopUpAmount } from './top-up-amount.ts';

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
 * transaction: the bank is asked between two of them. Cut anywhere, the same order sent again
 * goes on: what was opened for nobody is paid by nobody.
 */
export async function startPayment(
  deps: CloudDeps,
  order: PaymentOrder,
): Promise<Result<{ readonly url: string }, PaymentRefusal>> {
  assert(
    order.purpose !== 'top-up' || checkTopUpAmount(order.cents).ok,
    `a top-up of ${order.cents} cents: the form checks it before`,
  );
  return openPage(deps, { ...order, cardId: null }, (bank, payment) =>
    bank.openCheckout({ ...payment, cents: order.cents, keepsCard: order.keepsCard }),
  );
}

export type CardPageAsked = Omit<PaymentOrder, 'purpose' | 'subjectId' | 'keepsCard' | 'cents'> & {
  readonly membershipId: MembershipId;
  readonly collectiveId: CollectiveId;
};

/** As `startPayment`, but a card is left and nothing is paid; the person comes back to the same page. */
export async function startCardPage(
  deps: CloudDeps,
  order: CardPageAsked,
): Promise<Result<{ readonly url: string }, PaymentRefusal>> {
  const { membershipId: subjectId, ...rest } = order;
  const payment = { ...rest, purpose: 'card', subjectId, cents: 0, keepsCard: true } as const;
  return openPage(deps, { ...payment, cardId: null }, (bank, page) => bank.openCardPage(page));
}

/** Whether the site can take a bank card for this collective; null asks for the network. */
export async function takesBankCards(
  deps: Pick<CloudDeps, 'bank' | 'db'>,
  collectiveId: CollectiveId | null,
): Promise<boolean> {
  if (deps.bank === null) return false;
  return (await findBankAccount(deps.db, collectiveId)) !== undefined;
}

type Opening = Omit<NewPayment, 'account' | 'at'> &
  Pick<PaymentOrder, 'email' | 'language' | 'label' | 'endsAt'>;
type PageOrder = Parameters<BankPort['openCardPage']>[0];
type OpenAtBank = (bank: BankPort, page: PageOrder) => Promise<Result<BankPage, BankFailure>>;

async function openPage(
  deps: CloudDeps,
  opening: Opening,
  openAtBank: OpenAtBank,
): Promise<Result<{ readonly url: string }, PaymentRefusal>> {
  const { bank, db } = deps;
  const account = await findBankAccount(db, opening.collectiveId);
  if (bank === null || account === undefined) return err({ code: 'no-bank' });
  const stored = await writeTransaction(db, (tx) =>
    storeUnpaid(tx, { ...opening, account, at: deps.clock() }),
  );
  if (!stored.ok) return stored;
  const { checkout_url: known, account: paidAccount } = stored.value;
  if (known !== null) return ok({ url: known });

  const url = deps.config.publicUrl + paymentPath(opening.id);
  const { email, language, label, endsAt } = opening;
  const opened = await openAtBank(bank, {
    ...{ paymentId: opening.id, account: paidAccount, email, language, label, endsAt },
    paidUrl: `${url}?${PAGE_RETURN}=paye`,
    backUrl: `${url}?${PAGE_RETURN}=non`,
  });
  if (!opened.ok) return failedToOpen(deps, opening.id, opened.error);
  const kept = await writeTransaction(db, (tx) => keepPage(tx, opening.id, opened.value));
  if (kept !== null) return ok({ url: kept });
  // Given up while the bank answered: nobody gets this page, so nobody pays on it.
  await bank.closeCheckout({ account: paidAccount, checkout: opened.value.checkout });
  return err({ code: 'closed' });
}

async function storeUnpaid(
  tx: WritableDb,
  payment: NewPayment,
): Promise<Result<PaymentRow, PaymentRefusal>> {
  if (await isSubjectPaid(tx, payment)) return err({ code: 'already-paid' });
  const stored = await storePayment(tx, payment);
  if (!stored.ok) return err({ code: stored.error });
  switch (stored.value.state) {
    case 'started':
      return stored;
    case 'paid':
      return err({ code: 'already-paid' });
    case 'failed':
    case 'given-up':
      return err({ code: 'closed' });
  }
}

/** Paid in another tab, and not given back since. */
async function isSubjectPaid(tx: WritableDb, payment: NewPayment): Promise<boolean> {
  if (payment.subjectId === null || payment.purpose === 'card') return false;
  const row = await tx.query
    .selectFrom('bank_payment')
    .select('id')
    .where('subject_id', '=', payment.subjectId)
    .where('purpose', '=', payment.purpose)
    .where('state', '=', 'paid')
    .whereRef('refunded_cents', '<', 'cents')
    .executeTakeFirst();
  return row !== undefined;
}

/** The page that counts: the first one that was kept. Null when the payment is over. */
async function keepPage(
  tx: WritableDb,
  paymentId: PaymentId,
  page: BankPage,
): Promise<string | null> {
  await tx.query
    .updateTable('bank_payment')
    .set({ checkout: page.checkout, checkout_url: page.url })
    .where('id', '=', paymentId)
    .where('state', '=', 'started')
    .where('checkout', 'is', null)
    .execute();
  const row = await findPayment(tx, paymentId);
  return row?.state === 'started' ? row.checkout_url : null;
}

async function failedToOpen(
  deps: CloudDeps,
  paymentId: PaymentId,
  failure: BankFailure,
): Promise<Result<never, PaymentRefusal>> {
  deps.logger.error({ paymentId, failure }, 'the bank opened no page');
  if (failure.code === 'unreachable') return err({ code: 'bank-unreachable' });
  await writeTransaction(deps.db, (tx) =>
    endPayment(tx, { paymentId, state: 'failed', problem: 'bank-refused', at: deps.clock() }),
  );
  return err({ code: 'no-bank' });
}
