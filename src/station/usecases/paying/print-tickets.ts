import type { SaleRecorded } from '../../../domain/journal/sale-entries.ts';
import type { StationContext } from '../context.ts';
import { readTraining } from '../day/shown.ts';
import { ticketCode } from '../door/ticket-codes.ts';
import { receiptHead } from '../receipts/receipt-head.ts';

/** In training no code may open a door. */
const TRAINING_CODE = 'FACTICE';

/** Prints the tickets of a sale that no Pass carries and no mail brings. Never makes the sale wait. */
export function printTickets(context: StationContext, sale: SaleRecorded): void {
  const isTraining = readTraining(context);
  for (const { detail, unitPriceCents } of sale.lines) {
    if (detail.kind !== 'ticket' || detail.cardId !== null || detail.email !== null) continue;
    for (const { ticketId, holderName } of detail.tickets) {
      context.printers.print('receipt', {
        kind: 'event-ticket',
        ...receiptHead(context, {
          number: String(sale.number),
          at: context.clock(),
          staffName: sale.staff.name,
          pointOfSaleId: sale.pointOfSaleId,
          copy: 1,
        }),
        event: { name: detail.eventName, startsAt: detail.eventStartsAt, place: null },
        priceName: detail.priceName,
        priceCents: unitPriceCents,
        holder: holderName === '' ? null : holderName,
        code: isTraining
          ? TRAINING_CODE
          : ticketCode(context, { ticketId, eventId: detail.eventId }),
        codeText: null,
      });
    }
  }
}
