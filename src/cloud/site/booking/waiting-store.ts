import type { WaitingState } from '../../../domain/agenda/waiting-states.ts';
import { isUuid } from '../../../shared/ids.ts';
import type { BookingId, EventId, PersonId, WaitingId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';

/** Somebody's places in waiting lists. */
export type OwnWaitingEntry = {
  readonly id: WaitingId;
  readonly state: WaitingState;
  readonly places: number;
  readonly bookingId: BookingId | null;
  readonly offerEndsAt: Instant | null;
  /** People before them, and themselves; 0 once they do not wait. */
  readonly position: number;
  readonly event: {
    readonly id: EventId;
    readonly name: string;
    readonly slug: string;
    readonly startsAt: Instant;
    readonly endsAt: Instant;
    readonly collectiveSlug: string;
    readonly collectiveName: string;
    readonly timeZone: string;
  };
};

/** Null when it is not there or somebody else's. */
export async function findOwnWaiting(
  db: ReadableDb,
  waitingId: string,
  personId: PersonId,
): Promise<OwnWaitingEntry | null> {
  if (!isUuid(waitingId)) return null;
  const row = await selectWaiting(db, personId)
    .where('waiting.id', '=', waitingId)
    .executeTakeFirst();
  return row === undefined ? null : waitingOf(row);
}

/** Where the person waits, or was offered places; the soonest event first. */
export async function listOwnWaiting(
  db: ReadableDb,
  personId: PersonId,
  now: Instant,
): Promise<readonly OwnWaitingEntry[]> {
  const rows = await selectWaiting(db, personId)
    .where('waiting.state', 'in', ['waiting', 'offered'])
    .where('event.ends_at', '>', now)
    .orderBy('event.starts_at')
    .execute();
  return rows.map(waitingOf);
}

const selectWaiting = (db: ReadableDb, personId: PersonId) =>
  db.query
    .selectFrom('waiting_entry as waiting')
    .innerJoin('event', 'event.id', 'waiting.event_id')
    .innerJoin('collective', 'collective.id', 'event.collective_id')
    .select(['waiting.id', 'waiting.state', 'waiting.places', 'waiting.booking_id'])
    .select(['waiting.offer_ends_at', 'event.id as event_id', 'event.name', 'event.slug'])
    .select(['event.starts_at', 'event.ends_at', 'collective.slug as collective_slug'])
    .select(['collective.name as collective_name', 'collective.time_zone'])
    .select((builder) =>
      builder
        .selectFrom('waiting_entry as before')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('before.event_id', '=', 'waiting.event_id')
        .where('before.state', '=', 'waiting')
        .where((where) =>
          where.or([
            where('before.joined_at', '<', where.ref('waiting.joined_at')),
            where.and([
              where('before.joined_at', '=', where.ref('waiting.joined_at')),
              where('before.id', '<=', where.ref('waiting.id')),
            ]),
          ]),
        )
        .as('position'),
    )
    .where('waiting.person_id', '=', personId);

type WaitingRow = Awaited<ReturnType<ReturnType<typeof selectWaiting>['execute']>>[number];

const waitingOf = (row: WaitingRow): OwnWaitingEntry => ({
  id: row.id as WaitingId,
  state: row.state,
  places: row.places,
  bookingId: row.booking_id as BookingId | null,
  offerEndsAt: row.offer_ends_at as Instant | null,
  position: row.state === 'waiting' ? (row.position ?? 1) : 0,
  event: {
    id: row.event_id as EventId,
    name: row.name,
    slug: row.slug,
    startsAt: row.starts_at as Instant,
    endsAt: row.ends_at as Instant,
    collectiveSlug: row.collective_slug,
    collectiveName: row.collective_name,
    timeZone: row.time_zone,
  },
});
