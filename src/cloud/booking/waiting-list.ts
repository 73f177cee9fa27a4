import type { Selectable } from 'kysely';
import { priceStateOf } from '../../domain/agenda/price-booking.ts';
import type { BookingFacts } from '../../domain/agenda/price-booking.ts';
import type { EventId, PersonId, WaitingId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { WaitingEntryTable } from '../db/booking-tables.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import { lockBookableEvent } from './bookable-event.ts';
import type { BookableEvent } from './bookable-event.ts';
import { gatherBookingFacts } from './booking-facts.ts';
import { cancelBooking, closeWaiting, tellBooking } from './booking-store.ts';
import { settleEvent } from './settle-event.ts';

export type JoinOrder = {
  /** Made by the form. */
  readonly id: WaitingId;
  readonly eventId: EventId;
  readonly personId: PersonId;
  readonly places: number;
  readonly now: Instant;
};

export type JoinRefusal =
  | {
      readonly code:
        | 'event-unknown'
        | 'event-over'
        | 'no-booking'
        | 'not-for-you'
        | 'nothing-asked'
        /** There are places: they can be booked. */
        | 'not-full'
        | 'content-differs';
    }
  | { readonly code: 'too-many'; readonly max: number };

/** Somebody who waits already keeps their place in line. */
export async function joinWaitingList(
  tx: WritableDb,
  order: JoinOrder,
): Promise<Result<{ readonly waitingId: WaitingId; readonly position: number }, JoinRefusal>> {
  const { id, personId, now, places } = order;
  const event = await lockBookableEvent(tx, order.eventId);
  if (event === null || !event.isPublished) return err({ code: 'event-unknown' });
  const known = await findEntry(tx, id);
  const isSame =
    known?.person_id === personId && known.event_id === event.id && known.places === places;
  if (known !== undefined && !isSame) return err({ code: 'content-differs' });
  await settleEvent(tx, event, now);
  const open = known ?? (await findOpen(tx, event.id, personId));
  if (open !== undefined) return ok(await whereIn(tx, open));
  const asked = { now, promo: null, withoutBookingId: null };
  const facts = await gatherBookingFacts(tx, event, personId, asked);
  const refusal = findRefusal(event, facts, places);
  if (refusal !== null) return err(refusal);
  const entry = {
    ...{ id, event_id: event.id, person_id: personId, places, state: 'waiting' as const },
    ...{ joined_at: now, booking_id: null, offer_ends_at: null, closed_at: null },
  };
  await tx.query.insertInto('waiting_entry').values(entry).execute();
  tx.changed('event', event.id, event.collectiveId);
  return ok(await whereIn(tx, entry));
}

function findRefusal(
  { startsAt }: BookableEvent,
  facts: BookingFacts,
  places: number,
): JoinRefusal | null {
  const { now, takesBookings, isMembersOnly, isMember, leftForPerson } = facts;
  if (startsAt <= now) return { code: 'event-over' };
  if (!takesBookings) return { code: 'no-booking' };
  if (isMembersOnly && !isMember) return { code: 'not-for-you' };
  if (places < 1) return { code: 'nothing-asked' };
  if (places > leftForPerson) return { code: 'too-many', max: leftForPerson };
  return isFull(facts) ? null : { code: 'not-full' };
}

/** Whether there is something to wait for: what this person could buy is sold out. */
export function isFull({ prices, now, left }: BookingFacts): boolean {
  const states = prices.map((price) => priceStateOf(price, now, left));
  return states.includes('sold-out') && !states.includes('open');
}

const findEntry = (db: ReadableDb, waitingId: string) =>
  db.query.selectFrom('waiting_entry').selectAll().where('id', '=', waitingId).executeTakeFirst();

/** Where the person waits, or is offered places, of an event. */
export const findOpen = (db: ReadableDb, eventId: string, personId: PersonId) =>
  db.query
    .selectFrom('waiting_entry')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('person_id', '=', personId)
    .where('state', 'in', ['waiting', 'offered'])
    .executeTakeFirst();

type Entry = Selectable<WaitingEntryTable>;

async function whereIn(tx: WritableDb, entry: Entry) {
  return { waitingId: entry.id as WaitingId, position: await readPosition(tx, entry) };
}

/** 1: the next; somebody who is asked already is before all who wait. */
export async function readPosition(
  db: ReadableDb,
  entry: Pick<Entry, 'id' | 'event_id' | 'joined_at' | 'state'>,
): Promise<number> {
  if (entry.state !== 'waiting') return 1;
  const before = await db.query
    .selectFrom('waiting_entry')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('event_id', '=', entry.event_id)
    .where('state', '=', 'waiting')
    .where((where) =>
      where.or([
        where('joined_at', '<', entry.joined_at),
        where.and([where('joined_at', '=', entry.joined_at), where('id', '<', entry.id)]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return before.count + 1;
}

/** Says no to an offer too. Leaving twice is fine. */
export async function leaveWaitingList(
  tx: WritableDb,
  order: { readonly waitingId: WaitingId; readonly personId: PersonId; readonly now: Instant },
): Promise<Result<void, 'waiting-unknown'>> {
  const { waitingId, personId, now } = order;
  const known = await findEntry(tx, waitingId);
  if (known?.person_id !== personId) return err('waiting-unknown');
  const event = await lockBookableEvent(tx, known.event_id as EventId);
  if (event === null) return err('waiting-unknown');
  await settleEvent(tx, event, now);
  // Read again: it may have been offered before the lock was ours.
  const entry = await findEntry(tx, waitingId);
  if (entry === undefined || entry.closed_at !== null) return ok(undefined);
  await closeWaiting(tx, waitingId, 'leave', now);
  if (entry.booking_id !== null) {
    await cancelBooking(tx, entry.booking_id, now);
    tellBooking(tx, event, entry.booking_id);
  }
  await settleEvent(tx, event, now);
  return ok(undefined);
}
