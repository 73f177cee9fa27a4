import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endBookingsJob } from '../../../src/cloud/jobs/end-bookings.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { settleClaim } from '../../../src/cloud/ledger/operations.ts';
import type { PostingId } from '../../../src/domain/wallet/ledger-types.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { AssetId, BookingId, PersonId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { addMs } from '../../../src/shared/time.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { makeInstance } from '../api/world.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, openBookings } from './booking-rig.ts';
import type { Bookings, EventWish, TestEvent } from './booking-rig.ts';

describe.each(DATABASE_KINDS)('bookings on %s', (kind) => {
  let site: Bookings;
  beforeAll(async () => {
    site = await openBookings(kind);
  });
  afterEach(async () => {
    expect(await auditLedger(site.db)).toEqual([]);
  });
  afterAll(() => site.close());

  const held = async (personId: PersonId, event: TestEvent, places = 1): Promise<BookingId> =>
    unwrap(await site.hold(personId, event, places)).bookingId;
  const booked = async (wish: EventWish = {}, places = 1, walletCents = 10_000) => {
    const event = await site.addEvent(wish);
    const personId = await site.addPerson(walletCents);
    const bookingId = await held(personId, event, places);
    unwrap(await site.payFromWallet(bookingId, personId));
    return { event, personId, bookingId, places: await site.placesOf(bookingId) };
  };
  const wallet = (personId: PersonId) => site.walletOf(personId, site.village.barLocal);
  const mint = async (personId: PersonId, assetId: AssetId, amount: number) =>
    site.fill(personId, assetId, amount);

  it('places are kept 15 minutes, the form sent again keeps them once', async () => {
    const event = await site.addEvent();
    const personId = await site.addPerson();
    const id = toId<'Booking'>(makeUuid());
    const first = unwrap(await site.hold(personId, event, 2, { id }));
    expect(first).toEqual({
      ...{ bookingId: id, endsAt: addMs(site.now(), 15 * MINUTE_MS), totalCents: 1_600 },
    });
    expect(await site.hold(personId, event, 2, { id })).toEqual({ ok: true, value: first });
    expect(await site.taken(event)).toBe(2);
    const other = await site.hold(personId, event, 3, { id });
    expect(other).toMatchObject({ ok: false, error: { code: 'content-differs' } });
    const thief = await site.hold(await site.addPerson(), event, 2, { id });
    expect(thief).toMatchObject({ ok: false, error: { code: 'content-differs' } });
    site.passTime(15 * MINUTE_MS);
    expect(await site.taken(event)).toBe(0);
    const late = await site.hold(personId, event, 2, { id });
    expect(late).toMatchObject({ ok: false, error: { code: 'booking-over' } });
  });

  it('0 places, 1,000 places, an event that is over, none published or that takes none are refused', async () => {
    const personId = await site.addPerson();
    const code = async (wish: EventWish, places: number) => {
      const answer = await site.hold(personId, await site.addEvent(wish), places);
      return answer.ok ? 'held' : answer.error;
    };
    expect(await code({}, 0)).toEqual({ code: 'nothing-asked' });
    expect(await code({}, 1_000)).toEqual({ code: 'too-many', max: 10 });
    expect(await code({ startsInMs: -DAY_MS }, 1)).toEqual({ code: 'event-over' });
    expect(await code({ published: 0 }, 1)).toEqual({ code: 'event-unknown' });
    expect(await code({ takes_bookings: 0 }, 1)).toEqual({ code: 'no-booking' });
    expect(await code({ members_only: 1 }, 1)).toEqual({ code: 'not-for-you' });
    expect(await code({ capacity: 2 }, 3)).toEqual({
      ...{ code: 'sold-out', left: 2, priceId: null, hasWaitingList: false },
    });
  });

  it('a person has no more places than the event allows, over all their bookings', async () => {
    const { event, personId } = await booked({ per_person_max: 4 }, 2);
    await held(personId, event, 1);
    expect(await site.hold(personId, event, 2)).toMatchObject({
      error: { code: 'too-many', max: 1 },
    });
    expect((await site.rules(event, personId)).mayTake).toBe(1);
    site.passTime(16 * MINUTE_MS);
    expect((await site.rules(event, personId)).mayTake).toBe(2);
  });

  it('more time is given ten times, then no more; the bank gets its quarter of an hour', async () => {
    const event = await site.addEvent();
    const personId = await site.addPerson();
    const bookingId = await held(personId, event);
    const madeAt = site.now();
    for (let times = 1; times <= 10; times += 1) {
      const { endsAt, isLast } = unwrap(await site.extend(bookingId, personId));
      expect(endsAt).toBe(addMs(madeAt, (15 + 5 * times) * MINUTE_MS));
      expect(isLast).toBe(times === 10);
    }
    expect(await site.extend(bookingId, personId)).toEqual({ ok: false, error: 'no-more-time' });
    site.passTime(64 * MINUTE_MS);
    const kept = unwrap(await site.keepForBank(bookingId, personId));
    expect(kept.endsAt).toBe(addMs(site.now(), 15 * MINUTE_MS));
    site.passTime(14 * MINUTE_MS);
    // Opening the bank's page for ever does not keep places for ever.
    expect(unwrap(await site.keepForBank(bookingId, personId)).endsAt).toBe(
      addMs(madeAt, 80 * MINUTE_MS),
    );
    site.passTime(2 * MINUTE_MS);
    expect(await site.extend(bookingId, personId)).toEqual({ ok: false, error: 'booking-over' });
    expect(await site.keepForBank(bookingId, personId)).toMatchObject({ ok: false });
    expect(await site.extend(bookingId, await site.addPerson())).toEqual({
      ...{ ok: false, error: 'booking-unknown' },
    });
  });

  it('the wallet pays all or nothing; each place knows what paid it; tickets are of the person', async () => {
    const event = await site.addEvent();
    const personId = await site.addPerson(1_000);
    const bookingId = await held(personId, event, 2);
    expect(await site.payFromWallet(bookingId, personId)).toEqual({
      ...{ ok: false, error: { code: 'short', missingCents: 600 } },
    });
    expect(await wallet(personId)).toBe(1_000);
    await mint(personId, site.village.barLocal, 600);
    expect(unwrap(await site.payFromWallet(bookingId, personId))).toEqual({ isNew: true });
    expect(unwrap(await site.payFromWallet(bookingId, personId))).toEqual({ isNew: false });
    expect(await wallet(personId)).toBe(0);
    const places = await site.placesOf(bookingId);
    expect(places.map(({ parts }) => JSON.parse(parts))).toEqual([
      [{ assetId: site.village.barLocal, cents: 800 }],
      [{ assetId: site.village.barLocal, cents: 800 }],
    ]);
    const tickets = await site.db.query
      .selectFrom('ticket')
      .select(['id', 'person_id', 'booking_id', 'state', 'station_id'])
      .where('event_id', '=', event.id)
      .orderBy('id')
      .execute();
    expect(tickets.map(({ id }) => id)).toEqual(places.map(({ id }) => id).toSorted());
    expect(tickets[0]).toMatchObject({
      person_id: personId,
      booking_id: bookingId,
      state: 'valid',
    });
    expect(await site.letGo(bookingId, personId)).toEqual({ ok: false, error: 'booked' });
  });

  it('what is free is confirmed without money, what is not is not', async () => {
    const free = await site.addEvent({ prices: [{ kind: 'free', price_cents: 0 }] });
    const paid = await site.addEvent();
    const personId = await site.addPerson();
    expect(unwrap(await site.confirmFree(await held(personId, free), personId))).toEqual({
      isNew: true,
    });
    expect(await site.confirmFree(await held(personId, paid), personId)).toEqual({
      ...{ ok: false, error: { code: 'not-free' } },
    });
  });

  it('a hold that is over is ended by the job and its places are for others', async () => {
    const event = await site.addEvent({ capacity: 1 });
    const personId = await site.addPerson(800);
    const bookingId = await held(personId, event);
    const other = await site.addPerson();
    expect(await site.hold(other, event)).toMatchObject({ error: { code: 'sold-out' } });
    site.passTime(15 * MINUTE_MS);
    expect(await site.payFromWallet(bookingId, personId)).toMatchObject({
      error: { code: 'booking-over' },
    });
    await endBookingsJob.run(makeInstance(site.db, { clock: site.now }).deps);
    expect(await site.booking(bookingId)).toMatchObject({ state: 'ended', ends_at: null });
    expect((await site.hold(other, event)).ok).toBe(true);
  });

  it('paid by card in time, twice by the bank, or by another page: booked once', async () => {
    const event = await site.addEvent();
    const personId = await site.addPerson();
    const bookingId = await held(personId, event);
    const payment = toId<'Payment'>(makeUuid());
    expect(await site.payByCard(bookingId, payment)).toBe('booked');
    expect(await site.payByCard(bookingId, payment)).toBe('booked');
    expect(await site.payByCard(bookingId)).toBe('not-wanted');
    expect(await site.tickets(event)).toBe(1);
  });

  it('paid by card after the wallet, or after letting go: the money is not wanted', async () => {
    const { bookingId } = await booked();
    expect(await site.payByCard(bookingId)).toBe('not-wanted');
    const personId = await site.addPerson();
    const other = await held(personId, await site.addEvent());
    unwrap(await site.letGo(other, personId));
    expect(await site.payByCard(other)).toBe('not-wanted');
  });

  it('paid too late with room: booked; without: told again the same, and waits at once', async () => {
    const event = await site.addEvent({ capacity: 2 });
    const [first, second] = [await site.addPerson(), await site.addPerson(1_600)];
    const roomy = await held(first, event);
    const late = await held(first, event);
    site.passTime(16 * MINUTE_MS);
    expect(await site.payByCard(roomy)).toBe('booked');
    unwrap(await site.payFromWallet(await held(second, event), second));
    const payment = toId<'Payment'>(makeUuid());
    expect(await site.payByCard(late, payment)).toBe('too-late');
    expect(await site.payByCard(late, payment)).toBe('too-late');
    expect(await site.tickets(event)).toBe(2);
    const { waiting } = await site.rules(event, first);
    expect(waiting).toMatchObject({ count: 1, own: { position: 1, places: 1, offer: null } });
  });

  it('paid too late when the person has booked all they may since: the money is not wanted', async () => {
    const event = await site.addEvent({ per_person_max: 1 });
    const personId = await site.addPerson(800);
    const late = await held(personId, event);
    site.passTime(16 * MINUTE_MS);
    unwrap(await site.payFromWallet(await held(personId, event), personId));
    expect(await site.payByCard(late)).toBe('not-wanted');
    expect(await site.tickets(event)).toBe(1);
  });

  it('one of several places goes back to what paid it, the others stay', async () => {
    const event = await site.addEvent();
    const personId = await site.addPerson(1_000);
    await mint(personId, site.village.barLocal, 1_400);
    const bookingId = await held(personId, event, 3);
    unwrap(await site.payFromWallet(bookingId, personId));
    const [one, two, three] = (await site.placesOf(bookingId)).map(({ id }) => id) as [
      ...[string, string, string],
    ];
    const cancelled = unwrap(await site.cancel(bookingId, personId, [two]));
    expect(cancelled).toEqual({
      ...{ places: 1, toWalletCents: 800, toBankCardCents: 0, isWhole: false },
    });
    expect(unwrap(await site.cancel(bookingId, personId, [two])).toWalletCents).toBe(0);
    expect(await wallet(personId)).toBe(800);
    expect(await site.tickets(event)).toBe(2);
    expect(unwrap(await site.cancel(bookingId, personId, [one, two, three])).isWhole).toBe(true);
    expect(await wallet(personId)).toBe(2_400);
    expect((await site.booking(bookingId)).state).toBe('cancelled');
    expect(await site.tickets(event)).toBe(0);
  });

  it('several assets go back each to itself; one that was settled comes back as the seller’s own', async () => {
    const { placeLocal, bar } = site.village;
    await site.write((tx) =>
      tx.query
        .insertInto('asset_acceptance')
        .values({ collective_id: bar, asset_id: placeLocal, accepted_at: site.now() })
        .execute(),
    );
    const event = await site.addEvent();
    const personId = await site.addPerson(500);
    await mint(personId, placeLocal, 1_100);
    const bookingId = await held(personId, event, 2);
    unwrap(await site.payFromWallet(bookingId, personId));
    const [one, two] = (await site.placesOf(bookingId)).map(({ id }) => id);
    unwrap(await site.cancel(bookingId, personId, [one ?? '']));
    const back = [await wallet(personId), await site.walletOf(personId, placeLocal)];
    expect(back).toEqual([250, 550]);
    await site.write(async (tx) =>
      unwrap(
        await settleClaim(tx, {
          ...{ id: makeUuid() as PostingId, at: site.now(), stationId: null, cause: null },
          ...{ collectiveId: bar, assetId: placeLocal, amountCents: cents(550) },
        }),
      ),
    );
    unwrap(await site.cancel(bookingId, personId, [two ?? '']));
    expect(await wallet(personId)).toBe(500 + 550);
    expect(await site.walletOf(personId, placeLocal)).toBe(550);
  });

  it('what a bank card paid is promised back to it, place by place', async () => {
    const event = await site.addEvent();
    const personId = await site.addPerson();
    const bookingId = await held(personId, event, 2);
    const payment = await site.addPayment(bookingId, personId, 1_600, site.village.bar);
    expect(await site.payByCard(bookingId, payment)).toBe('booked');
    const [one, two] = (await site.placesOf(bookingId)).map(({ id }) => id);
    for (const placeId of [one, two, one]) await site.cancel(bookingId, personId, [placeId ?? '']);
    const refunds = await site.db.query
      .selectFrom('bank_refund')
      .select(['cents', 'reason', 'state'])
      .where('payment_id', '=', payment)
      .execute();
    const refund = { cents: 800, reason: 'cancelled', state: 'waiting' };
    expect(refunds).toEqual([refund, refund]);
  });

  it('nothing is given back after the deadline, after a scan, to others, or that is not there', async () => {
    const { personId, bookingId, places, event } = await booked(
      { cancel_until: addMs(site.now(), 2 * HOUR_MS) },
      2,
    );
    const [one, two] = places.map(({ id }) => id) as [string, string];
    const refusal = async (ids: readonly string[], who = personId) => {
      const answer = await site.cancel(bookingId, who, ids);
      return answer.ok ? 'given back' : answer.error;
    };
    expect(await refusal([])).toEqual({ code: 'nothing-asked' });
    expect(await refusal([one, makeUuid()])).toEqual({ code: 'place-unknown' });
    expect(await refusal([one], await site.addPerson())).toEqual({ code: 'booking-unknown' });
    const stationId = await site.addStation();
    await site.write((tx) =>
      tx.query
        .insertInto('ticket_admission')
        .values({
          ...{ ticket_id: one, event_id: event.id, at: site.now(), by_what: 'qr', seq: null },
          station_id: stationId,
        })
        .execute(),
    );
    expect(await refusal([one, two])).toEqual({ code: 'scanned', placeId: one });
    site.passTime(2 * HOUR_MS);
    expect(await refusal([two])).toEqual({ code: 'too-late' });
    expect(await site.tickets(event)).toBe(2);
  });
});
