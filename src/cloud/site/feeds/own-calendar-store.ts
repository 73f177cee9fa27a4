import type { PersonId } from '../../../shared/ids.ts';
import type { Language } from '../../../shared/i18n.ts';
import { isLanguage } from '../../../shared/i18n.ts';
import { addMs } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import { assert } from '../../../shared/assert.ts';
import { isSecretShape } from '../../auth/secrets.ts';
import type { ReadableDb, WritableDb } from '../../db/open-database.ts';

/** What is over stays in one's calendar this long, then leaves it. */
const PAST_MS = 60 * 86_400_000;
/** Bookings, and shifts, that one calendar holds. */
const ENTRIES_MAX = 300;

export type CalendarOwner = { readonly personId: PersonId; readonly language: Language };

/** Whose calendar this is; null for a secret that was changed or stopped. */
export async function findCalendarOwner(
  db: ReadableDb,
  secret: string,
): Promise<CalendarOwner | null> {
  if (!isSecretShape(secret)) return null;
  const row = await db.query
    .selectFrom('person')
    .select(['id', 'language'])
    .where('calendar_secret', '=', secret)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { personId: row.id as PersonId, language: isLanguage(row.language) ? row.language : 'fr' };
}

export async function readCalendarSecret(
  db: ReadableDb,
  personId: PersonId,
): Promise<string | null> {
  const row = await db.query
    .selectFrom('person')
    .select('calendar_secret')
    .where('id', '=', personId)
    .executeTakeFirst();
  return row?.calendar_secret ?? null;
}

/** A new secret, or null: the address before it answers nothing from then on. */
export async function setCalendarSecret(
  tx: WritableDb,
  personId: PersonId,
  secret: string | null,
): Promise<void> {
  const { numUpdatedRows } = await tx.query
    .updateTable('person')
    .set({ calendar_secret: secret })
    .where('id', '=', personId)
    .executeTakeFirst();
  assert(numUpdatedRows === 1n, `person ${personId} is not there`);
}

export type BookedEvent = {
  readonly bookingId: string;
  readonly eventId: string;
  readonly places: number;
  readonly changedAt: Instant;
};

/** What a person booked, with the places they still have. */
export async function listBookedEvents(
  db: ReadableDb,
  personId: PersonId,
  now: Instant,
): Promise<readonly BookedEvent[]> {
  const rows = await db.query
    .selectFrom('booking')
    .innerJoin('event', 'event.id', 'booking.event_id')
    .innerJoin('booking_place as place', 'place.booking_id', 'booking.id')
    .select(['booking.id', 'booking.event_id', 'booking.booked_at', 'booking.made_at'])
    .select(({ fn }) => [
      fn.max('place.cancelled_at').as('cancelled_at'),
      fn.countAll<number>().filterWhere('place.state', '=', 'kept').as('places'),
    ])
    .where('booking.person_id', '=', personId)
    .where('booking.state', '=', 'booked')
    .where('event.ends_at', '>', addMs(now, -PAST_MS))
    .groupBy(['booking.id', 'booking.event_id', 'booking.booked_at', 'booking.made_at'])
    .orderBy('booking.id')
    .limit(ENTRIES_MAX)
    .execute();
  return rows
    .filter(({ places }) => places > 0)
    .map((row) => ({
      bookingId: row.id,
      eventId: row.event_id,
      places: row.places,
      changedAt: (row.cancelled_at ?? row.booked_at ?? row.made_at) as Instant,
    }));
}

export type OwnShift = {
  readonly signUpId: string;
  readonly shiftId: string;
  readonly name: string;
  readonly description: string;
  readonly place: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly signedAt: Instant;
  readonly collective: { readonly slug: string; readonly name: string };
};

/** The shifts a person signed up for, and those they did lately. */
export async function listOwnShifts(
  db: ReadableDb,
  personId: PersonId,
  now: Instant,
): Promise<readonly OwnShift[]> {
  const rows = await db.query
    .selectFrom('shift_sign_up as own')
    .innerJoin('shift', 'shift.id', 'own.shift_id')
    .innerJoin('collective', 'collective.id', 'shift.collective_id')
    .select(['own.id as own_id', 'own.signed_at', 'shift.id', 'shift.name', 'shift.description'])
    .select(['shift.place', 'shift.starts_at', 'shift.ends_at'])
    .select(['collective.slug', 'collective.name as collective_name'])
    .where('own.person_id', '=', personId)
    .where('own.state', 'in', ['signed-up', 'done'])
    .where('shift.removed_at', 'is', null)
    .where('shift.ends_at', '>', addMs(now, -PAST_MS))
    .orderBy('shift.starts_at')
    .orderBy('own.id')
    .limit(ENTRIES_MAX)
    .execute();
  return rows.map((row) => ({
    signUpId: row.own_id,
    shiftId: row.id,
    name: row.name,
    description: row.description,
    place: row.place,
    startsAt: row.starts_at as Instant,
    endsAt: row.ends_at as Instant,
    signedAt: row.signed_at as Instant,
    collective: { slug: row.slug, name: row.collective_name },
  }));
}
