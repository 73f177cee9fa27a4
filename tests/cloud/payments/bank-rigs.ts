import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import type { BankPort, SignedMessage } from '../../../src/cloud/payments/bank-port.ts';
import {
  DEMO_NOTICE_HEADER,
  createDemoBank,
  signDemoNotice,
  useDemoPage,
} from '../../../src/cloud/payments/demo-bank.ts';
import { createStripeBank } from '../../../src/cloud/payments/stripe-bank.ts';
import { makeSeed, signingKeyFromSeed } from '../../../src/shared/node/crypto.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { msOfInstant, systemClock } from '../../../src/shared/time.ts';
import type { Clock, Instant } from '../../../src/shared/time.ts';
import { makeTestDatabase } from '../../helpers/cloud-database.ts';
import {
  STRIPE_KEY,
  STRIPE_WEBHOOK_SECRET,
  startStripeServer,
  stripeSignature,
} from '../../helpers/stripe-server.ts';
import type { StripeServer } from '../../helpers/stripe-server.ts';
import type { StripeCard } from '../../helpers/stripe-books.ts';

/** A bank, and the hand of the person on its pages. */
export type BankRig = {
  readonly bank: BankPort;
  readonly now: () => Instant;
  /** Pays on a page, or leaves a card there; false when nothing can be done on it any more. */
  readonly complete: (checkout: string, card: StripeCard) => Promise<boolean>;
  /** What the bank tells of a page, signed. */
  readonly notice: (checkout: string) => SignedMessage;
  readonly signed: (body: string) => SignedMessage;
  readonly close: () => Promise<void>;
};

const DEMO_NUMBERS: Readonly<Record<StripeCard, string>> = {
  good: '4242',
  'refused-later': '0341',
  'asks-later': '3155',
};

const TOLD = 'checkout.session.completed';

export async function openDemoRig(): Promise<BankRig> {
  const { db, remove } = await makeTestDatabase('sqlite');
  const key = signingKeyFromSeed(makeSeed());
  const now = systemClock();
  const signed = (text: string): SignedMessage => {
    const body = Buffer.from(text);
    const signature = signDemoNotice(key, body, now);
    return { body, now, header: (name) => (name === DEMO_NOTICE_HEADER ? signature : undefined) };
  };
  return {
    bank: createDemoBank({ db, cloudKey: key, publicUrl: 'http://lespass.test' }),
    now: () => now,
    complete: async (checkout, card) => {
      const number = DEMO_NUMBERS[card];
      const used = await writeTransaction(db, (tx) =>
        useDemoPage(tx, { checkout, number, at: now }),
      );
      return used === 'done';
    },
    notice: (checkout) => signed(JSON.stringify({ id: makeUuid(), kind: TOLD, checkout })),
    signed,
    close: remove,
  };
}

export type StripeRig = BankRig & { readonly server: StripeServer };

export async function openStripeRig(clock: Clock = fixed(systemClock())): Promise<StripeRig> {
  const server = await startStripeServer(() => msOfInstant(clock()));
  const signed = (text: string): SignedMessage => {
    const signature = stripeSignature(text, msOfInstant(clock()));
    return {
      body: Buffer.from(text),
      now: clock(),
      header: (name) => (name === 'stripe-signature' ? signature : undefined),
    };
  };
  return {
    server,
    bank: makeStripeBank(server.url, clock),
    now: clock,
    complete: async (checkout, card) => server.books.complete(checkout, card),
    notice: (checkout) => signed(withReference(server.books.eventOf(checkout, TOLD))),
    signed,
    close: server.close,
  };
}

export const makeStripeBank = (apiUrl: string, clock: Clock, key = STRIPE_KEY): BankPort =>
  createStripeBank({ key, apiUrl, clock, webhookSecret: STRIPE_WEBHOOK_SECRET });

const fixed =
  (now: Instant): Clock =>
  () =>
    now;

/** A page that the server never opened still carries our own id, as those of ours do. */
function withReference(text: string): string {
  const event = JSON.parse(text) as { data: { object: Record<string, unknown> } };
  event.data.object['client_reference_id'] ??= makeUuid();
  return JSON.stringify(event);
}
