import { cancelPlaces } from '../../src/cloud/booking/cancel-places.ts';
import { holdPlaces } from '../../src/cloud/booking/hold-places.ts';
import { letGo } from '../../src/cloud/booking/let-go.ts';
import { offerFreePlaces } from '../../src/cloud/booking/offer-places.ts';
import { payBookingFromWallet } from '../../src/cloud/booking/pay-booking.ts';
import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { bookingPath, waitingPath } from '../../src/cloud/site/paths.ts';
import { toId } from '../../src/shared/ids.ts';
import type { BookingId, PersonId } from '../../src/shared/ids.ts';
import { unwrap } from '../../src/shared/result.ts';
import { uuidOf } from '../../src/cloud/ledger/account-id.ts';
import type { SiteWorld } from './site-world.ts';

/** Bookings in each of their states, for pages and tests. Asked again, each gives the same one. */

export const AWA = 'awa.diallo@example.org';
export const LUCAS = 'lucas.pereira@example.org';
export const FATOU = 'fatou.ndiaye@example.org';
export const FOLK = 'bal-folk-de-la-lune';
export const FULL = 'diner-de-la-cuisine';
const STATION_ID = uuidOf('the door of booking-moments');

export async function personIdOf(world: SiteWorld, email: string): Promise<PersonId> {
  const row = await world.db.query
    .selectFrom('person')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
  return toId<'Person'>(row.id);
}

export async function eventOf(world: SiteWorld, slug: string) {
  const event = await world.db.query
    .selectFrom('event')
    .selectAll()
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  const prices = await world.db.query
    .selectFrom('event_price')
    .selectAll()
    .where('event_id', '=', event.id)
    .orderBy('line')
    .execute();
  return { event, prices };
}

type Held = { readonly bookingId: BookingId; readonly personId: PersonId };

/** Two places of the ball with the code of the demo; `part` tells apart the bookings of one person. */
async function hold(world: SiteWorld, email: string, part: string): Promise<Held> {
  const personId = await personIdOf(world, email);
  const { event, prices } = await eventOf(world, FOLK);
  const bookingId = uuidOf(`booking of ${email}: ${part}`) as BookingId;
  const priceId = prices[0]?.id ?? '';
  const held = await writeTransaction(world.db, (tx) =>
    holdPlaces(tx, {
      ...{ id: bookingId, eventId: toId<'Event'>(event.id), personId },
      places: ['Awa Diallo', 'Yann Kervella'].map((holderName) => ({
        ...{ priceId, holderName, openCents: null },
      })),
      ...{ promoCode: 'bienvenue', answers: [], now: world.deps.clock() },
    }),
  );
  // Let go or given back by the scene that made it.
  if (!held.ok && held.error.code !== 'booking-over') unwrap(held);
  return { bookingId, personId };
}

async function book(world: SiteWorld, email: string, part: string): Promise<Held> {
  const held = await hold(world, email, part);
  await writeTransaction(world.db, async (tx) => {
    await payBookingFromWallet(tx, { ...held, now: world.deps.clock() });
  });
  return held;
}

const placesOf = (world: SiteWorld, bookingId: string) =>
  world.db.query
    .selectFrom('booking_place')
    .select(['id'])
    .where('booking_id', '=', bookingId)
    .orderBy('line')
    .execute();

/** Kept, to be paid: the purse has enough. */
const playHeld = async (world: SiteWorld): Promise<string> =>
  bookingPath((await hold(world, AWA, 'held')).bookingId);

/** Kept, and the purse is empty. */
const playShort = async (world: SiteWorld): Promise<string> =>
  bookingPath((await hold(world, LUCAS, 'short')).bookingId);

const playBooked = async (world: SiteWorld): Promise<string> =>
  bookingPath((await book(world, AWA, 'booked')).bookingId);

/** Somebody came in with the first of two places; the other one was given back. */
async function playScanned(world: SiteWorld): Promise<string> {
  const { bookingId } = await book(world, AWA, 'scanned');
  const [first, second] = await placesOf(world, bookingId);
  await cancelOnce(world, bookingId, second?.id ?? '');
  await admit(world, first?.id ?? '');
  return bookingPath(bookingId);
}

/** As a door does it. */
export async function admit(world: SiteWorld, ticketId: string): Promise<void> {
  const { event } = await eventOf(world, FOLK);
  await writeTransaction(world.db, async ({ query }) => {
    await query
      .insertInto('station')
      .values({
        ...{ id: STATION_ID, collective_id: event.collective_id, name: 'Porte' },
        ...{ public_key: 'b0'.repeat(32), protocol: 3, paired_at: world.deps.clock() },
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await query
      .insertInto('ticket_admission')
      .values({
        ...{ ticket_id: ticketId, event_id: event.id, at: world.deps.clock() },
        ...{ by_what: 'qr', station_id: STATION_ID, seq: null },
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

async function cancelOnce(world: SiteWorld, bookingId: BookingId, placeId: string): Promise<void> {
  const personId = await personIdOf(world, AWA);
  await writeTransaction(world.db, async (tx) => {
    await cancelPlaces(tx, {
      ...{ bookingId, personId, placeIds: [placeId], now: world.deps.clock() },
    });
  });
}

/** Given back whole. */
async function playCancelled(world: SiteWorld): Promise<string> {
  const { bookingId } = await book(world, AWA, 'cancelled');
  for (const { id } of await placesOf(world, bookingId)) await cancelOnce(world, bookingId, id);
  return bookingPath(bookingId);
}

/** Let go before it was paid. */
async function playEnded(world: SiteWorld): Promise<string> {
  const held = await hold(world, LUCAS, 'ended');
  await writeTransaction(world.db, async (tx) => {
    await letGo(tx, { ...held, now: world.deps.clock() });
  });
  return bookingPath(held.bookingId);
}

/** Lucas waits for the full dinner. */
const playWaiting = (world: SiteWorld): Promise<string> => waitingOf(world, LUCAS);

/** Two places of the full dinner are free again: they are Fatou's, who waited first. */
async function playOffer(world: SiteWorld): Promise<string> {
  const { event } = await eventOf(world, FULL);
  await writeTransaction(world.db, async (tx) => {
    await tx.query.updateTable('event').set({ capacity: 8 }).where('id', '=', event.id).execute();
    await offerFreePlaces(tx, toId<'Event'>(event.id), world.deps.clock());
  });
  return waitingOf(world, FATOU);
}

async function waitingOf(world: SiteWorld, email: string): Promise<string> {
  const { event } = await eventOf(world, FULL);
  const row = await world.db.query
    .selectFrom('waiting_entry')
    .select('id')
    .where('event_id', '=', event.id)
    .where('person_id', '=', await personIdOf(world, email))
    .executeTakeFirstOrThrow();
  return waitingPath(row.id);
}

export const BOOKING_SCENES = {
  'booking-held': playHeld,
  'booking-short': playShort,
  'booking-booked': playBooked,
  'booking-scanned': playScanned,
  'booking-cancelled': playCancelled,
  'booking-ended': playEnded,
  'booking-waiting': playWaiting,
  'booking-offer': playOffer,
} as const;
