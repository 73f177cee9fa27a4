import { createHash, createHmac } from 'node:crypto';
import { sha256 } from '../../shared/node/crypto.ts';
import type { SigningKey } from '../../shared/node/crypto.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import { msOfInstant } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import { isSameText } from '../auth/secrets.ts';
import type { Db, ReadableDb, WritableDb } from '../db/open-database.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type {
  BankAccount,
  BankPort,
  CardPageOrder,
  ChargeState,
  CheckoutOrder,
  CheckoutState,
  KeptCard,
  RefundState,
  SignedMessage,
} from './bank-port.ts';
import { DEMO_CARDS } from './demo-cards.ts';
import type { DemoCard } from './demo-cards.ts';
import { readDemoRow, storeDemoRow } from './demo-bank-rows.ts';

/** A page of the demo's bank: what it asks, and what became of it. */
export type DemoPage = {
  readonly account: BankAccount;
  readonly paymentId: string;
  /** Null: a card is left, nothing is paid. */
  readonly cents: Cents | null;
  readonly label: string;
  readonly language: CheckoutOrder['language'];
  readonly paidUrl: string;
  readonly backUrl: string;
  readonly keepsCard: boolean;
  readonly state: CheckoutState;
};

type DemoPayment = {
  readonly account: BankAccount;
  readonly customer: string | null;
  readonly state: ChargeState;
  readonly refundedCents: number;
};

type DemoCardRow = {
  readonly account: BankAccount;
  readonly method: string;
  readonly number: string;
  readonly isForgotten: boolean;
};

export const DEMO_NOTICE_HEADER = 'demo-bank-signature';
const NOTICE_MS_MAX = 5 * 60_000;

type DemoBankPlace = {
  readonly db: Db;
  readonly cloudKey: SigningKey;
  readonly publicUrl: string;
};

export const demoPagePath = (checkout: string): string => `/banque-de-demonstration/${checkout}`;

/**
 * The bank of the demo. It moves no money: what it knows is in the table `demo_bank`, and people
 * pay on a page of ours that says so. It keeps the promises of `BankPort` (one contract test).
 */
export function createDemoBank({ db, cloudKey, publicUrl }: DemoBankPlace): BankPort {
  const open = (page: DemoPage) =>
    writeTransaction(db, async (tx) => {
      const checkout = demoPageOf(page.paymentId);
      // Known by its payment: opened twice, it is the same page.
      await storeDemoRow(
        tx,
        { id: checkout, kind: 'checkout', data: page, at: db.clock() },
        'once',
      );
      return ok({ checkout, url: publicUrl + demoPagePath(checkout) });
    });
  return {
    kind: 'demo',
    openCheckout: (order) => open(pageOf(order)),
    openCardPage: (order) => open(pageOf({ ...order, cents: null, keepsCard: true })),
    readCheckout: async ({ account, checkout }) => {
      const page = await readDemoPage(db, checkout);
      return page?.account === account ? ok(page.state) : refused(`no page ${checkout}`);
    },
    closeCheckout: ({ account, checkout }) =>
      writeTransaction(db, async (tx) => {
        const page = await readDemoPage(tx, checkout, 'lock');
        if (page?.account !== account) return refused(`no page ${checkout}`);
        if (page.state.kind !== 'open') return ok(page.state);
        await storePage(tx, checkout, { ...page, state: { kind: 'closed' } }, db.clock());
        return ok({ kind: 'closed' });
      }),
    chargeCard: (order) =>
      writeTransaction(db, async (tx) => {
        const id = idOf('charge', order.paymentId);
        const known = await readDemoRow<DemoPayment>(tx, 'payment', id, 'lock');
        if (known !== null) return ok(known.state);
        const kept = await readDemoRow<DemoCardRow>(tx, 'card', order.card.customer);
        const isThere = kept?.account === order.card.account && kept.method === order.card.method;
        if (!isThere || kept.isForgotten) return refused('this card was forgotten');
        const state = chargeOf(cardByNumber(kept.number), id, order.cents);
        const { account, customer } = order.card;
        await storePayment(tx, id, { account, customer, state, refundedCents: 0 }, db.clock());
        return ok(state);
      }),
    readCharge: async ({ paymentId }) => {
      const known = await readDemoRow<DemoPayment>(db, 'payment', idOf('charge', paymentId));
      return ok(known?.state ?? { kind: 'unknown' });
    },
    refund: (order) =>
      writeTransaction(db, async (tx): Promise<ReturnType<typeof ok<RefundState>>> => {
        const id = idOf('refund', order.refundId);
        const known = await readDemoRow<RefundState>(tx, 'refund', id, 'lock');
        if (known !== null) return ok(known);
        const paid = await readDemoRow<DemoPayment>(tx, 'payment', order.reference, 'lock');
        const state = refundOf(paid?.account === order.account ? paid : null, id, order.cents);
        if (paid !== null && state.kind === 'sent') {
          const refundedCents = paid.refundedCents + order.cents;
          await storePayment(tx, order.reference, { ...paid, refundedCents }, db.clock());
        }
        await storeDemoRow(tx, { id, kind: 'refund', data: state, at: db.clock() });
        return ok(state);
      }),
    forgetCard: (card) =>
      writeTransaction(db, async (tx) => {
        const known = await readDemoRow<DemoCardRow>(tx, 'card', card.customer, 'lock');
        if (known === null) return ok(undefined);
        const data = { ...known, isForgotten: true };
        await storeDemoRow(tx, { id: card.customer, kind: 'card', data, at: db.clock() });
        return ok(undefined);
      }),
    readNotice: (message) => readDemoNotice(cloudKey, message),
  };
}

/** The bank's id of the page of a payment. */
export const demoPageOf = (paymentId: string): string => idOf('page', paymentId);

