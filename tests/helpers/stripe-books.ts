import { randomBytes } from 'node:crypto';
import { StripeRefusal, checkNames, group, text, whole } from './stripe-params.ts';
import type { Params } from './stripe-params.ts';

/** What a card does: it pays; it pays now and is refused later; its bank asks the person later. */
export type StripeCard = 'good' | 'refused-later' | 'asks-later';

/** An object of Stripe's API: what it links to stands as an id until it is expanded. */
type Thing = { [name: string]: unknown } & { id: string; account: string };

/** What Stripe knows, apart for each connected account. */
export type StripeBooks = ReturnType<typeof createStripeBooks>;

const SESSION_PARAMS = [
  ...['mode', 'allowed_payment_method_types', 'client_reference_id', 'customer_email', 'locale'],
  ...['success_url', 'cancel_url', 'expires_at', 'metadata', 'line_items', 'payment_intent_data'],
  ...['setup_intent_data', 'customer_creation'],
] as const;
const INTENT_PARAMS = [
  ...['amount', 'currency', 'customer', 'payment_method', 'allowed_payment_method_types'],
  ...['off_session', 'confirm', 'description', 'metadata'],
] as const;
const HALF_HOUR = 30 * 60;
const DAY = 24 * 3_600;

const missing = (id: string) =>
  new StripeRefusal(404, 'invalid_request_error', `No such object: '${id}'`, {
    code: 'resource_missing',
  });
const invalid = (message: string, code?: string) =>
  new StripeRefusal(400, 'invalid_request_error', message, code === undefined ? {} : { code });

