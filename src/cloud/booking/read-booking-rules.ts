import { priceStateOf } from '../../domain/agenda/price-booking.ts';
import type { BookingFacts, PriceState } from '../../domain/agenda/price-booking.ts';
import type {
  BookingId,
  CollectiveId,
  EventId,
  OfferId,
  PersonId,
  WaitingId,
} from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb } from '../db/open-database.ts';
import type { PriceKind } from '../db/site-tables.ts';
import { readQuestions } from './answers.ts';
import { readBookableEvent } from './bookable-event.ts';
import type { BookableEvent } from './bookable-event.ts';
import { gatherBookingFacts } from './booking-facts.ts';
import { OFFER_CONTENT } from './booking-store.ts';
import { findOpen, isFull, readPosition } from './waiting-list.ts';

export type BookablePrice = {
  readonly id: string;
  readonly name: string;
  readonly kind: PriceKind;
  /** 0 when free; `open`: the amount proposed. */
  readonly cents: Cents;
  /** `open`: the least. */
  readonly minCents: Cents | null;
  readonly state: PriceState;
  readonly opensAt: Instant | null;
  readonly closesAt: Instant | null;
  /** Places at this price, of this event too; null: no limit. */
  readonly left: number | null;
  /** `member`: the offer that opens it; null: any membership. */
  readonly offer: { readonly id: OfferId; readonly name: string } | null;
};

export type Question = {
  readonly id: string;
  readonly label: string;
  readonly kind: 'text' | 'choice' | 'yes-no';
  readonly choices: readonly string[];
  readonly isRequired: boolean;
};

/** Places kept for the person until a moment; not paid yet. */
export type OwnHold = {
  readonly bookingId: BookingId;
  readonly endsAt: Instant;
  readonly places: number;
};

export type OwnWaiting = {
  readonly waitingId: WaitingId;
  /** 1: the next. */
  readonly position: number;
  readonly places: number;
  /** Places kept for the person alone; `holdPlaces` takes them. */
  readonly offer: OwnHold | null;
};

/** What a person may book of an event at a moment; nobody signed in: what anybody may. */
export type BookingRules = {
  readonly eventId: EventId;
  readonly collectiveId: CollectiveId;
  readonly name: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /**
   * - `open`: at least one price can be taken now
   * - `no-booking`: who comes, comes
   * - `members-only`: the event, or what is left to buy, is for members
   */
  readonly state:
    'open' | 'over' | 'no-booking' | 'members-only' | 'not-yet' | 'closed' | 'sold-out';
  readonly isMembersOnly: boolean;
  readonly isMember: boolean;
  readonly asksNames: boolean;
  readonly prices: readonly BookablePrice[];
  readonly questions: readonly Question[];
  /** Places of the event that anybody may take; the person's own offer counts for them. */
  readonly left: number | null;
  readonly perPersonMax: number;
  /** How many places the person may still take, as far as there are places. */
  readonly mayTake: number;
  readonly hasPromoCodes: boolean;
  readonly cancelUntil: Instant;
  /** Places held and not paid; the newest first. */
  readonly holds: readonly OwnHold[];
  readonly waiting: {
    /** Whether the person may join: it is full, not begun, and they do not wait yet. */
    readonly isOpen: boolean;
    /** How many people wait. */
    readonly count: number;
    readonly own: OwnWaiting | null;
  };
};

/** Null when there is no such event, or it is not published. */
export async function readBookingRules(
  db: ReadableDb,
  eventId: EventId,
  personId: PersonId | null,
  now: Instant,
): Promise<BookingRules | null> {
  const event = await readBookableEvent(db, eventId);
  if (event === null || !event.isPublished) return null;
  const own = personId === null ? undefined : await findOpen(db, eventId, personId);
  const asked = { now, promo: null, withoutBookingId: own?.booking_id ?? null };
  const facts = await gatherBookingFacts(db, event, personId, asked);
  const { left, leftForPerson, isMember } = facts;
  const prices = await bookablePrices(db, event, facts);
  const waiting = await countWaiting(db, eventId);
  const canWait = isFull(facts) && event.startsAt > now && leftForPerson > 0;
  const isForThem = event.takesBookings && (isMember || !event.isMembersOnly);
  return {
    ...{ eventId, collectiveId: event.collectiveId, name: event.name },
    ...{ startsAt: event.startsAt, endsAt: event.endsAt, cancelUntil: event.cancelUntil },
    ...{ state: stateOf(facts, prices), isMembersOnly: event.isMembersOnly, isMember },
    ...{ asksNames: event.asksNames, prices, left, perPersonMax: event.perPersonMax },
    questions: await readQuestions(db, eventId),
    mayTake: Math.min(leftForPerson, left ?? leftForPerson),
    hasPromoCodes: await hasPromoCodes(db, eventId),
    holds: personId === null ? [] : await readOwnHolds(db, event, personId, now),
    waiting: {
      isOpen: own === undefined && canWait && isForThem,
      count: waiting,
      own: own === undefined ? null : await ownWaiting(db, own, now),
    },
  };
}

