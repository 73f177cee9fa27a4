import { looksLikeTicket, parseTicketText } from '../../../domain/door/ticket-text.ts';
import type { TicketText } from '../../../domain/door/ticket-text.ts';
import { publicKeyFromHex, verifySignature } from '../../../shared/node/crypto.ts';
import { readPairing } from '../../projections/pairing.ts';
import { readSession } from '../../projections/session.ts';
import type { Outcome } from '../acting.ts';
import { refuse } from '../context.ts';
import type { StationContext } from '../context.ts';
import { admit, openDoorEvent } from './admit.ts';

/** Admits by the text of a ticket's QR; null when the text is no ticket. */
export function scanTicket(context: StationContext, text: string): Outcome | null {
  if (!looksLikeTicket(text)) return null;
  const { staff, isManager } = readSession(context.journal.database);
  if (staff === null) return refuse(context, 'not-signed-in', null);
  const eventId = openDoorEvent(context);
  if (eventId === null) return refuse(context, 'door-not-open', null);
  const ticket = parseTicketText(text);
  if (!ticket.ok) return refuse(context, 'ticket-unknown', null);
  if (!isSigned(context, ticket.value)) return refuse(context, 'ticket-forged', null);
  if (ticket.value.eventId !== eventId) return refuse(context, 'ticket-other-event', null);
  return admit(
    context,
    { staff, isManager, approvedBy: null },
    { ticketId: ticket.value.ticketId, eventId, by: 'qr', tapSeenAtMs: null },
  );
}

/** Whether the cloud, or a station of this collective, signed it. Needs no network. */
function isSigned(context: StationContext, ticket: TicketText): boolean {
  const hex = signerKeyHex(context, ticket.signer);
  const key = hex === undefined ? undefined : publicKeyFromHex(hex);
  return (
    key !== undefined &&
    verifySignature(key, Buffer.from(ticket.signedText, 'utf8'), ticket.signature)
  );
}

function signerKeyHex(context: StationContext, signer: TicketText['signer']): string | undefined {
  if (signer.kind === 'cloud') return readPairing(context.journal.database)?.cloudPublicKey;
  if (signer.stationId === context.stationId) return context.publicKeyHex;
  return context.knowledge.one('station', signer.stationId)?.publicKey;
}
