import type { PersonId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';

/** Somebody leaves for good: they drop out of what has not started; what they did stays, without a name. */
export async function leaveShifts(tx: WritableDb, personId: PersonId, now: Instant): Promise<void> {
  await tx.query
    .updateTable('shift_sign_up')
    .set({ state: 'dropped-out', closed_at: now })
    .where('person_id', '=', personId)
    .where('state', '=', 'signed-up')
    .where('shift_id', 'in', (from) =>
      from.selectFrom('shift').select('id').where('starts_at', '>', now),
    )
    .execute();
}
