import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closePayment } from '../../../src/cloud/payments/settle-payment.ts';
import { startPayment } from '../../../src/cloud/payments/start-payment.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { BookingId, PersonId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { MINUTE, openPayments } from './payment-rig.ts';
import type { Payments } from './payment-rig.ts';

describe.each(DATABASE_KINDS)('a payment by bank card, on %s', (kind) => {
  let rig: Payments;
  beforeAll(async () => {
    rig = await openPayments(kind);
  });
  afterAll(() => rig.close());

  const booking = async (personId: PersonId, placesMax = 10) => {
    const event = await rig.addEvent({ capacity: placesMax });
    const held = unwrap(await rig.hold(personId, event));
    const order = rig.order(personId, {
      ...{ purpose: 'booking', subjectId: held.bookingId, collectiveId: rig.village.bar },
      cents: held.totalCents,
    });
    return { event, held, order };
  };
  const stateOf = async (bookingId: BookingId) =>
    (
      await rig.db.query
        .selectFrom('booking')
        .select('state')
        .where('id', '=', bookingId)
        .executeTakeFirstOrThrow()
    ).state;

  it('is credited once when notices, the return and the job come at once to two instances', async () => {
    const jo = await rig.addPerson();
    const id = await rig.started(rig.order(jo));
    await rig.payAtBank(id);
    const eventId = makeUuid();
    await Promise.all([
      rig.tell(id, { eventId }),
      rig.tell(id, { eventId, to: rig.there }),
      rig.tell(id, { to: rig.there }),
      ...rig.bothDeps.flatMap((deps) => [
        rig.settle(id, deps),
        rig.settle(id, deps),
        rig.job(deps),
      ]),
    ]);
    await rig.job();
    expect(await rig.walletCents(jo)).toBe(2_000);
    expect(await rig.readPayment(id)).toMatchObject({
      ...{ state: 'paid', fee_cents: 55, ask_at: null, account: null, refunded_cents: 0 },
    });
  });

  it('is credited when the notice comes before the return, and told again changes nothing', async () => {
    const jo = await rig.addPerson();
    const id = await rig.started(rig.order(jo));
    await rig.payAtBank(id);
    const eventId = makeUuid();
    expect(await rig.tell(id, { eventId })).toBe(200);
    expect(await rig.walletCents(jo)).toBe(0);
    await rig.job();
    expect(await rig.walletCents(jo)).toBe(2_000);
    expect(await rig.tell(id, { eventId })).toBe(200);
    expect(await rig.tell(id)).toBe(200);
    expect(unwrap(await rig.settle(id))).toBe('paid');
    expect(await rig.walletCents(jo)).toBe(2_000);
  });

  it('believes no notice: one that says paid, of a page that nobody paid on', async () => {
    const jo = await rig.addPerson();
    const id = await rig.started(rig.order(jo));
    await rig.tell(id);
    await rig.job();
    expect(await rig.walletCents(jo)).toBe(0);
    expect((await rig.readPayment(id)).state).toBe('started');
    const { body } = rig.stripe.notice(await rig.checkoutOf(id));
    const forged = await rig.here.app.request('/api/bank-notices', { method: 'POST', body });
    expect(forged.status).toBe(401);
  });

  it('is credited when notices come in the wrong order', async () => {
    const jo = await rig.addPerson();
    const id = await rig.started(rig.order(jo));
    await rig.payAtBank(id);
    await rig.tell(id, { type: 'checkout.session.expired' });
    await rig.job();
    await rig.tell(id, { type: 'checkout.session.completed' });
    await rig.job();
    expect(await rig.walletCents(jo)).toBe(2_000);
  });

  it('is found by the job when nobody tells', async () => {
    const jo = await rig.addPerson();
    const id = await rig.started(rig.order(jo));
    await rig.payAtBank(id);
    rig.passTime(59_000);
    await rig.job();
    expect(await rig.walletCents(jo)).toBe(0);
    rig.passTime(1_000);
    await rig.job();
    expect(await rig.walletCents(jo)).toBe(2_000);
  });

  it('goes on after a crash between storing it and opening the page', async () => {
    const jo = await rig.addPerson();
    const wanted = rig.order(jo);
    rig.loseAnswer();
    const lost = await startPayment(rig.here.deps, wanted);
    expect(lost).toEqual({ ok: false, error: { code: 'bank-unreachable' } });
    const pages = rig.books.count('cs_test');
    const both = await Promise.all(rig.bothDeps.map((deps) => startPayment(deps, wanted)));
    expect(both[0]).toEqual(both[1]);
    expect(rig.books.count('cs_test')).toBe(pages);
    await rig.payAtBank(wanted.id);
    await rig.settle(wanted.id);
    expect(await rig.walletCents(jo)).toBe(2_000);
  });

  it('is given up after an hour when nobody paid, and nobody can pay then', async () => {
    const jo = await rig.addPerson();
    const id = await rig.started(rig.order(jo));
    const lost = rig.order(jo);
    rig.loseAnswer();
    await startPayment(rig.here.deps, lost);
    rig.passTime(60 * MINUTE);
    await rig.job();
    await rig.job(rig.there.deps);
    expect((await rig.readPayment(id)).state).toBe('given-up');
    expect((await rig.readPayment(lost.id)).state).toBe('given-up');
    expect(await rig.payAtBank(id)).toBe(false);
    const again = await startPayment(rig.here.deps, lost);
    expect(again).toEqual({ ok: false, error: { code: 'closed' } });
  });

  it('is credited when it was paid just before its page is closed', async () => {
    const jo = await rig.addPerson();
    const id = await rig.started(rig.order(jo));
    await rig.payAtBank(id);
    expect(unwrap(await closePayment(rig.here.deps, id))).toBe('paid');
    expect(await rig.walletCents(jo)).toBe(2_000);
  });

  it('is one payment for one form, and refuses other content', async () => {
    const jo = await rig.addPerson();
    const wanted = rig.order(jo);
    const first = unwrap(await startPayment(rig.here.deps, wanted));
    expect(unwrap(await startPayment(rig.there.deps, wanted))).toEqual(first);
    const other = await startPayment(rig.here.deps, { ...wanted, cents: cents(2_001) });
    expect(other).toEqual({ ok: false, error: { code: 'content-differs' } });
    await rig.payAtBank(wanted.id);
    await rig.settle(wanted.id);
    const after = await startPayment(rig.here.deps, wanted);
    expect(after).toEqual({ ok: false, error: { code: 'already-paid' } });
  });

  it('books the places of a booking, on the account of the collective', async () => {
    const jo = await rig.addPerson();
    const { event, held, order } = await booking(jo);
    const id = await rig.started(order);
    await rig.payAtBank(id);
    await rig.settle(id);
    expect(await stateOf(held.bookingId)).toBe('booked');
    expect(await rig.tickets(event)).toBe(1);
    expect(await rig.readPayment(id)).toMatchObject({ state: 'paid', account: 'acct_bar' });
    // Money of a collective never enters the ledger.
    expect(await rig.walletCents(jo)).toBe(0);
    const again = await startPayment(rig.here.deps, { ...order, id: toId(makeUuid()) });
    expect(again).toEqual({ ok: false, error: { code: 'already-paid' } });
  });

  it('pays a booking once from two tabs, and gives the second payment back', async () => {
    const jo = await rig.addPerson();
    const { event, held, order } = await booking(jo);
    const one = await rig.started(order);
    const two = await rig.started({ ...order, id: toId(makeUuid()) });
    await Promise.all([rig.payAtBank(one), rig.payAtBank(two)]);
    await Promise.all([rig.settle(one), rig.settle(two, rig.there.deps)]);
    expect(await stateOf(held.bookingId)).toBe('booked');
    expect(await rig.tickets(event)).toBe(1);
    const back = [...(await rig.refundsOf(one)), ...(await rig.refundsOf(two))];
    expect(back).toMatchObject([{ cents: order.cents, reason: 'not-wanted', state: 'waiting' }]);
    const before = rig.books.refundedCents();
    await Promise.all(rig.bothDeps.map((deps) => rig.refunds(deps)));
    expect(rig.books.refundedCents()).toBe(before + order.cents);
  });

  it('closes the other tab’s page as soon as one is paid', async () => {
    const jo = await rig.addPerson();
    const { order } = await booking(jo);
    const one = await rig.started(order);
    const two = await rig.started({ ...order, id: toId(makeUuid()) });
    await rig.payAtBank(one);
    await rig.settle(one);
    expect(await rig.payAtBank(two)).toBe(false);
    expect((await rig.readPayment(two)).state).toBe('given-up');
  });

  it('gives back at once what was paid too late, when no place is left', async () => {
    const [jo, al] = [await rig.addPerson(), await rig.addPerson()];
    const { event, held, order } = await booking(jo, 1);
    const id = await rig.started(order);
    rig.passTime(16 * MINUTE);
    const taken = unwrap(await rig.hold(al, event));
    await rig.payByCard(taken.bookingId);
    await rig.payAtBank(id);
    await rig.settle(id);
    expect(await stateOf(held.bookingId)).not.toBe('booked');
    expect(await rig.refundsOf(id)).toMatchObject([{ cents: order.cents, reason: 'too-late' }]);
    await rig.refunds();
    expect(await rig.refundsOf(id)).toMatchObject([{ state: 'sent' }]);
    expect(await rig.readPayment(id)).toMatchObject({ refunded_cents: order.cents });
  });

  it('says whether a collective takes cards, before anybody is asked', async () => {
    const jo = await rig.addPerson();
    const elsewhere = rig.order(jo, {
      ...{ purpose: 'booking', subjectId: makeUuid(), collectiveId: rig.village.outside },
    });
    const refused = await startPayment(rig.here.deps, elsewhere);
    expect(refused).toEqual({ ok: false, error: { code: 'no-bank' } });
  });

  it('learns its fee later, and stores it once', async () => {
    const jo = await rig.addPerson();
    const id = await rig.started(rig.order(jo));
    rig.books.holdFees(true);
    await rig.payAtBank(id);
    await rig.settle(id);
    expect((await rig.readPayment(id)).fee_cents).toBeNull();
    rig.books.holdFees(false);
    rig.passTime(5 * MINUTE);
    await rig.job();
    expect(await rig.readPayment(id)).toMatchObject({ fee_cents: 55, ask_at: null });
    expect(await rig.walletCents(jo)).toBe(2_000);
  });

  it('gives the money back of somebody who left while they paid', async () => {
    const jo = await rig.addPerson();
    const id = await rig.started(rig.order(jo));
    await rig.write((tx) =>
      tx.query
        .updateTable('person')
        .set({ email: null, name: '', deleted_at: rig.now() })
        .where('id', '=', jo)
        .execute(),
    );
    await rig.payAtBank(id);
    await rig.settle(id);
    expect(await rig.walletCents(jo)).toBe(0);
    expect(await rig.refundsOf(id)).toMatchObject([{ cents: 2_000, reason: 'not-wanted' }]);
  });
});
