import { Stripe } from 'stripe';
import { isUuid } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { msOfInstant } from '../../shared/time.ts';
import type { Clock, Instant } from '../../shared/time.ts';
import type {
  BankAccount,
  BankFailure,
  BankPort,
  CardPageOrder,
  ChargeOrder,
  CheckoutOrder,
  PageRef,
  RefundOrder,
  SignedMessage,
} from './bank-port.ts';
import { chargeStateOf, pageStateOf, refundStateOf, refusedByIssuer } from './stripe-answers.ts';

export type StripeSettings = {
  readonly key: string;
  readonly webhookSecret: string;
  /** Another server that speaks the same language, for tests; null is Stripe itself. */
  readonly apiUrl: string | null;
  readonly clock: Clock;
};

/** Somebody waits in front of a page meanwhile. */
const ANSWER_MS_MAX = 12_000;
const NOTICE_SECONDS_MAX = 300;
/** Stripe takes 30 minutes to 24 hours; a little more, because the two clocks differ. */
const PAGE_SECONDS_MIN = 30 * 60 + 60;
const PAGE_SECONDS_MAX = 23 * 3_600;
/** What one customer has paid: one card is used a few times, so what we look for is on this page. */
const LISTED_MAX = 100;
const LABEL_LENGTH_MAX = 200;

const PAGE_DETAILS = {
  expand: [
    'payment_intent.latest_charge.balance_transaction',
    'payment_intent.payment_method',
    'setup_intent.payment_method',
  ],
};
const CHARGE_DETAILS = ['latest_charge.balance_transaction'];

/**
 * Stripe. What is paid to a collective is a direct charge on its own account (`stripeAccount`);
 * what is paid to the network is on ours. Every order carries a key made of our id, so that sent
 * again it moves nothing. Stripe forgets these keys after a day, so money is only moved after
 * looking whether it was moved already.
 */
export function createStripeBank(settings: StripeSettings): BankPort {
  const stripe = connect(settings);
  return {
    kind: 'stripe',
    openCheckout: (order) => openPage(stripe, checkoutParams(order, settings.clock()), order),
    openCardPage: (order) => openPage(stripe, cardPageParams(order, settings.clock()), order),
    readCheckout: (page) =>
      ask(async () => {
        const session = await stripe.checkout.sessions.retrieve(
          page.checkout,
          PAGE_DETAILS,
          at(page.account),
        );
        return pageStateOf(session);
      }),
    closeCheckout: (page) => ask(() => closePage(stripe, page)),
    chargeCard: (order) => ask(() => charge(stripe, order)),
    readCharge: (order) =>
      ask(async () => {
        const known = await findCharge(stripe, order);
        return known === null ? ({ kind: 'unknown' } as const) : chargeStateOf(known);
      }),
    refund: (order) => ask(() => sendRefund(stripe, order)),
    forgetCard: ({ account, customer }) =>
      ask(async () => {
        try {
          // The customer holds the address too, so all of it is forgotten.
          await stripe.customers.del(customer, {}, at(account));
        } catch (error) {
          if (!isMissing(error)) throw error;
        }
      }),
    readNotice: (message) => readNotice(stripe, settings.webhookSecret, message),
  };
}

function connect({ key, apiUrl }: StripeSettings): Stripe {
  const url = apiUrl === null ? null : new URL(apiUrl);
  return new Stripe(key, {
    timeout: ANSWER_MS_MAX,
    maxNetworkRetries: 1,
    telemetry: false,
    ...(url === null
      ? {}
      : {
          host: url.hostname,
          port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : url.port,
          protocol: url.protocol === 'https:' ? ('https' as const) : ('http' as const),
        }),
  });
}

/** The account that is paid; nothing for the network's own. */
const at = (account: BankAccount): Stripe.RequestOptions =>
  account === null ? {} : { stripeAccount: account };

/** What Stripe refuses or cannot hear becomes an answer; anything else is a bug of ours. */
async function ask<Value>(question: () => Promise<Value>): Promise<Result<Value, BankFailure>> {
  try {
    return ok(await question());
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const message = `${error.type} ${error.code ?? ''} ${error.message}`;
    return err({ code: mayPass(error) ? 'unreachable' : 'refused', message });
  }
}

const mayPass = (error: InstanceType<typeof Stripe.errors.StripeError>): boolean =>
  error instanceof Stripe.errors.StripeConnectionError ||
  error instanceof Stripe.errors.StripeRateLimitError ||
  error instanceof Stripe.errors.StripeAPIError ||
  error.code === 'lock_timeout' ||
  (error.statusCode ?? 0) >= 500 ||
  // The first request with this key is still being answered.
  (error.statusCode === 409 && error.code === 'idempotency_key_in_use');

const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';

async function openPage(
  stripe: Stripe,
  params: Stripe.Checkout.SessionCreateParams,
  order: CardPageOrder,
) {
  return ask(async () => {
    const session = await stripe.checkout.sessions.create(params, {
      ...at(order.account),
      // The moment it ends is part of the order: asked again a minute later, it is another page,
      // and the first one's address was given to nobody.
      idempotencyKey: `page ${order.paymentId} ${params.expires_at}`,
    });
    if (session.url === null) throw new Error(`the page ${session.id} has no address`);
    return { checkout: session.id, url: session.url };
  });
}

