import type { PersonId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';

/**
 * Somebody leaves for good: nothing of theirs renews, requests are taken back, answers they gave are
 * erased. Periods that were paid stay, without the name (RULES P4).
 */
export async function leaveMemberships(
  tx: WritableDb,
  personId: PersonId,
  now: Instant,
): Promise<void> {
  const open = await tx.query
    .updateTable('membership')
    .set({ state: 'cancelled', closed_at: now })
    .where('person_id', '=', personId)
    .where('state', 'in', ['requested', 'approved', 'waiting-for-payment'])
    .returning('id')
    .execute();
  const stopped = await tx.query
    .updateTable('membership')
    .set({ renews: 0, renew_means: null, renew_next_at: null, renew_tries: 0 })
    .where('person_id', '=', personId)
    .where('renews', '=', 1)
    .returning('id')
    .execute();
  await tx.query
    .deleteFrom('answer')
    .where('owner_id', 'in', (from) =>
      from.selectFrom('membership').select('id').where('person_id', '=', personId),
    )
    .execute();
  await tx.query.deleteFrom('membership_sharer').where('person_id', '=', personId).execute();
  for (const { id } of [...open, ...stopped]) tx.changed('membership', id, null);
}
