import { isPromoFor } from '../../domain/agenda/price-booking.ts';
import type { BookingFacts } from '../../domain/agenda/price-booking.ts';
import type { BookingId, PaymentId, PersonId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { PromoCodeTable } from '../db/booking-tables.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { gatherBookingFacts } from './booking-facts.ts';
import { tooLateMail } from './booking-mails.ts';
import { isHeldAt, isOffer, readPlaces } from './booking-store.ts';
import type { PlaceRow } from './booking-store.ts';
import { lockBooking } from './lock-booking.ts';
import type { LockedBooking } from './lock-booking.ts';
import { markBooked } from './mark-booked.ts';
import { settleEvent } from './settle-event.ts';

export type BookingPayment = {
  readonly bookingId: BookingId;
  readonly paymentId: PaymentId;
  readonly at: Instant;
};

/**
 * A booking was paid by bank card: its places become tickets. `too-late`: its time was over and no
 * place was left; whoever calls gives the money back, and the person is on the waiting list (RULES
 * E3). `not-wanted`: it was paid otherwise, or let go: the money goes back too. Told twice, it says
 * the same.
 */
export async function bookingPaid(
  tx: WritableDb,
  { bookingId, paymentId, at }: BookingPayment,
): Promise<'booked' | 'too-late' | 'not-wanted'> {
  const locked = await lockBooking(tx, { bookingId, personId: null, now: at });
  if (locked === null) return 'not-wanted';
  const { booking } = locked;
  if (booking.state === 'booked' || booking.booked_at !== null) {
    return booking.payment_id === paymentId ? 'booked' : 'not-wanted';
  }
  if (booking.state === 'cancelled' || isOffer(booking)) return 'not-wanted';
  if (isHeldAt(booking, at)) {
    await markBooked(tx, locked, { means: 'bank-card', paymentId }, at);
    return 'booked';
  }
  if (booking.payment_id === paymentId) return 'too-late';
  const room = await findRoom(tx, locked, at);
  if (room === 'room') {
    await markBooked(tx, locked, { means: 'bank-card', paymentId }, at);
    return 'booked';
  }
  if (room === 'not-wanted') return room;
  await keepTooLate(tx, locked, paymentId, at);
  return 'too-late';
}

/**
 * Whether places that were let go can be taken again. `not-wanted`: the person has booked as many as
 * they may since, or the code is used up: they choose again.
 */
async function findRoom(
  tx: WritableDb,
  { event, booking }: LockedBooking,
  now: Instant,
): Promise<'room' | 'full' | 'not-wanted'> {
  const promo = await readPromo(tx, booking.promo_code_id);
  const asked = { now, promo, withoutBookingId: booking.id };
  const facts = await gatherBookingFacts(tx, event, booking.person_id as PersonId, asked);
  const places = await readPlaces(tx, booking.id);
  if (facts.endsAt <= now) return 'full';
  if (places.length > facts.leftForPerson || !isPromoLeft(facts, places)) return 'not-wanted';
  if (facts.left !== null && places.length > facts.left) return 'full';
  const isShort = facts.prices.some(({ id, left }) => left !== null && countAt(places, id) > left);
  return isShort ? 'full' : 'room';
}

const countAt = (places: readonly PlaceRow[], priceId: string): number =>
  places.filter((place) => place.price_id === priceId).length;

function isPromoLeft({ promo, prices }: BookingFacts, places: readonly PlaceRow[]): boolean {
  if (promo === null || promo === 'unknown' || promo.left === null) return true;
  const covered = prices.filter((price) => isPromoFor(promo, price));
  return covered.reduce((sum, { id }) => sum + countAt(places, id), 0) <= promo.left;
}

async function readPromo(tx: WritableDb, promoId: string | null): Promise<PromoCodeTable | null> {
  if (promoId === null) return null;
  const row = await tx.query
    .selectFrom('promo_code')
    .selectAll()
    .where('id', '=', promoId)
    .executeTakeFirst();
  return row ?? null;
}

/** The person waits in line at once, unless they do already or it has begun. */
async function keepTooLate(
  tx: WritableDb,
  { event, booking }: LockedBooking,
  paymentId: PaymentId,
  now: Instant,
): Promise<void> {
  await tx.query
    .updateTable('booking')
    .set({ payment_id: paymentId })
    .where('id', '=', booking.id)
    .execute();
  if (event.startsAt > now) {
    const places = await readPlaces(tx, booking.id);
    await tx.query
      .insertInto('waiting_entry')
      .values({
        ...{ id: uuidOf(`waiting after booking ${booking.id}`), event_id: event.id },
        ...{ person_id: booking.person_id, places: places.length, state: 'waiting' },
        ...{ joined_at: now },
      })
      // One place in line for each person.
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    tx.changed('event', event.id, event.collectiveId);
    await settleEvent(tx, event, now);
  }
  tx.changed('booking', booking.id, null);
  await tooLateMail(tx, booking.id as BookingId, now);
}
