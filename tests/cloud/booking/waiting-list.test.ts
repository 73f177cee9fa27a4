import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endBookingsJob } from '../../../src/cloud/jobs/end-bookings.ts';
import { holdGoods, releaseGoods } from '../../../src/cloud/goods/goods-holds.ts';
import { toId, makeUuid } from '../../../src/shared/ids.ts';
import type { BookingId, PersonId } from '../../../src/shared/ids.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { addMs } from '../../../src/shared/time.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { makeInstance } from '../api/world.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, openBookings } from './booking-rig.ts';
import type { Bookings, EventWish, TestEvent } from './booking-rig.ts';

describe.each(DATABASE_KINDS)('a waiting list on %s', (kind) => {
  let site: Bookings;
  beforeAll(async () => {
    site = await openBookings(kind);
  });
  afterAll(() => site.close());

  const runJob = () => endBookingsJob.run(makeInstance(site.db, { clock: site.now }).deps);
  const held = async (personId: PersonId, event: TestEvent, places = 1): Promise<BookingId> =>
    unwrap(await site.hold(personId, event, places)).bookingId;
  /** An event whose places are all somebody's. */
  const fullEvent = async (wish: EventWish = {}) => {
    const capacity = wish.capacity ?? 1;
    const event = await site.addEvent({ ...wish, capacity });
    const owner = await site.addPerson(100_000);
    const bookingId = await held(owner, event, capacity);
    unwrap(await site.payFromWallet(bookingId, owner));
    const placeIds = (await site.placesOf(bookingId)).map(({ id }) => id);
    return {
      event,
      giveBack: (count = 1) => site.cancel(bookingId, owner, placeIds.slice(0, count)),
    };
  };
  const offerOf = async (personId: PersonId, event: TestEvent) =>
    (await site.rules(event, personId)).waiting.own?.offer ?? null;

  it('is joined once, when there is no place and before it begins', async () => {
    const roomy = await site.addEvent({ capacity: 1 });
    const [first, second] = [await site.addPerson(), await site.addPerson()];
    expect(await site.wait(first, roomy)).toMatchObject({ error: { code: 'not-full' } });
    const { event } = await fullEvent();
    const joined = unwrap(await site.wait(first, event, 2));
    expect(joined.position).toBe(1);
    expect(unwrap(await site.wait(first, event, 2)).waitingId).toBe(joined.waitingId);
    expect(unwrap(await site.wait(second, event)).position).toBe(2);
    expect(await site.wait(second, event, 0)).toMatchObject({ ok: true });
    const third = await site.addPerson();
    expect(await site.wait(third, event, 0)).toMatchObject({ error: { code: 'nothing-asked' } });
    expect(await site.wait(third, event, 11)).toMatchObject({ error: { code: 'too-many' } });
    const { event: past } = await fullEvent({ startsInMs: MINUTE_MS });
    site.passTime(MINUTE_MS);
    expect(await site.wait(third, past)).toMatchObject({ error: { code: 'event-over' } });
  });

  it('the last place given back is offered at once to the first, then to the next after the deadline', async () => {
    const { event, giveBack } = await fullEvent();
    const people = [await site.addPerson(800), await site.addPerson(800)] as const;
    for (const personId of people) unwrap(await site.wait(personId, event));
    unwrap(await giveBack());
    const deadline = addMs(site.now(), DAY_MS);
    expect(await offerOf(people[0], event)).toMatchObject({ endsAt: deadline, places: 1 });
    expect(await offerOf(people[1], event)).toBeNull();
    // Nobody overtakes: to all others it is full.
    expect(await site.hold(await site.addPerson(), event)).toMatchObject({
      error: { code: 'sold-out', left: 0 },
    });
    expect(await site.hold(people[1], event)).toMatchObject({ error: { code: 'sold-out' } });
    site.passTime(DAY_MS);
    await runJob();
    expect(await offerOf(people[0], event)).toBeNull();
    expect((await site.rules(event, people[0])).waiting.own).toBeNull();
    expect(await offerOf(people[1], event)).toMatchObject({ places: 1 });
    const bookingId = await held(people[1], event);
    unwrap(await site.payFromWallet(bookingId, people[1]));
    expect(await site.tickets(event)).toBe(1);
    expect((await site.rules(event, people[1])).waiting.own).toBeNull();
  });

  it('nobody overtakes the next in line between the deadline and the job', async () => {
    const { event, giveBack } = await fullEvent();
    const people = [await site.addPerson(), await site.addPerson()] as const;
    for (const personId of people) unwrap(await site.wait(personId, event));
    unwrap(await giveBack());
    site.passTime(DAY_MS);
    expect(await site.hold(await site.addPerson(), event)).toMatchObject({
      error: { code: 'sold-out' },
    });
    expect(await offerOf(people[1], event)).toMatchObject({ places: 1 });
  });

  it('an offer is answered once: choosing again gives no more time, fewer places go to the next', async () => {
    const { event, giveBack } = await fullEvent({ capacity: 2 });
    const people = [await site.addPerson(800), await site.addPerson()] as const;
    unwrap(await site.wait(people[0], event, 2));
    unwrap(await site.wait(people[1], event, 1));
    unwrap(await giveBack(2));
    const offer = await offerOf(people[0], event);
    expect(offer?.places).toBe(2);
    const unfilled = await site.payFromWallet(offer!.bookingId, people[0]);
    expect(unfilled).toMatchObject({ error: { code: 'not-chosen' } });
    expect(await site.extend(offer!.bookingId, people[0])).toMatchObject({ error: 'no-more-time' });
    site.passTime(DAY_MS - MINUTE_MS);
    const first = unwrap(await site.hold(people[0], event, 2));
    expect(first.endsAt).toBe(addMs(site.now(), 15 * MINUTE_MS));
    site.passTime(10 * MINUTE_MS);
    const second = unwrap(await site.hold(people[0], event, 1));
    expect(second.endsAt).toBe(first.endsAt);
    expect((await site.booking(first.bookingId)).state).toBe('cancelled');
    expect(await offerOf(people[1], event)).toMatchObject({ places: 1 });
    expect(await site.taken(event)).toBe(2);
    unwrap(await site.payFromWallet(second.bookingId, people[0]));
    expect(await site.taken(event)).toBe(2);
  });

  it('fewer places than asked are offered, letting go or leaving asks the next', async () => {
    const { event, giveBack } = await fullEvent({ capacity: 3, startsInMs: 4 * HOUR_MS });
    const people = [await site.addPerson(), await site.addPerson(), await site.addPerson()];
    const [first, second, third] = people as [PersonId, PersonId, PersonId];
    for (const personId of people) unwrap(await site.wait(personId, event, 3));
    unwrap(await giveBack());
    const offer = await offerOf(first, event);
    expect(offer).toMatchObject({ places: 1, endsAt: addMs(site.now(), 2 * HOUR_MS) });
    unwrap(await site.letGo(offer!.bookingId, first));
    expect(await offerOf(second, event)).toMatchObject({ places: 1 });
    const { own } = (await site.rules(event, second)).waiting;
    unwrap(await site.leave(own!.waitingId, second));
    expect(await site.leave(own!.waitingId, second)).toEqual({ ok: true, value: undefined });
    expect(await site.leave(own!.waitingId, third)).toMatchObject({ error: 'waiting-unknown' });
    expect(await offerOf(third, event)).toMatchObject({ places: 1 });
    site.passTime(4 * HOUR_MS);
    await runJob();
    expect((await site.rules(event, third)).waiting).toMatchObject({ count: 0, own: null });
  });

  it('a member-only price is offered to members; who is none keeps their place in line', async () => {
    const offerId = makeUuid();
    await site.write((tx) =>
      tx.query
        .insertInto('membership_offer')
        .values({
          ...{ id: offerId, collective_id: site.village.bar, name: 'Adhésion', description: '' },
          ...{ duration: 'year', renews_by_itself: 0, needs_approval: 0 },
        })
        .execute(),
    );
    const member = await site.addPerson();
    await site.write((tx) =>
      tx.query
        .insertInto('membership')
        .values({
          ...{ id: makeUuid(), person_id: member, collective_id: site.village.bar, name: 'A' },
          ...{ state: 'active', starts_on: '2026-01-01', ends_on: null, offer_id: offerId },
        } as never)
        .execute(),
    );
    const prices = [{ quota: 1 }, { kind: 'member' as const, quota: 1, offer_id: offerId }];
    const event = await site.addEvent({ capacity: 2, prices });
    const owner = await site.addPerson(100_000);
    unwrap(await site.payFromWallet(await held(owner, event), owner));
    const memberHold = unwrap(
      await site.hold(member, event, 1, {
        places: [{ priceId: event.priceIds[1] ?? '', holderName: '', openCents: null }],
      }),
    );
    const stranger = await site.addPerson();
    expect(await site.rules(event, stranger)).toMatchObject({
      ...{ state: 'sold-out', waiting: { isOpen: true } },
    });
    unwrap(await site.wait(stranger, event));
    unwrap(await site.letGo(memberHold.bookingId, member));
    expect(await offerOf(stranger, event)).toBeNull();
    expect((await site.rules(event, member)).state).toBe('open');
  });

  it('a till and the site race for the last place; what the till frees is offered at once', async () => {
    const event = await site.addEvent({ capacity: 1 });
    const station = {
      ...{ id: await site.addStation(), name: 'Porte', collectiveId: site.village.bar },
      publicKey: new Uint8Array() as never,
    };
    const holdId = makeUuid();
    const priceId = event.priceIds[0] ?? '';
    const request = {
      ...{ id: holdId, endsAt: addMs(site.now(), 2 * MINUTE_MS) },
      items: [{ kind: 'places' as const, eventId: event.id, priceId, count: 1 }],
    };
    const atTill = () => site.write((tx) => holdGoods(tx, station, request as never, site.now()));
    const personId = await site.addPerson();
    const [till, online] = await Promise.all([atTill(), site.hold(personId, event)]);
    const isTillFirst = till.ok && till.value.held;
    expect(online.ok).toBe(!isTillFirst);
    expect(await site.taken(event)).toBe(1);
    if (online.ok) await site.letGo(online.value.bookingId, personId);
    await atTill();
    const waiting = await site.addPerson();
    unwrap(await site.wait(waiting, event, 1, toId(makeUuid())));
    unwrap(await site.write((tx) => releaseGoods(tx, station, holdId, site.now())));
    expect(await offerOf(waiting, event)).toMatchObject({ places: 1 });
    // To a till the place that is offered is taken.
    const again = await site.write((tx) =>
      holdGoods(tx, station, { ...request, id: makeUuid() } as never, site.now()),
    );
    expect(again).toMatchObject({ value: { held: false, soldOut: { left: 0 } } });
  });
});