const refused = (message: string) => err({ code: 'refused' as const, message });

const idOf = (what: string, text: string): string =>
  `demo_${what}_${createHash('sha256').update(`${what} ${text}`).digest('hex').slice(0, 32)}`;

const pageOf = (order: CardPageOrder & Pick<DemoPage, 'cents' | 'keepsCard'>): DemoPage => ({
  account: order.account,
  paymentId: order.paymentId,
  cents: order.cents,
  label: order.label,
  language: order.language,
  paidUrl: order.paidUrl,
  backUrl: order.backUrl,
  keepsCard: order.keepsCard,
  state: { kind: 'open' },
});

export const readDemoPage = (
  db: ReadableDb | WritableDb,
  checkout: string,
  lock?: 'lock',
): Promise<DemoPage | null> => readDemoRow<DemoPage>(db, 'checkout', checkout, lock);

const storePage = (tx: WritableDb, id: string, data: DemoPage, at: Instant): Promise<void> =>
  storeDemoRow(tx, { id, kind: 'checkout', data, at });

const storePayment = (tx: WritableDb, id: string, data: DemoPayment, at: Instant): Promise<void> =>
  storeDemoRow(tx, { id, kind: 'payment', data, at });

const cardByNumber = (number: string): DemoCard =>
  DEMO_CARDS.find((card) => card.number === number) ?? DEMO_CARDS[0];

/**
 * Somebody pays on a page, or leaves a card. `refused`: the card does not pass, the page stays
 * open. `over`: it was paid or closed before; nothing is taken twice.
 */
export async function useDemoPage(
  tx: WritableDb,
  use: { readonly checkout: string; readonly number: string; readonly at: Instant },
): Promise<'done' | 'refused' | 'over'> {
  const page = await readDemoPage(tx, use.checkout, 'lock');
  if (page?.state.kind !== 'open') return 'over';
  const card = cardByNumber(use.number);
  if (!card.pays) return 'refused';
  const kept = page.keepsCard ? await keepCard(tx, page, card, use.at) : null;
  const state = await stateAfter(tx, page, kept, use.at);
  await storePage(tx, use.checkout, { ...page, state }, use.at);
  return 'done';
}

async function stateAfter(
  tx: WritableDb,
  page: DemoPage,
  card: KeptCard | null,
  at: Instant,
): Promise<CheckoutState> {
  if (page.cents === null) return card === null ? { kind: 'closed' } : { kind: 'card-left', card };
  const reference = idOf('payment', page.paymentId);
  const paid = paidOf(reference, page.cents);
  const { account } = page;
  const customer = card?.customer ?? null;
  await storePayment(tx, reference, { account, customer, state: paid, refundedCents: 0 }, at);
  return { ...paid, card };
}

async function keepCard(
  tx: WritableDb,
  { account, paymentId }: DemoPage,
  { number, brand }: DemoCard,
  at: Instant,
): Promise<KeptCard> {
  const [customer, method] = [idOf('customer', paymentId), idOf('card', paymentId)];
  const data: DemoCardRow = { account, method, number, isForgotten: false };
  await storeDemoRow(tx, { id: customer, kind: 'card', data, at });
  return { customer, method, label: `${brand} ${number}` };
}

/** As banks do: a part of the amount and a fixed part. 20.00 euros cost 0.55. */
const feeOf = (amount: Cents): Cents => cents(25 + Math.round((amount * 15) / 1_000));

const paidOf = (reference: string, amount: Cents) => ({
  kind: 'paid' as const,
  reference,
  cents: amount,
  feeCents: feeOf(amount),
});

function chargeOf(card: DemoCard, id: string, amount: Cents): ChargeState {
  return card.renews === 'yes'
    ? paidOf(id, amount)
    : { kind: 'refused', needsPerson: card.renews === 'asks' };
}

function refundOf(paid: DemoPayment | null, id: string, amount: Cents): RefundState {
  if (paid?.state.kind !== 'paid') return { kind: 'refused', message: 'no such payment' };
  const left = paid.state.cents - paid.refundedCents;
  return amount > left
    ? { kind: 'refused', message: `only ${left} cents are left` }
    : { kind: 'sent', reference: id };
}

/** Every instance has the same secret, because they share the cloud's key. */
const noticeSecret = (key: SigningKey): Uint8Array =>
  sha256(key.sign(Buffer.from('notices of the demo bank')));

const noticeMac = (key: SigningKey, second: string, body: Uint8Array): string =>
  createHmac('sha256', noticeSecret(key)).update(`${second}.`).update(body).digest('hex');

/** The header that a notice of the demo's bank carries. */
export function signDemoNotice(key: SigningKey, body: Uint8Array, at: Instant): string {
  const second = String(Math.floor(msOfInstant(at) / 1_000));
  return `t=${second},v1=${noticeMac(key, second, body)}`;
}

function readDemoNotice(key: SigningKey, { body, header, now }: SignedMessage) {
  const [, second = '', mac = ''] =
    /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header(DEMO_NOTICE_HEADER) ?? '') ?? [];
  if (!isSameText(mac, noticeMac(key, second, body))) return err('not-signed' as const);
  if (Math.abs(msOfInstant(now) - Number(second) * 1_000) > NOTICE_MS_MAX) {
    return err('too-old' as const);
  }
  try {
    const told = JSON.parse(Buffer.from(body).toString()) as Record<string, unknown>;
    const { id, kind, checkout } = told;
    if (typeof id !== 'string' || typeof kind !== 'string') return err('not-readable' as const);
    return ok({ id, kind, checkout: typeof checkout === 'string' ? checkout : null });
  } catch {
    return err('not-readable' as const);
  }
}
