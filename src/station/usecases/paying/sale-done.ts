import type { SaleRecorded } from '../../../domain/journal/sale-entries.ts';
import type { ResultShown } from '../../../contract/kiosk/results.ts';
import type { CardId } from '../../../shared/ids.ts';
import { toId } from '../../../shared/ids.ts';
import { ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { StationContext } from '../context.ts';
import { passOf } from '../pass/known-pass.ts';
import { knownHoldings, spendableCents } from '../pass/known-wallet.ts';
import { shownPayments } from './shown-payments.ts';

/** What the screen says of a sale that is on disk. */
export const saleDone = (
  context: StationContext,
  sale: SaleRecorded,
  leftOf: (cardId: CardId) => Cents,
  loyaltyText: string,
): ResultShown => ({
  kind: 'sale-done',
  operationId: toId<'Operation'>(sale.saleId),
  number: sale.number,
  totalCents: sale.totalCents,
  payments: shownPayments(context, sale.payments, leftOf),
  ticketCount: sale.lines.reduce(
    (sum, { detail }) => sum + (detail.kind === 'ticket' ? detail.tickets.length : 0),
    0,
  ),
  loyaltyText,
});

/** What a Pass can still spend here, as far as this station knows. */
export function leftOnPass(context: StationContext, cardId: CardId): Cents {
  const card = passOf(context, cardId);
  return card === undefined ? ZERO_CENTS : spendableCents(knownHoldings(context, card));
}
