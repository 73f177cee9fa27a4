import { assert, assertNever } from '../../shared/assert.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import type { BookingId, MembershipId, PaymentId, PersonId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import { unwrap } from '../../shared/result.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import { bookingPaid } from '../booking/booking-paid.ts';
import type { BankPaymentState, BankRefundReason } from '../db/bank-tables.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { topUp } from '../ledger/operations.ts';
import { ensureWalletOfPerson } from '../ledger/wallets.ts';
import { membershipNotPaid, membershipPaid } from '../membership/membership-paid.ts';
import type { ChargeState, CheckoutState } from './bank-port.ts';
import { giveBack } from './give-back.ts';
import { ensureGlobalAsset } from './global-asset.ts';
import { MINUTE_MS, endUnpaid, lockPayment } from './payment-rows.ts';
import type { PaymentRow } from './payment-rows.ts';
import { hasLeft, keepCard } from './saved-cards.ts';

type Paid = Extract<ChargeState, { kind: 'paid' }>;

/** The bank often works its fee out a little later. */
const FEE_KNOWN_AFTER_MS = 5 * MINUTE_MS;

/**
 * Applies what the bank said of a payment, once: the payment is locked, and one that is paid stays
 * as it is. Whoever asked, in whatever order, the wallet is credited and the places are booked once.
 */
export async function applyAnswer(
  tx: WritableDb,
  paymentId: string,
  answer: CheckoutState | ChargeState,
  at: Instant,
): Promise<BankPaymentState> {
  const payment = await lockPayment(tx, paymentId);
  assert(payment !== undefined, `payment ${paymentId} is gone`);
  if (payment.state === 'paid') return 'paid';
  switch (answer.kind) {
    case 'open':
    case 'waiting':
      return payment.state;
    case 'paid':
      await applyPaid(tx, payment, answer, at);
      return 'paid';
    case 'card-left':
      await setPaid(tx, payment, { bank_reference: null, fee_cents: null, ask_at: null }, at);
      await keepCard(tx, payment, answer.card, at);
      return 'paid';
    case 'closed':
      await endPayment(tx, { paymentId, state: 'given-up', problem: 'closed', at });
      return 'given-up';
    case 'refused': {
      const problem = answer.needsPerson ? 'needs-person' : 'refused';
      await endPayment(tx, { paymentId, state: 'failed', problem, at });
      return 'failed';
    }
    default:
      return assertNever(answer);
  }
}

/** No money moved: the payment ends, and a membership may be paid again. */
export async function endPayment(
  tx: WritableDb,
  end: Parameters<typeof endUnpaid>[1],
): Promise<void> {
  const payment = await lockPayment(tx, end.paymentId);
  if (payment?.state !== 'started') return;
  await endUnpaid(tx, end);
  if (payment.purpose !== 'membership') return;
  await membershipNotPaid(tx, {
    membershipId: payment.subject_id as MembershipId,
    paymentId: payment.id as PaymentId,
  });
}

async function applyPaid(
  tx: WritableDb,
  payment: PaymentRow,
  paid: Paid & { readonly card?: Extract<CheckoutState, { kind: 'paid' }>['card'] },
  at: Instant,
): Promise<void> {
  assert(paid.cents === payment.cents, `${payment.id} asked ${payment.cents}, got ${paid.cents}`);
  const { reference, feeCents } = paid;
  const askAt = feeCents === null ? addMs(at, FEE_KNOWN_AFTER_MS) : null;
  const told = { bank_reference: reference, fee_cents: feeCents, ask_at: askAt };
  await setPaid(tx, payment, told, at);
  if (payment.keeps_card === 1 && paid.card != null) await keepCard(tx, payment, paid.card, at);
  const refused = await giveWhatWasPaid(tx, payment, at);
  if (refused !== null) await giveAllBack(tx, payment, refused, at);
}

/** What the money is for. Gives why it goes back when nobody wants it any more. */
async function giveWhatWasPaid(
  tx: WritableDb,
  payment: PaymentRow,
  at: Instant,
): Promise<BankRefundReason | null> {
  const { purpose, subject_id: subjectId } = payment;
  const paymentId = payment.id as PaymentId;
  switch (purpose) {
    case 'top-up':
      return (await credit(tx, payment, at)) ? null : 'not-wanted';
    case 'booking': {
      const bookingId = subjectId as BookingId;
      const outcome = await bookingPaid(tx, { bookingId, paymentId, at });
      return outcome === 'booked' ? null : outcome;
    }
    case 'membership':
    case 'renewal': {
      const membershipId = subjectId as MembershipId;
      const outcome = await membershipPaid(tx, { membershipId, paymentId, at });
      return outcome === 'active' ? null : outcome;
    }
    case 'card':
      throw new Error(`money came for ${payment.id}, which only leaves a card`);
    default:
      return assertNever(purpose);
  }
}

/** False when the person has left for good meanwhile. */
async function credit(tx: WritableDb, payment: PaymentRow, at: Instant): Promise<boolean> {
  if (await hasLeft(tx, payment.person_id)) return false;
  const walletId = await ensureWalletOfPerson(tx, payment.person_id as PersonId, at);
  const credited = unwrap(
    await topUp(tx, {
      id: uuidOf(`top-up ${payment.id}`) as PostingId,
      ...{ at, stationId: null, cause: payment.id, collectiveId: null, to: { walletId } },
      assetId: await ensureGlobalAsset(tx, at),
      amountCents: cents(payment.cents),
    }),
  );
  await tx.query
    .updateTable('bank_payment')
    .set({ posting_id: credited.postingId })
    .where('id', '=', payment.id)
    .execute();
  return true;
}

async function giveAllBack(
  tx: WritableDb,
  { id, cents: amount }: PaymentRow,
  reason: BankRefundReason,
  at: Instant,
): Promise<void> {
  const order = { id: uuidOf(`not wanted ${id}`), paymentId: id as PaymentId, reason, at };
  unwrap(await giveBack(tx, { ...order, cents: cents(amount) }));
}

async function setPaid(
  tx: WritableDb,
  { id }: PaymentRow,
  told: Pick<PaymentRow, 'bank_reference' | 'fee_cents' | 'ask_at'>,
  at: Instant,
): Promise<void> {
  await tx.query
    .updateTable('bank_payment')
    .set({ ...told, state: 'paid', closed_at: at, problem: null })
    .where('id', '=', id)
    .execute();
}
