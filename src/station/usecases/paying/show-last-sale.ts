import { saleOfEntry } from '../../../domain/journal/old-entries.ts';
import type { Journal } from '../../journal/journal.ts';
import { showResult } from '../context.ts';
import type { StationContext } from '../context.ts';
import { leftOnPass, saleDone } from './sale-done.ts';

/**
 * Shows a recorded sale again. After a restart in the middle of a sale it tells the cashier that
 * the sale is done, so that nobody pays twice.
 */
export function showLastSale(context: StationContext, journal: Journal, seq: number): void {
  const entry = journal.read(seq, 1)[0];
  if (entry === undefined) return;
  const body: unknown = JSON.parse(Buffer.from(entry.body).toString('utf8'));
  const sale = saleOfEntry({ kind: entry.kind, body });
  if (sale === null) return;
  const leftOf = (cardId: Parameters<typeof leftOnPass>[1]) => leftOnPass(context, cardId);
  showResult(context, saleDone(context, sale, leftOf, ''), null);
}
