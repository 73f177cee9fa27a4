import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { readUnspentBankMoney } from '../../../src/cloud/payments/ask-money-back.ts';
import { giveBack } from '../../../src/cloud/payments/give-back.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { PaymentId, PersonId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { ACCOUNT, MINUTE, openPayments } from './payment-rig.ts';
import type { Payments } from './payment-rig.ts';

describe.each(DATABASE_KINDS)('money that goes back to a card, on %s', (kind) => {
  let rig: Payments;
  beforeAll(async () => {
    rig = await openPayments(kind);
  });
  afterAll(async () => {
    expect(await auditLedger(rig.db)).toEqual([]);
    await rig.close();
  });

  const paid = async (personId: PersonId, amount = 2_000): Promise<PaymentId> => {
    const id = await rig.started(rig.order(personId, { cents: cents(amount) }));
    await rig.payAtBank(id);
    unwrap(await rig.settle(id));
    rig.passTime(MINUTE);
    return id;
  };

  it('is what is not spent, from the newest payment to the oldest', async () => {
    const jo = await rig.addPerson();
    const [first, second] = [await paid(jo, 3_000), await paid(jo, 2_000)];
    unwrap(await rig.spend(jo, 2_500));
    const unspent = await readUnspentBankMoney(rig.db, jo);
    expect(unspent).toMatchObject({
      cents: 2_500,
      parts: [
        { paymentId: second, cents: 2_000 },
        { paymentId: first, cents: 500 },
      ],
    });
    expect(unwrap(await rig.askBack(jo))).toEqual(unspent);
    expect(await rig.walletCents(jo)).toBe(0);
    const before = rig.books.refundedCents();
    await rig.refunds();
    expect(rig.books.refundedCents()).toBe(before + 2_500);
    expect(await rig.readPayment(first)).toMatchObject({ refunded_cents: 500 });
  });

  it('is only what came by bank card: other money stays in the wallet', async () => {
    const jo = await rig.addPerson(700);
    await paid(jo);
    expect(unwrap(await rig.askBack(jo)).cents).toBe(2_000);
    expect(await rig.walletCents(jo)).toBe(700);
    expect(await rig.askBack(jo)).toEqual({ ok: false, error: 'nothing-to-give-back' });
  });

  it('goes once for one form, and somebody else’s form is refused', async () => {
    const [jo, al] = [await rig.addPerson(), await rig.addPerson()];
    await Promise.all([paid(jo), paid(al)]);
    const askId = makeUuid();
    const first = unwrap(await rig.askBack(jo, askId));
    expect(unwrap(await rig.askBack(jo, askId))).toEqual(first);
    expect(await rig.askBack(al, askId)).toEqual({ ok: false, error: 'content-differs' });
    expect(await rig.walletCents(al)).toBe(2_000);
  });

  it('goes once when two forms and a sale come at the same time', async () => {
    const jo = await rig.addPerson();
    const id = await paid(jo);
    const [one, two, sale] = await Promise.all([
      rig.askBack(jo),
      rig.askBack(jo),
      rig.spend(jo, 1_500),
    ]);
    const asked = [one, two].reduce((sum, ask) => sum + (ask.ok ? ask.value.cents : 0), 0);
    const spent = sale.ok ? 1_500 : 0;
    expect((await rig.walletCents(jo)) + asked + spent).toBe(2_000);
    expect((await rig.readPayment(id)).refunded_cents).toBe(asked);
  });

  it('is sent once by two instances, also when an answer is lost', async () => {
    const jo = await rig.addPerson();
    const id = await paid(jo);
    // What other tests promised goes first.
    await rig.refunds();
    unwrap(await rig.askBack(jo));
    const before = rig.books.refundedCents();
    rig.loseAnswer();
    await Promise.all(rig.bothDeps.map((deps) => rig.refunds(deps)));
    expect(await rig.refundsOf(id)).toMatchObject([{ state: 'waiting', problem: 'unreachable' }]);
    await rig.refunds();
    expect(await rig.refundsOf(id)).toMatchObject([{ state: 'waiting', tries: 1 }]);
    rig.passTime(MINUTE);
    rig.stripe.server.forgetKeys();
    await Promise.all(rig.bothDeps.map((deps) => rig.refunds(deps)));
    expect(rig.books.refundedCents()).toBe(before + 2_000);
    expect(await rig.refundsOf(id)).toMatchObject([{ state: 'sent', tries: 2, problem: null }]);
  });

  it('comes back into the wallet when the bank refuses it for good, and the failure is kept', async () => {
    const jo = await rig.addPerson();
    const id = await paid(jo);
    unwrap(await rig.askBack(jo));
    const reference = (await rig.readPayment(id)).bank_reference ?? '';
    // Somebody gave it back on Stripe's own pages.
    rig.books.refund('', { payment_intent: reference, amount: '2000' });
    await Promise.all(rig.bothDeps.map((deps) => rig.refunds(deps)));
    expect(await rig.refundsOf(id)).toMatchObject([
      { state: 'failed', problem: expect.stringContaining('charge_already_refunded') as string },
    ]);
    expect(await rig.walletCents(jo)).toBe(2_000);
    rig.passTime(60 * MINUTE);
    await rig.refunds();
    expect(await rig.walletCents(jo)).toBe(2_000);
    // This card cannot take it: it is spent, or paid out otherwise.
    expect((await readUnspentBankMoney(rig.db, jo)).cents).toBe(0);
  });

  it('of a booking goes back where it came from, in parts, and never more than was paid', async () => {
    const jo = await rig.addPerson();
    const event = await rig.addEvent();
    const held = unwrap(await rig.hold(jo, event, 2));
    const id = await rig.started(
      rig.order(jo, {
        ...{ purpose: 'booking', subjectId: held.bookingId, collectiveId: rig.village.bar },
        cents: held.totalCents,
      }),
    );
    await rig.payAtBank(id);
    await rig.settle(id);
    const [place] = await rig.placesOf(held.bookingId);
    unwrap(await rig.cancel(held.bookingId, jo, [place?.id ?? '']));
    expect(await rig.refundsOf(id)).toMatchObject([{ cents: 800, reason: 'cancelled' }]);
    const before = rig.books.refundedCents();
    await rig.refunds();
    expect(rig.books.refundedCents()).toBe(before + 800);
    const more = { id: makeUuid(), paymentId: id, cents: cents(801), at: rig.now() };
    const refused = await rig.write((tx) => giveBack(tx, { ...more, reason: 'cancelled' }));
    expect(refused).toEqual({ ok: false, error: 'too-much' });
    expect((await rig.readPayment(id)).account).toBe(ACCOUNT);
  });
});