export function createStripeBooks(nowMs: () => number) {
  const things = new Map<string, Thing>();
  let knowsFees = true;
  const seconds = (): number => Math.floor(nowMs() / 1_000);
  const add = (prefix: string, account: string, content: Record<string, unknown>): Thing => {
    const thing: Thing = { ...content, id: `${prefix}_${randomBytes(9).toString('hex')}`, account };
    things.set(thing.id, thing);
    return thing;
  };
  const find = (account: string, id: unknown): Thing => {
    const thing = things.get(String(id));
    if (thing?.account !== account || thing['deleted'] === true) throw missing(String(id));
    return thing;
  };
  const all = (prefix: string, account: string, name: string, value: string): Thing[] =>
    [...things.values()].filter(
      (one) => one.id.startsWith(prefix) && one.account === account && one[name] === value,
    );

  /** The charge behind a payment that went through. */
  const addCharge = (account: string, amount: number): Thing => {
    const fee = 25 + Math.round(amount * 0.015);
    const balance = add('txn', account, { object: 'balance_transaction', amount, fee });
    return add('ch', account, { object: 'charge', amount, balance_transaction: balance.id });
  };
  const addCustomer = (account: string, card: StripeCard) => {
    const customer = add('cus', account, { object: 'customer' });
    const details = { brand: 'visa', last4: '4242' };
    const content = { object: 'payment_method', type: 'card', card: details, does: card };
    return { customer, method: add('pm', account, { ...content, customer: customer.id }) };
  };

  const openSession = (account: string, params: Params): Thing => {
    checkNames(params, SESSION_PARAMS);
    const end = whole(params, 'expires_at');
    if (end < seconds() + HALF_HOUR || end > seconds() + DAY) {
      throw invalid('The `expires_at` timestamp must be between 30 minutes and 24 hours from now.');
    }
    const isSetup = text(params, 'mode') === 'setup';
    const lines = (params['line_items'] ?? []) as readonly Params[];
    const price = group(lines[0] ?? {}, 'price_data');
    const intent = group(params, 'payment_intent_data');
    checkNames(price, ['currency', 'unit_amount', 'product_data'], 'line_items[0][price_data].');
    checkNames(intent, ['description', 'metadata', 'setup_future_usage'], 'payment_intent_data.');
    const session = add('cs_test', account, {
      ...{ object: 'checkout.session', mode: text(params, 'mode'), status: 'open' },
      ...{ payment_status: isSetup ? 'no_payment_required' : 'unpaid', customer: null },
      ...{ payment_intent: null, setup_intent: null, expires_at: end, params },
      ...{ client_reference_id: text(params, 'client_reference_id') },
      amount_total: isSetup ? null : whole(price, 'unit_amount'),
      setup_future_usage: text(intent, 'setup_future_usage') || null,
      metadata: params['metadata'] ?? {},
    });
    session['url'] = `https://checkout.stripe.test/c/pay/${session.id}#fid`;
    return session;
  };

  /** What the person does on Stripe's page. False when nothing can be done there any more. */
  const complete = (checkout: string, card: StripeCard = 'good'): boolean => {
    const session = things.get(checkout);
    if (session?.['status'] !== 'open' || Number(session['expires_at']) <= seconds()) return false;
    const { account } = session;
    const isSetup = session['mode'] === 'setup';
    const { customer, method } = addCustomer(account, card);
    const keeps = isSetup || session['setup_future_usage'] === 'off_session';
    const content = { payment_method: method.id, metadata: session['metadata'] };
    if (isSetup) {
      session['setup_intent'] = add('seti', account, { object: 'setup_intent', ...content }).id;
    } else {
      const amount = Number(session['amount_total']);
      session['payment_intent'] = add('pi', account, {
        ...{ object: 'payment_intent', status: 'succeeded', amount, amount_received: amount },
        ...{ latest_charge: addCharge(account, amount).id, customer: customer.id },
        ...{ setup_future_usage: session['setup_future_usage'], last_payment_error: null },
        ...content,
      }).id;
    }
    session['customer'] = keeps ? customer.id : null;
    session['status'] = 'complete';
    if (!isSetup) session['payment_status'] = 'paid';
    return true;
  };

  const readSession = (account: string, id: string): Thing => {
    const session = find(account, id);
    if (session['status'] === 'open' && Number(session['expires_at']) <= seconds()) {
      session['status'] = 'expired';
    }
    return session;
  };

  const charge = (account: string, params: Params): Thing => {
    checkNames(params, INTENT_PARAMS);
    const customer = find(account, text(params, 'customer'));
    const method = find(account, text(params, 'payment_method'));
    const amount = whole(params, 'amount');
    const does = method['does'] as StripeCard;
    const isPaid = does === 'good';
    const code = does === 'asks-later' ? 'authentication_required' : 'card_declined';
    const intent = add('pi', account, {
      ...{ object: 'payment_intent', amount, amount_received: isPaid ? amount : 0 },
      ...{ status: isPaid ? 'succeeded' : 'requires_payment_method', customer: customer.id },
      ...{ payment_method: method.id, metadata: params['metadata'], setup_future_usage: null },
      latest_charge: isPaid ? addCharge(account, amount).id : null,
      last_payment_error: isPaid ? null : { code },
    });
    if (isPaid) return intent;
    const message = 'Your card was declined.';
    throw new StripeRefusal(402, 'card_error', message, {
      code,
      payment_intent: { id: intent.id },
    });
  };

  const refund = (account: string, params: Params): Thing => {
    checkNames(params, ['payment_intent', 'amount', 'reason', 'metadata']);
    const intent = find(account, text(params, 'payment_intent'));
    const amount = whole(params, 'amount');
    const before = all('re', account, 'payment_intent', intent.id).reduce(
      (sum, one) => sum + Number(one['amount']),
      0,
    );
    if (amount > Number(intent['amount_received']) - before) {
      throw invalid('Refund amount is greater than unrefunded amount', 'charge_already_refunded');
    }
    return add('re', account, {
      ...{ object: 'refund', amount, status: 'succeeded', payment_intent: intent.id },
      metadata: params['metadata'],
    });
  };

  const sumOf = (prefix: string, name: string): number =>
    [...things.values()]
      .filter(({ id }) => id.startsWith(prefix))
      .reduce((sum, one) => sum + Number(one[name]), 0);
  const list = (data: readonly Thing[]) => ({ object: 'list', data, has_more: false, url: '/v1' });

  return {
    openSession,
    readSession,
    charge,
    refund,
    complete,
    expireSession: (account: string, id: string): Thing => {
      const session = readSession(account, id);
      if (session['status'] !== 'open') {
        throw invalid('Only Checkout Sessions with a status in ["open"] can be expired.');
      }
      session['status'] = 'expired';
      return session;
    },
    listIntents: (account: string, customer: string) =>
      list(all('pi', account, 'customer', customer)),
    listRefunds: (account: string, intent: string) =>
      list(all('re', account, 'payment_intent', find(account, intent).id)),
    deleteCustomer: (account: string, id: string) => {
      const customer = find(account, id);
      customer['deleted'] = true;
      for (const method of all('pm', account, 'customer', id)) method['deleted'] = true;
      return { id, object: 'customer', deleted: true };
    },
    /** Stripe works fees out a little after the payment. */
    holdFees: (isHeld: boolean) => {
      knowsFees = !isHeld;
    },
    /** What a notice says; its words on the state are a lie, because they must not be believed. */
    eventOf: (checkout: string, type: string, id = `evt_${randomBytes(9).toString('hex')}`) => {
      const session = things.get(checkout) ?? { id: checkout, object: 'checkout.session' };
      const object = { ...session, payment_status: 'paid', amount_total: 999_999 };
      return JSON.stringify({ id, object: 'event', type, api_version: 'local', data: { object } });
    },
    count: (prefix: string) =>
      [...things.values()].filter(({ id }) => id.startsWith(`${prefix}_`)).length,
    /** What all cards paid, and what went back to them. */
    paidCents: () => sumOf('pi_', 'amount_received'),
    refundedCents: () => sumOf('re_', 'amount'),
    /** Fills links in, as far as asked: `data.latest_charge.balance_transaction`. */
    expand: (body: object, paths: readonly unknown[]): unknown =>
      paths.reduce<unknown>(
        (value, path) => expandPath(value, String(path).split('.')),
        structuredClone(body),
      ),
  };

  function expandPath(value: unknown, path: readonly string[]): unknown {
    const [name, ...rest] = path;
    if (name === undefined || typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((one) => expandPath(one, path));
    const holder = value as Record<string, unknown>;
    const link = holder[name];
    const isHidden = name === 'balance_transaction' && !knowsFees;
    const full = typeof link === 'string' ? (structuredClone(things.get(link)) ?? link) : link;
    return { ...holder, [name]: isHidden ? null : expandPath(full, rest) };
  }
}
