import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formOf, StripeRefusal, text } from './stripe-params.ts';
import type { Params } from './stripe-params.ts';
import { createStripeBooks } from './stripe-books.ts';
import type { StripeBooks } from './stripe-books.ts';

export const STRIPE_KEY = 'sk_test_local';
export const STRIPE_WEBHOOK_SECRET = 'whsec_local_secret';

/** A server on this machine that speaks Stripe's API, as far as the cloud asks it. */
export type StripeServer = {
  readonly url: string;
  readonly books: StripeBooks;
  /** Requests that came, "POST /v1/refunds". */
  readonly asked: readonly string[];
  /** The next orders (POST) are done, and their answers lost on the way. */
  readonly loseAnswers: (count: number) => void;
  /** Stripe keeps idempotency keys for a day. */
  readonly forgetKeys: () => void;
  readonly close: () => Promise<void>;
};

type Answer = { readonly status: number; readonly body: unknown };
type Kept = { readonly params: string; readonly answer: Answer };

export async function startStripeServer(nowMs: () => number): Promise<StripeServer> {
  const books = createStripeBooks(nowMs);
  const keys = new Map<string, Kept>();
  const asked: string[] = [];
  let toLose = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const content = await readText(request);
    const url = new URL(request.url ?? '/', 'http://stripe.test');
    asked.push(`${request.method} ${url.pathname}`);
    const given = answerOnce(books, keys, { request, url, content });
    const isLost = toLose > 0 && request.method === 'POST';
    if (isLost) toLose -= 1;
    if (isLost) request.socket.destroy();
    else send(response, given);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    books,
    asked,
    loseAnswers: (count) => {
      toLose = count;
    },
    forgetKeys: () => keys.clear(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Request-Id': 'req_local',
    // The tests say themselves when to ask again.
    'Stripe-Should-Retry': 'false',
  });
  response.end(JSON.stringify(body));
}

type Asked = { readonly request: IncomingMessage; readonly url: URL; readonly content: string };

/** The same key and the same order: the first answer. The same key for another order is refused. */
function answerOnce(books: StripeBooks, keys: Map<string, Kept>, asked: Asked): Answer {
  const { request, url, content } = asked;
  if (request.headers.authorization !== `Bearer ${STRIPE_KEY}`) {
    return refusalOf(new StripeRefusal(401, 'invalid_request_error', 'Invalid API Key provided'));
  }
  const account = String(request.headers['stripe-account'] ?? '');
  const key = request.headers['idempotency-key'];
  const name = `${account} ${String(key)}`;
  const params = `${request.method} ${url.pathname} ${content}`;
  const known = key === undefined ? undefined : keys.get(name);
  if (known !== undefined) {
    const reused = 'Keys for idempotent requests can only be used with the same parameters';
    return known.params === params
      ? known.answer
      : refusalOf(new StripeRefusal(400, 'idempotency_error', reused));
  }
  const answer = answerOf(books, asked, account);
  if (key !== undefined) keys.set(name, { params, answer });
  return answer;
}

function answerOf(books: StripeBooks, { request, url, content }: Asked, account: string): Answer {
  try {
    const given: Params = formOf(request.method === 'GET' ? url.searchParams.toString() : content);
    const { expand, ...params } = given;
    const body = route(books, `${request.method} ${url.pathname}`, { account, params });
    return { status: 200, body: books.expand(body, Array.isArray(expand) ? expand : []) };
  } catch (error) {
    if (error instanceof StripeRefusal) return refusalOf(error);
    throw error;
  }
}

const refusalOf = ({ status, type, message, details }: StripeRefusal): Answer => ({
  status,
  body: { error: { type, message, ...details } },
});

type Order = { readonly account: string; readonly params: Params };

function route(books: StripeBooks, what: string, { account, params }: Order): object {
  const at = (pattern: RegExp): string | null => pattern.exec(what)?.[1] ?? null;
  if (what === 'POST /v1/checkout/sessions') return books.openSession(account, params);
  const expired = at(/^POST \/v1\/checkout\/sessions\/(\w+)\/expire$/);
  if (expired !== null) return books.expireSession(account, expired);
  const session = at(/^GET \/v1\/checkout\/sessions\/(\w+)$/);
  if (session !== null) return books.readSession(account, session);
  if (what === 'POST /v1/payment_intents') return books.charge(account, params);
  if (what === 'GET /v1/payment_intents') {
    return books.listIntents(account, text(params, 'customer'));
  }
  if (what === 'POST /v1/refunds') return books.refund(account, params);
  if (what === 'GET /v1/refunds') {
    return books.listRefunds(account, text(params, 'payment_intent'));
  }
  const customer = at(/^DELETE \/v1\/customers\/(\w+)$/);
  if (customer !== null) return books.deleteCustomer(account, customer);
  throw new StripeRefusal(404, 'invalid_request_error', `Unrecognized request URL (${what})`);
}

/** The header of a notice, as Stripe signs it. */
export function stripeSignature(body: string, atMs: number, secret = STRIPE_WEBHOOK_SECRET) {
  const second = Math.floor(atMs / 1_000);
  const mac = createHmac('sha256', secret).update(`${second}.${body}`).digest('hex');
  return `t=${second},v1=${mac}`;
}
