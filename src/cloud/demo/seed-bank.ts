import type { DemoData } from '../../contract/demo/demo-schema.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';

/** Every collective of the demo is paid by bank card, at the bank of the demo. */
export async function seedBank(
  tx: WritableDb,
  { collectives }: DemoData,
  addedAt: Instant,
): Promise<void> {
  await tx.query
    .insertInto('collective_bank')
    .values(
      collectives.map(({ id, slug }) => ({
        collective_id: id,
        account: `acct_demo_${slug}`,
        added_at: addedAt,
      })),
    )
    .onConflict((conflict) => conflict.column('collective_id').doNothing())
    .execute();
}
