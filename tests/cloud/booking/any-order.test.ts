import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offerFreePlaces } from '../../../src/cloud/booking/offer-places.ts';
import { closeHolds, holdGoods } from '../../../src/cloud/goods/goods-holds.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import type { BookingId, PersonId } from '../../../src/shared/ids.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { addMs } from '../../../src/shared/time.ts';
import { HOUR_MS, MINUTE_MS, openBookings } from './booking-rig.ts';
import type { Bookings, TestEvent } from './booking-rig.ts';

const CAPACITY = 2;
const PERSON_CENTS = 20_000;

type Step =
  | { readonly kind: 'hold'; readonly who: number; readonly places: number }
  | { readonly kind: 'wait'; readonly who: number; readonly places: number }
  | {
      readonly kind: 'extend' | 'pay' | 'card' | 'card-again' | 'let-go' | 'cancel';
      readonly which: number;
    }
  | { readonly kind: 'till' | 'till-sells' | 'till-lets-go' }
  | { readonly kind: 'time'; readonly minutes: number };

/** One event, a few people, a till: whatever they do, in whatever order. */
async function openNight(site: Bookings) {
  const event = await site.addEvent({
    ...{ capacity: CAPACITY, per_person_max: 50, startsInMs: 20 * HOUR_MS },
  });
  const people: PersonId[] = [];
  for (let index = 0; index < 3; index += 1) people.push(await site.addPerson(PERSON_CENTS));
  const station = {
    ...{ id: await site.addStation(), name: 'Porte', collectiveId: site.village.bar },
    publicKey: new Uint8Array() as never,
  };
  const bookings: { readonly id: BookingId; readonly personId: PersonId }[] = [];
  const payments = new Map<BookingId, Awaited<ReturnType<Bookings['addPayment']>>>();
  const tillHolds: string[] = [];

  const card = async (bookingId: BookingId, personId: PersonId) => {
    const { total_cents: amount } = await site.booking(bookingId);
    const payment = await site.addPayment(bookingId, personId, amount, site.village.bar);
    if ((await site.payByCard(bookingId, payment)) === 'booked') payments.set(bookingId, payment);
  };
  const tillHold = async () => {
    const id = makeUuid();
    const [priceId] = event.priceIds;
    const request = {
      ...{ id, endsAt: addMs(site.now(), 3 * MINUTE_MS) },
      items: [{ kind: 'places', eventId: event.id, priceId, count: 1 }],
    };
    const held = await site.write((tx) => holdGoods(tx, station, request as never, site.now()));
    if (held.ok && held.value.held) tillHolds.push(id);
  };
  /** The ticket is stored and its hold is used in one transaction, as an upload does. */
  const endTillHold = (state: 'used' | 'released') =>
    site.write(async (tx) => {
      const holdId = tillHolds.at(-1) ?? '';
      const hold = await tx.query
        .selectFrom('goods_hold')
        .select('ends_at')
        .where('id', '=', holdId)
        .where('state', '=', 'active')
        .where('ends_at', '>', site.now())
        .executeTakeFirst();
      if (hold === undefined) return;
      if (state === 'used') {
        await tx.query
          .insertInto('ticket')
          .values({
            ...{ id: makeUuid(), event_id: event.id, price_id: event.priceIds[0] ?? '' },
            ...{ holder_name: '', state: 'valid', sold_at: site.now(), station_id: station.id },
          })
          .execute();
      }
      await closeHolds(tx, station, [holdId], state, site.now());
    });
  const onBooking = async (
    kind: Extract<Step, { readonly which: number }>['kind'],
    which: number,
  ): Promise<void> => {
    // 0 is the newest.
    const known = bookings.at(-1 - (which % Math.max(1, bookings.length)));
    if (known === undefined) return;
    const { id, personId } = known;
    const actions = {
      extend: () => site.extend(id, personId),
      pay: () => site.payFromWallet(id, personId),
      card: () => card(id, personId),
      // The bank tells it twice.
      'card-again': async () => {
        const payment = payments.get(id);
        if (payment !== undefined) await site.payByCard(id, payment);
      },
      'let-go': () => site.letGo(id, personId),
      cancel: async () => {
        const [place] = (await site.placesOf(id)).filter(({ state }) => state === 'kept');
        return site.cancel(id, personId, place === undefined ? [] : [place.id]);
      },
    } as const;
    await actions[kind]();
  };
  const run = async (step: Step): Promise<void> => {
    const personOf = (who: number): PersonId => people[who % people.length]!;
    switch (step.kind) {
      case 'hold': {
        const personId = personOf(step.who);
        const held = await site.hold(personId, event, step.places);
        if (held.ok) bookings.push({ id: held.value.bookingId, personId });
        return;
      }
      case 'wait':
        await site.wait(personOf(step.who), event, step.places);
        return;
      case 'time':
        site.passTime(step.minutes * MINUTE_MS);
        return;
      case 'till':
        return tillHold();
      case 'till-sells':
        return endTillHold('used');
      case 'till-lets-go':
        return endTillHold('released');
      case 'cancel':
      case 'card':
      case 'card-again':
      case 'extend':
      case 'let-go':
      case 'pay':
        return onBooking(step.kind, step.which);
    }
  };
  return { event, people, payments, run };
}

