import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { payMembershipByCard } from '../../../src/cloud/membership/pay-membership.ts';
import { endMemberships } from '../../../src/cloud/membership/end-memberships.ts';
import { renewMemberships } from '../../../src/cloud/membership/renew-memberships.ts';
import type { CloudDeps } from '../../../src/cloud/http/deps.ts';
import { demoPageOf, useDemoPage } from '../../../src/cloud/payments/demo-bank.ts';
import { closePayment, settlePayment } from '../../../src/cloud/payments/settle-payment.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { MembershipId, PaymentId, PersonId } from '../../../src/shared/ids.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { START, openMembers } from './members-rig.ts';
import type { Members, TestOffer } from './members-rig.ts';

const LAST_DAY = '2026-12-21T08:00:00.000Z';
const PAYS = '4242';
const REFUSED_LATER = '0341';
const ASKS_LATER = '3155';

describe.each(DATABASE_KINDS)('a membership paid by bank card, on %s', (kind) => {
  let members: Members;
  beforeAll(async () => {
    members = await openMembers(kind);
  });
  afterAll(() => members.close());

  const start = async (personId: PersonId, membershipId: MembershipId, renews = true) => {
    const paymentId: PaymentId = toId<'Payment'>(makeUuid());
    unwrap(
      await payMembershipByCard(members.deps, {
        ...{ membershipId, personId, renews, paymentId, now: members.clock() },
        ...{ email: 'jo@example.org', language: 'fr' },
      }),
    );
    return paymentId;
  };
  const payAtBank = async (paymentId: PaymentId, number = PAYS) => {
    await members.write((tx) =>
      useDemoPage(tx, { checkout: demoPageOf(paymentId), number, at: members.clock() }),
    );
    return settlePayment(members.deps, paymentId);
  };
  const take = async (walletCents = 0) => {
    members.setNow(START);
    const offer = await members.addOffer({ renews: true });
    const jo = await members.addPerson(walletCents);
    const id: MembershipId = toId(makeUuid());
    unwrap(await members.take(jo, offer, { id }));
    return { offer, jo, id };
  };
  const begin = async (number: string) => {
    const taken = await take();
    await payAtBank(await start(taken.jo, taken.id), number);
    return taken;
  };
  const runAt = async (text: string, deps: CloudDeps = members.deps) => {
    members.setNow(text);
    await renewMemberships(deps);
    await endMemberships(deps);
  };
  const paymentsOf = (jo: PersonId) =>
    members.db.query
      .selectFrom('bank_payment')
      .select(['state', 'cents', 'purpose'])
      .where('person_id', '=', jo)
      .where('state', '=', 'paid')
      .orderBy('started_at')
      .execute();
  const setPrice = ({ priceId }: TestOffer, amount: number) =>
    members.write((tx) =>
      tx.query
        .updateTable('membership_price')
        .set({ price_cents: amount })
        .where('id', '=', priceId)
        .execute(),
    );
  const statesOf = async (jo: PersonId) => (await members.all(jo)).map(({ state }) => state);

  it('waits for the bank, then begins and keeps the card for what follows', async () => {
    const { jo, id } = await take();
    const paymentId = await start(jo, id);
    expect((await members.membership(id)).state).toBe('waiting-for-payment');
    await payAtBank(paymentId);
    expect(await members.membership(id)).toMatchObject({
      ...{ state: 'active', means: 'bank-card', renews: 1, renew_means: 'bank-card' },
      renew_next_at: LAST_DAY,
    });
  });

  it('that is left at the bank can be paid otherwise', async () => {
    const { jo, id } = await take(1_200);
    const paymentId = await start(jo, id);
    await closePayment(members.deps, paymentId);
    expect((await members.membership(id)).state).toBe('approved');
    expect((await members.pay(jo, id)).ok).toBe(true);
    expect(await members.walletOf(jo)).toBe(0);
  });

  it('paid from the purse while the bank is open says which page to close; late money goes back', async () => {
    const { jo, id } = await take(1_200);
    const paymentId = await start(jo, id);
    expect(unwrap(await members.pay(jo, id)).closes).toBe(paymentId);
    await payAtBank(paymentId);
    expect(await members.membership(id)).toMatchObject({ means: 'pass' });
    const refunds = await members.db.query
      .selectFrom('bank_refund')
      .select(['cents', 'reason'])
      .where('payment_id', '=', paymentId)
      .execute();
    expect(refunds).toEqual([{ cents: 1_200, reason: 'not-wanted' }]);
  });

  it('renews by the card that was left, once, in two instances at the same time', async () => {
    const { jo } = await begin(PAYS);
    members.setNow(LAST_DAY);
    const other = members.otherInstance();
    await Promise.all([renewMemberships(members.deps), renewMemberships(other)]);
    other.feedWatcher.close();
    await renewMemberships(members.deps);
    expect(await statesOf(jo)).toEqual(['active', 'active']);
    expect(await paymentsOf(jo)).toEqual([
      { state: 'paid', cents: 1_200, purpose: 'membership' },
      { state: 'paid', cents: 1_200, purpose: 'renewal' },
    ]);
  });

  it('is paid once when the cloud dies between bank and database, even if the price rises', async () => {
    const { offer, jo } = await begin(PAYS);
    const { bank } = members.deps;
    if (bank === null) throw new Error('the demo has a bank');
    const dying: CloudDeps = {
      ...members.deps,
      bank: {
        ...bank,
        chargeCard: async (order) => {
          await bank.chargeCard(order);
          throw new Error('power cut');
        },
      },
    };
    await runAt(LAST_DAY, dying);
    expect(await statesOf(jo)).toEqual(['active', 'waiting-for-payment']);
    await setPrice(offer, 9_900);
    await runAt('2026-12-21T08:10:00.000Z');
    expect(await statesOf(jo)).toEqual(['active', 'active']);
    expect((await paymentsOf(jo)).map(({ cents }) => cents)).toEqual([1_200, 1_200]);
  });

  it('that the bank refuses is tried four times, told each time, and ends', async () => {
    const { jo } = await begin(REFUSED_LATER);
    for (const day of ['21', '22', '24', '28']) await runAt(`2026-12-${day}T08:00:00.000Z`);
    expect(await statesOf(jo)).toEqual(['ended', 'cancelled']);
    expect(await paymentsOf(jo)).toHaveLength(1);
    const unpaid = 'Adhésion : le renouvellement n’a pas marché';
    expect((await members.mailsTo(jo)).slice(1)).toEqual([
      ...[unpaid, unpaid, unpaid, 'Adhésion : c’est terminé'],
    ]);
  });

  it('that the bank wants to ask about waits for the person, who pays on a page', async () => {
    const { jo } = await begin(ASKS_LATER);
    await runAt(LAST_DAY);
    const next = (await members.all(jo)).find(({ state }) => state === 'approved');
    const paymentId = await start(jo, next!.id as MembershipId);
    // They are at the bank with it: nothing is taken from the card meanwhile.
    await runAt('2026-12-22T08:00:00.000Z');
    expect((await members.membership(next!.id)).payment_id).toBe(paymentId);
    await payAtBank(paymentId);
    expect(await members.membership(next!.id)).toMatchObject({ state: 'active', renews: 1 });
    await runAt('2026-12-24T08:00:00.000Z');
    expect(await paymentsOf(jo)).toHaveLength(2);
  });

  it('without a card any more says so', async () => {
    const { jo } = await begin(PAYS);
    await members.write((tx) =>
      tx.query
        .updateTable('bank_card')
        .set({ removed_at: members.clock() })
        .where('person_id', '=', jo)
        .execute(),
    );
    await runAt(LAST_DAY);
    const mail = await members.db.query
      .selectFrom('mail')
      .innerJoin('person', 'person.email', 'mail.to_address')
      .select('text')
      .where('person.id', '=', jo)
      .orderBy('mail.created_at', 'desc')
      .executeTakeFirstOrThrow();
    expect(mail.text).toContain('Aucune carte bancaire');
  });
});
