import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import { basketTotal } from '../../../domain/till/basket.ts';
import { payInCash } from '../../../domain/till/sale.ts';
import { ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { toId } from '../../../shared/ids.ts';
import { err } from '../../../shared/result.ts';
import { readOpenBasket } from '../../projections/basket.ts';
import { DONE, showResult } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { shownPayments } from './shown-payments.ts';
import { currentPointOfSale, recordSale } from './record-sale.ts';

/** Pays the whole basket in cash. The basket must still be the one the cashier saw. */
export function payCash(
  context: StationContext,
  staff: StaffRef,
  wanted: { readonly basketRevision: number; readonly givenCents: Cents },
): CommandResult {
  const basket = readOpenBasket(context.journal.database);
  if (basket.revision !== wanted.basketRevision) return err('basket-changed');
  if (basket.lines.length === 0) return err('basket-empty');
  if (currentPointOfSale(context)?.means.includes('cash') !== true) {
    return err('means-not-accepted');
  }
  const payment = payInCash(basketTotal(basket.lines), wanted.givenCents);
  if (!payment.ok) return payment;
  const payments = payment.value.cents === 0 ? [] : [payment.value];
  const sale = recordSale(context, staff, basket, payments);
  if (!sale.ok) return sale;
  showResult(
    context,
    {
      kind: 'sale-done',
      operationId: toId<'Operation'>(sale.value.saleId),
      ticketCount: 0,
      loyaltyText: '',
      number: sale.value.number,
      totalCents: sale.value.totalCents,
      payments: shownPayments(context, payments, ZERO_CENTS),
    },
    null,
  );
  return DONE;
}
