import { dayOf } from '../../shared/format.ts';
import type { CollectiveId, PersonId } from '../../shared/ids.ts';
import type { Day, Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb } from '../db/open-database.ts';

export type RunningMembership = { readonly name: string; readonly endsOn: Day | null };

/** What of each person runs, or is taken for later, at a collective. */
export async function readMemberships(
  db: ReadableDb,
  collectiveId: CollectiveId,
  personIds: readonly PersonId[],
  now: Instant,
): Promise<ReadonlyMap<PersonId, RunningMembership[]>> {
  const rows = await db.query
    .selectFrom('membership')
    .innerJoin('collective', 'collective.id', 'membership.collective_id')
    .select(['person_id', 'membership.name', 'ends_on', 'time_zone'])
    .where('membership.collective_id', '=', collectiveId)
    .where(isOneOf(db.kind, 'person_id', personIds))
    .where('state', '=', 'active')
    .orderBy('membership.name')
    .orderBy('ends_on')
    .execute();
  const running = rows.filter(
    (row) => row.ends_on === null || row.ends_on >= dayOf(now, row.time_zone),
  );
  return new Map(
    [...Map.groupBy(running, (row) => row.person_id as PersonId)].map(([personId, own]) => [
      personId,
      own.map(({ name, ends_on }) => ({ name, endsOn: ends_on as Day | null })),
    ]),
  );
}
