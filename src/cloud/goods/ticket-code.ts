import { signedTicketText, ticketTextToSign } from '../../domain/door/ticket-text.ts';
import type { EventId, TicketId } from '../../shared/ids.ts';
import type { SigningKey } from '../../shared/node/crypto.ts';

/** What the QR of a ticket says, signed by the cloud: a door checks it without network (RULES E6). */
export function ticketCode(
  ticket: { readonly ticketId: TicketId; readonly eventId: EventId },
  cloudKey: SigningKey,
): string {
  const text = ticketTextToSign({ ...ticket, signer: { kind: 'cloud' } });
  return signedTicketText(text, cloudKey.sign(Buffer.from(text)));
}
