import { holdEnd } from '../../domain/agenda/hold-time.ts';
import { priceBooking } from '../../domain/agenda/price-booking.ts';
import type {
  BookingRefusal,
  PlaceWish,
  PricedBooking,
} from '../../domain/agenda/price-booking.ts';
import type { BookingId, EventId, PersonId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { sha256 } from '../../shared/node/crypto.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { checkAnswers, readQuestions, storeAnswers } from './answers.ts';
import type { GivenAnswer } from './answers.ts';
import { lockBookableEvent } from './bookable-event.ts';
import type { BookableEvent } from './bookable-event.ts';
import { findPromo, gatherBookingFacts, promoText } from './booking-facts.ts';
import { cancelBooking, findBooking, isHeldAt, isOffer, tellBooking } from './booking-store.ts';
import { settleEvent } from './settle-event.ts';

export type HoldOrder = {
  /** Made by the form: sent twice, it holds once. */
  readonly id: BookingId;
  readonly eventId: EventId;
  readonly personId: PersonId;
  readonly places: readonly PlaceWish[];
  /** As typed; null or blank: none. */
  readonly promoCode: string | null;
  readonly answers: readonly GivenAnswer[];
  readonly now: Instant;
};

export type Held = {
  readonly bookingId: BookingId;
  /** Null: it is booked by now (the form was sent again). */
  readonly endsAt: Instant | null;
  readonly totalCents: Cents;
};

export type HoldRefusal =
  | Exclude<BookingRefusal, { readonly code: 'sold-out' }>
  | {
      readonly code:
        | 'event-unknown'
        | 'content-differs'
        /** The same form again, after its time. */
        | 'booking-over';
    }
  | { readonly code: 'question-missing' | 'answer-wrong'; readonly questionId: string }
  | {
      readonly code: 'sold-out';
      readonly left: number;
      /** The price that has no more; null: the event. */
      readonly priceId: string | null;
      /** Nothing is left at all, and it has not begun: one may wait. */
      readonly hasWaitingList: boolean;
    };

/**
 * Keeps places for 15 minutes: all that is asked, or none (RULES E3). Who was offered places of the
 * waiting list takes those first, until the deadline of the offer.
 */
export async function holdPlaces(
  tx: WritableDb,
  order: HoldOrder,
): Promise<Result<Held, HoldRefusal>> {
  const { now, personId } = order;
  const event = await lockBookableEvent(tx, order.eventId);
  if (event === null || !event.isPublished) return err({ code: 'event-unknown' });
  const contentHash = hashOf(order);
  const known = await findBooking(tx, order.id);
  if (known !== undefined) {
    if (known.person_id !== personId || known.content_hash !== contentHash) {
      return err({ code: 'content-differs' });
    }
    const isThere = known.state === 'booked' || isHeldAt(known, now);
    return isThere ? ok(heldOf(order.id, known)) : err({ code: 'booking-over' });
  }
  await settleEvent(tx, event, now);
  const offer = await findOffer(tx, event, personId);
  const promo = await findPromo(tx, event.id, order.promoCode);
  const withoutBookingId = offer?.booking_id ?? null;
  const facts = await gatherBookingFacts(tx, event, personId, { now, promo, withoutBookingId });
  const priced = priceBooking(facts, order.places);
  if (!priced.ok) return err(withWaitingList(priced.error, event, now));
  const answers = checkAnswers(await readQuestions(tx, event.id), order.answers);
  if (!answers.ok) return answers;
  const stored = await storeHold(tx, event, {
    ...{ order, contentHash, priced: priced.value, offer, answers: answers.value },
    promoId: promo === null || promo === 'unknown' ? null : promo.id,
  });
  // Fewer places than were offered: the others are for the next in line.
  if (offer !== undefined) await settleEvent(tx, event, now);
  return ok(stored);
}

const heldOf = (
  bookingId: BookingId,
  row: { readonly ends_at: string | null; readonly total_cents: number },
): Held => ({
  bookingId,
  endsAt: row.ends_at as Instant | null,
  totalCents: cents(row.total_cents),
});

function withWaitingList(
  refusal: BookingRefusal,
  { startsAt }: BookableEvent,
  now: Instant,
): HoldRefusal {
  if (refusal.code !== 'sold-out') return refusal;
  const isFull = refusal.left === 0 && refusal.priceId === null;
  return { ...refusal, hasWaitingList: isFull && startsAt > now };
}

/** What the waiting list keeps for this person; what they chose last of it counts. */
const findOffer = (tx: WritableDb, event: BookableEvent, personId: PersonId) =>
  tx.query
    .selectFrom('waiting_entry')
    .innerJoin('booking', 'booking.id', 'waiting_entry.booking_id')
    .select(['waiting_entry.id', 'booking.id as booking_id', 'content_hash', 'booking.ends_at'])
    .where('waiting_entry.event_id', '=', event.id)
    .where('waiting_entry.person_id', '=', personId)
    .where('waiting_entry.state', '=', 'offered')
    .executeTakeFirst();

type Offer = Awaited<ReturnType<typeof findOffer>>;

/** Choosing again gives no more time. */
function endOf(offer: Offer, now: Instant): Instant {
  const endsAt = (offer?.ends_at ?? null) as Instant | null;
  return offer === undefined || isOffer(offer) || endsAt === null ? holdEnd(now, endsAt) : endsAt;
}

async function storeHold(
  tx: WritableDb,
  event: BookableEvent,
  hold: {
    readonly order: HoldOrder;
    readonly contentHash: string;
    readonly priced: PricedBooking;
    readonly promoId: string | null;
    readonly answers: readonly GivenAnswer[];
    readonly offer: Offer;
  },
): Promise<Held> {
  const { order, priced, offer } = hold;
  const { id, personId, now } = order;
  const endsAt = endOf(offer, now);
  await tx.query
    .insertInto('booking')
    .values({
      ...{ id, content_hash: hold.contentHash, event_id: event.id, person_id: personId },
      ...{ collective_id: event.collectiveId, state: 'held', ends_at: endsAt, made_at: now },
      ...{ total_cents: priced.totalCents, promo_code_id: hold.promoId },
      waiting_id: offer?.id ?? null,
    })
    .execute();
  await tx.query
    .insertInto('booking_place')
    .values(
      priced.places.map((place, line) => ({
        ...{ id: uuidOf(`place ${line} of booking ${id}`), booking_id: id, line },
        ...{ price_id: place.priceId, holder_name: place.holderName, cents: place.cents },
        state: 'kept' as const,
      })),
    )
    .execute();
  await storeAnswers(tx, id, hold.answers);
  if (offer !== undefined) await takeOver(tx, event, offer, { bookingId: id, endsAt, now });
  tellBooking(tx, event, id);
  return { bookingId: id, endsAt, totalCents: priced.totalCents };
}

/** What was chosen takes the place of the offer, or of what was chosen before in another tab. */
async function takeOver(
  tx: WritableDb,
  event: BookableEvent,
  offer: NonNullable<Offer>,
  by: { readonly bookingId: BookingId; readonly endsAt: Instant; readonly now: Instant },
): Promise<void> {
  const before = offer.booking_id;
  await cancelBooking(tx, before, by.now);
  await tx.query
    .updateTable('waiting_entry')
    .set({ booking_id: by.bookingId, offer_ends_at: by.endsAt })
    .where('id', '=', offer.id)
    .execute();
  tellBooking(tx, event, before);
}

/** What makes two forms with one id the same form (RULES M7). */
const hashOf = ({ personId, eventId, places, promoCode, answers }: HoldOrder): string => {
  const content = [
    ...[personId, eventId, promoText(promoCode)],
    places.map(({ priceId, holderName, openCents }) => [priceId, holderName, openCents]),
    answers.map(({ questionId, answer }) => [questionId, answer]),
  ];
  return Buffer.from(sha256(Buffer.from(JSON.stringify(content)))).toString('hex');
};
