import { isPromoFor } from '../../domain/agenda/price-booking.ts';
import type { BookingFacts, PlacePrice, PromoFacts } from '../../domain/agenda/price-booking.ts';
import { dayOf } from '../../shared/format.ts';
import type { PersonId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb } from '../db/open-database.ts';
import { readTakenPlaces } from '../goods/taken-places.ts';
import type { BookableEvent } from './bookable-event.ts';
import type { PromoCodeTable } from '../db/booking-tables.ts';

export type Asked = {
  readonly now: Instant;
  readonly promo: PromoCodeTable | 'unknown' | null;
  /** A booking of the person that this one takes the place of: its places are free for them. */
  readonly withoutBookingId: string | null;
};

/** What a person may book of an event and what it costs them: what `priceBooking` decides from. */
export async function gatherBookingFacts(
  db: ReadableDb,
  event: BookableEvent,
  personId: PersonId | null,
  asked: Asked,
): Promise<BookingFacts> {
  const { now, promo, withoutBookingId } = asked;
  const taken = await readTakenPlaces(db, [event.id], now, withoutBookingId);
  const offers = await readOwnOffers(db, event, personId, now);
  const own = await countOwnPlaces(db, event, personId, asked);
  const left = (limit: number | null, used: number): number | null =>
    limit === null ? null : Math.max(0, limit - used);
  const { endsAt, takesBookings, isMembersOnly, asksNames } = event;
  const prices = event.prices.map((price): PlacePrice => {
    const offerId = price.offer_id ?? null;
    return {
      ...{ id: price.id, kind: price.kind, cents: cents(price.price_cents) },
      minCents: price.price_min_cents === null ? null : cents(price.price_min_cents),
      opensAt: (price.opens_at ?? null) as Instant | null,
      closesAt: (price.closes_at ?? null) as Instant | null,
      left: left(price.quota, taken.ofPrice(price.id)),
      isForThem: offerId === null ? offers.size > 0 : offers.has(offerId),
    };
  });
  return {
    ...{ now, endsAt, takesBookings, isMembersOnly, asksNames, prices },
    isMember: offers.size > 0,
    left: left(event.capacity, taken.ofEvent(event.id)),
    leftForPerson: Math.max(0, event.perPersonMax - own),
    promo:
      promo === null || promo === 'unknown'
        ? promo
        : await promoFacts(db, promo, event, { now, withoutBookingId }),
  };
}

/** Offers of which a membership runs, or is taken for later, as a till sees it too; '' without one. */
async function readOwnOffers(
  db: ReadableDb,
  event: BookableEvent,
  personId: PersonId | null,
  now: Instant,
): Promise<ReadonlySet<string>> {
  if (personId === null) return new Set();
  const today = dayOf(now, event.timeZone);
  const rows = await db.query
    .selectFrom('membership')
    .select('offer_id')
    .where('person_id', '=', personId)
    .where('collective_id', '=', event.collectiveId)
    .where('state', '=', 'active')
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', today)]))
    .execute();
  return new Set(rows.map((row) => row.offer_id ?? ''));
}

/** Places of all their bookings of the event, those held included (RULES E2). */
async function countOwnPlaces(
  db: ReadableDb,
  event: BookableEvent,
  personId: PersonId | null,
  { now, withoutBookingId }: Omit<Asked, 'promo'>,
): Promise<number> {
  if (personId === null) return 0;
  const row = await keptPlaces(db, now, withoutBookingId)
    .where('booking.event_id', '=', event.id)
    .where('booking.person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Places of bookings that are booked, or held at a moment. */
const keptPlaces = (db: ReadableDb, now: Instant, withoutBookingId: string | null) =>
  db.query
    .selectFrom('booking')
    .innerJoin('booking_place as place', 'place.booking_id', 'booking.id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('place.state', '=', 'kept')
    .where((where) =>
      where.or([
        where('booking.state', '=', 'booked'),
        where.and([where('booking.state', '=', 'held'), where('booking.ends_at', '>', now)]),
      ]),
    )
    .$if(withoutBookingId !== null, (query) => query.where('booking.id', '<>', withoutBookingId));

async function promoFacts(
  db: ReadableDb,
  promo: PromoCodeTable,
  event: BookableEvent,
  { now, withoutBookingId }: Omit<Asked, 'promo'>,
): Promise<PromoFacts> {
  const { price_id: priceId, kind, value, places_max: placesMax, ends_at: endsAt } = promo;
  const covered = event.prices.filter((price) => isPromoFor({ priceId }, price));
  const ids = covered.map(({ id }) => id);
  const used =
    placesMax === null
      ? 0
      : (
          await keptPlaces(db, now, withoutBookingId)
            .where('booking.promo_code_id', '=', promo.id)
            .where(isOneOf(db.kind, 'place.price_id', ids))
            .executeTakeFirstOrThrow()
        ).count;
  return {
    priceId,
    discount:
      kind === 'percent'
        ? { kind: 'percent', basisPoints: value }
        : { kind: 'amount', cents: cents(value) },
    endsAt: endsAt as Instant | null,
    left: placesMax === null ? null : Math.max(0, placesMax - used),
  };
}

/** A code as people type it; null when nothing was typed. */
export async function findPromo(
  db: ReadableDb,
  eventId: string,
  typed: string | null,
): Promise<PromoCodeTable | 'unknown' | null> {
  const code = promoText(typed);
  if (code === '') return null;
  const row = await db.query
    .selectFrom('promo_code')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('code', '=', code)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row ?? 'unknown';
}

export const promoText = (typed: string | null): string => (typed ?? '').trim().toUpperCase();
