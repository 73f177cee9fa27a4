import type { ReadableDb } from '../db/open-database.ts';
import type { PersonId } from '../../shared/ids.ts';

/** What a person paid by bank card, what went back, and the cards they left: for their export. */
export async function exportPayments(_db: ReadableDb, _personId: PersonId): Promise<unknown> {
  throw new Error('not written yet');
}
