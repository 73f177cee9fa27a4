import type { SaleCorrected, SaleMeansChanged } from '../../../domain/journal/sale-entries.ts';
import { saleOfEntry } from '../../../domain/journal/old-entries.ts';
import type { SaleHistory } from '../../../domain/till/correct-sale.ts';
import { assert } from '../../../shared/assert.ts';
import type { Instant } from '../../../shared/time.ts';
import { readChangeSeqs, readPastSale } from '../../projections/corrections.ts';
import type { PastSale } from '../../projections/corrections.ts';
import { readTrainingState } from '../../projections/training.ts';
import { readEntryAt } from '../receipts/read-operation.ts';
import type { StationContext } from '../context.ts';

/** A past sale with all that was put right in it. */
export type FullSale = SaleHistory & {
  readonly past: PastSale;
  readonly changes: readonly SaleChange[];
};

export type SaleChange = { readonly at: Instant } & (
  | { readonly kind: 'corrected'; readonly body: SaleCorrected }
  | { readonly kind: 'means-changed'; readonly body: SaleMeansChanged }
);

/**
 * Reads a sale of this station. In training only those of training are there, and the other way
 * round: what is tried out never touches what counts (RULES T13).
 */
export function readSaleHistory(context: StationContext, saleId: string): FullSale | undefined {
  const { database } = context.journal;
  const past = readPastSale(database, saleId);
  if (past === undefined || past.isTraining !== readTrainingState(database).isOn) return undefined;
  const sale = saleOfEntry(readEntryAt(context, past.seq));
  assert(sale !== null, `entry ${past.seq} is no sale`);
  const changes = readChangeSeqs(database, saleId).map((seq) => changeAt(context, seq));
  return {
    past,
    sale,
    changes,
    corrections: changes.flatMap((one) => (one.kind === 'corrected' ? [one.body] : [])),
    meansChanges: changes.flatMap((one) => (one.kind === 'means-changed' ? [one.body] : [])),
  };
}

function changeAt(context: StationContext, seq: number): SaleChange {
  const { kind, body, at } = readEntryAt(context, seq);
  return kind === 'sale.corrected@1'
    ? { at, kind: 'corrected', body: body as SaleCorrected }
    : { at, kind: 'means-changed', body: body as SaleMeansChanged };
}
