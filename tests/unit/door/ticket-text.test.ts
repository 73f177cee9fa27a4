import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseTicketText,
  signedTicketText,
  ticketTextToSign,
} from '../../../src/domain/door/ticket-text.ts';
import type { TicketSigner } from '../../../src/domain/door/ticket-text.ts';
import { toId } from '../../../src/shared/ids.ts';

const ids = fc.uuid().map((text) => text.toLowerCase());
const signers: fc.Arbitrary<TicketSigner> = fc.oneof(
  fc.constant<TicketSigner>({ kind: 'cloud' }),
  ids.map((id): TicketSigner => ({ kind: 'station', stationId: toId<'Station'>(id) })),
);

describe('the text of a ticket', () => {
  it('reads back as it was written, whoever signed it', () => {
    fc.assert(
      fc.property(
        ids,
        ids,
        signers,
        fc.uint8Array({ minLength: 64, maxLength: 64 }),
        (ticket, event, signer, signature) => {
          const ticketId = toId<'Ticket'>(ticket);
          const eventId = toId<'Event'>(event);
          const signedText = ticketTextToSign({ ticketId, eventId, signer });
          const text = signedTicketText(signedText, signature);
          const read = parseTicketText(` ${text}\n`);
          expect(read).toEqual({
            ok: true,
            value: { ticketId, eventId, signer, signedText, signature },
          });
          expect(text.slice(text.lastIndexOf('.') + 1)).toBe(
            Buffer.from(signature).toString('base64url'),
          );
        },
      ),
    );
  });

  it('is refused when it is anything else', () => {
    const others = [
      '',
      'T1',
      'T1....',
      'https://example.org/qr/5f0c9a3e-7d24-4b81-9c6f-2e8a41d7b350',
      `T1.${'g'.repeat(32)}.${'0'.repeat(32)}.cloud.${'A'.repeat(86)}`,
      `T2.${'0'.repeat(32)}.${'0'.repeat(32)}.cloud.${'A'.repeat(86)}`,
      `T1.${'0'.repeat(32)}.${'0'.repeat(32)}.cloud.${'A'.repeat(85)}`,
    ];
    for (const text of others)
      expect(parseTicketText(text)).toEqual({ ok: false, error: 'not-a-ticket' });
  });
});
