import { toId } from '../../shared/ids.ts';
import type { PersonId } from '../../shared/ids.ts';
import type { ReadableDb } from '../db/open-database.ts';
import type { ManagedCollective } from '../http/deps.ts';

/** The collective of this slug, when the person runs it. */
export async function findManagedCollective(
  db: ReadableDb,
  personId: PersonId,
  slug: string,
): Promise<ManagedCollective | null> {
  const row = await db.query
    .selectFrom('collective')
    .innerJoin('collective_manager', 'collective_manager.collective_id', 'collective.id')
    .select(['collective.id', 'collective.slug', 'collective.name'])
    .where('collective.slug', '=', slug)
    .where('collective_manager.person_id', '=', personId)
    .executeTakeFirst();
  return row === undefined ? null : { id: toId(row.id), slug: row.slug, name: row.name };
}
