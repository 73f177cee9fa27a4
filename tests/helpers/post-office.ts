import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

export type Letter = {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came over the wire. */
  readonly raw: string;
  /** Its lines with the quoted-printable letters written out, on one line each. */
  readonly text: string;
};

export type PostOffice = {
  readonly url: string;
  readonly letters: Letter[];
  /** `busy`: later. `address`: each address is refused for good. `message`: what it says is. */
  readonly refuse: (what: 'busy' | 'address' | 'message' | null) => void;
  readonly close: () => Promise<void>;
};

const refusal = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });

/** A real SMTP server that keeps what it gets, or refuses it. */
export async function openPostOffice(): Promise<PostOffice> {
  const letters: Letter[] = [];
  let refused: 'busy' | 'address' | 'message' | null = null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, done) =>
      done(refused === 'busy' ? refusal(450, 'mailbox busy, come back later') : null),
    onRcptTo: ({ address }, _session, done) =>
      done(refused === 'address' ? refusal(550, `no mailbox ${address} here`) : null),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refused === 'message') return done(refusal(554, 'not wanted'));
        const { mailFrom, rcptTo } = session.envelope;
        const raw = Buffer.concat(chunks).toString('utf8');
        letters.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          ...{ raw, text: decodeLetter(raw) },
        });
        return done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    refuse: (what) => {
      refused = what;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Quoted-printable written out, as a mail program does. */
function decodeLetter(raw: string): string {
  const joined = raw.replaceAll(/=\r?\n/g, '');
  const bytes = joined.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
