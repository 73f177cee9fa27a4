import { dropOutEnd } from '../../domain/agenda/shift-rules.ts';
import type { SignUpState } from '../../domain/agenda/sign-up-states.ts';
import type { CollectiveId, PersonId, ShiftId } from '../../shared/ids.ts';
import { toInstant } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb } from '../db/open-database.ts';

/** What one page shows; a collective that needs more help than this has other pages for it. */
const SHIFTS_MAX = 200;

/** A shift as people see it. */
export type ShiftOnSite = {
  readonly id: ShiftId;
  readonly name: string;
  readonly description: string;
  readonly place: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly needed: number;
  readonly filled: number;
  /** The last moment to drop out. */
  readonly dropOutEnd: Instant;
  readonly creditsTime: boolean;
  readonly isRemoved: boolean;
  readonly event: { readonly slug: string; readonly name: string } | null;
  readonly collective: {
    readonly id: CollectiveId;
    readonly slug: string;
    readonly name: string;
    readonly timeZone: string;
  };
  /** The sign-up of the person who looks; null when they did not sign up, or dropped out. */
  readonly own: { readonly id: string; readonly state: SignUpState } | null;
};

const selectShifts = (db: ReadableDb, personId: PersonId | null) =>
  db.query
    .selectFrom('shift')
    .innerJoin('collective', 'collective.id', 'shift.collective_id')
    .leftJoin('event', (join) =>
      join.onRef('event.id', '=', 'shift.event_id').on('event.published', '=', 1),
    )
    .leftJoin('shift_sign_up as own', (join) =>
      join
        .onRef('own.shift_id', '=', 'shift.id')
        .on('own.person_id', '=', personId ?? '')
        .on('own.state', '<>', 'dropped-out'),
    )
    .select(['shift.id', 'shift.name', 'shift.description', 'shift.place', 'shift.starts_at'])
    .select(['shift.ends_at', 'needed', 'drop_out_until', 'credits_time', 'removed_at'])
    .select(['shift.collective_id', 'collective.slug', 'collective.name as collective_name'])
    .select(['time_zone', 'event.slug as event_slug', 'event.name as event_name'])
    .select(['own.id as own_id', 'own.state as own_state'])
    .select((from) =>
      from
        .selectFrom('shift_sign_up')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('shift_sign_up.shift_id', '=', 'shift.id')
        .where('shift_sign_up.state', '<>', 'dropped-out')
        .as('filled'),
    );

type ShiftRow = Awaited<ReturnType<ReturnType<typeof selectShifts>['execute']>>[number];

function shiftOf(row: ShiftRow): ShiftOnSite {
  const startsAt = toInstant(row.starts_at);
  const endsAt = toInstant(row.ends_at);
  const dropOutUntil = row.drop_out_until as Instant | null;
  return {
    id: row.id as ShiftId,
    ...{ name: row.name, description: row.description, place: row.place },
    ...{ startsAt, endsAt, needed: row.needed, filled: row.filled ?? 0 },
    dropOutEnd: dropOutEnd({ startsAt, endsAt, needed: row.needed, dropOutUntil }),
    creditsTime: row.credits_time === 1,
    isRemoved: row.removed_at !== null,
    event:
      row.event_slug === null || row.event_name === null
        ? null
        : { slug: row.event_slug, name: row.event_name },
    collective: {
      id: row.collective_id as CollectiveId,
      ...{ slug: row.slug, name: row.collective_name, timeZone: row.time_zone },
    },
    own:
      row.own_id === null || row.own_state === null
        ? null
        : { id: row.own_id, state: row.own_state },
  };
}

type Looker = { readonly personId: PersonId | null; readonly now: Instant };

/** Shifts that have not started, soonest first: of all, of one collective, or of one event. */
export async function listComingShifts(
  db: ReadableDb,
  { personId, now }: Looker,
  of: { readonly collectiveId?: string; readonly eventId?: string } = {},
): Promise<readonly ShiftOnSite[]> {
  let query = selectShifts(db, personId)
    .where('shift.starts_at', '>', now)
    .where('shift.removed_at', 'is', null);
  if (of.collectiveId !== undefined)
    query = query.where('shift.collective_id', '=', of.collectiveId);
  if (of.eventId !== undefined) query = query.where('shift.event_id', '=', of.eventId);
  const rows = await query
    .orderBy('shift.starts_at')
    .orderBy('shift.ends_at')
    .orderBy('shift.id')
    .limit(SHIFTS_MAX)
    .execute();
  return rows.map(shiftOf);
}

/** One shift of a collective, also one that is over or was taken away. */
export async function findShift(
  db: ReadableDb,
  personId: PersonId | null,
  where: { readonly collectiveSlug: string; readonly shiftId: string },
): Promise<ShiftOnSite | null> {
  const row = await selectShifts(db, personId)
    .where('shift.id', '=', where.shiftId)
    .where('collective.slug', '=', where.collectiveSlug)
    .executeTakeFirst();
  return row === undefined ? null : shiftOf(row);
}

/** The shifts a person signed up for that are not over, soonest first. */
export async function listOwnShifts(
  db: ReadableDb,
  personId: PersonId,
  now: Instant,
): Promise<readonly ShiftOnSite[]> {
  const rows = await selectShifts(db, personId)
    .where('own.id', 'is not', null)
    .where('shift.ends_at', '>', now)
    .where('shift.removed_at', 'is', null)
    .orderBy('shift.starts_at')
    .orderBy('shift.id')
    .limit(SHIFTS_MAX)
    .execute();
  return rows.map(shiftOf);
}