/** What must hold after each step; says what does not. */
async function faultsOf(
  site: Bookings,
  night: Awaited<ReturnType<typeof openNight>>,
): Promise<readonly string[]> {
  const { event, people } = night;
  const taken = await site.taken(event);
  const rows = await paidPlaces(site, event);
  const fromWallets = sum(rows.filter(({ means }) => means === 'pass'));
  const wallets = await Promise.all(
    people.map((personId) => site.walletOf(personId, site.village.barLocal)),
  );
  const spent = people.length * PERSON_CENTS - wallets.reduce((total, one) => total + one, 0);
  await site.write((tx) => offerFreePlaces(tx, event.id, site.now()));
  const { waiting } = await site.rules(event);
  const settled = await site.taken(event);
  const refunds = await site.db.query
    .selectFrom('bank_refund')
    .innerJoin('bank_payment', 'bank_payment.id', 'bank_refund.payment_id')
    .innerJoin('booking', 'booking.id', 'bank_payment.subject_id')
    .select(({ fn }) => fn.sum<number | null>('bank_refund.cents').as('cents'))
    .where('booking.event_id', '=', event.id)
    .executeTakeFirstOrThrow();
  const paidByCard = await site.db.query
    .selectFrom('bank_payment')
    .select(({ fn }) => fn.sum<number | null>('cents').as('cents'))
    .where('id', 'in', ['', ...night.payments.values()])
    .executeTakeFirstOrThrow();
  const keptByCard = sum(rows.filter(({ means }) => means === 'bank-card'));
  const checks = {
    'more places taken than there are': taken <= CAPACITY && settled <= CAPACITY,
    'a place is not paid once from a wallet': spent === fromWallets,
    'a place is not paid once by card':
      (paidByCard.cents ?? 0) - (refunds.cents ?? 0) === keptByCard,
    'a booked place has no valid ticket': rows.every(({ ticket }) => ticket === 'valid'),
    'somebody waits beside a free place': waiting.count === 0 || settled === CAPACITY,
  };
  return Object.entries(checks).flatMap(([fault, isFine]) => (isFine ? [] : [fault]));
}

const sum = (rows: readonly { readonly cents: number }[]): number =>
  rows.reduce((total, { cents }) => total + cents, 0);

const paidPlaces = (site: Bookings, event: TestEvent) =>
  site.db.query
    .selectFrom('booking')
    .innerJoin('booking_place as place', 'place.booking_id', 'booking.id')
    .leftJoin('ticket', 'ticket.id', 'place.id')
    .select(['place.cents', 'booking.means', 'ticket.state as ticket'])
    .where('booking.event_id', '=', event.id)
    .where('booking.state', '=', 'booked')
    .where('place.state', '=', 'kept')
    .execute();

const small = fc.nat({ max: 3 });
const places = fc.integer({ min: 1, max: 2 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('hold'), who: small, places }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait'), who: small, places }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('extend', 'pay', 'card', 'card', 'card-again', 'let-go', 'cancel'),
      which: small,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('till', 'till-sells', 'till-lets-go') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('time'),
      minutes: fc.constantFrom(5, 16, 16, 125, 400),
    }),
  },
);

/** Somebody pays by card after their time, while somebody else has the places. */
const late: readonly Step[] = [
  { kind: 'hold', who: 0, places: 1 },
  { kind: 'time', minutes: 16 },
  { kind: 'hold', who: 1, places: 2 },
  { kind: 'pay', which: 0 },
  { kind: 'card', which: 1 },
];
const anySteps = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: anyStep.map((step): readonly Step[] => [step]) },
      fc.constant(late),
    ),
    { minLength: 8, maxLength: 25 },
  )
  .map((lists) => lists.flat());

describe('places of one event', () => {
  let site: Bookings;
  beforeAll(async () => {
    site = await openBookings('sqlite');
  });
  afterAll(() => site.close());

  it('are never more than there are, each paid once, whatever is done in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(anySteps, async (steps) => {
        const night = await openNight(site);
        for (const step of steps) {
          await night.run(step);
          expect(await faultsOf(site, night)).toEqual([]);
        }
        expect(await auditLedger(site.db)).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });
});
