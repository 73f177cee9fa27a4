import type { SaleMeansChanged } from '../../domain/journal/sale-entries.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import type { CheckedEntry } from './check-upload.ts';
import { problem } from './read-entry.ts';
import type { EntryProblem } from './read-entry.ts';
import { findCorrectedSale, leftOf, storeCorrection } from './store-correction.ts';

/** A means that was typed wrong (RULES T10): no wallet moves, the totals of the sale do. */
export async function applyMeansChange(
  tx: WritableDb,
  station: KnownStation,
  entry: CheckedEntry,
  change: SaleMeansChanged,
): Promise<EntryProblem | null> {
  const sale = await findCorrectedSale(tx, station, change.saleId);
  if (sale === null) return problem('sale-unknown', `Sale ${change.saleId} is not here.`);
  const { payment, from, to, cents } = change;
  if (from === to || cents > leftOf(sale, payment, from)) {
    return problem('already-corrected', `Payment ${payment} has no ${cents} by ${from}.`);
  }
  await storeCorrection(tx, station, entry, {
    ...{ kind: 'means-changed', body: change, totalCents: 0 },
    parts: [
      { payment, means: from, cents, postingId: null },
      { payment, means: to, cents: -cents, postingId: null },
    ],
  });
  return null;
}
