import type { PersonId } from '../../../shared/ids.ts';
import type { ReadableDb } from '../../db/open-database.ts';

/** The numbers of the person's Passes that work: each carries their tickets too (RULES E6). */
export async function findPasses(db: ReadableDb, personId: PersonId): Promise<readonly string[]> {
  const rows = await db.query
    .selectFrom('card')
    .select('number')
    .where('person_id', '=', personId)
    .where('state', '=', 'linked')
    .orderBy('number')
    .execute();
  return rows.map(({ number }) => number);
}
