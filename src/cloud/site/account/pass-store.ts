import type { CardState } from '../../../domain/card/state.ts';
import type { CardId, PersonId } from '../../../shared/ids.ts';
import type { ReadableDb } from '../../db/open-database.ts';

export type Pass = { readonly id: CardId; readonly number: string; readonly state: CardState };

const selectPasses = (db: ReadableDb, personId: PersonId) =>
  db.query.selectFrom('card').select(['id', 'number', 'state']).where('person_id', '=', personId);

const passOf = (row: { id: string; number: string; state: CardState }): Pass => ({
  ...row,
  id: row.id as CardId,
});

/** The Passes of a person: those in use first. */
export async function listPasses(db: ReadableDb, personId: PersonId): Promise<readonly Pass[]> {
  const rows = await selectPasses(db, personId).orderBy('created_at').orderBy('number').execute();
  const isInUse = (pass: Pass): number => (pass.state === 'linked' ? 0 : 1);
  return rows.map(passOf).toSorted((left, right) => isInUse(left) - isInUse(right));
}

/** One Pass of this person, by its id or its number; null for somebody else's. */
export async function findPassOf(
  db: ReadableDb,
  personId: PersonId,
  idOrNumber: string,
): Promise<Pass | null> {
  const row = await selectPasses(db, personId)
    .where((where) => where.or([where('id', '=', idOrNumber), where('number', '=', idOrNumber)]))
    .executeTakeFirst();
  return row === undefined ? null : passOf(row);
}
