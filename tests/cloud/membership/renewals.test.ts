import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  keepRenewing,
  stopRenewal,
  withdrawMembership,
} from '../../../src/cloud/membership/change-renewal.ts';
import { endMemberships } from '../../../src/cloud/membership/end-memberships.ts';
import { membershipPaid } from '../../../src/cloud/membership/membership-paid.ts';
import { renewMemberships } from '../../../src/cloud/membership/renew-memberships.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { MembershipId, PersonId } from '../../../src/shared/ids.ts';
import { err } from '../../../src/shared/result.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { START, openMembers } from './members-rig.ts';
import type { Members, TestOffer } from './members-rig.ts';

/** A month from 22 November 2026: its last day is 21 December. */
const LAST_DAY = '2026-12-21T08:00:00.000Z';
const UNPAID = 'Adhésion : le renouvellement n’a pas marché';

describe.each(DATABASE_KINDS)('a membership that renews by itself, on %s', (kind) => {
  let members: Members;
  beforeAll(async () => {
    members = await openMembers(kind);
  });
  afterAll(async () => {
    expect(await members.sumOfAll()).toBe(0);
    await members.close();
  });

  const begin = async (walletCents: number, wish: Parameters<Members['addOffer']>[0] = {}) => {
    members.setNow(START);
    const offer = await members.addOffer({ renews: true, ...wish });
    const jo = await members.addPerson(walletCents);
    const id = await members.begin(jo, offer, { renews: true });
    return { offer, jo, id };
  };
  const runAt = async (text: string) => {
    members.setNow(text);
    await renewMemberships(members.deps);
    await endMemberships(members.deps);
  };
  const order = (membershipId: MembershipId, personId: PersonId) => ({
    ...{ membershipId, personId, now: members.clock() },
  });
  const states = async (jo: PersonId) =>
    (await members.all(jo)).map(({ state, starts_on: from, ends_on: to }) => [state, from, to]);
  const setPrice = (offer: TestOffer, amount: number) =>
    members.write((tx) =>
      tx.query
        .updateTable('membership_price')
        .set({ price_cents: amount })
        .where('id', '=', offer.priceId)
        .execute(),
    );

  it('is paid on the morning of its last day, and goes on from there', async () => {
    const { jo, id } = await begin(2_400);
    await runAt('2026-12-21T07:59:00.000Z');
    expect(await members.walletOf(jo)).toBe(1_200);
    await runAt(LAST_DAY);
    await runAt(LAST_DAY);
    expect(await members.walletOf(jo)).toBe(0);
    expect(await states(jo)).toEqual([
      ['active', '2026-11-22', '2026-12-21'],
      ['active', '2026-12-22', '2027-01-21'],
    ]);
    const [before, after] = await members.all(jo);
    expect(before).toMatchObject({ id, renews: 0, renew_next_at: null });
    expect(after).toMatchObject({
      ...{ renewal_of: id, renews: 1, renew_means: 'pass', cents: 1_200 },
      renew_next_at: '2027-01-21T08:00:00.000Z',
    });
    await runAt('2026-12-22T08:00:00.000Z');
    expect((await members.membership(id)).state).toBe('ended');
    expect(await members.mailsTo(jo)).toEqual([
      'Adhésion : c’est fait',
      'Adhésion : c’est renouvelé',
    ]);
  });

  it('is paid once by two instances that run at the same time', async () => {
    const { jo } = await begin(6_000);
    members.setNow(LAST_DAY);
    const other = members.otherInstance();
    await Promise.all([
      renewMemberships(members.deps),
      renewMemberships(other),
      renewMemberships(members.deps),
    ]);
    other.feedWatcher.close();
    expect(await members.walletOf(jo)).toBe(3_600);
    expect(await states(jo)).toHaveLength(2);
  });

  it('is tried again after 1, 3 and 7 days, then ends; the person is told each time', async () => {
    const { jo, id } = await begin(1_200);
    await runAt(LAST_DAY);
    expect(await states(jo)).toEqual([
      ['active', '2026-11-22', '2026-12-21'],
      ['approved', '2026-12-21', null],
    ]);
    await runAt('2026-12-21T12:00:00.000Z');
    expect(await members.mailsTo(jo)).toHaveLength(2);
    for (const day of ['22', '24']) await runAt(`2026-12-${day}T08:00:00.000Z`);
    await runAt('2026-12-27T08:00:00.000Z');
    expect((await members.membership(id)).state).toBe('active');
    await runAt('2026-12-28T08:00:00.000Z');
    await runAt('2026-12-29T08:00:00.000Z');
    expect(await members.mailsTo(jo)).toEqual([
      'Adhésion : c’est fait',
      UNPAID,
      UNPAID,
      UNPAID,
      'Adhésion : c’est terminé',
    ]);
    expect((await states(jo)).map(([state]) => state)).toEqual(['ended', 'cancelled']);
    expect(await members.walletOf(jo)).toBe(0);
  });

  it('with a wallet filled meanwhile is paid at the third try, from that day', async () => {
    const { jo } = await begin(1_200);
    await runAt(LAST_DAY);
    await runAt('2026-12-22T08:00:00.000Z');
    await members.fill(jo, 1_500);
    await runAt('2026-12-24T08:00:00.000Z');
    expect(await members.walletOf(jo)).toBe(300);
    expect(await states(jo)).toEqual([
      ['ended', '2026-11-22', '2026-12-21'],
      ['active', '2026-12-24', '2027-01-23'],
    ]);
    await runAt('2026-12-28T08:00:00.000Z');
    expect(await members.walletOf(jo)).toBe(300);
  });

  it('can be paid by hand between two tries, and is not tried again', async () => {
    const { jo, id } = await begin(1_200);
    await runAt(LAST_DAY);
    await members.fill(jo, 5_000);
    const next = (await members.all(jo)).at(-1);
    expect((await members.pay(jo, next!.id as MembershipId, { renews: true })).ok).toBe(true);
    await runAt('2026-12-22T08:00:00.000Z');
    expect(await members.walletOf(jo)).toBe(3_800);
    expect(await states(jo)).toEqual([
      ['ended', '2026-11-22', '2026-12-21'],
      ['active', '2026-12-22', '2027-01-21'],
    ]);
    expect(await members.membership(id)).toMatchObject({ renews: 0 });
  });

  it('costs what the price says on that day; a free price stays what was chosen', async () => {
    const { offer, jo } = await begin(5_000);
    await setPrice(offer, 1_500);
    await runAt(LAST_DAY);
    expect(await members.walletOf(jo)).toBe(2_300);
    members.setNow(START);
    const free = await members.addOffer({ renews: true, free: { minCents: 500 } });
    const al = await members.addPerson(2_000);
    const id = toId<'Membership'>(makeUuid());
    await members.take(al, free, { id, openCents: 700 as never });
    await members.pay(al, id, { renews: true });
    await setPrice(free, 9_900);
    await runAt(LAST_DAY);
    expect(await members.walletOf(al)).toBe(600);
  });

  it('whose price rose between two tries is paid at the new price', async () => {
    const { offer, jo } = await begin(1_200);
    await runAt(LAST_DAY);
    await setPrice(offer, 1_300);
    await members.fill(jo, 1_300);
    await runAt('2026-12-22T08:00:00.000Z');
    expect(await members.walletOf(jo)).toBe(0);
    expect((await members.all(jo)).at(-1)).toMatchObject({ state: 'active', cents: 1_300 });
  });

  it('is stopped in two clicks, keeps its days, and goes on when one thinks better of it', async () => {
    const { jo, id } = await begin(5_000);
    await members.write((tx) => stopRenewal(tx, order(id, jo)));
    await members.write((tx) => stopRenewal(tx, order(id, jo)));
    expect(await members.membership(id)).toMatchObject({ state: 'active', renews: 0 });
    members.setNow('2026-12-20T12:00:00.000Z');
    const again = await members.write((tx) =>
      keepRenewing(tx, { ...order(id, jo), means: 'pass' }),
    );
    expect(again.ok).toBe(true);
    await runAt(LAST_DAY);
    expect(await members.walletOf(jo)).toBe(2_600);
  });

  it('that was stopped is not paid, ends on its day, and cannot be begun again by that', async () => {
    const { jo, id } = await begin(5_000);
    await members.write((tx) => stopRenewal(tx, order(id, jo)));
    await runAt(LAST_DAY);
    await runAt('2026-12-22T08:00:00.000Z');
    expect(await members.walletOf(jo)).toBe(3_800);
    expect((await members.membership(id)).state).toBe('ended');
    const again = await members.write((tx) =>
      keepRenewing(tx, { ...order(id, jo), means: 'pass' }),
    );
    expect(again).toEqual(err('over'));
  });

  it('stopped while it is being tried is tried no more; what waits can be taken back', async () => {
    const { jo, id } = await begin(1_200);
    await runAt(LAST_DAY);
    await members.write((tx) => stopRenewal(tx, order(id, jo)));
    await members.fill(jo, 5_000);
    await runAt('2026-12-22T08:00:00.000Z');
    expect(await members.walletOf(jo)).toBe(5_000);
    expect((await states(jo)).map(([state]) => state)).toEqual(['ended', 'cancelled']);

    const second = await begin(1_200);
    await runAt(LAST_DAY);
    const next = (await members.all(second.jo)).at(-1)!.id as MembershipId;
    await members.write((tx) => withdrawMembership(tx, order(next, second.jo)));
    expect(await members.membership(second.id)).toMatchObject({ renews: 0, renew_next_at: null });
    // They think better of it the same day: it is tried anew.
    await members.fill(second.jo, 1_200);
    await members.write((tx) =>
      keepRenewing(tx, { ...order(second.id, second.jo), means: 'pass' }),
    );
    await runAt('2026-12-22T08:00:00.000Z');
    expect((await members.all(second.jo)).at(-1)).toMatchObject({ state: 'active' });
  });

  it('that is not offered any more is not paid, and says so', async () => {
    const { offer, jo, id } = await begin(5_000);
    await members.write((tx) =>
      tx.query
        .updateTable('membership_offer')
        .set({ removed_at: START })
        .where('id', '=', offer.id)
        .execute(),
    );
    await runAt(LAST_DAY);
    expect(await members.walletOf(jo)).toBe(3_800);
    expect((await members.mailsTo(jo)).at(-1)).toBe('Adhésion ne sera pas renouvelé');
    await runAt('2026-12-22T08:00:00.000Z');
    expect((await members.membership(id)).state).toBe('ended');
  });

  it('leaves a period that a till has sold meanwhile alone, and renews after it', async () => {
    const { offer, jo, id } = await begin(5_000);
    const sold = makeUuid();
    await members.write((tx) =>
      tx.query
        .insertInto('membership')
        .values({
          ...{ id: sold, person_id: jo, collective_id: members.village.bar, name: 'Adhésion' },
          ...{ state: 'active', starts_on: '2026-12-22', ends_on: '2027-01-21' },
          ...{ offer_id: offer.id, price_id: offer.priceId },
        })
        .execute(),
    );
    await runAt(LAST_DAY);
    expect(await members.walletOf(jo)).toBe(3_800);
    expect(await members.membership(id)).toMatchObject({ renews: 0 });
    expect(await members.membership(sold)).toMatchObject({
      ...{ renews: 1, renew_means: 'pass', renew_next_at: '2027-01-21T08:00:00.000Z' },
    });
  });

  it('taken on its last day is renewed the morning after, not at once', async () => {
    members.setNow('2027-08-31T15:00:00.000Z');
    const offer = await members.addOffer({ renews: true, duration: 'season' });
    const jo = await members.addPerson(2_400);
    const id = await members.begin(jo, offer, { renews: true });
    expect(await members.membership(id)).toMatchObject({
      ...{ ends_on: '2027-08-31', renew_next_at: '2027-09-01T07:00:00.000Z' },
    });
    await renewMemberships(members.deps);
    expect(await members.walletOf(jo)).toBe(1_200);
    await runAt('2027-09-01T07:00:00.000Z');
    expect(await states(jo)).toEqual([
      ['ended', '2027-08-31', '2027-08-31'],
      ['active', '2027-09-01', '2028-08-31'],
    ]);
  });

  it('of an offer that does not renew does not, whatever was asked for', async () => {
    const { jo, id } = await begin(5_000, { renews: false });
    expect(await members.membership(id)).toMatchObject({ renews: 0, renew_means: null });
    const asked = await members.write((tx) =>
      keepRenewing(tx, { ...order(id, jo), means: 'pass' }),
    );
    expect(asked).toEqual(err('not-offered'));
  });

  it('that costs nothing goes on without money', async () => {
    members.setNow(START);
    const offer = await members.addOffer({ renews: true, free: { minCents: 0 } });
    const jo = await members.addPerson();
    const id = toId<'Membership'>(makeUuid());
    await members.take(jo, offer, { id, openCents: 0 as never });
    await members.pay(jo, id, { renews: true, means: 'free' });
    await runAt(LAST_DAY);
    expect((await states(jo)).map(([state]) => state)).toEqual(['active', 'active']);
  });

  it('whose money from the bank comes after it was stopped gives it back', async () => {
    const { jo, id } = await begin(1_200);
    await runAt(LAST_DAY);
    const next = (await members.all(jo)).at(-1)!.id as MembershipId;
    await members.write((tx) => stopRenewal(tx, order(id, jo)));
    const paymentId = toId<'Payment'>(makeUuid());
    const late = await members.write((tx) =>
      membershipPaid(tx, { membershipId: next, paymentId, at: members.clock() }),
    );
    expect(late).toBe('not-wanted');
  });
});