const pageParams = (order: CardPageOrder, now: Instant) => ({
  allowed_payment_method_types: ['card' as const],
  client_reference_id: order.paymentId,
  customer_email: order.email,
  locale: order.language,
  success_url: order.paidUrl,
  cancel_url: order.backUrl,
  expires_at: pageEnd(order.endsAt, now),
  metadata: { payment: order.paymentId },
});

/** In seconds, within what Stripe takes. */
function pageEnd(endsAt: Instant, now: Instant): number {
  const [end, start] = [endsAt, now].map((moment) => Math.ceil(msOfInstant(moment) / 1_000));
  const wanted = Math.max(end ?? 0, (start ?? 0) + PAGE_SECONDS_MIN);
  return Math.min(wanted, (start ?? 0) + PAGE_SECONDS_MAX);
}

const checkoutParams = (
  order: CheckoutOrder,
  now: Instant,
): Stripe.Checkout.SessionCreateParams => ({
  ...pageParams(order, now),
  mode: 'payment',
  line_items: [
    {
      quantity: 1,
      price_data: {
        currency: 'eur',
        unit_amount: order.cents,
        product_data: { name: order.label.slice(0, LABEL_LENGTH_MAX) },
      },
    },
  ],
  payment_intent_data: {
    description: order.label.slice(0, LABEL_LENGTH_MAX),
    metadata: { payment: order.paymentId },
    ...(order.keepsCard ? { setup_future_usage: 'off_session' as const } : {}),
  },
  ...(order.keepsCard ? { customer_creation: 'always' as const } : {}),
});

const cardPageParams = (
  order: CardPageOrder,
  now: Instant,
): Stripe.Checkout.SessionCreateParams => ({
  ...pageParams(order, now),
  mode: 'setup',
  customer_creation: 'always',
  setup_intent_data: {
    description: order.label.slice(0, LABEL_LENGTH_MAX),
    metadata: { payment: order.paymentId },
  },
});

/** One that was paid meanwhile cannot be closed: then the answer says so. */
async function closePage(stripe: Stripe, { account, checkout }: PageRef) {
  try {
    await stripe.checkout.sessions.expire(checkout, {}, at(account));
  } catch (error) {
    const isOver = error instanceof Stripe.errors.StripeInvalidRequestError && !isMissing(error);
    if (!isOver) throw error;
  }
  return pageStateOf(await stripe.checkout.sessions.retrieve(checkout, PAGE_DETAILS, at(account)));
}

async function charge(stripe: Stripe, order: ChargeOrder) {
  const known = await findCharge(stripe, order);
  if (known !== null) return chargeStateOf(known);
  try {
    const intent = await stripe.paymentIntents.create(
      {
        amount: order.cents,
        currency: 'eur',
        customer: order.card.customer,
        payment_method: order.card.method,
        allowed_payment_method_types: ['card'],
        off_session: true,
        confirm: true,
        description: order.label.slice(0, LABEL_LENGTH_MAX),
        metadata: { payment: order.paymentId },
        expand: CHARGE_DETAILS,
      },
      { ...at(order.card.account), idempotencyKey: `charge ${order.paymentId}` },
    );
    return chargeStateOf(intent);
  } catch (error) {
    const refusal = refusedByIssuer(error);
    if (refusal === null) throw error;
    return refusal;
  }
}

async function findCharge(
  stripe: Stripe,
  { paymentId, card }: Pick<ChargeOrder, 'paymentId' | 'card'>,
): Promise<Stripe.PaymentIntent | null> {
  const list = await stripe.paymentIntents.list(
    {
      customer: card.customer,
      limit: LISTED_MAX,
      expand: CHARGE_DETAILS.map((path) => `data.${path}`),
    },
    at(card.account),
  );
  return list.data.find(({ metadata }) => metadata['payment'] === paymentId) ?? null;
}

async function sendRefund(stripe: Stripe, order: RefundOrder) {
  const list = await stripe.refunds.list(
    { payment_intent: order.reference, limit: LISTED_MAX },
    at(order.account),
  );
  const known = list.data.find(({ metadata }) => metadata?.['refund'] === order.refundId);
  if (known !== undefined) return refundStateOf(known);
  try {
    const refund = await stripe.refunds.create(
      {
        payment_intent: order.reference,
        amount: order.cents,
        reason: 'requested_by_customer',
        metadata: { refund: order.refundId },
      },
      { ...at(order.account), idempotencyKey: `refund ${order.refundId}` },
    );
    return refundStateOf(refund);
  } catch (error) {
    // More than is left, or paid back already from Stripe's own pages: it will never be.
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    return { kind: 'refused' as const, message: `${error.code ?? ''} ${error.message}` };
  }
}

function readNotice(stripe: Stripe, secret: string, { body, header, now }: SignedMessage) {
  try {
    const event = stripe.webhooks.constructEvent(
      body,
      header('stripe-signature') ?? '',
      secret,
      NOTICE_SECONDS_MAX,
      undefined,
      msOfInstant(now),
    );
    const object = event.data.object as unknown as Readonly<Record<string, unknown>>;
    const isOurs =
      object['object'] === 'checkout.session' && isUuid(String(object['client_reference_id']));
    return ok({ id: event.id, kind: event.type, checkout: isOurs ? String(object['id']) : null });
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) {
      return err(/tolerance/.test(error.message) ? ('too-old' as const) : ('not-signed' as const));
    }
    return err('not-readable' as const);
  }
}
