import type { BookingId, EventId, PersonId, WaitingId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import { lockBookableEvent } from './bookable-event.ts';
import { readPlaces } from './booking-store.ts';
import type { OwnBooking } from './extend-hold.ts';
import { findScanned, freePlaces, giveMoneyBack } from './give-places-back.ts';
import { letGo } from './let-go.ts';
import { lockBooking } from './lock-booking.ts';
import { settleEvent } from './settle-event.ts';
import { leaveWaitingList } from './waiting-list.ts';

/** What leaving does to bookings to come. */
export type LeftBookings = {
  /** Places that can be given back. */
  readonly cancelledPlaces: number;
  readonly toWalletCents: Cents;
  readonly toBankCardCents: Cents;
  /** Places given up after their deadline, and what was paid for them. */
  readonly lostPlaces: number;
  readonly lostCents: Cents;
};

/** The same as `leaveBookings` would do, only to say it before. */
export async function previewLeaving(
  db: ReadableDb,
  personId: PersonId,
  now: Instant,
): Promise<LeftBookings> {
  const places = await readComingPlaces(db, personId, now);
  const back = places.filter((place) => isGivenBack(place, now));
  const lost = places.filter((place) => !isGivenBack(place, now) && place.came_in_at === null);
  const sum = (list: readonly { readonly cents: number }[]): Cents =>
    cents(list.reduce((total, place) => total + place.cents, 0));
  return {
    cancelledPlaces: back.length,
    toWalletCents: sum(back.filter(({ means }) => means === 'pass')),
    toBankCardCents: sum(back.filter(({ means }) => means === 'bank-card')),
    lostPlaces: lost.length,
    lostCents: sum(lost),
  };
}

/**
 * Somebody leaves for good: bookings to come are given back while that is possible, freed otherwise;
 * waiting lists are left; names and answers they gave are erased. Money goes back first, so call it
 * before the wallet is looked at. Nobody is written to.
 */
export async function leaveBookings(
  tx: WritableDb,
  personId: PersonId,
  now: Instant,
): Promise<LeftBookings> {
  await lockTheirEvents(tx, personId);
  const left = await previewLeaving(tx, personId, now);
  const places = await readComingPlaces(tx, personId, now);
  for (const bookingId of new Set(places.map((place) => place.booking_id))) {
    await leaveOne(tx, { bookingId: bookingId as BookingId, personId, now });
  }
  await leaveLists(tx, personId, now);
  await forgetNames(tx, personId);
  return left;
}

/** Places of events that are not over yet. */
const readComingPlaces = (db: ReadableDb, personId: PersonId, now: Instant) =>
  db.query
    .selectFrom('booking')
    .innerJoin('booking_place as place', 'place.booking_id', 'booking.id')
    .innerJoin('event', 'event.id', 'booking.event_id')
    .leftJoin('ticket_admission as admission', 'admission.ticket_id', 'place.id')
    .select(['place.id', 'place.booking_id', 'place.cents', 'booking.means'])
    .select(['admission.at as came_in_at'])
    .select(({ fn }) => fn.coalesce('event.cancel_until', 'event.starts_at').as('cancel_until'))
    .where('booking.person_id', '=', personId)
    .where('booking.state', '=', 'booked')
    .where('place.state', '=', 'kept')
    .where('event.ends_at', '>', now)
    .orderBy('booking.event_id')
    .orderBy('booking.id')
    .orderBy('place.line')
    .execute();

type ComingPlace = Awaited<ReturnType<typeof readComingPlaces>>[number];

const isGivenBack = (
  place: Pick<ComingPlace, 'cancel_until' | 'came_in_at'>,
  now: Instant,
): boolean => place.came_in_at === null && (place.cancel_until ?? '') > now;

/** All events of theirs in one order, before anything of them is changed. */
async function lockTheirEvents(tx: WritableDb, personId: PersonId): Promise<void> {
  const rows = await tx.query
    .selectFrom('booking')
    .select('event_id')
    .where('person_id', '=', personId)
    .where('state', 'in', ['held', 'booked'])
    .union(
      tx.query
        .selectFrom('waiting_entry')
        .select('event_id')
        .where('person_id', '=', personId)
        .where('state', 'in', ['waiting', 'offered']),
    )
    .execute();
  for (const eventId of rows.map((row) => row.event_id).toSorted()) {
    await lockBookableEvent(tx, eventId as EventId);
  }
}

async function leaveOne(tx: WritableDb, order: OwnBooking): Promise<void> {
  const { bookingId, now } = order;
  const locked = await lockBooking(tx, order);
  if (locked === null) return;
  const kept = (await readPlaces(tx, bookingId)).filter(({ state }) => state === 'kept');
  const scanned = await findScanned(
    tx,
    kept.map(({ id }) => id),
  );
  const places = kept.filter(({ id }) => !scanned.has(id));
  if (places.length === 0) return;
  await freePlaces(tx, locked, places, now);
  if (locked.event.cancelUntil > now) await giveMoneyBack(tx, locked, places, now);
  await settleEvent(tx, locked.event, now);
}

/** What they hold, and where they wait. */
async function leaveLists(tx: WritableDb, personId: PersonId, now: Instant): Promise<void> {
  const waiting = await tx.query
    .selectFrom('waiting_entry')
    .select('id')
    .where('person_id', '=', personId)
    .where('state', 'in', ['waiting', 'offered'])
    .orderBy('event_id')
    .execute();
  for (const { id } of waiting) {
    await leaveWaitingList(tx, { waitingId: id as WaitingId, personId, now });
  }
  const held = await tx.query
    .selectFrom('booking')
    .select('id')
    .where('person_id', '=', personId)
    .where('state', '=', 'held')
    .orderBy('event_id')
    .execute();
  for (const { id } of held) await letGo(tx, { bookingId: id as BookingId, personId, now });
}

/** Places stay as they were counted and paid; whose they were is forgotten. */
async function forgetNames(tx: WritableDb, personId: PersonId): Promise<void> {
  const own = tx.query.selectFrom('booking').select('id').where('person_id', '=', personId);
  await tx.query.deleteFrom('answer').where('owner_id', 'in', own).execute();
  await tx.query
    .updateTable('booking_place')
    .set({ holder_name: '' })
    .where('booking_id', 'in', own)
    .execute();
  const tickets = await tx.query
    .updateTable('ticket')
    .set({ holder_name: '', email: null })
    .where('person_id', '=', personId)
    .returning(['id', 'event_id'])
    .execute();
  const events = await tx.query
    .selectFrom('event')
    .select(['id', 'collective_id'])
    .where(
      isOneOf(
        tx.kind,
        'id',
        tickets.map((ticket) => ticket.event_id),
      ),
    )
    .execute();
  const owners = new Map(events.map((event) => [event.id, event.collective_id]));
  for (const ticket of tickets) {
    tx.changed('ticket', ticket.id, owners.get(ticket.event_id) ?? null);
  }
}
