import type { BookingState } from '../../domain/agenda/booking-states.ts';
import type {
  BookingId,
  CollectiveId,
  EventId,
  PersonId,
  TicketId,
  WaitingId,
} from '../../shared/ids.ts';
import { isUuid } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import { isOffer } from './booking-store.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb } from '../db/open-database.ts';

/** Bookings as their person sees them. */

export type BookedEvent = {
  readonly id: EventId;
  readonly slug: string;
  readonly name: string;
  readonly startsAt: Instant;
  readonly doorsAt: Instant | null;
  readonly endsAt: Instant;
  readonly cancelUntil: Instant;
  readonly place: {
    readonly name: string;
    readonly street: string;
    readonly postalCode: string;
    readonly town: string;
  };
  readonly collective: {
    readonly id: CollectiveId;
    readonly slug: string;
    readonly name: string;
    readonly timeZone: string;
  };
};

export type OwnPlace = {
  /** Of its ticket too. */
  readonly id: TicketId;
  readonly priceName: string;
  readonly holderName: string;
  readonly cents: Cents;
  readonly isCancelled: boolean;
  readonly cancelledAt: Instant | null;
  /** When somebody came in with it. */
  readonly admittedAt: Instant | null;
};

export type OwnBooking = {
  readonly id: BookingId;
  readonly state: BookingState;
  readonly endsAt: Instant | null;
  readonly totalCents: Cents;
  readonly means: 'free' | 'pass' | 'bank-card' | null;
  readonly waitingId: WaitingId | null;
  /** Kept for somebody of the waiting list, who has chosen neither price nor name yet. */
  readonly isOffer: boolean;
  readonly promoCode: string | null;
  /** Paid by bank card when its time was over and no place was left: the money goes back (RULES E3). */
  readonly isPaidTooLate: boolean;
  readonly bookedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly event: BookedEvent;
  readonly places: readonly OwnPlace[];
};

/** An address on one line. */
export const placeText = ({ place, collective }: BookedEvent): string =>
  [
    place.name === '' ? collective.name : place.name,
    place.street,
    `${place.postalCode} ${place.town}`.trim(),
  ]
    .filter((part) => part !== '')
    .join(', ');

export const placesKept = (booking: OwnBooking): readonly OwnPlace[] =>
  booking.places.filter(({ isCancelled }) => !isCancelled);

/** One booking; null when it is not there or somebody else's. */
export async function findOwnBooking(
  db: ReadableDb,
  bookingId: string,
  personId: PersonId,
): Promise<OwnBooking | null> {
  if (!isUuid(bookingId)) return null;
  const rows = await selectBookings(db, personId).where('booking.id', '=', bookingId).execute();
  return (await withPlaces(db, rows))[0] ?? null;
}

/** More than this somebody asks the collective. */
const BOOKINGS_SHOWN_MAX = 200;

/** What the person has booked or holds, by the day it takes place; of what is over the newest come last. */
export async function listOwnBookings(
  db: ReadableDb,
  personId: PersonId,
): Promise<readonly OwnBooking[]> {
  const rows = await selectBookings(db, personId)
    .where('booking.state', 'in', ['held', 'booked', 'cancelled'])
    .orderBy('event.starts_at', 'desc')
    .limit(BOOKINGS_SHOWN_MAX)
    .execute();
  return (await withPlaces(db, rows.toReversed())).filter(isShown);
}

/** A hold that nobody paid leaves nothing to show. */
const isShown = ({ state, bookedAt }: OwnBooking): boolean =>
  state !== 'cancelled' || bookedAt !== null;

const selectBookings = (db: ReadableDb, personId: PersonId) =>
  db.query
    .selectFrom('booking')
    .innerJoin('event', 'event.id', 'booking.event_id')
    .innerJoin('collective', 'collective.id', 'booking.collective_id')
    .leftJoin('promo_code', 'promo_code.id', 'booking.promo_code_id')
    .select(['booking.id', 'booking.state', 'booking.ends_at', 'total_cents', 'means'])
    .select([
      'waiting_id',
      'content_hash',
      'booked_at',
      'booking.closed_at',
      'promo_code.code',
      'payment_id',
    ])
    .select(['event.id as event_id', 'event.slug as event_slug', 'event.name as event_name'])
    .select(['starts_at', 'doors_at', 'event.ends_at as event_ends_at', 'cancel_until'])
    .select(['place_name', 'street', 'postal_code', 'town'])
    .select(['collective.id as collective_id', 'collective.slug as collective_slug'])
    .select(['collective.name as collective_name', 'collective.time_zone'])
    .where('booking.person_id', '=', personId);

type BookingRow = Awaited<ReturnType<ReturnType<typeof selectBookings>['execute']>>[number];

async function withPlaces(
  db: ReadableDb,
  rows: readonly BookingRow[],
): Promise<readonly OwnBooking[]> {
  if (rows.length === 0) return [];
  const places = await db.query
    .selectFrom('booking_place as place')
    .innerJoin('event_price', 'event_price.id', 'place.price_id')
    .leftJoin('ticket', 'ticket.id', 'place.id')
    .leftJoin('ticket_admission', 'ticket_admission.ticket_id', 'place.id')
    .select(['place.id', 'place.booking_id', 'event_price.name', 'place.holder_name'])
    .select(['place.cents', 'place.state', 'ticket.state as ticket_state'])
    .select('place.cancelled_at')
    .select('ticket_admission.at as admitted_at')
    .where(
      isOneOf(
        db.kind,
        'place.booking_id',
        rows.map(({ id }) => id),
      ),
    )
    .orderBy('place.booking_id')
    .orderBy('place.line')
    .execute();
  const byBooking = Map.groupBy(places, (place) => place.booking_id);
  return rows.map((row) => ({
    ...bookingOf(row),
    places: (byBooking.get(row.id) ?? []).map((place) => ({
      id: place.id as TicketId,
      priceName: place.name,
      holderName: place.holder_name,
      cents: cents(place.cents),
      isCancelled: place.state === 'cancelled' || place.ticket_state === 'cancelled',
      cancelledAt: place.cancelled_at as Instant | null,
      admittedAt: place.admitted_at as Instant | null,
    })),
  }));
}

const bookingOf = (row: BookingRow): Omit<OwnBooking, 'places'> => ({
  id: row.id as BookingId,
  state: row.state,
  endsAt: row.ends_at as Instant | null,
  totalCents: cents(row.total_cents),
  means: row.means,
  waitingId: row.waiting_id as WaitingId | null,
  isOffer: isOffer(row),
  promoCode: row.code,
  isPaidTooLate: row.state === 'ended' && row.payment_id !== null,
  bookedAt: row.booked_at as Instant | null,
  closedAt: row.closed_at as Instant | null,
  event: {
    id: row.event_id as EventId,
    slug: row.event_slug,
    name: row.event_name,
    startsAt: row.starts_at as Instant,
    doorsAt: row.doors_at as Instant | null,
    endsAt: row.event_ends_at as Instant,
    cancelUntil: (row.cancel_until ?? row.starts_at) as Instant,
    place: {
      name: row.place_name,
      street: row.street,
      postalCode: row.postal_code,
      town: row.town,
    },
    collective: {
      id: row.collective_id as CollectiveId,
      slug: row.collective_slug,
      name: row.collective_name,
      timeZone: row.time_zone,
    },
  },
});
