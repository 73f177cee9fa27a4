import { signedTicketText, ticketTextToSign } from '../../../domain/door/ticket-text.ts';
import type { EventId, TicketId } from '../../../shared/ids.ts';
import type { StationContext } from '../context.ts';

/** The text of the QR of a ticket that this station sold. */
export function ticketCode(
  context: StationContext,
  ticket: { readonly ticketId: TicketId; readonly eventId: EventId },
): string {
  const text = ticketTextToSign({
    ticketId: ticket.ticketId,
    eventId: ticket.eventId,
    signer: { kind: 'station', stationId: context.stationId },
  });
  return signedTicketText(text, context.sign(Buffer.from(text, 'utf8')));
}
