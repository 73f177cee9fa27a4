import type { PersonId } from '../../../shared/ids.ts';
import { dayOf } from '../../../shared/format.ts';
import type { Day, Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';

export type OwnMembership = {
  readonly id: string;
  readonly name: string;
  readonly collective: { readonly id: string; readonly slug: string; readonly name: string };
  readonly endsOn: Day | null;
};

/** The memberships of a person that run today. */
export async function listRunningMemberships(
  db: ReadableDb,
  personId: PersonId,
  now: Instant,
): Promise<readonly OwnMembership[]> {
  const rows = await db.query
    .selectFrom('membership')
    .innerJoin('collective', 'collective.id', 'membership.collective_id')
    .select([
      'membership.id',
      'membership.name',
      'membership.starts_on',
      'membership.ends_on',
      'collective.id as collective_id',
      'collective.slug',
      'collective.name as collective_name',
      'collective.time_zone',
    ])
    .where('membership.person_id', '=', personId)
    .where('membership.state', '=', 'active')
    .orderBy('collective.name')
    .orderBy('membership.starts_on')
    .execute();
  return rows
    .filter((row) => {
      const today = dayOf(now, row.time_zone);
      return row.starts_on <= today && (row.ends_on === null || row.ends_on >= today);
    })
    .map((row) => ({
      id: row.id,
      name: row.name,
      collective: { id: row.collective_id, slug: row.slug, name: row.collective_name },
      endsOn: row.ends_on as Day | null,
    }));
}

/** The collectives that a person takes part in (RULES E1); none for somebody who is not signed in. */
export async function listOwnCollectiveIds(
  db: ReadableDb,
  personId: PersonId | null,
  now: Instant,
): Promise<ReadonlySet<string>> {
  if (personId === null) return new Set();
  const memberships = await listRunningMemberships(db, personId, now);
  return new Set(memberships.map(({ collective }) => collective.id));
}
