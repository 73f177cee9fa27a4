import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/cloud/db/open-database.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { toId, makeUuid } from '../../../src/shared/ids.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { openBookings, useBookings } from './booking-rig.ts';
import type { Bookings } from './booking-rig.ts';

const BUYERS = 200;
const PLACES = 10;

/** Two instances of the cloud on one database, each with its own connections. */
async function openTwo(kind: (typeof DATABASE_KINDS)[number]) {
  const first = await openBookings(kind);
  const db = openDatabase(first.options);
  const instances = [first, useBookings(db, first.now)] as const;
  return { first, instances, close: () => db.close().then(first.close) };
}

describe.each(DATABASE_KINDS)('many buyers at once on %s', (kind) => {
  let close: () => Promise<void> = async () => {};
  afterAll(() => close());
  let first: Bookings;

  it('gives 10 places to 10 of 200 buyers on two instances, and tells 190 that there are none', async () => {
    const both = await openTwo(kind);
    ({ first, close } = both);
    const event = await first.addEvent({ capacity: PLACES });
    const buyers = await Promise.all(Array.from({ length: BUYERS }, () => first.addPerson(1_000)));
    const answers = await Promise.all(
      buyers.map(async (personId, index) => {
        const instance = both.instances[index % 2]!;
        const held = await instance.hold(personId, event);
        if (!held.ok) return held.error;
        // Paid on the other instance, as behind a balancer.
        const other = both.instances[(index + 1) % 2]!;
        const paid = await other.payFromWallet(held.value.bookingId, personId);
        return paid.ok ? 'booked' : paid.error;
      }),
    );
    expect(answers.filter((answer) => answer === 'booked')).toHaveLength(PLACES);
    const refusal = { code: 'sold-out', left: 0, priceId: null, hasWaitingList: true };
    expect(answers.filter((answer) => answer !== 'booked')).toEqual(
      Array.from({ length: BUYERS - PLACES }, () => refusal),
    );
    const states = await first.db.query
      .selectFrom('booking')
      .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
      .groupBy('state')
      .execute();
    expect(states).toEqual([{ state: 'booked', count: PLACES }]);
    expect(await first.tickets(event)).toBe(PLACES);
    expect(await auditLedger(first.db)).toEqual([]);
  });

  it('lets a code for one place serve one of two who send it at once', async () => {
    const event = await first.addEvent({});
    await first.write((tx) =>
      tx.query
        .insertInto('promo_code')
        .values({
          ...{ id: makeUuid(), event_id: event.id, code: 'UNE', kind: 'percent', value: 5_000 },
          places_max: 1,
        })
        .execute(),
    );
    const people = [await first.addPerson(), await first.addPerson()];
    const answers = await Promise.all(
      people.map((personId) => first.hold(personId, event, 1, { promoCode: 'une' })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toEqual({
      ok: false,
      error: { code: 'promo-spent', left: 0 },
    });
  });

  it('takes the money once when two tabs pay the same booking at once', async () => {
    const event = await first.addEvent({});
    const personId = await first.addPerson(1_600);
    const held = await first.hold(personId, event);
    const bookingId = held.ok ? held.value.bookingId : toId<'Booking'>(makeUuid());
    const paid = await Promise.all([
      first.payFromWallet(bookingId, personId),
      first.payFromWallet(bookingId, personId),
    ]);
    expect(paid.filter((answer) => answer.ok)).toHaveLength(2);
    expect(paid.filter((answer) => answer.ok && answer.value.isNew)).toHaveLength(1);
    expect(await first.walletOf(personId, first.village.barLocal)).toBe(800);
    expect(await first.tickets(event)).toBe(1);
  });
});
