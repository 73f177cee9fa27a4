import type { SignUpState } from '../../../domain/agenda/sign-up-states.ts';
import type { CollectiveId, PersonId, ShiftId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { creditsOf } from '../../volunteers/credits.ts';
import type { ShiftPlan } from '../../volunteers/plan-shifts.ts';

/** What one page shows. */
const SHIFTS_MAX = 100;
const PEOPLE_MAX = 500;
const EVENTS_MAX = 100;

export type ShiftInOffice = {
  readonly id: ShiftId;
  readonly name: string;
  readonly eventName: string | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly needed: number;
  readonly filled: number;
  /** Signed up, and nobody said yet whether they came. */
  readonly toSay: number;
};

/** The shifts of a collective that are not over, soonest first; or those that are, newest first. */
export async function listOfficeShifts(
  db: ReadableDb,
  collectiveId: CollectiveId,
  when: { readonly now: Instant; readonly isPast: boolean },
): Promise<readonly ShiftInOffice[]> {
  const rows = await db.query
    .selectFrom('shift')
    .leftJoin('event', 'event.id', 'shift.event_id')
    .leftJoin('shift_sign_up as one', (join) =>
      join.onRef('one.shift_id', '=', 'shift.id').on('one.state', '<>', 'dropped-out'),
    )
    .select(['shift.id', 'shift.name', 'shift.starts_at', 'shift.ends_at', 'shift.needed'])
    .select('event.name as event_name')
    .select((from) => [
      from.fn.count<number>('one.id').as('filled'),
      from.fn.count<number>('one.id').filterWhere('one.state', '=', 'signed-up').as('to_say'),
    ])
    .where('shift.collective_id', '=', collectiveId)
    .where('shift.removed_at', 'is', null)
    .where('shift.ends_at', when.isPast ? '<=' : '>', when.now)
    .groupBy(['shift.id', 'event.name'])
    .orderBy('shift.starts_at', when.isPast ? 'desc' : 'asc')
    .orderBy('shift.id')
    .limit(SHIFTS_MAX)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id as ShiftId, name: row.name, eventName: row.event_name },
    ...{ startsAt: row.starts_at as Instant, endsAt: row.ends_at as Instant },
    ...{ needed: row.needed, filled: row.filled, toSay: row.to_say },
  }));
}

export type OneShift = {
  readonly id: ShiftId;
  readonly plan: ShiftPlan;
  readonly isRemoved: boolean;
  readonly volunteers: readonly Volunteer[];
};

export type Volunteer = {
  readonly signUpId: string;
  readonly personId: PersonId;
  /** The name; the address for who never gave one. */
  readonly name: string;
  /** Null once they deleted their account. */
  readonly email: string | null;
  readonly state: SignUpState;
  readonly creditedMinutes: number;
};

export async function findOfficeShift(
  db: ReadableDb,
  collectiveId: CollectiveId,
  shiftId: string,
): Promise<OneShift | null> {
  const row = await db.query
    .selectFrom('shift')
    .selectAll()
    .where('id', '=', shiftId)
    .where('collective_id', '=', collectiveId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    id: row.id as ShiftId,
    isRemoved: row.removed_at !== null,
    plan: {
      ...{ eventId: row.event_id, name: row.name, description: row.description },
      ...{ place: row.place, needed: row.needed, creditsTime: row.credits_time === 1 },
      ...{ startsAt: row.starts_at as Instant, endsAt: row.ends_at as Instant },
      dropOutUntil: row.drop_out_until as Instant | null,
    },
    volunteers: await listVolunteers(db, shiftId),
  };
}

async function listVolunteers(db: ReadableDb, shiftId: string): Promise<readonly Volunteer[]> {
  const rows = await db.query
    .selectFrom('shift_sign_up as own')
    .innerJoin('person', 'person.id', 'own.person_id')
    .select(['own.id', 'own.person_id', 'own.state', 'own.credits', 'person.name', 'person.email'])
    .where('own.shift_id', '=', shiftId)
    .where('own.state', '<>', 'dropped-out')
    .orderBy('own.signed_at')
    .orderBy('own.id')
    .limit(PEOPLE_MAX)
    .execute();
  return rows.map((row) => ({
    ...{ signUpId: row.id, personId: row.person_id as PersonId, state: row.state },
    ...{ name: row.name === '' ? (row.email ?? '') : row.name, email: row.email },
    creditedMinutes: creditsOf(row.credits).reduce((sum, { minutes }) => sum + minutes, 0),
  }));
}

/** Events a shift may be for: those that are not over, and the one it is for. */
export const listEventChoices = (
  db: ReadableDb,
  collectiveId: CollectiveId,
  { now, keptId }: { readonly now: Instant; readonly keptId: string },
) =>
  db.query
    .selectFrom('event')
    .select(['id', 'name', 'starts_at'])
    .where('collective_id', '=', collectiveId)
    .where((where) => where.or([where('ends_at', '>', now), where('id', '=', keptId)]))
    .orderBy('starts_at')
    .limit(EVENTS_MAX)
    .execute();

export const readTimeZone = async (db: ReadableDb, collectiveId: CollectiveId): Promise<string> => {
  const row = await db.query
    .selectFrom('collective')
    .select('time_zone')
    .where('id', '=', collectiveId)
    .executeTakeFirstOrThrow();
  return row.time_zone;
};
