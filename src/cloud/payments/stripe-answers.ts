import { Stripe } from 'stripe';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { ChargeState, CheckoutState, KeptCard, RefundState } from './bank-port.ts';

/** What Stripe's objects say, in our words. */

export function pageStateOf(session: Stripe.Checkout.Session): CheckoutState {
  if (session.status === 'expired') return { kind: 'closed' };
  if (session.status !== 'complete') return { kind: 'open' };
  if (session.mode === 'setup') {
    const method = expanded(expanded(session.setup_intent)?.payment_method);
    const card = cardOf(session.customer, method);
    if (card === null) throw new Error(`the card of the page ${session.id} is not readable`);
    return { kind: 'card-left', card };
  }
  // Complete, and the money is still on its way.
  if (session.payment_status !== 'paid') return { kind: 'open' };
  const intent = expanded(session.payment_intent);
  if (intent === null) throw new Error(`the payment of the page ${session.id} is not readable`);
  const keepsCard = intent.setup_future_usage === 'off_session';
  return {
    ...paidOf(intent),
    card: keepsCard ? cardOf(session.customer, expanded(intent.payment_method)) : null,
  };
}

export function chargeStateOf(intent: Stripe.PaymentIntent): ChargeState {
  const { status } = intent;
  if (status === 'succeeded') return paidOf(intent);
  if (status === 'processing') return { kind: 'waiting' };
  const asksThem = status === 'requires_action' || needsPerson(intent.last_payment_error?.code);
  return { kind: 'refused', needsPerson: asksThem };
}

/** A card that does not pass is an answer; null for every other error. */
export function refusedByIssuer(error: unknown): ChargeState | null {
  return error instanceof Stripe.errors.StripeCardError
    ? { kind: 'refused', needsPerson: needsPerson(error.code) }
    : null;
}

const needsPerson = (code: string | undefined): boolean => code === 'authentication_required';

export function refundStateOf(refund: Stripe.Refund): RefundState {
  const isLost = refund.status === 'failed' || refund.status === 'canceled';
  // `pending` is on its way: Stripe pays as soon as the account has the money.
  return isLost
    ? { kind: 'refused', message: `${refund.status} ${refund.failure_reason ?? ''}` }
    : { kind: 'sent', reference: refund.id };
}

function paidOf(intent: Stripe.PaymentIntent) {
  return {
    kind: 'paid' as const,
    reference: intent.id,
    cents: cents(intent.amount_received),
    feeCents: feeOf(intent),
  };
}

/** Stripe works the fee out a little after the payment. */
function feeOf(intent: Stripe.PaymentIntent): Cents | null {
  const balance = expanded(expanded(intent.latest_charge)?.balance_transaction);
  return balance === null ? null : cents(balance.fee);
}

function cardOf(
  customer: Stripe.Checkout.Session['customer'],
  method: Stripe.PaymentMethod | null,
): KeptCard | null {
  const customerId = typeof customer === 'string' ? customer : customer?.id;
  if (customerId === undefined || method === null) return null;
  return { customer: customerId, method: method.id, label: labelOf(method) };
}

function labelOf({ card, type }: Stripe.PaymentMethod): string {
  if (card === undefined) return type;
  const brand = card.brand.charAt(0).toUpperCase() + card.brand.slice(1);
  return `${brand} ${card.last4}`;
}

/** Asked for in full; a bare id means that we did not ask. */
const expanded = <Full extends object>(value: Full | string | null | undefined): Full | null =>
  typeof value === 'object' && value !== null ? value : null;