async function bookablePrices(
  db: ReadableDb,
  event: BookableEvent,
  { prices, now, left }: BookingFacts,
): Promise<readonly BookablePrice[]> {
  const offerIds = event.prices.flatMap((price) => price.offer_id ?? []);
  const offers = await db.query
    .selectFrom('membership_offer')
    .select(['id', 'name'])
    .where(isOneOf(db.kind, 'id', offerIds))
    .execute();
  return prices.map((price, index): BookablePrice => {
    const stored = event.prices[index];
    const offer = offers.find(({ id }) => id === stored?.offer_id);
    const limits = [price.left, left].filter((limit) => limit !== null);
    return {
      ...{ id: price.id, name: stored?.name ?? '', kind: price.kind, cents: price.cents },
      ...{ minCents: price.minCents, opensAt: price.opensAt, closesAt: price.closesAt },
      state: priceStateOf(price, now, left),
      left: limits.length === 0 ? null : Math.min(...limits),
      offer: offer === undefined ? null : { id: offer.id as OfferId, name: offer.name },
    };
  });
}

function stateOf(facts: BookingFacts, prices: readonly BookablePrice[]): BookingRules['state'] {
  if (facts.endsAt <= facts.now) return 'over';
  if (!facts.takesBookings) return 'no-booking';
  if (facts.isMembersOnly && !facts.isMember) return 'members-only';
  const states = prices.map(({ state }) => state);
  const order = ['open', 'sold-out', 'not-yet', 'members-only'] as const;
  return order.find((state) => states.includes(state)) ?? 'closed';
}

async function countWaiting(db: ReadableDb, eventId: string): Promise<number> {
  const row = await db.query
    .selectFrom('waiting_entry')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('event_id', '=', eventId)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return row.count;
}

async function hasPromoCodes(db: ReadableDb, eventId: string): Promise<boolean> {
  const row = await db.query
    .selectFrom('promo_code')
    .select('id')
    .where('event_id', '=', eventId)
    .where('removed_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function readOwnHolds(
  db: ReadableDb,
  event: BookableEvent,
  personId: PersonId,
  now: Instant,
): Promise<readonly OwnHold[]> {
  const rows = await heldPlaces(db, now)
    .where('booking.event_id', '=', event.id)
    .where('booking.person_id', '=', personId)
    .where('booking.content_hash', '<>', OFFER_CONTENT)
    .orderBy('booking.made_at', 'desc')
    .execute();
  return rows.map(holdOf);
}

async function ownWaiting(
  db: ReadableDb,
  own: NonNullable<Awaited<ReturnType<typeof findOpen>>>,
  now: Instant,
): Promise<OwnWaiting> {
  const offers =
    own.booking_id === null
      ? []
      : await heldPlaces(db, now).where('booking.id', '=', own.booking_id).execute();
  return {
    waitingId: own.id as WaitingId,
    position: await readPosition(db, own),
    places: own.places,
    offer: offers.map(holdOf)[0] ?? null,
  };
}

const heldPlaces = (db: ReadableDb, now: Instant) =>
  db.query
    .selectFrom('booking')
    .innerJoin('booking_place as place', 'place.booking_id', 'booking.id')
    .select(({ fn }) => ['booking.id', 'booking.ends_at', fn.countAll<number>().as('places')])
    .where('booking.state', '=', 'held')
    .where('booking.ends_at', '>', now)
    .groupBy(['booking.id', 'booking.ends_at', 'booking.made_at']);

const holdOf = (row: {
  readonly id: string;
  readonly ends_at: string | null;
  readonly places: number;
}): OwnHold => ({
  bookingId: row.id as BookingId,
  endsAt: row.ends_at as Instant,
  places: row.places,
});
