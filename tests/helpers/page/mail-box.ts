import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

/** A real SMTP server that keeps the letters it gets, read as a person reads them. */

export type Letter = {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly files: readonly { readonly name: string; readonly content: Buffer }[];
};

export type MailBox = {
  readonly url: string;
  /** The newest letter to an address that was not read yet; waits for it. */
  readonly read: (to: string, subject?: RegExp) => Promise<Letter>;
  readonly close: () => Promise<void>;
};

const LETTER_MS_MAX = 15_000;
const LOOK_EVERY_MS = 50;

export async function openMailBox(): Promise<MailBox> {
  const letters: Letter[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        letters.push(readLetter(to, Buffer.concat(chunks).toString('latin1')));
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const find = (to: string, subject: RegExp): number =>
    letters.findLastIndex((letter) => letter.to.includes(to) && subject.test(letter.subject));
  return {
    url: `smtp://127.0.0.1:${port}`,
    read: async (to, subject = /./) => {
      const endMs = Date.now() + LETTER_MS_MAX;
      while (find(to, subject) === -1) {
        if (Date.now() > endMs) {
          const got = letters.map((letter) => `${letter.to.join(', ')}: ${letter.subject}`);
          throw new Error(`no letter to ${to} about ${subject}; there are: ${got.join(' | ')}`);
        }
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
      const [letter] = letters.splice(find(to, subject), 1);
      return letter!;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

type Part = {
  readonly headers: ReadonlyMap<string, string>;
  readonly content: Buffer;
};

function readLetter(to: readonly string[], source: string): Letter {
  const parts = readParts(source);
  const headers = readHeaders(source).headers;
  const typed = (type: string): string =>
    parts
      .find(
        (part) =>
          (part.headers.get('content-type') ?? '').startsWith(type) && nameOf(part) === undefined,
      )
      ?.content.toString('utf8') ?? '';
  return {
    to,
    subject: decodeWords(headers.get('subject') ?? ''),
    text: typed('text/plain'),
    html: typed('text/html'),
    files: parts.flatMap((part) => {
      const name = nameOf(part);
      return name === undefined ? [] : [{ name, content: part.content }];
    }),
  };
}

const nameOf = ({ headers }: Part): string | undefined =>
  /filename="?([^";]+)/.exec(headers.get('content-disposition') ?? '')?.[1];

function readHeaders(source: string): {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
} {
  const end = source.indexOf('\r\n\r\n');
  const lines = source
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  return { headers, body: source.slice(end + 4) };
}

/** The leaves of a letter, whatever lies in what. */
function readParts(source: string): readonly Part[] {
  const { headers, body } = readHeaders(source);
  const boundary = /boundary="?([^";]+)/.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) return [{ headers, content: decodeBody(headers, body) }];
  const [, ...pieces] = `\r\n${body}`.split(`\r\n--${boundary}`);
  return pieces
    .filter((piece) => !piece.startsWith('--'))
    .flatMap((piece) => readParts(piece.replace(/^\r\n/, '')));
}

function decodeBody(headers: Part['headers'], body: string): Buffer {
  const encoding = (headers.get('content-transfer-encoding') ?? '7bit').toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding === 'quoted-printable') {
    return Buffer.from(unquote(body.replaceAll(/=\r\n/g, '')), 'latin1');
  }
  return Buffer.from(body, 'latin1');
}

const unquote = (text: string): string =>
  text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );

/** `=?UTF-8?Q?Vos_billets?=` and its like. */
const decodeWords = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : Buffer.from(unquote(word.replaceAll('_', ' ')), 'latin1').toString('utf8'),
    );
