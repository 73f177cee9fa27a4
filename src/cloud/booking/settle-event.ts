import { BOOKING_TRANSITIONS } from '../../domain/agenda/booking-states.ts';
import { WAITING_TRANSITIONS } from '../../domain/agenda/waiting-states.ts';
import { moveOf } from '../../domain/transitions.ts';
import { offerDeadline } from '../../domain/agenda/offer-deadline.ts';
import { priceStateOf } from '../../domain/agenda/price-booking.ts';
import type { BookingFacts, PlacePrice } from '../../domain/agenda/price-booking.ts';
import type { BookingId, PersonId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { Selectable } from 'kysely';
import type { WaitingEntryTable } from '../db/booking-tables.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';
import type { BookableEvent } from './bookable-event.ts';
import { gatherBookingFacts } from './booking-facts.ts';
import { offerMail } from './booking-mails.ts';
import { closeWaiting, OFFER_CONTENT, tellBooking } from './booking-store.ts';

/**
 * Brings an event to a moment, under its lock: holds and offers whose time is over end, and what is
 * free is offered to who waits, first come first, each for themselves (RULES E4). Running it again
 * changes nothing. Whoever takes places runs it first, so nobody overtakes the waiting list.
 */
export async function settleEvent(
  tx: WritableDb,
  event: BookableEvent,
  now: Instant,
): Promise<void> {
  await endDueHolds(tx, event, now);
  const waiting = await readWaiting(tx, event.id);
  for (const entry of waiting) {
    if (event.startsAt <= now) await closeWaiting(tx, entry.id, 'leave', now);
    else await offerTo(tx, event, entry, now);
  }
}

async function endDueHolds(tx: WritableDb, event: BookableEvent, now: Instant): Promise<void> {
  const { from, to } = moveOf(BOOKING_TRANSITIONS, 'end');
  const ended = await tx.query
    .updateTable('booking')
    .set({ state: to, ends_at: null, closed_at: now })
    .where('event_id', '=', event.id)
    .where('state', 'in', from)
    .where('ends_at', '<=', now)
    .returning(['id', 'waiting_id'])
    .execute();
  for (const { id, waiting_id: waitingId } of ended) {
    if (waitingId !== null) await closeWaiting(tx, waitingId, 'pass', now);
    tellBooking(tx, event, id);
  }
}

type Waiting = Selectable<WaitingEntryTable>;

const readWaiting = (tx: WritableDb, eventId: string): Promise<readonly Waiting[]> =>
  tx.query
    .selectFrom('waiting_entry')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('state', '=', 'waiting')
    .orderBy('joined_at')
    .orderBy('id')
    .execute();

/** Whoever may take none of what is free (a price for members) keeps their place; the next is asked. */
async function offerTo(
  tx: WritableDb,
  event: BookableEvent,
  entry: Waiting,
  now: Instant,
): Promise<void> {
  const endsAt = offerDeadline(now, event.startsAt);
  const personId = entry.person_id as PersonId;
  const asked = { now, promo: null, withoutBookingId: null };
  const facts = await gatherBookingFacts(tx, event, personId, asked);
  const prices = choosePrices(facts, entry.places);
  if (endsAt === null || prices.length === 0) return;
  const bookingId = uuidOf(`offer ${entry.id}`) as BookingId;
  const amounts = prices.map((price) => price.minCents ?? price.cents);
  await tx.query
    .insertInto('booking')
    .values({
      ...{ id: bookingId, content_hash: OFFER_CONTENT, event_id: event.id },
      ...{ collective_id: event.collectiveId, person_id: personId, state: 'held' },
      ...{ ends_at: endsAt, total_cents: amounts.reduce<number>((sum, one) => sum + one, 0) },
      ...{ waiting_id: entry.id, made_at: now },
    })
    .execute();
  await tx.query
    .insertInto('booking_place')
    .values(
      prices.map((price, line) => ({
        ...{ id: uuidOf(`place ${line} of offer ${entry.id}`), booking_id: bookingId, line },
        ...{ price_id: price.id, holder_name: '', cents: amounts[line] ?? 0 },
        ...{ state: 'kept' as const, cancelled_at: null },
      })),
    )
    .execute();
  await tx.query
    .updateTable('waiting_entry')
    .set({
      state: moveOf(WAITING_TRANSITIONS, 'offer').to,
      booking_id: bookingId,
      offer_ends_at: endsAt,
    })
    .where('id', '=', entry.id)
    .execute();
  tellBooking(tx, event, bookingId);
  await offerMail(tx, bookingId, now);
}

/** A price for each place that can be kept now; fewer than asked when there are no more. */
function choosePrices(facts: BookingFacts, wanted: number): readonly PlacePrice[] {
  const { now, endsAt, takesBookings, isMembersOnly, isMember, left } = facts;
  if (endsAt <= now || !takesBookings || (isMembersOnly && !isMember)) return [];
  const most = Math.min(wanted, facts.leftForPerson, left ?? wanted);
  return facts.prices
    .filter((price) => priceStateOf(price, now, left) === 'open')
    .flatMap((price) => Array.from({ length: Math.min(most, price.left ?? most) }, () => price))
    .slice(0, most);
}
