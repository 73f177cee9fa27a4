import { cents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { addMs } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import { isOneOf } from '../../db/bulk-rows.ts';
import type { ReadableDb } from '../../db/open-database.ts';

/** Who booked what, for those who run the collective. */

export type EventInOffice = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly startsAt: Instant;
  readonly capacity: number | null;
  readonly timeZone: string;
  /** Places sold, at a till or on the site. */
  readonly booked: number;
  /** Places kept a while and not paid yet. */
  readonly held: number;
  readonly came: number;
  /** People in line. */
  readonly waiting: number;
};

/** What is over is listed a while: one looks there the morning after. */
const PAST_SHOWN_MS = 14 * 24 * 3_600_000;
const EVENTS_SHOWN_MAX = 100;

export async function listEvents(
  db: ReadableDb,
  collectiveId: string,
  now: Instant,
): Promise<readonly EventInOffice[]> {
  const rows = await selectEvents(db, collectiveId)
    .where('event.ends_at', '>', addMs(now, -PAST_SHOWN_MS))
    .orderBy('event.starts_at')
    .limit(EVENTS_SHOWN_MAX)
    .execute();
  return withCounts(db, rows, now);
}

/** Null when this collective has none of this name. */
export async function findOfficeEvent(
  db: ReadableDb,
  collectiveId: string,
  slug: string,
  now: Instant,
): Promise<EventInOffice | null> {
  const rows = await selectEvents(db, collectiveId).where('event.slug', '=', slug).execute();
  return (await withCounts(db, rows, now))[0] ?? null;
}

const selectEvents = (db: ReadableDb, collectiveId: string) =>
  db.query
    .selectFrom('event')
    .innerJoin('collective', 'collective.id', 'event.collective_id')
    .select(['event.id', 'event.slug', 'event.name', 'event.starts_at', 'event.capacity'])
    .select('collective.time_zone')
    .where('event.collective_id', '=', collectiveId);

type EventRow = Awaited<ReturnType<ReturnType<typeof selectEvents>['execute']>>[number];

async function withCounts(
  db: ReadableDb,
  rows: readonly EventRow[],
  now: Instant,
): Promise<readonly EventInOffice[]> {
  const ids = rows.map(({ id }) => id);
  const [tickets, came, held, waiting] = await Promise.all([
    db.query
      .selectFrom('ticket')
      .select(({ fn }) => ['event_id', fn.countAll<number>().as('count')])
      .where(isOneOf(db.kind, 'event_id', ids))
      .where('state', '=', 'valid')
      .groupBy('event_id')
      .execute(),
    db.query
      .selectFrom('ticket_admission')
      .select(({ fn }) => ['event_id', fn.countAll<number>().as('count')])
      .where(isOneOf(db.kind, 'event_id', ids))
      .groupBy('event_id')
      .execute(),
    db.query
      .selectFrom('booking')
      .innerJoin('booking_place as place', 'place.booking_id', 'booking.id')
      .select(({ fn }) => ['booking.event_id', fn.countAll<number>().as('count')])
      .where(isOneOf(db.kind, 'booking.event_id', ids))
      .where('booking.state', '=', 'held')
      .where('booking.ends_at', '>', now)
      .where('place.state', '=', 'kept')
      .groupBy('booking.event_id')
      .execute(),
    db.query
      .selectFrom('waiting_entry')
      .select(({ fn }) => ['event_id', fn.countAll<number>().as('count')])
      .where(isOneOf(db.kind, 'event_id', ids))
      .where('state', 'in', ['waiting', 'offered'])
      .groupBy('event_id')
      .execute(),
  ]);
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    name: row.name,
    startsAt: row.starts_at as Instant,
    capacity: row.capacity,
    timeZone: row.time_zone,
    booked: countOf(tickets, row.id),
    held: countOf(held, row.id),
    came: countOf(came, row.id),
    waiting: countOf(waiting, row.id),
  }));
}

const countOf = (
  counts: readonly { readonly event_id: string; readonly count: number }[],
  eventId: string,
): number => counts.find(({ event_id: id }) => id === eventId)?.count ?? 0;

export type PlaceInOffice = {
  readonly id: string;
  /** On the ticket; else the person who booked it. */
  readonly name: string;
  readonly bookedBy: string;
  readonly email: string;
  readonly priceName: string;
  readonly cents: Cents;
  /** Null: sold at a till. */
  readonly means: 'free' | 'pass' | 'bank-card' | null;
  readonly isCancelled: boolean;
  readonly cameAt: Instant | null;
  readonly answers: readonly { readonly label: string; readonly answer: string }[];
};

/** Every ticket of an event: those of bookings with what was answered, those of tills with their price. */
export async function listPlaces(
  db: ReadableDb,
  eventId: string,
): Promise<readonly PlaceInOffice[]> {
  const rows = await db.query
    .selectFrom('ticket')
    .innerJoin('event_price', 'event_price.id', 'ticket.price_id')
    .leftJoin('booking', 'booking.id', 'ticket.booking_id')
    .leftJoin('booking_place as place', 'place.id', 'ticket.id')
    .leftJoin('person', 'person.id', 'booking.person_id')
    .leftJoin('ticket_admission', 'ticket_admission.ticket_id', 'ticket.id')
    .select(['ticket.id', 'ticket.holder_name', 'ticket.email', 'ticket.state'])
    .select(['ticket.booking_id', 'event_price.name as price_name', 'event_price.price_cents'])
    .select(['booking.means', 'place.cents', 'person.name', 'person.email as person_email'])
    .select('ticket_admission.at')
    .where('ticket.event_id', '=', eventId)
    .orderBy('ticket.sold_at')
    .orderBy('ticket.id')
    .execute();
  const answers = await readAnswers(db, eventId);
  return rows.map((row) => ({
    id: row.id,
    name: row.holder_name === '' ? (row.name ?? '') : row.holder_name,
    bookedBy: row.name ?? '',
    email: row.person_email ?? row.email ?? '',
    priceName: row.price_name,
    cents: cents(row.cents ?? row.price_cents),
    means: row.means,
    isCancelled: row.state === 'cancelled',
    cameAt: row.at as Instant | null,
    answers: answers.get(row.booking_id ?? '') ?? [],
  }));
}

async function readAnswers(
  db: ReadableDb,
  eventId: string,
): Promise<ReadonlyMap<string, PlaceInOffice['answers']>> {
  const rows = await db.query
    .selectFrom('answer')
    .innerJoin('question', 'question.id', 'answer.question_id')
    .select(['answer.owner_id', 'question.label', 'question.kind', 'answer.answer'])
    .where('question.event_id', '=', eventId)
    .orderBy('question.line')
    .execute();
  return Map.groupBy(rows, (row) => row.owner_id);
}
