import type { Selectable } from 'kysely';
import { BOOKING_TRANSITIONS } from '../../domain/agenda/booking-states.ts';
import { WAITING_TRANSITIONS } from '../../domain/agenda/waiting-states.ts';
import { moveOf } from '../../domain/transitions.ts';
import type { Instant } from '../../shared/time.ts';
import type { BookingPlaceTable, BookingTable } from '../db/booking-tables.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import type { BookableEvent } from './bookable-event.ts';

export type BookingRow = Selectable<BookingTable>;
export type PlaceRow = Selectable<BookingPlaceTable>;

/** Stands for what was sent, on a booking that an offer made: nobody has chosen yet. */
export const OFFER_CONTENT = 'offer';

/** Whether nobody has chosen prices and names yet: the waiting list keeps the places. */
export const isOffer = (booking: Pick<BookingRow, 'content_hash'>): boolean =>
  booking.content_hash === OFFER_CONTENT;

export const isHeldAt = (booking: Pick<BookingRow, 'state' | 'ends_at'>, now: Instant): boolean =>
  booking.state === 'held' && (booking.ends_at ?? '') > now;

export const findBooking = (db: ReadableDb, bookingId: string): Promise<BookingRow | undefined> =>
  db.query.selectFrom('booking').selectAll().where('id', '=', bookingId).executeTakeFirst();

export const readPlaces = (db: ReadableDb, bookingId: string): Promise<readonly PlaceRow[]> =>
  db.query
    .selectFrom('booking_place')
    .selectAll()
    .where('booking_id', '=', bookingId)
    .orderBy('line')
    .execute();

/** Tells the stations how many places are left, and the person's pages that it changed. */
export function tellBooking(tx: WritableDb, event: BookableEvent, bookingId: string): void {
  tx.changed('event', event.id, event.collectiveId);
  tx.changed('booking', bookingId, null);
}

/** The person's place in the waiting list was used, or given up. */
export async function closeWaiting(
  tx: WritableDb,
  waitingId: string,
  move: 'take' | 'pass' | 'leave',
  now: Instant,
): Promise<void> {
  const { from, to } = moveOf(WAITING_TRANSITIONS, move);
  await tx.query
    .updateTable('waiting_entry')
    .set({ state: to, offer_ends_at: null, closed_at: now })
    .where('id', '=', waitingId)
    .where('state', 'in', from)
    .execute();
}

/** Its places are nobody's from now on: let go, or the last one given back. One that is over stays. */
export async function cancelBooking(
  tx: WritableDb,
  bookingId: string,
  now: Instant,
): Promise<void> {
  const { from, to } = moveOf(BOOKING_TRANSITIONS, 'cancel');
  await tx.query
    .updateTable('booking')
    .set({ state: to, ends_at: null, closed_at: now })
    .where('id', '=', bookingId)
    .where('state', 'in', from)
    .execute();
}
