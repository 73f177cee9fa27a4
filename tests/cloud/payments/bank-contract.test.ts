import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  BankPort,
  CheckoutOrder,
  KeptCard,
  SignedMessage,
} from '../../../src/cloud/payments/bank-port.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { addMs } from '../../../src/shared/time.ts';
import type { Instant } from '../../../src/shared/time.ts';
import { openDemoRig, openStripeRig } from './bank-rigs.ts';
import type { BankRig } from './bank-rigs.ts';

/** What every bank promises (src/cloud/payments/bank-port.ts), asked of both. */

const ACCOUNT = 'acct_collective';

const RIGS = { demo: openDemoRig, stripe: openStripeRig };

describe.each(['demo', 'stripe'] as const)('the bank, as %s', (kind) => {
  let rig: BankRig;
  let bank: BankPort;
  beforeAll(async () => {
    rig = await RIGS[kind]();
    bank = rig.bank;
  });
  afterAll(() => rig.close());

  const order = (changes: Partial<CheckoutOrder> = {}): CheckoutOrder => ({
    ...{ paymentId: toId(makeUuid()), account: ACCOUNT, cents: cents(2_000), label: 'Concert' },
    ...{ email: 'awa@example.org', language: 'fr', keepsCard: false },
    ...{ paidUrl: 'http://lespass.test/paye', backUrl: 'http://lespass.test/retour' },
    endsAt: addMs(rig.now(), 15 * 60_000),
    ...changes,
  });
  const paid = async (changes: Partial<CheckoutOrder> = {}) => {
    const wanted = order(changes);
    const page = unwrap(await bank.openCheckout(wanted));
    await rig.complete(page.checkout, 'good');
    const state = unwrap(
      await bank.readCheckout({ account: wanted.account, checkout: page.checkout }),
    );
    if (state.kind !== 'paid') throw new Error(`not paid: ${state.kind}`);
    return { ...page, ...state, account: wanted.account };
  };
  const leftCard = async (card: 'good' | 'refused-later' | 'asks-later'): Promise<KeptCard> => {
    const { cents: _, keepsCard: __, ...asked } = order();
    const page = unwrap(await bank.openCardPage(asked));
    await rig.complete(page.checkout, card);
    const state = unwrap(await bank.readCheckout({ account: ACCOUNT, checkout: page.checkout }));
    if (state.kind !== 'card-left') throw new Error(`no card was left: ${state.kind}`);
    return state.card;
  };
  const charge = (card: KeptCard) => ({
    ...{ paymentId: toId<'Payment'>(makeUuid()), card: { account: ACCOUNT, ...card } },
    ...{ cents: cents(1_500), label: 'Abonnement' },
  });

  it('opens a page that is open, then paid once', async () => {
    const page = unwrap(await bank.openCheckout(order()));
    expect(page.url).toContain(page.checkout);
    const ref = { account: ACCOUNT, checkout: page.checkout };
    expect(await bank.readCheckout(ref)).toEqual({ ok: true, value: { kind: 'open' } });
    expect(await rig.complete(page.checkout, 'good')).toBe(true);
    expect(await rig.complete(page.checkout, 'good')).toBe(false);
    expect(unwrap(await bank.readCheckout(ref))).toEqual({
      kind: 'paid',
      reference: expect.any(String) as string,
      cents: 2_000,
      feeCents: 55,
      card: null,
    });
  });

  it('opens one page for an order that is sent twice', async () => {
    const wanted = order();
    const first = unwrap(await bank.openCheckout(wanted));
    const second = unwrap(await bank.openCheckout(wanted));
    expect(second).toEqual(first);
  });

  it('takes money for the network, and for each collective apart', async () => {
    const network = await paid({ account: null });
    expect(network.cents).toBe(2_000);
    const wrong = await bank.readCheckout({ account: ACCOUNT, checkout: network.checkout });
    expect(wrong.ok ? null : wrong.error.code).toBe('refused');
  });

  it('closes a page, on which nobody pays any more', async () => {
    const page = unwrap(await bank.openCheckout(order()));
    const ref = { account: ACCOUNT, checkout: page.checkout };
    expect(unwrap(await bank.closeCheckout(ref))).toEqual({ kind: 'closed' });
    expect(await rig.complete(page.checkout, 'good')).toBe(false);
    expect(unwrap(await bank.readCheckout(ref))).toEqual({ kind: 'closed' });
    expect(unwrap(await bank.closeCheckout(ref))).toEqual({ kind: 'closed' });
  });

  it('says paid when a page that is closed was paid meanwhile', async () => {
    const one = await paid();
    const closed = unwrap(await bank.closeCheckout(one));
    expect(closed).toMatchObject({ kind: 'paid', reference: one.reference });
  });

  it('keeps a card when asked, by a name that tells no number', async () => {
    const one = await paid({ keepsCard: true });
    expect(one.card?.label).toBe('Visa 4242');
    const again = unwrap(await bank.chargeCard(charge(one.card!)));
    expect(again).toMatchObject({ kind: 'paid', cents: 1_500, feeCents: 48 });
  });

  it('takes money once from a card that was left, however often it is asked', async () => {
    const asked = charge(await leftCard('good'));
    expect(unwrap(await bank.readCharge(asked))).toEqual({ kind: 'unknown' });
    const first = unwrap(await bank.chargeCard(asked));
    expect(first.kind).toBe('paid');
    expect(unwrap(await bank.chargeCard(asked))).toEqual(first);
    expect(unwrap(await bank.readCharge(asked))).toEqual(first);
  });

  it('says when a card is refused, and when its bank wants to ask the person', async () => {
    const refused = charge(await leftCard('refused-later'));
    const no = { kind: 'refused', needsPerson: false };
    expect(unwrap(await bank.chargeCard(refused))).toEqual(no);
    expect(unwrap(await bank.chargeCard(refused))).toEqual(no);
    expect(unwrap(await bank.readCharge(refused))).toEqual(no);
    const asks = charge(await leftCard('asks-later'));
    expect(unwrap(await bank.chargeCard(asks))).toEqual({ kind: 'refused', needsPerson: true });
    expect(unwrap(await bank.readCharge(asks))).toEqual({ kind: 'refused', needsPerson: true });
  });

  it('forgets a card, and forgetting it again is fine', async () => {
    const card = await leftCard('good');
    const ref = { account: ACCOUNT, ...card };
    expect((await bank.forgetCard(ref)).ok).toBe(true);
    expect((await bank.forgetCard(ref)).ok).toBe(true);
    const charged = await bank.chargeCard(charge(card));
    expect(charged.ok ? null : charged.error.code).toBe('refused');
  });

  it('gives back a part, then the rest, and never more', async () => {
    const { reference } = await paid();
    const back = (refundId: string, amount: number) =>
      bank.refund({ refundId, account: ACCOUNT, reference, cents: cents(amount) });
    const id = makeUuid();
    const first = unwrap(await back(id, 1_500));
    expect(first.kind).toBe('sent');
    expect(unwrap(await back(id, 1_500))).toEqual(first);
    expect(unwrap(await back(makeUuid(), 501)).kind).toBe('refused');
    expect(unwrap(await back(makeUuid(), 500)).kind).toBe('sent');
    expect(unwrap(await back(makeUuid(), 1)).kind).toBe('refused');
    expect(unwrap(await back(id, 1_500))).toEqual(first);
  });

  it('gives back what was taken from a card that was left', async () => {
    const taken = unwrap(await bank.chargeCard(charge(await leftCard('good'))));
    const reference = taken.kind === 'paid' ? taken.reference : '';
    const refund = { refundId: makeUuid(), account: ACCOUNT, reference, cents: cents(1_500) };
    expect(unwrap(await bank.refund(refund)).kind).toBe('sent');
  });

  describe('its notices', () => {
    const read = (message: Partial<SignedMessage> & { readonly now?: Instant }) =>
      bank.readNotice({ ...rig.notice('page_1'), ...message });

    it('are read when they are signed, and name a page only', () => {
      expect(unwrap(read({}))).toEqual({
        id: expect.any(String) as string,
        kind: 'checkout.session.completed',
        checkout: 'page_1',
      });
    });

    it('are refused when one byte was changed, or when nobody signed', () => {
      const { body, header } = rig.notice('page_1');
      const changed = Buffer.from(Buffer.from(body).toString().replace('page_1', 'page_2'));
      expect(read({ body: changed, header })).toEqual({ ok: false, error: 'not-signed' });
      expect(read({ header: () => undefined })).toEqual({ ok: false, error: 'not-signed' });
      expect(read({ header: () => 't=1,v1=00' })).toEqual({ ok: false, error: 'not-signed' });
    });

    it('are refused when they are old', () => {
      const later = addMs(rig.now(), 6 * 60_000);
      expect(read({ now: later })).toEqual({ ok: false, error: 'too-old' });
      expect(read({ now: addMs(rig.now(), 4 * 60_000) }).ok).toBe(true);
    });

    it('are refused when they are signed and say nothing', () => {
      expect(bank.readNotice(rig.signed('not JSON'))).toEqual({ ok: false, error: 'not-readable' });
    });
  });
});
