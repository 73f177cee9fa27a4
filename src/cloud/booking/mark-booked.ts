import { BOOKING_TRANSITIONS } from '../../domain/agenda/booking-states.ts';
import { moveOf } from '../../domain/transitions.ts';
import { assert } from '../../shared/assert.ts';
import { shareLines } from '../../domain/wallet/share-lines.ts';
import type { PersonId } from '../../shared/ids.ts';
import type { AssetId, BookingId, PaymentId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import type { WritableDb } from '../db/open-database.ts';
import { ensureWalletOfPerson } from '../ledger/wallets.ts';
import type { BookableEvent } from './bookable-event.ts';
import { bookedMail } from './booking-mails.ts';
import { closeWaiting, readPlaces, tellBooking } from './booking-store.ts';
import type { BookingRow, PlaceRow } from './booking-store.ts';

export type PlacePart = { readonly assetId: AssetId; readonly cents: number };

export type HowPaid =
  | { readonly means: 'free' }
  | { readonly means: 'bank-card'; readonly paymentId: PaymentId }
  | {
      readonly means: 'pass';
      readonly postingId: PostingId;
      readonly parts: readonly PlacePart[];
    };

/** The places of a booking become tickets of the person, who carries them on the Pass (RULES E6). */
export async function markBooked(
  tx: WritableDb,
  { event, booking }: { readonly event: BookableEvent; readonly booking: BookingRow },
  paid: HowPaid,
  now: Instant,
): Promise<void> {
  const { from, to } = moveOf(BOOKING_TRANSITIONS, 'pay');
  const { numUpdatedRows } = await tx.query
    .updateTable('booking')
    .set({
      ...{ state: to, ends_at: null, closed_at: null, booked_at: now, means: paid.means },
      ...(paid.means === 'bank-card' ? { payment_id: paid.paymentId } : {}),
      ...(paid.means === 'pass' ? { posting_id: paid.postingId } : {}),
    })
    .where('id', '=', booking.id)
    .where('state', 'in', from)
    .executeTakeFirst();
  assert(numUpdatedRows === 1n, `booking ${booking.id} is ${booking.state}: it cannot be paid`);
  const places = await readPlaces(tx, booking.id);
  if (paid.means === 'pass') await storeParts(tx, places, paid.parts);
  await storeTickets(tx, event, booking, places, now);
  if (booking.waiting_id !== null) await closeWaiting(tx, booking.waiting_id, 'take', now);
  tellBooking(tx, event, booking.id);
  await bookedMail(tx, booking.id as BookingId, now);
}

/** Which asset paid how much of each place, so that one of several can be given back (RULES M5). */
async function storeParts(
  tx: WritableDb,
  places: readonly PlaceRow[],
  parts: readonly PlacePart[],
): Promise<void> {
  const shares = shareLines(
    places.map((place) => cents(place.cents)),
    parts.map((part) => cents(part.cents)),
  );
  for (const [line, place] of places.entries()) {
    const own = parts
      .map(({ assetId }, index) => ({ assetId, cents: shares[line]?.[index] ?? 0 }))
      .filter((part) => part.cents > 0);
    await tx.query
      .updateTable('booking_place')
      .set({ parts: JSON.stringify(own) })
      .where('id', '=', place.id)
      .execute();
  }
}

async function storeTickets(
  tx: WritableDb,
  event: BookableEvent,
  booking: BookingRow,
  places: readonly PlaceRow[],
  now: Instant,
): Promise<void> {
  const personId = booking.person_id as PersonId;
  const person = await tx.query
    .selectFrom('person')
    .select('email')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  const walletId = await ensureWalletOfPerson(tx, personId, now);
  await tx.query
    .insertInto('ticket')
    .values(
      places.map((place) => ({
        ...{ id: place.id, event_id: event.id, price_id: place.price_id, state: 'valid' as const },
        ...{ holder_name: place.holder_name, card_id: null, wallet_id: walletId },
        ...{ email: person.email, sale_id: null, line_id: null, station_id: null, sold_at: now },
        ...{ booking_id: booking.id, person_id: personId, cancelled_at: null },
      })),
    )
    .execute();
  for (const { id } of places) tx.changed('ticket', id, event.collectiveId);
}
