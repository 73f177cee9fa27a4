import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { ReadableDb } from '../db/open-database.ts';

/** How much of a sale was taken back since (RULES T10); null when nothing was. */
export async function readTakenBack(
  db: ReadableDb,
  saleId: string,
): Promise<{ readonly takenCents: Cents; readonly isWhole: boolean } | null> {
  const row = await db.query
    .selectFrom('sale_correction as correction')
    .innerJoin('sale', 'sale.id', 'correction.sale_id')
    .select(({ fn }) => [
      'sale.total_cents',
      fn.sum<number>('correction.total_cents').as('taken_cents'),
    ])
    .where('correction.sale_id', '=', saleId)
    .where('correction.kind', '=', 'taken-back')
    .groupBy('sale.total_cents')
    .executeTakeFirst();
  if (row === undefined) return null;
  return { takenCents: cents(row.taken_cents), isWhole: row.taken_cents === row.total_cents };
}
