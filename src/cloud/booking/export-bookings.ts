import type { PersonId } from '../../shared/ids.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb } from '../db/open-database.ts';

/** Everything we keep of a person's bookings and waiting lists, in plain words. */
export type ExportedBookings = {
  readonly bookings: readonly {
    readonly event: string;
    readonly collective: string;
    readonly startsAt: string;
    readonly state: string;
    readonly madeAt: string;
    readonly bookedAt: string | null;
    readonly closedAt: string | null;
    readonly paidBy: string | null;
    readonly promoCode: string | null;
    readonly totalCents: number;
    readonly places: readonly {
      readonly price: string;
      readonly name: string;
      readonly cents: number;
      readonly state: string;
      readonly cameInAt: string | null;
    }[];
    readonly answers: readonly { readonly question: string; readonly answer: string }[];
  }[];
  readonly waitingLists: readonly {
    readonly event: string;
    readonly collective: string;
    readonly places: number;
    readonly state: string;
    readonly joinedAt: string;
    readonly offerEndsAt: string | null;
  }[];
};

export async function exportBookings(
  db: ReadableDb,
  personId: PersonId,
): Promise<ExportedBookings> {
  const bookings = await readBookings(db, personId);
  const ids = bookings.map(({ id }) => id);
  const places = Map.groupBy(await readPlacesOf(db, ids), (row) => row.booking_id);
  const answers = Map.groupBy(await readAnswersOf(db, ids), (row) => row.owner_id);
  return {
    bookings: bookings.map((row) => ({
      ...{ event: row.event_name, collective: row.collective_name, startsAt: row.starts_at },
      ...{ state: row.state, madeAt: row.made_at, bookedAt: row.booked_at },
      ...{ closedAt: row.closed_at, paidBy: row.means, promoCode: row.code },
      totalCents: row.total_cents,
      places: (places.get(row.id) ?? []).map((place) => ({
        ...{ price: place.price_name, name: place.holder_name, cents: place.cents },
        ...{ state: place.state, cameInAt: place.came_in_at },
      })),
      answers: (answers.get(row.id) ?? []).map(({ label, answer }) => ({
        ...{ question: label, answer },
      })),
    })),
    waitingLists: (await readWaitingOf(db, personId)).map((row) => ({
      ...{ event: row.event_name, collective: row.collective_name, places: row.places },
      ...{ state: row.state, joinedAt: row.joined_at, offerEndsAt: row.offer_ends_at },
    })),
  };
}

const readBookings = (db: ReadableDb, personId: PersonId) =>
  db.query
    .selectFrom('booking')
    .innerJoin('event', 'event.id', 'booking.event_id')
    .innerJoin('collective', 'collective.id', 'booking.collective_id')
    .leftJoin('promo_code', 'promo_code.id', 'booking.promo_code_id')
    .select(['booking.id', 'event.name as event_name', 'collective.name as collective_name'])
    .select(['event.starts_at', 'booking.state', 'made_at', 'booked_at', 'closed_at'])
    .select(['means', 'total_cents', 'promo_code.code'])
    .where('booking.person_id', '=', personId)
    .orderBy('made_at')
    .orderBy('booking.id')
    .execute();

const readPlacesOf = (db: ReadableDb, bookingIds: readonly string[]) =>
  db.query
    .selectFrom('booking_place as place')
    .innerJoin('event_price as price', 'price.id', 'place.price_id')
    .leftJoin('ticket_admission as admission', 'admission.ticket_id', 'place.id')
    .select(['booking_id', 'holder_name', 'cents', 'state', 'price.name as price_name'])
    .select('admission.at as came_in_at')
    .where(isOneOf(db.kind, 'booking_id', bookingIds))
    .orderBy('place.line')
    .execute();

const readAnswersOf = (db: ReadableDb, bookingIds: readonly string[]) =>
  db.query
    .selectFrom('answer')
    .innerJoin('question', 'question.id', 'answer.question_id')
    .select(['answer.owner_id', 'question.label', 'answer.answer'])
    .where(isOneOf(db.kind, 'answer.owner_id', bookingIds))
    .orderBy('question.line')
    .execute();

const readWaitingOf = (db: ReadableDb, personId: PersonId) =>
  db.query
    .selectFrom('waiting_entry as waiting')
    .innerJoin('event', 'event.id', 'waiting.event_id')
    .innerJoin('collective', 'collective.id', 'event.collective_id')
    .select(['event.name as event_name', 'collective.name as collective_name'])
    .select(['waiting.places', 'waiting.state', 'joined_at', 'offer_ends_at'])
    .where('waiting.person_id', '=', personId)
    .orderBy('joined_at')
    .execute();
