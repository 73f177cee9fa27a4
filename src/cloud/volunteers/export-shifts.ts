import type { PersonId } from '../../shared/ids.ts';
import type { ReadableDb } from '../db/open-database.ts';
import { creditsOf } from './credits.ts';

/** Everything we keep of the shifts a person signed up for, in plain words. */
export type ExportedShift = {
  readonly collective: string;
  readonly event: string | null;
  readonly name: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly state: string;
  readonly signedUpAt: string;
  readonly creditedMinutes: number;
};

export async function exportShifts(
  db: ReadableDb,
  personId: PersonId,
): Promise<readonly ExportedShift[]> {
  const rows = await db.query
    .selectFrom('shift_sign_up as own')
    .innerJoin('shift', 'shift.id', 'own.shift_id')
    .innerJoin('collective', 'collective.id', 'shift.collective_id')
    .leftJoin('event', 'event.id', 'shift.event_id')
    .select(['collective.name as collective', 'event.name as event', 'shift.name'])
    .select(['shift.starts_at', 'shift.ends_at', 'own.state', 'own.signed_at', 'own.credits'])
    .where('own.person_id', '=', personId)
    .orderBy('shift.starts_at')
    .orderBy('own.id')
    .execute();
  return rows.map((row) => ({
    ...{ collective: row.collective, event: row.event, name: row.name },
    ...{ startsAt: row.starts_at, endsAt: row.ends_at, state: row.state },
    signedUpAt: row.signed_at,
    creditedMinutes: creditsOf(row.credits).reduce((sum, { minutes }) => sum + minutes, 0),
  }));
}
