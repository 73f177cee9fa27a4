import { openDatabase } from '../../../src/cloud/db/open-database.ts';
import type { DatabaseKind, Db } from '../../../src/cloud/db/open-database.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import type { CloudDeps } from '../../../src/cloud/http/deps.ts';
import { sellToWallet } from '../../../src/cloud/ledger/operations.ts';
import { ensureWalletOfPerson } from '../../../src/cloud/ledger/wallets.ts';
import { askBank } from '../../../src/cloud/payments/ask-bank.ts';
import type { BankFailure, BankPort } from '../../../src/cloud/payments/bank-port.ts';
import { askMoneyBack } from '../../../src/cloud/payments/ask-money-back.ts';
import { sendRefunds } from '../../../src/cloud/payments/send-refunds.ts';
import { settlePayment } from '../../../src/cloud/payments/settle-payment.ts';
import { startPayment } from '../../../src/cloud/payments/start-payment.ts';
import type { PaymentOrder } from '../../../src/cloud/payments/start-payment.ts';
import { BANK_NOTICES_PATH } from '../../../src/cloud/site/bank/receive-notice.ts';
import type { PostingId } from '../../../src/domain/wallet/ledger-types.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { PaymentId, PersonId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { err, unwrap } from '../../../src/shared/result.ts';
import type { Result } from '../../../src/shared/result.ts';
import { addMs, msOfInstant } from '../../../src/shared/time.ts';
import { stripeSignature } from '../../helpers/stripe-server.ts';
import { makeInstance } from '../api/world.ts';
import { openBookings } from '../booking/booking-rig.ts';
import { openStripeRig } from './bank-rigs.ts';

export const MINUTE = 60_000;
export const ACCOUNT = 'acct_bar';

/** Two instances of the cloud on one database, with the Stripe adapter and a local server for it. */
export async function openPayments(kind: DatabaseKind) {
  const bookings = await openBookings(kind);
  const { db, options, village, now } = bookings;
  const stripe = await openStripeRig(now);
  const { books } = stripe.server;
  const second = openDatabase(options);
  const { bank, loseAnswer } = lossy(stripe.bank);
  const instances = [db, second].map((one: Db) => makeInstance(one, { bank, clock: now }));
  const [here, there] = instances as [Instance, Instance];
  await bookings.write((tx) =>
    tx.query
      .insertInto('collective_bank')
      .values({ collective_id: village.bar, account: ACCOUNT, added_at: now() })
      .execute(),
  );

  const order = (personId: PersonId, changes: Partial<PaymentOrder> = {}): PaymentOrder => ({
    ...{ id: toId(makeUuid()), purpose: 'top-up', subjectId: null, personId },
    ...{ email: 'jo@example.org', language: 'fr', collectiveId: null, cents: cents(2_000) },
    ...{ label: 'Tirelire', keepsCard: false },
    endsAt: addMs(now(), 15 * MINUTE),
    ...changes,
  });
  const readPayment = (id: PaymentId) =>
    db.query.selectFrom('bank_payment').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const checkoutOf = async (id: PaymentId) => (await readPayment(id)).checkout ?? '';
  const orders = new Map<PaymentId, PaymentOrder>();
  const started = async (wanted: PaymentOrder): Promise<PaymentId> => {
    orders.set(wanted.id, wanted);
    const first = await startPayment(here.deps, wanted);
    // The answer may be lost on the way: the person presses again.
    if (!first.ok && first.error.code === 'bank-unreachable') {
      unwrap(await startPayment(here.deps, wanted));
    } else {
      unwrap(first);
    }
    return wanted.id;
  };

  return {
    ...{
      ...bookings,
      stripe,
      books,
      here,
      there,
      order,
      started,
      readPayment,
      checkoutOf,
      loseAnswer,
    },
    bothDeps: [here.deps, there.deps] as const satisfies readonly CloudDeps[],
    /** The same order once more. */
    again: (id: PaymentId) => startPayment(there.deps, orders.get(id)!),
    payAtBank: async (id: PaymentId) => books.complete(await checkoutOf(id)),
    /** What the bank tells one of the instances. Its words on the payment are lies. */
    tell: async (
      id: PaymentId,
      { to = here, type = 'checkout.session.completed', eventId = makeUuid() }: Telling = {},
    ): Promise<number> => {
      const body = books.eventOf(await checkoutOf(id), type, `evt_${eventId}`);
      const signature = stripeSignature(body, msOfInstant(now()));
      const response = await to.app.request(BANK_NOTICES_PATH, {
        method: 'POST',
        body,
        headers: { 'stripe-signature': signature },
      });
      return response.status;
    },
    settle: (id: PaymentId, deps: CloudDeps = here.deps) => settlePayment(deps, id),
    job: (deps: CloudDeps = here.deps) => askBank(deps),
    refunds: (deps: CloudDeps = here.deps) => sendRefunds(deps),
    askBack: (personId: PersonId, askId = makeUuid()) =>
      writeTransaction(db, (tx) => askMoneyBack(tx, { askId, personId, at: now() })),
    spend: (personId: PersonId, amount: number) =>
      writeTransaction(db, async (tx) =>
        sellToWallet(tx, {
          ...{ id: makeUuid() as PostingId, at: now(), stationId: null, cause: null },
          ...{ collectiveId: village.bar, totalCents: cents(amount) },
          walletId: await ensureWalletOfPerson(tx, personId, now()),
        }),
      ),
    walletCents: async (personId: PersonId): Promise<number> => {
      const rows = await db.query
        .selectFrom('account')
        .innerJoin('wallet', 'wallet.id', 'account.owner_id')
        .select('balance')
        .where('wallet.person_id', '=', personId)
        .where('account.kind', '=', 'wallet')
        .execute();
      return rows.reduce((sum, { balance }) => sum + balance, 0);
    },
    refundsOf: (id: PaymentId) =>
      db.query
        .selectFrom('bank_refund')
        .selectAll()
        .where('payment_id', '=', id)
        .orderBy('asked_at')
        .orderBy('id')
        .execute(),
    close: async () => {
      for (const instance of instances) instance.deps.feedWatcher.close();
      await stripe.close();
      await second.close();
      await bookings.close();
    },
  };
}
export type Payments = Awaited<ReturnType<typeof openPayments>>;

/** The same bank: what it is asked next is done, and its answer lost on the way. */
function lossy(bank: BankPort) {
  let isNextLost = false;
  const lose = async <Value>(
    answer: Promise<Result<Value, BankFailure>>,
  ): Promise<Result<Value, BankFailure>> => {
    const isLost = isNextLost;
    isNextLost = false;
    const value = await answer;
    return isLost ? err({ code: 'unreachable', message: 'lost on the way' }) : value;
  };
  const worse: BankPort = {
    ...bank,
    openCheckout: (order) => lose(bank.openCheckout(order)),
    closeCheckout: (page) => lose(bank.closeCheckout(page)),
    chargeCard: (order) => lose(bank.chargeCard(order)),
    refund: (order) => lose(bank.refund(order)),
  };
  return {
    bank: worse,
    loseAnswer: () => {
      isNextLost = true;
    },
  };
}

type Instance = ReturnType<typeof makeInstance>;
type Telling = {
  readonly to?: Instance;
  readonly type?: string;
  readonly eventId?: string;
};
