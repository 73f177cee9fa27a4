import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { expect, test } from 'vitest';
import { createSmtpMail } from '../../../src/cloud/mail/smtp-mail.ts';
import { ticketMail } from '../../../src/cloud/receipts/ticket-mail.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { makeSeed, signingKeyFromSeed } from '../../../src/shared/node/crypto.ts';
import { toInstant } from '../../../src/shared/time.ts';

test('the QR of a ticket travels inside the mail, where its page names it', async () => {
  const letters: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        letters.push(Buffer.concat(chunks).toString('utf8'));
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const mail = createSmtpMail({ smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: 'a@b.test' });
  const letter = ticketMail(
    {
      ...{ to: 'awa@example.org', language: 'fr' },
      event: {
        ...{ id: toId(makeUuid()), name: 'Fanfare', place: 'Salle', timeZone: 'Europe/Paris' },
        startsAt: toInstant('2026-11-22T19:30:00.000Z'),
        doorsAt: toInstant('2026-11-22T18:30:00.000Z'),
      },
      tickets: [{ id: toId(makeUuid()), priceName: 'Plein tarif', holderName: '' }],
    },
    signingKeyFromSeed(makeSeed()),
  );
  await mail.send(letter);
  mail.close();
  await new Promise<void>((resolve) => server.close(resolve));
  const [sent = ''] = letters;
  expect(sent).toContain('Content-Type: image/png; name=ticket-1.png');
  expect(sent).toContain('Content-ID: <ticket-1>');
  expect(sent).toContain('Content-Disposition: inline');
  expect(sent.replaceAll('\r\n', '')).toContain(letter.pictures?.[0]?.base64);
});
