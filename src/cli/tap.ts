/**
 * `tibillet tap --uid HEX [--for SECONDS] [--reader 0|1] [--json]`: a virtual Pass on the virtual reader
 * of the real pcscd. Needs the Debian packages pcscd and vsmartcard-vpcd, and a station that reads.
 *
 * Exit codes:
 * 0 the Pass was read and taken away
 * 1 wrong use of the command (from commander)
 * 2 a value is not valid: UID, seconds or reader
 * 3 no virtual reader: pcscd is not running, or has no vsmartcard-vpcd
 * 4 the virtual reader already holds a Pass
 * 5 nobody asked for the UID: no station is reading
 */
import type { Command } from 'commander';
import { parseUidHex } from '../domain/card/uid.ts';
import { putDownVirtualCard } from './virtual-card.ts';

const HOLD_SECONDS_MAX = 3_600;
const READ_WAIT_MS_MAX = 3_000;

type TapFailure =
  | 'uid-not-hex'
  | 'uid-odd-length'
  | 'uid-wrong-length'
  | 'seconds-not-valid'
  | 'reader-not-valid'
  | 'no-virtual-reader'
  | 'reader-busy'
  | 'not-read';

const FAILURES: Readonly<
  Record<TapFailure, { readonly exitCode: number; readonly message: string }>
> = {
  'uid-not-hex': {
    exitCode: 2,
    message: 'The UID must be hexadecimal: digits and letters A to F.',
  },
  'uid-odd-length': {
    exitCode: 2,
    message: 'The UID has an odd number of digits. Two digits make one byte.',
  },
  'uid-wrong-length': { exitCode: 2, message: 'The UID must have 8, 14 or 20 digits.' },
  'seconds-not-valid': {
    exitCode: 2,
    message: `--for must be a number of seconds from 0 to ${HOLD_SECONDS_MAX}.`,
  },
  'reader-not-valid': { exitCode: 2, message: '--reader must be 0 or 1.' },
  'no-virtual-reader': {
    exitCode: 3,
    message: 'There is no virtual reader. Install pcscd and vsmartcard-vpcd, then start pcscd.',
  },
  'reader-busy': {
    exitCode: 4,
    message: 'This virtual reader already holds a Pass. Take it away, or use the other reader.',
  },
  'not-read': {
    exitCode: 5,
    message: 'Nobody read the Pass. Start a station, then tap again.',
  },
};

type TapOptions = {
  readonly uid: string;
  readonly for: string;
  readonly reader: string;
  readonly json?: true;
};

type TapOutcome =
  | { readonly ok: true; readonly uid: string; readonly reader: 0 | 1 }
  | { readonly ok: false; readonly error: TapFailure };

export function registerTap(program: Command): void {
  program
    .command('tap')
    .description('put a virtual Pass on the virtual card reader')
    .requiredOption('--uid <hex>', 'UID of the Pass: 4, 7 or 10 bytes; 08 first makes a random one')
    .option('--for <seconds>', 'how long it stays once it was read', '1')
    .option('--reader <number>', 'virtual reader, 0 or 1', '0')
    .option('--json', 'answer in JSON')
    .action(async (options: TapOptions) => report(await tap(options), options.json === true));
}

async function tap(options: TapOptions): Promise<TapOutcome> {
  const uid = parseUidHex(options.uid);
  // A random UID is what a phone shows; it must be possible to try one.
  if (!uid.ok && uid.error !== 'random-uid') return { ok: false, error: `uid-${uid.error}` };
  const seconds = options.for.trim() === '' ? Number.NaN : Number(options.for);
  if (!(seconds >= 0 && seconds <= HOLD_SECONDS_MAX)) {
    return { ok: false, error: 'seconds-not-valid' };
  }
  if (options.reader !== '0' && options.reader !== '1') {
    return { ok: false, error: 'reader-not-valid' };
  }
  const slot = options.reader === '0' ? 0 : 1;

  const card = await putDownVirtualCard({ uidHex: options.uid, slot });
  if (!card.ok) {
    return { ok: false, error: card.error === 'slot-busy' ? 'reader-busy' : card.error };
  }
  const isRead = await card.value.waitUntilRead(READ_WAIT_MS_MAX);
  if (isRead) await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  await card.value.remove();
  return isRead
    ? { ok: true, uid: options.uid.toUpperCase(), reader: slot }
    : { ok: false, error: 'not-read' };
}

function report(outcome: TapOutcome, isJson: boolean): void {
  if (outcome.ok) {
    process.stdout.write(
      isJson ? `${JSON.stringify(outcome)}\n` : `Pass ${outcome.uid} was read and taken away.\n`,
    );
    return;
  }
  const { exitCode, message } = FAILURES[outcome.error];
  process.exitCode = exitCode;
  if (isJson) process.stdout.write(`${JSON.stringify({ ...outcome, message })}\n`);
  else process.stderr.write(`${message}\n`);
}
