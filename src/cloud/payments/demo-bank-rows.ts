import type { DemoBankTable } from '../db/bank-tables.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import type { Instant } from '../../shared/time.ts';

/** What the demo's bank knows, one JSON for each thing. */
type DemoRow = {
  readonly id: string;
  readonly kind: DemoBankTable['kind'];
  readonly data: unknown;
  readonly at: Instant;
};

/** `once`: what is known already stays as it is. */
export async function storeDemoRow(
  tx: WritableDb,
  { id, kind, data, at }: DemoRow,
  mode: 'once' | 'replace' = 'replace',
): Promise<void> {
  const text = JSON.stringify(data);
  await tx.query
    .insertInto('demo_bank')
    .values({ id, kind, data: text, at })
    .onConflict((conflict) =>
      mode === 'once'
        ? conflict.column('id').doNothing()
        : conflict.column('id').doUpdateSet({ data: text }),
    )
    .execute();
}

export async function readDemoRow<Data>(
  db: ReadableDb | WritableDb,
  kind: DemoRow['kind'],
  id: string,
  lock?: 'lock',
): Promise<Data | null> {
  const query = db.query
    .selectFrom('demo_bank')
    .select('data')
    .where('id', '=', id)
    .where('kind', '=', kind);
  const isLocked = lock === 'lock' && db.kind === 'postgres';
  const row = await (isLocked ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.data) as Data);
}
