import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BankPort, CheckoutOrder } from '../../../src/cloud/payments/bank-port.ts';
import type { Db } from '../../../src/cloud/db/open-database.ts';
import { makeBank } from '../../../src/cloud/payments/make-bank.ts';
import { cloudConfigSchema } from '../../../src/contract/config/cloud.ts';
import { makeSeed, signingKeyFromSeed } from '../../../src/shared/node/crypto.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { addMs, msOfInstant } from '../../../src/shared/time.ts';
import { stripeSignature } from '../../helpers/stripe-server.ts';
import { makeStripeBank, openStripeRig } from './bank-rigs.ts';
import type { StripeRig } from './bank-rigs.ts';

/** What only Stripe does: a network in between, keys that are forgotten, fees that come later. */

const ACCOUNT = 'acct_collective';
let rig: StripeRig;
let bank: BankPort;
beforeEach(async () => {
  rig = await openStripeRig();
  bank = rig.bank;
});
afterEach(() => rig.close());

const order = (changes: Partial<CheckoutOrder> = {}): CheckoutOrder => ({
  ...{ paymentId: toId(makeUuid()), account: ACCOUNT, cents: cents(2_000), label: 'Concert' },
  ...{ email: 'awa@example.org', language: 'fr', keepsCard: false },
  ...{ paidUrl: 'http://lespass.test/paye', backUrl: 'http://lespass.test/retour' },
  endsAt: addMs(rig.now(), 15 * 60_000),
  ...changes,
});

async function pay(changes: Partial<CheckoutOrder> = {}) {
  const wanted = order(changes);
  const { checkout } = unwrap(await bank.openCheckout(wanted));
  await rig.complete(checkout, 'good');
  const state = unwrap(await bank.readCheckout({ account: wanted.account, checkout }));
  if (state.kind !== 'paid') throw new Error('not paid');
  return { ...state, checkout };
}

const codeOf = (result: Awaited<ReturnType<BankPort['openCheckout']>>): string =>
  result.ok ? 'ok' : result.error.code;

describe('Stripe, from afar', () => {
  it('is unreachable when nothing answers, and refuses with a key that is not right', async () => {
    const wrong = makeStripeBank(rig.server.url, rig.now, 'sk_test_wrong');
    expect(codeOf(await wrong.openCheckout(order()))).toBe('refused');
    await rig.server.close();
    expect(codeOf(await bank.openCheckout(order()))).toBe('unreachable');
  });

  it('opens one page when its answer was lost and the order is sent again', async () => {
    const wanted = order();
    rig.server.loseAnswers(2);
    expect(codeOf(await bank.openCheckout(wanted))).toBe('unreachable');
    const page = unwrap(await bank.openCheckout(wanted));
    expect(rig.server.books.count('cs_test')).toBe(1);
    expect(page.url).toContain(page.checkout);
  });

  it('opens a page for at least half an hour, and at most a day', async () => {
    const soon = order({ endsAt: addMs(rig.now(), 60_000) });
    const late = order({ endsAt: addMs(rig.now(), 90 * 24 * 3_600_000) });
    expect(codeOf(await bank.openCheckout(soon))).toBe('ok');
    expect(codeOf(await bank.openCheckout(late))).toBe('ok');
  });

  it('gives back once when the answer was lost, and when a day has passed since', async () => {
    const { reference } = await pay();
    const refund = { refundId: makeUuid(), account: ACCOUNT, reference, cents: cents(500) };
    rig.server.loseAnswers(2);
    expect((await bank.refund(refund)).ok).toBe(false);
    expect(rig.server.books.refundedCents()).toBe(500);
    expect(unwrap(await bank.refund(refund)).kind).toBe('sent');
    rig.server.forgetKeys();
    expect(unwrap(await bank.refund(refund)).kind).toBe('sent');
    expect(rig.server.books.refundedCents()).toBe(500);
  });

  it('takes a renewal once when its keys are forgotten', async () => {
    const one = await pay({ keepsCard: true });
    const charge = {
      ...{ paymentId: toId<'Payment'>(makeUuid()), cents: cents(900), label: 'Abonnement' },
      card: { account: ACCOUNT, ...one.card! },
    };
    const first = unwrap(await bank.chargeCard(charge));
    rig.server.forgetKeys();
    expect(unwrap(await bank.chargeCard(charge))).toEqual(first);
    expect(rig.server.books.count('pi')).toBe(2);
  });

  it('says its fee later', async () => {
    rig.server.books.holdFees(true);
    const one = await pay();
    expect(one.feeCents).toBeNull();
    rig.server.books.holdFees(false);
    const later = unwrap(await bank.readCheckout({ account: ACCOUNT, checkout: one.checkout }));
    expect(later).toMatchObject({ kind: 'paid', feeCents: 55 });
  });

  it('is the bank as soon as its key is set, the demo’s own bank in the demo, else none is', async () => {
    const place = { db: {} as Db, cloudKey: signingKeyFromSeed(makeSeed()), clock: rig.now };
    const kindWith = async (settings: Record<string, unknown>) => {
      const config = { ...cloudConfigSchema.parse(settings), publicUrl: 'http://lespass.test' };
      return (await makeBank({ ...place, config }))?.kind ?? null;
    };
    expect(await kindWith({ stripeKey: 'sk_test_123456', demo: true })).toBe('stripe');
    expect(await kindWith({ demo: true })).toBe('demo');
    expect(await kindWith({})).toBeNull();
    expect(cloudConfigSchema.safeParse({ stripeKey: 'pk_test_123456' }).success).toBe(false);
  });

  it('believes no notice signed with another secret, nor one about other things', () => {
    const body = rig.server.books.eventOf('cs_other', 'checkout.session.completed');
    const signed = (secret?: string) => ({
      body: Buffer.from(body),
      now: rig.now(),
      header: () => stripeSignature(body, msOfInstant(rig.now()), secret),
    });
    expect(bank.readNotice(signed('whsec_another'))).toEqual({ ok: false, error: 'not-signed' });
    // Signed, and about a page that is not of ours: nothing to ask.
    expect(unwrap(bank.readNotice(signed())).checkout).toBeNull();
  });
});
