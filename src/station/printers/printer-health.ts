import type { PrinterLink } from './printer-link.ts';
import type { PrinterTimings, PrinterTrouble } from './printer-port.ts';

/**
 * What a printer says of itself. Many answer nothing at all, and some answer what no printer says:
 * both print all the same.
 */
export type Health = { readonly trouble: PrinterTrouble | null } | 'silent' | 'rubbish';

type Question = {
  /** Answered at once with one byte, even without paper (DLE EOT n). */
  readonly bytes: Uint8Array;
  readonly troubleOf: (answer: number) => PrinterTrouble | null;
};

const WHY_OFFLINE: Question = {
  bytes: Uint8Array.of(0x10, 0x04, 0x02),
  troubleOf: (answer) => {
    if ((answer & 0b0000_0100) !== 0) return 'cover-open';
    if ((answer & 0b0010_0000) !== 0) return 'paper-out';
    return (answer & 0b0100_0000) === 0 ? null : 'error';
  },
};

const PAPER: Question = {
  bytes: Uint8Array.of(0x10, 0x04, 0x04),
  troubleOf: (answer) => ((answer & 0b0110_0000) === 0 ? null : 'paper-out'),
};

/** Asks for an answer when everything before it is printed (GS r 1). */
export const SAY_WHEN_PRINTED = Uint8Array.of(0x1d, 0x72, 0x01);

// Bits that are the same in every answer of a kind tell it from rubbish, and from the other kind.
const isStatus = (byte: number): boolean => (byte & 0b1001_0011) === 0b0001_0010;
export const isPrintedAnswer = (byte: number): boolean => (byte & 0b1001_0000) === 0;

/** The two questions whose answers say whether a paper would come out. */
export async function askHealth(link: PrinterLink, timings: PrinterTimings): Promise<Health> {
  const offline = await ask(link, WHY_OFFLINE, timings);
  if (typeof offline === 'string' || offline.trouble !== null) return offline;
  return ask(link, PAPER, timings);
}

async function ask(
  link: PrinterLink,
  question: Question,
  timings: PrinterTimings,
): Promise<Health> {
  await link.send(question.bytes, timings.statusMsMax);
  const answers = await link.receive(timings.statusMsMax);
  const [answer] = answers;
  if (answer === undefined) return 'silent';
  const isOne = answers.length === 1 && isStatus(answer);
  return isOne ? { trouble: question.troubleOf(answer) } : 'rubbish';
}

/** Like askHealth, while the answer "printed" may come in between. */
export async function askWhilePrinting(
  link: PrinterLink,
  timings: PrinterTimings,
): Promise<Health | 'printed'> {
  let health: Health = 'silent';
  for (const question of [PAPER, WHY_OFFLINE]) {
    await link.send(question.bytes, timings.statusMsMax);
    const answers = await link.receive(timings.statusMsMax);
    if (answers.some(isPrintedAnswer)) return 'printed';
    const answer = answers.find(isStatus);
    if (answer !== undefined) health = { trouble: question.troubleOf(answer) };
    if (typeof health === 'object' && health.trouble !== null) return health;
  }
  return health;
}
