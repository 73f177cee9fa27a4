import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { isUuid, toId } from '../../shared/ids.ts';
import type { EventId, StationId, TicketId } from '../../shared/ids.ts';

/**
 * The text in the QR of a ticket (RULES E6): who it is for is not in it, only which ticket of which
 * event, and a signature, so that a door can check it without network.
 *
 * `T1.<ticket id>.<event id>.<signer>.<signature>`: ids without dashes, the signer `cloud` or the
 * id of the station that sold it, the signature Ed25519 in base64url over all that stands before it.
 */
export type TicketText = {
  readonly ticketId: TicketId;
  readonly eventId: EventId;
  readonly signer: TicketSigner;
  /** What is signed, in UTF-8. */
  readonly signedText: string;
  readonly signature: Uint8Array;
};

export type TicketSigner =
  { readonly kind: 'cloud' } | { readonly kind: 'station'; readonly stationId: StationId };

const SIGNATURE_BYTES = 64;
const TEXT = /^T1\.[0-9a-f]{32}\.[0-9a-f]{32}\.(cloud|[0-9a-f]{32})\.[\w-]{86}$/;

export const ticketTextToSign = (ticket: {
  readonly ticketId: TicketId;
  readonly eventId: EventId;
  readonly signer: TicketSigner;
}): string => {
  const { signer } = ticket;
  const signerText = signer.kind === 'cloud' ? 'cloud' : withoutDashes(signer.stationId);
  return `T1.${withoutDashes(ticket.ticketId)}.${withoutDashes(ticket.eventId)}.${signerText}`;
};

export const signedTicketText = (textToSign: string, signature: Uint8Array): string =>
  `${textToSign}.${base64Url(signature)}`;

/** Whether a scanned text means to be a ticket of ours at all. */
export const looksLikeTicket = (text: string): boolean => text.trim().startsWith('T1.');

/** Reads the text of a QR; whether the signature is right is for whoever has the keys. */
export function parseTicketText(scanned: string): Result<TicketText, 'not-a-ticket'> {
  const text = scanned.trim();
  if (!TEXT.test(text)) return err('not-a-ticket');
  const [, ticket = '', event = '', signer = '', signature = ''] = text.split('.');
  const ids = [ticket, event, ...(signer === 'cloud' ? [] : [signer])].map(withDashes);
  const bytes = fromBase64Url(signature);
  if (!ids.every(isUuid) || bytes.length !== SIGNATURE_BYTES) return err('not-a-ticket');
  return ok({
    ticketId: toId<'Ticket'>(withDashes(ticket)),
    eventId: toId<'Event'>(withDashes(event)),
    signer:
      signer === 'cloud'
        ? { kind: 'cloud' }
        : { kind: 'station', stationId: toId<'Station'>(withDashes(signer)) },
    signedText: text.slice(0, text.lastIndexOf('.')),
    signature: bytes,
  });
}

const withoutDashes = (id: string): string => id.replaceAll('-', '');

const withDashes = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  );

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

// Pure code knows neither Buffer nor btoa.
function base64Url(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,6}/g) ?? [];
  return groups.map((group) => ALPHABET.charAt(Number.parseInt(group.padEnd(6, '0'), 2))).join('');
}

function fromBase64Url(text: string): Uint8Array {
  const bits = text.replaceAll(/./g, (letter) =>
    ALPHABET.indexOf(letter).toString(2).padStart(6, '0'),
  );
  const bytes = bits.match(/.{8}/g) ?? [];
  return Uint8Array.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
