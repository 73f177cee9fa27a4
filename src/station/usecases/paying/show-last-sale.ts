import { saleOfEntry } from '../../../domain/journal/old-entries.ts';
import { toId } from '../../../shared/ids.ts';
import { ZERO_CENTS } from '../../../shared/money.ts';
import type { Journal } from '../../journal/journal.ts';
import { showResult } from '../context.ts';
import type { StationContext } from '../context.ts';
import { knownHoldings, spendableCents } from '../pass/known-wallet.ts';
import { shownPayments } from './shown-payments.ts';

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
  const pass = sale.payments.find((payment) => payment.means === 'pass');
  const card = pass === undefined ? undefined : context.knowledge.cardOf(pass.cardId);
  const leftCents = card === undefined ? ZERO_CENTS : spendableCents(knownHoldings(context, card));
  showResult(
    context,
    {
      kind: 'sale-done',
      operationId: toId<'Operation'>(sale.saleId),
      ticketCount: 0,
      loyaltyText: '',
      number: sale.number,
      totalCents: sale.totalCents,
      payments: shownPayments(context, sale.payments, leftCents),
    },
    null,
  );
}
