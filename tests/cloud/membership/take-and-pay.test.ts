import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerRequest } from '../../../src/cloud/membership/answer-request.ts';
import {
  stopRenewal,
  keepRenewing,
  withdrawMembership,
} from '../../../src/cloud/membership/change-renewal.ts';
import { endMemberships } from '../../../src/cloud/membership/end-memberships.ts';
import { exportMemberships } from '../../../src/cloud/membership/export-memberships.ts';
import { leaveMemberships } from '../../../src/cloud/membership/leave-memberships.ts';
import {
  membershipNotPaid,
  membershipPaid,
} from '../../../src/cloud/membership/membership-paid.ts';
import { readReceipt } from '../../../src/cloud/membership/receipt.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { AssetId, MembershipId, PaymentId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { err, ok } from '../../../src/shared/result.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { DAY_MS, START, openMembers } from './members-rig.ts';
import type { Members } from './members-rig.ts';

const newId = () => toId<'Membership'>(makeUuid());
const newPayment = () => toId<'Payment'>(makeUuid());

describe.each(DATABASE_KINDS)('a membership taken on the site, on %s', (kind) => {
  let members: Members;
  beforeAll(async () => {
    members = await openMembers(kind);
  });
  afterAll(async () => {
    expect(await members.sumOfAll()).toBe(0);
    await members.close();
  });
  const at = (text: string) => members.setNow(text);
  const paid = (membershipId: MembershipId, paymentId: PaymentId) =>
    members.write((tx) => membershipPaid(tx, { membershipId, paymentId, at: members.clock() }));

  it('is paid from the wallet, all of it, and begins today', async () => {
    at(START);
    const offer = await members.addOffer({ duration: 'season' });
    const jo = await members.addPerson(2_000);
    const id = await members.begin(jo, offer);
    expect(await members.membership(id)).toMatchObject({
      ...{ state: 'active', starts_on: '2026-11-22', ends_on: '2027-08-31', cents: 1_200 },
      ...{ means: 'pass', paid_at: START, renews: 0, renew_next_at: null },
    });
    expect(await members.walletOf(jo)).toBe(800);
    expect(await members.mailsTo(jo)).toEqual(['Adhésion : c’est fait']);
    const receipt = await readReceipt(members.db, id, jo);
    expect(receipt).toMatchObject({ cents: 1_200, paidOn: '2026-11-22', means: 'pass' });
    const other = await members.addPerson();
    expect(await readReceipt(members.db, id, other)).toBeNull();
  });

  it('takes nothing from a wallet that is short, and says what is missing', async () => {
    const offer = await members.addOffer();
    const jo = await members.addPerson(1_000);
    const id = newId();
    await members.take(jo, offer, { id });
    expect(await members.pay(jo, id)).toEqual(err({ code: 'short', missingCents: 200 }));
    expect(await members.walletOf(jo)).toBe(1_000);
    expect((await members.membership(id)).state).toBe('approved');
    await members.fill(jo, 200);
    expect((await members.pay(jo, id)).ok).toBe(true);
    expect(await members.walletOf(jo)).toBe(0);
  });

  it('is taken and paid once, however often the same form is sent', async () => {
    const offer = await members.addOffer();
    const jo = await members.addPerson(5_000);
    const id = newId();
    const sent = await Promise.all([
      members.take(jo, offer, { id }),
      members.take(jo, offer, { id }),
      members.take(jo, offer, { id }),
    ]);
    expect(sent).toEqual([1, 2, 3].map(() => ok({ state: 'approved', cents: 1_200 })));
    const pays = await Promise.all([members.pay(jo, id), members.pay(jo, id)]);
    expect(pays.every((pay) => pay.ok)).toBe(true);
    expect(await members.take(jo, offer, { id })).toEqual(ok({ state: 'later', cents: 1_200 }));
    expect(await members.walletOf(jo)).toBe(3_800);
    expect(await members.all(jo)).toHaveLength(1);
  });

  it('is refused under one id for another person, offer, price or amount', async () => {
    const offer = await members.addOffer({ free: { minCents: 500 } });
    const other = await members.addOffer({ free: { minCents: 500 } });
    const [jo, al] = [await members.addPerson(), await members.addPerson()];
    const id = newId();
    await members.take(jo, offer, { id, openCents: cents(800) });
    const differs = err({ code: 'content-differs' });
    expect(await members.take(al, offer, { id, openCents: cents(800) })).toEqual(differs);
    expect(await members.take(jo, other, { id, openCents: cents(800) })).toEqual(differs);
    expect(await members.take(jo, offer, { id, openCents: cents(900) })).toEqual(differs);
    expect((await members.take(jo, offer, { id, openCents: cents(800) })).ok).toBe(true);
  });

  it('is taken once by two tabs: the second one is led to the first', async () => {
    const offer = await members.addOffer({ duration: 'year' });
    const jo = await members.addPerson(5_000);
    const [first, second] = [newId(), newId()];
    const sent = await Promise.all([
      members.take(jo, offer, { id: first }),
      members.take(jo, offer, { id: second }),
    ]);
    expect(sent.filter(({ ok: isOk }) => isOk)).toHaveLength(1);
    const [only] = await members.all(jo);
    await members.pay(jo, only!.id as MembershipId);
    // A form drawn before it was paid does not buy the year after.
    expect(await members.take(jo, offer, { id: newId() })).toEqual(err({ code: 'changed' }));
    const next = newId();
    expect((await members.take(jo, offer, { id: next, after: only!.id })).ok).toBe(true);
    await members.pay(jo, next);
    expect(await members.take(jo, offer, { id: newId(), after: next })).toEqual(
      err({ code: 'held', membershipId: next }),
    );
    expect(await members.walletOf(jo)).toBe(2_600);
  });

  it('knows the least and the most of a free price', async () => {
    const offer = await members.addOffer({ free: { minCents: 2_000 } });
    const jo = await members.addPerson();
    const take = (openCents: number | null) =>
      members.take(jo, offer, { openCents: openCents === null ? null : cents(openCents) });
    expect(await take(null)).toEqual(err({ code: 'amount-missing' }));
    expect(await take(1_999)).toEqual(err({ code: 'amount-too-low', limitCents: 2_000 }));
    expect(await take(100_001)).toEqual(err({ code: 'amount-too-high', limitCents: 100_000 }));
    expect(await take(2_000)).toEqual(ok({ state: 'approved', cents: 2_000 }));
  });

  it('that costs nothing begins without money, and never for money', async () => {
    const offer = await members.addOffer({ free: { minCents: 0 } });
    const jo = await members.addPerson(500);
    const id = newId();
    await members.take(jo, offer, { id, openCents: cents(0) });
    expect(await members.pay(jo, id, { means: 'pass' })).toEqual(err({ code: 'wrong-means' }));
    expect((await members.pay(jo, id, { means: 'free' })).ok).toBe(true);
    expect((await members.membership(id)).means).toBe('free');
    const dear = await members.addOffer();
    const second = newId();
    await members.take(jo, dear, { id: second });
    expect(await members.pay(jo, second, { means: 'free' })).toEqual(err({ code: 'wrong-means' }));
  });

  it('asks its questions, keeps the answers, and refuses what is too long', async () => {
    const offer = await members.addOffer({
      questions: [
        { label: 'Métier ?', isRequired: true },
        { label: 'Jours ?', isRequired: false },
      ],
    });
    const [job = '', days = ''] = offer.questionIds;
    const jo = await members.addPerson();
    const take = (answers: Record<string, string>, id = newId()) =>
      members.take(jo, offer, { id, answers: new Map(Object.entries(answers)) });
    expect(await take({})).toEqual(err({ code: 'answer-missing', questionId: job }));
    expect(await take({ [job]: 'x', [days]: 'y'.repeat(5_000_000) })).toEqual(
      err({ code: 'answer-too-long', questionId: days }),
    );
    const html = '<img src=x onerror=alert(1)>';
    const id = newId();
    expect((await take({ [job]: html }, id)).ok).toBe(true);
    expect((await take({ [job]: html }, id)).ok).toBe(true);
    expect(await take({ [job]: 'autre' }, id)).toEqual(err({ code: 'content-differs' }));
    const [exported] = await exportMemberships(members.db, jo);
    expect(exported?.answers).toEqual([{ question: 'Métier ?', answer: html }]);
  });

  it('waits for the team where it has a say, then for the money', async () => {
    const offer = await members.addOffer({ approval: true });
    const jo = await members.addPerson(5_000);
    const id = newId();
    expect(await members.take(jo, offer, { id })).toEqual(ok({ state: 'requested', cents: 1_200 }));
    expect(await members.pay(jo, id)).toEqual(err({ code: 'not-to-pay' }));
    expect(await paid(id, newPayment())).toBe('not-wanted');
    expect((await members.answer(id, 'yes')).ok).toBe(true);
    expect((await members.answer(id, 'yes')).ok).toBe(true);
    expect(await members.answer(id, 'no')).toEqual(err('answered-otherwise'));
    expect((await members.pay(jo, id)).ok).toBe(true);
    expect(await members.answer(id, 'no')).toEqual(err('answered-otherwise'));
    expect(await members.walletOf(jo)).toBe(3_800);
    expect(await members.mailsTo(jo)).toHaveLength(3);
    // Who is a member already goes on without asking again.
    const next = await members.begin(jo, offer, { after: id });
    expect((await members.membership(next)).state).toBe('active');
  });

  it('that was refused is neither paid nor answered anew; money that comes is not wanted', async () => {
    const offer = await members.addOffer({ approval: true });
    const jo = await members.addPerson(5_000);
    const id = newId();
    await members.take(jo, offer, { id });
    expect((await members.answer(id, 'no', 'Complet jusqu’en mars')).ok).toBe(true);
    expect(await members.membership(id)).toMatchObject({
      ...{ state: 'refused', reason: 'Complet jusqu’en mars' },
    });
    expect(await members.answer(id, 'yes')).toEqual(err('answered-otherwise'));
    expect(await members.pay(jo, id)).toEqual(err({ code: 'not-to-pay' }));
    expect(await paid(id, newPayment())).toBe('not-wanted');
    expect((await members.take(jo, offer)).ok).toBe(true);
  });

  it('is answered by its own collective only', async () => {
    const offer = await members.addOffer({ approval: true });
    const jo = await members.addPerson();
    const id = newId();
    await members.take(jo, offer, { id });
    const answered = await members.write((tx) =>
      answerRequest(tx, {
        ...{ membershipId: id, collectiveId: members.village.place, by: jo, now: members.clock() },
        says: 'yes',
      }),
    );
    expect(answered).toEqual(err('unknown'));
    expect((await members.membership(id)).state).toBe('requested');
  });

  it('is neither paid nor taken back by somebody else', async () => {
    const offer = await members.addOffer();
    const [jo, al] = [await members.addPerson(2_000), await members.addPerson(2_000)];
    const id = newId();
    await members.take(jo, offer, { id });
    expect(await members.pay(al, id)).toEqual(err({ code: 'unknown' }));
    const order = { membershipId: id, personId: al, now: members.clock() };
    expect(await members.write((tx) => withdrawMembership(tx, order))).toEqual(err('unknown'));
    expect(await members.write((tx) => stopRenewal(tx, order))).toEqual(err('unknown'));
    expect(await members.write((tx) => keepRenewing(tx, { ...order, means: 'pass' }))).toEqual(
      err('unknown'),
    );
    expect(await members.walletOf(al)).toBe(2_000);
  });

  it('paid by card begins once; a second payment of another tab is not wanted', async () => {
    const offer = await members.addOffer();
    const jo = await members.addPerson();
    const id = newId();
    await members.take(jo, offer, { id });
    const [first, second] = [newPayment(), newPayment()];
    expect(await paid(id, first)).toBe('active');
    expect(await paid(id, first)).toBe('active');
    expect(await paid(id, second)).toBe('not-wanted');
    expect(await members.membership(id)).toMatchObject({ means: 'bank-card', payment_id: first });
    expect(await members.mailsTo(jo)).toHaveLength(1);
  });

  it('left at the bank can be paid again; what another tab left changes nothing', async () => {
    const offer = await members.addOffer();
    const jo = await members.addPerson(1_200);
    const id = newId();
    await members.take(jo, offer, { id });
    const payment = newPayment();
    await members.write((tx) =>
      tx.query
        .updateTable('membership')
        .set({ state: 'waiting-for-payment', payment_id: payment })
        .where('id', '=', id)
        .execute(),
    );
    const leave = (paymentId: PaymentId) =>
      members.write((tx) => membershipNotPaid(tx, { membershipId: id, paymentId }));
    await leave(newPayment());
    expect((await members.membership(id)).state).toBe('waiting-for-payment');
    await leave(payment);
    await leave(payment);
    expect(await members.membership(id)).toMatchObject({ state: 'approved', payment_id: null });
    expect((await members.pay(jo, id)).ok).toBe(true);
    expect(await paid(id, payment)).toBe('not-wanted');
  });

  it('is not to be had once the collective has taken the offer away, nor paid', async () => {
    const offer = await members.addOffer();
    const jo = await members.addPerson(5_000);
    const id = newId();
    await members.take(jo, offer, { id });
    await members.write((tx) =>
      tx.query
        .updateTable('membership_offer')
        .set({ removed_at: members.clock() })
        .where('id', '=', offer.id)
        .execute(),
    );
    expect(await members.pay(jo, id)).toEqual(err({ code: 'not-to-pay' }));
    const al = await members.addPerson();
    expect(await members.take(al, offer)).toEqual(err({ code: 'offer-unknown' }));
  });

  it('gives its gift once', async () => {
    const assetId = toId<'Asset'>(makeUuid()) as AssetId;
    await members.write((tx) =>
      tx.query
        .insertInto('asset')
        .values({
          ...{ id: assetId, kind: 'gift', issuer_id: members.village.bar, name: 'Tournée' },
          created_at: START,
        })
        .execute(),
    );
    const offer = await members.addOffer({ gift: { assetId, amount: 500 } });
    const jo = await members.addPerson();
    const id = newId();
    await members.take(jo, offer, { id });
    const payment = newPayment();
    await paid(id, payment);
    await paid(id, payment);
    const given = await members.db.query
      .selectFrom('transfer')
      .select(({ fn }) => fn.sum('amount').as('sum'))
      .where('asset_id', '=', assetId)
      .executeTakeFirstOrThrow();
    expect(Number(given.sum)).toBe(500);
  });

  it.each([
    ['season', '2027-08-31T15:00:00.000Z', '2027-08-31', '2027-08-31'],
    ['season', '2027-08-31T22:30:00.000Z', '2027-09-01', '2028-08-31'],
    ['year', '2028-02-29T12:00:00.000Z', '2028-02-29', '2029-02-28'],
    ['month', '2027-01-31T12:00:00.000Z', '2027-01-31', '2027-02-28'],
    ['day', '2027-03-28T01:30:00.000Z', '2027-03-28', '2027-03-28'],
  ] as const)('of a %s, bought at %s, runs from %s to %s', async (duration, now, from, to) => {
    at(now);
    const offer = await members.addOffer({ duration });
    const jo = await members.addPerson(1_200);
    const id = await members.begin(jo, offer);
    expect(await members.membership(id)).toMatchObject({ starts_on: from, ends_on: to });
    at(START);
  });

  it('ends after its last day, and says so once; what is paid ahead goes on quietly', async () => {
    const offer = await members.addOffer({ duration: 'week' });
    const [jo, al] = [await members.addPerson(1_200), await members.addPerson(2_400)];
    const id = await members.begin(jo, offer);
    const first = await members.begin(al, offer);
    const second = await members.begin(al, offer, { after: first });
    expect(await members.membership(second)).toMatchObject({
      ...{ starts_on: '2026-11-29', ends_on: '2026-12-05' },
    });
    at('2026-11-28T22:30:00.000Z');
    await endMemberships(members.deps);
    expect((await members.membership(id)).state).toBe('active');
    at('2026-11-28T23:30:00.000Z');
    await endMemberships(members.deps);
    await endMemberships(members.deps);
    expect((await members.membership(id)).state).toBe('ended');
    expect((await members.membership(first)).state).toBe('ended');
    expect((await members.membership(second)).state).toBe('active');
    expect((await members.mailsTo(jo)).at(-1)).toBe('Adhésion : c’est terminé');
    expect(await members.mailsTo(al)).toHaveLength(2);
    at(START);
  });

  it('approved but not paid is dropped after a month, and told; a request waits on', async () => {
    const offer = await members.addOffer({ approval: true });
    const [jo, al] = [await members.addPerson(), await members.addPerson()];
    const [id, waiting] = [newId(), newId()];
    await members.take(jo, offer, { id });
    await members.take(al, offer, { id: waiting });
    await members.answer(id, 'yes');
    members.passTime(29 * DAY_MS);
    await endMemberships(members.deps);
    expect((await members.membership(id)).state).toBe('approved');
    members.passTime(2 * DAY_MS);
    await endMemberships(members.deps);
    expect((await members.membership(id)).state).toBe('cancelled');
    expect((await members.membership(waiting)).state).toBe('requested');
    expect((await members.mailsTo(jo)).at(-1)).toBe('Demande oubliée : Adhésion');
    at(START);
  });

  it('of somebody who leaves stops renewing; what was paid stays, answers go', async () => {
    const offer = await members.addOffer({
      ...{ renews: true, questions: [{ label: 'Métier ?', isRequired: false }] },
    });
    const jo = await members.addPerson(1_200);
    const id = newId();
    const answers = new Map([[offer.questionIds[0] ?? '', 'Luthière']]);
    await members.take(jo, offer, { id, answers });
    await members.pay(jo, id, { renews: true });
    const asked = newId();
    await members.take(jo, await members.addOffer({ approval: true }), { id: asked });
    await members.write((tx) => leaveMemberships(tx, jo, members.clock()));
    await members.write((tx) => leaveMemberships(tx, jo, members.clock()));
    expect(await members.membership(id)).toMatchObject({ state: 'active', renews: 0 });
    expect((await members.membership(asked)).state).toBe('cancelled');
    const [exported] = await exportMemberships(members.db, jo);
    expect(exported?.answers).toEqual([]);
  });
});
