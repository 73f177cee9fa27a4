import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cents } from '../../../src/shared/money.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { addMs, toInstant } from '../../../src/shared/time.ts';
import type { Day } from '../../../src/shared/time.ts';
import {
  accountItem,
  badgeSettings,
  cardItem,
  DESK_PLAN,
  keyItem,
  makePlan,
  makeSomebody,
  ONE_SPACE,
  planItem,
  presenceItem,
  SPACES,
  walletItem,
} from '../../helpers/badge-knowledge.ts';
import { KNOWLEDGE, PASSES, STAFF } from '../../helpers/station-knowledge.ts';
import { openBadgeRig } from './badge-rig.ts';
import type { BadgeRig } from './badge-rig.ts';

const lena = makeSomebody('Léna', 5_000);
const day = '2026-11-03' as Day;

let rig: BadgeRig;
beforeEach(async () => {
  rig = await openBadgeRig([...ONE_SPACE, ...lena.items]);
});
afterEach(() => rig.close());

const refusal = (reason: string) => ({ kind: 'refused', reason });

describe('what the door is not made for', () => {
  it('the clock is set back an hour: taps keep their order, and nothing is paid twice', async () => {
    const came = await rig.badgeIn(lena);
    rig.setClock(addMs(rig.now(), -3_600_000));
    const left = await rig.badgeOut(lena);
    expect(left).toMatchObject({ at: addMs(came.at, 1_000), stayedMinutes: 0, cents: 0 });
    rig.pass(5);
    expect(await rig.badgeIn(lena)).toMatchObject({ at: addMs(came.at, 2_000), insideCount: 1 });
    rig.setClock(addMs(came.at, 3_600_000));
    expect(await rig.badgeOut(lena)).toMatchObject({ stayedMinutes: 59, cents: 300 });
    expect(rig.differences()).toEqual([]);
  });

  it.each([
    [PASSES.unknown.uid, 'card-unknown'],
    [PASSES.lost.uid, 'card-lost'],
  ])('a Pass %s is refused: %s', async (uid, reason) => {
    expect(await rig.badge({ uid })).toEqual(refusal(reason));
    expect(rig.entries('presence.tapped@1')).toEqual([]);
  });

  it('a Pass that is declared lost while its holder is in opens nothing, and its stay closes by itself', async () => {
    const { presenceId } = await rig.badgeIn(lena);
    rig.pass(60);
    const { cardId: id, uid, number, walletId } = lena;
    rig.know([cardItem({ id, uid, number, walletId }, 'lost')]);
    expect(await rig.badge(lena)).toEqual(refusal('card-lost'));
    rig.setClock(toInstant('2026-11-03T19:30:00.000Z'));
    // Closed at 20:00 in Paris: 10 hours, the price of a day.
    expect(rig.presence(presenceId)).toMatchObject({
      state: 'automatic',
      stayedMinutes: 600,
      dueCents: 1_200,
    });
    expect(rig.state().badge?.insideCount).toBe(0);
  });

  it('who leaves after the closing hour of the same day was there all the time', async () => {
    await rig.badgeIn(lena);
    rig.setClock(toInstant('2026-11-03T20:15:00.000Z'));
    expect(await rig.badgeOut(lena)).toMatchObject({ stayedMinutes: 675, cents: 1_200 });
  });

  it('a stay of 26 hours is closed at the end of its day, and the tap is a coming in', async () => {
    rig.know([planItem({ ...DESK_PLAN, closesAt: null })]);
    const { presenceId } = await rig.badgeIn(lena);
    rig.pass(26 * 60);
    expect(await rig.badgeIn(lena)).toMatchObject({ dueCents: 1_200, insideCount: 1 });
    expect(rig.presence(presenceId)).toMatchObject({ state: 'automatic', stayedMinutes: 1_080 });
  });

  it('in twice at two doors is one stay, in whatever order it is heard', async () => {
    const there = toId<'Presence'>(makeUuid());
    const here = await rig.badgeIn(lena);
    rig.know([presenceItem(there, lena.walletId, { day, inAt: addMs(here.at, -30_000) })]);
    rig.pass(61);
    expect(rig.presences()).toMatchObject([{ presenceId: there, state: 'open' }]);
    expect(await rig.badgeOut(lena)).toMatchObject({ presenceId: there, stayedMinutes: 61 });
  });

  it('a later coming in at another door ends the first stay, and both are told', async () => {
    const here = await rig.badgeIn(lena);
    rig.pass(120);
    const there = toId<'Presence'>(makeUuid());
    rig.know([presenceItem(there, lena.walletId, { day, inAt: addMs(here.at, 3_600_000) })]);
    expect(await rig.badgeOut(lena)).toMatchObject({ presenceId: there, stayedMinutes: 60 });
    expect(rig.presence(here.presenceId)).toMatchObject({
      state: 'automatic',
      stayedMinutes: 60,
      dueCents: 300,
    });
  });

  it('a Pass of another collective of the village has the price of members only by agreement', async () => {
    const member = { offerIds: ['partner'], rates: { ...DESK_PLAN.rates, hourCents: cents(200) } };
    rig.know([planItem({ ...DESK_PLAN, member })]);
    const partner = makeSomebody('Noé', 2_000, {
      memberOf: [{ planId: DESK_PLAN.id, startsOn: day, endsOn: null }],
    });
    const stranger = makeSomebody('Zoé', 2_000);
    rig.know([...partner.items, ...stranger.items]);
    expect(await rig.badgeIn(partner)).toMatchObject({ isMember: true });
    expect(await rig.badgeIn(stranger)).toMatchObject({ isMember: false });
    rig.pass(60);
    expect(await rig.badgeOut(partner)).toMatchObject({ cents: 200, isMember: true });
    expect(await rig.badgeOut(stranger)).toMatchObject({ cents: 300, isMember: false });
  });

  it('a plan that changes while somebody is in counts from their next visit', async () => {
    await rig.badgeIn(lena);
    rig.pass(60);
    const dearer = makePlan(DESK_PLAN.id, {
      version: 2,
      rates: { ...DESK_PLAN.rates, hourCents: cents(900), halfDay: null },
    });
    rig.know([planItem(DESK_PLAN, dearer)]);
    expect(await rig.badgeOut(lena)).toMatchObject({ cents: 300 });
    rig.pass(18 * 60);
    await rig.badgeIn(lena);
    rig.pass(60);
    expect(await rig.badgeOut(lena)).toMatchObject({ cents: 900 });
    expect(rig.entries('presence.tapped@1').map(({ planVersion }) => planVersion)).toEqual([
      1, 1, 2, 2,
    ]);
  });

  it('a blank Pass comes in and goes out: it is to be paid', async () => {
    expect(await rig.badge({ uid: PASSES.blank.uid })).toMatchObject({ kind: 'badged-in' });
    rig.pass(60);
    expect(await rig.badge({ uid: PASSES.blank.uid })).toMatchObject({
      kind: 'badged-out',
      cents: 300,
      payment: { kind: 'to-pay', dueCents: 300, reason: 'no-pass' },
    });
  });

  it('a plan that was never heard of refuses nobody and prices nothing', async () => {
    rig.know([{ topic: 'badge-plan', id: DESK_PLAN.id, value: null }]);
    expect(await rig.badgeIn(lena)).toMatchObject({ planName: '' });
    rig.pass(60);
    expect(await rig.badgeOut(lena)).toMatchObject({ stayedMinutes: 60, cents: 0 });
    // The plan arrives: the stay is priced, and due.
    rig.know([planItem(DESK_PLAN)]);
    expect(rig.presences()).toMatchObject([{ cents: 300, dueCents: 300 }]);
  });

  it('needs a key once: the last one known is good for later months', async () => {
    rig.setClock(toInstant('2027-02-10T09:00:00.000Z'));
    await rig.badgeIn(lena);
    expect(rig.entries('presence.tapped@1')).toMatchObject([{ holder: { keyId: '2026-12' } }]);
    for (const id of ['2026-11', '2026-12']) rig.know([{ topic: 'presence-key', id, value: null }]);
    // The month is forgotten: the entry is whole, and nobody can say who came.
    expect(rig.presences()).toEqual([]);
    expect(rig.state().badge?.insideCount).toBe(0);
    expect(await rig.badge(lena)).toEqual(refusal('no-presence-key'));
    rig.know([keyItem('2026-12')]);
    expect(rig.presences()).toHaveLength(1);
  });

  it('a collective without a space, or a till, badges nobody', async () => {
    rig.know([{ topic: 'space', id: SPACES.desks.id, value: null }]);
    expect(await rig.badge(lena)).toEqual(refusal('no-space'));
    rig.know(KNOWLEDGE.slice(0, 1));
    expect(await rig.badge(lena)).toEqual(refusal('no-space'));
    expect(rig.state().badge).toBe(null);
    rig.station().station.context.settings.set('mode', 'till');
    expect(await rig.badge(lena)).toEqual(refusal('card-not-staff'));
    expect(await rig.wish({ kind: 'choose-space', spaceId: null })).toBe('not-a-badge-station');
  });

  it('training is for tills: the door refuses in words', async () => {
    await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.manager.pin });
    expect(await rig.wish({ kind: 'set-training', on: true })).toBe(null);
    await rig.wish({ kind: 'sign-out' });
    expect(await rig.badge(lena)).toEqual(refusal('not-in-training'));
    expect(rig.entries('training.recorded@1')).toEqual([]);
  });

  it('a tap that cannot be written is refused, and nothing of it is kept', async () => {
    await rig.badgeIn(lena);
    rig.pass(60);
    const { journal } = rig.station().station.context;
    const count = journal.count();
    const append = journal.append.bind(journal);
    Object.assign(journal, {
      append: () => ({ ok: false, error: { code: 'disk-full', message: 'full' } }),
    });
    expect(await rig.badge(lena)).toEqual(refusal('disk-full'));
    Object.assign(journal, { append });
    expect(journal.count()).toBe(count);
    expect(await rig.badgeOut(lena)).toMatchObject({ cents: 300, payment: { kind: 'paid' } });
    expect(rig.entries('sale.recorded@2')).toHaveLength(1);
  });
});

describe('money without network', () => {
  it('stays within the limits of the Pass: what is above is due', async () => {
    // A Pass of this trust spends 20.00 without network.
    await rig.badgeIn(lena);
    for (const [left, kind] of [
      [1_200, 'paid'],
      [1_200, 'to-pay'],
    ] as const) {
      rig.pass(500);
      expect(await rig.badgeOut(lena)).toMatchObject({ cents: left, payment: { kind } });
      rig.pass(16 * 60);
      await rig.badgeIn(lena);
    }
    expect(rig.result()).toMatchObject({ dueCents: 1_200 });
    rig.know([accountItem(lena.walletId, { name: 'Léna' }), walletItem(lena.walletId, 5_000)]);
    expect(rig.entries('sale.recorded@2')).toHaveLength(1);
  });

  it('greets a day without guests in words', async () => {
    rig.know([badgeSettings({ allowsGuests: false })]);
    expect(
      await rig.wish({ kind: 'guest-in', name: 'Ana', spaceId: SPACES.desks.id, hostCardId: null }),
    ).toBe('no-guests-here');
  });
});
