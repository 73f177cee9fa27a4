import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chargeSavedCard } from '../../../src/cloud/payments/charge-card.ts';
import { exportPayments } from '../../../src/cloud/payments/export-payments.ts';
import { forgetCards, forgetRemovedCards } from '../../../src/cloud/payments/forget-cards.ts';
import { findCardInUse } from '../../../src/cloud/payments/saved-cards.ts';
import { startCardPage } from '../../../src/cloud/payments/start-payment.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { MembershipId, PersonId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { addMs } from '../../../src/shared/time.ts';
import type { StripeCard } from '../../helpers/stripe-books.ts';
import { MINUTE, openPayments } from './payment-rig.ts';
import type { Payments } from './payment-rig.ts';

/** Cards that people leave with a collective, for the renewals of a membership. */
describe('a card that is left', () => {
  let rig: Payments;
  beforeAll(async () => {
    rig = await openPayments('sqlite');
  });
  afterAll(() => rig.close());

  const membership = (personId: PersonId): Promise<MembershipId> =>
    rig.write(async (tx) => {
      const [id, offerId, priceId] = [toId<'Membership'>(makeUuid()), makeUuid(), makeUuid()];
      const offer = { id: offerId, collective_id: rig.village.bar, name: 'Adhésion' };
      await tx.query
        .insertInto('membership_offer')
        .values({
          ...offer,
          description: '',
          duration: 'month',
          renews_by_itself: 1,
          needs_approval: 0,
        })
        .execute();
      const price = {
        id: priceId,
        offer_id: offerId,
        line: 0,
        name: 'Plein',
        kind: 'fixed',
      } as const;
      await tx.query
        .insertInto('membership_price')
        .values({ ...price, price_cents: 1_500 })
        .execute();
      await tx.query
        .insertInto('membership')
        .values({
          ...{ id, person_id: personId, collective_id: rig.village.bar, name: 'Adhésion' },
          ...{ state: 'waiting-for-payment', starts_on: '2026-11-22', ends_on: null, cents: 1_500 },
          ...{ offer_id: offerId, price_id: priceId, sale_id: null, line_id: null },
        })
        .execute();
      return id;
    });
  const leave = async (personId: PersonId, card: StripeCard = 'good') => {
    const membershipId = await membership(personId);
    const id = toId<'Payment'>(makeUuid());
    unwrap(
      await startCardPage(rig.here.deps, {
        ...{ id, membershipId, personId, email: 'jo@example.org', language: 'fr' },
        ...{ collectiveId: rig.village.bar, label: 'Carte', endsAt: addMs(rig.now(), 15 * MINUTE) },
      }),
    );
    rig.books.complete(await rig.checkoutOf(id), card);
    expect(unwrap(await rig.settle(id))).toBe('paid');
    return membershipId;
  };
  const charge = (personId: PersonId, membershipId: MembershipId) => ({
    ...{ paymentId: toId<'Payment'>(makeUuid()), membershipId, personId },
    ...{ collectiveId: rig.village.bar, cents: cents(1_500), label: 'Abonnement' },
  });
  const cardOf = (personId: PersonId) => findCardInUse(rig.db, personId, rig.village.bar);

  it('is known by its name, and pays a renewal once', async () => {
    const jo = await rig.addPerson();
    const membershipId = await leave(jo);
    expect(await cardOf(jo)).toMatchObject({ label: 'Visa 4242', account: 'acct_bar' });
    const order = charge(jo, membershipId);
    const before = rig.books.paidCents();
    expect(await chargeSavedCard(rig.here.deps, order)).toBe('paid');
    expect(await chargeSavedCard(rig.there.deps, order)).toBe('paid');
    expect(rig.books.paidCents()).toBe(before + 1_500);
    expect(await rig.readPayment(order.paymentId)).toMatchObject({ state: 'paid', fee_cents: 48 });
  });

  it('is found to have paid when the answer was lost, whoever asks next', async () => {
    const jo = await rig.addPerson();
    const order = charge(jo, await leave(jo));
    const before = rig.books.paidCents();
    rig.loseAnswer();
    expect(await chargeSavedCard(rig.here.deps, order)).toBe('waiting');
    rig.passTime(MINUTE);
    await rig.job();
    expect((await rig.readPayment(order.paymentId)).state).toBe('paid');
    expect(await chargeSavedCard(rig.there.deps, order)).toBe('paid');
    expect(rig.books.paidCents()).toBe(before + 1_500);
  });

  it('says when it is refused, and when the person must be there', async () => {
    const [jo, al, so] = [await rig.addPerson(), await rig.addPerson(), await rig.addPerson()];
    const refused = charge(jo, await leave(jo, 'refused-later'));
    expect(await chargeSavedCard(rig.here.deps, refused)).toBe('refused');
    expect(await chargeSavedCard(rig.here.deps, refused)).toBe('refused');
    const asks = charge(al, await leave(al, 'asks-later'));
    expect(await chargeSavedCard(rig.here.deps, asks)).toBe('needs-person');
    expect(await chargeSavedCard(rig.here.deps, asks)).toBe('needs-person');
    expect(await chargeSavedCard(rig.here.deps, charge(so, await membership(so)))).toBe('no-card');
  });

  it('gives the money of a renewal back that nobody wants any more', async () => {
    const jo = await rig.addPerson();
    const membershipId = await leave(jo);
    await rig.write((tx) =>
      tx.query
        .updateTable('membership')
        .set({ state: 'cancelled', closed_at: rig.now() })
        .where('id', '=', membershipId)
        .execute(),
    );
    const order = charge(jo, membershipId);
    await chargeSavedCard(rig.here.deps, order);
    expect(await rig.refundsOf(order.paymentId)).toMatchObject([
      { cents: 1_500, reason: 'not-wanted' },
    ]);
  });

  it('takes the place of the one before, which the bank then forgets', async () => {
    const jo = await rig.addPerson();
    await leave(jo);
    const first = await cardOf(jo);
    const membershipId = await leave(jo);
    const second = await cardOf(jo);
    expect(second?.id).not.toBe(first?.id);
    await forgetRemovedCards(rig.here.deps);
    const cards = await rig.db.query
      .selectFrom('bank_card')
      .select(['id', 'forgotten_at'])
      .where('person_id', '=', jo)
      .where('forgotten_at', 'is not', null)
      .execute();
    expect(cards.map(({ id }) => id)).toEqual([first?.id]);
    expect(await chargeSavedCard(rig.here.deps, charge(jo, membershipId))).toBe('paid');
  });

  it('is forgotten here and at the bank by who leaves, and stands in their export', async () => {
    const jo = await rig.addPerson();
    const membershipId = await leave(jo);
    await forgetCards(rig.here.deps, jo);
    expect(await cardOf(jo)).toBeUndefined();
    expect(await chargeSavedCard(rig.here.deps, charge(jo, membershipId))).toBe('no-card');
    expect(await exportPayments(rig.db, jo)).toMatchObject({
      payments: [{ paidTo: 'le-bar', for: 'card', cents: 0, state: 'paid', givenBack: [] }],
      cards: [{ leftWith: 'le-bar', card: 'Visa 4242', removedAt: rig.now() }],
    });
  });
});
