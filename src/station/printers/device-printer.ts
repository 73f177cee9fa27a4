import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { createTurns, interrupted, notBegun } from './printer-port.ts';
import type {
  PrintAttempt,
  PrintOutcome,
  PrinterPort,
  PrinterTimings,
  PrinterTrouble,
} from './printer-port.ts';
import { drawerKick } from './to-esc-pos.ts';

/** A USB printer takes a few kilobytes at once. */
const PIECE_BYTES = 1_024;
/** How often a full device is offered the next piece again. */
const OFFER_MS = 20;

/**
 * Ignored by a printer. The driver takes it only when the printer has taken all that came before,
 * and closing the file would throw away what it has not taken.
 */
const LAST_BYTE = Uint8Array.of(0);

/** A printer as a file, such as /dev/usb/lp0. It is written to and never says anything. */
export function createDevicePrinter(
  path: string,
  timings: PrinterTimings,
  log: (line: string) => void,
): PrinterPort {
  const takeTurn = createTurns();

  async function printInTurn(bytes: Uint8Array, attempt: PrintAttempt): Promise<PrintOutcome> {
    const opened = await openDevice(path);
    if ('reason' in opened) return notBegun(opened.reason, opened.detail);
    try {
      if (attempt.signal.aborted) return notBegun('error', 'cancelled');
      attempt.onBegun();
      const failure = await writeAll(
        opened.file,
        Buffer.concat([bytes, LAST_BYTE]),
        timings,
        attempt,
      );
      return failure ?? { kind: 'printed' };
    } finally {
      await opened.file.close().catch(() => undefined);
    }
  }

  async function kickInTurn(orderedAt: number): Promise<void> {
    if (performance.now() - orderedAt > timings.kickMsMax) {
      return log('drawer not opened: the printer was busy for too long');
    }
    const opened = await openDevice(path);
    if ('reason' in opened) return log(`drawer not opened: ${opened.detail}`);
    const signal = AbortSignal.timeout(timings.kickMsMax);
    const attempt = { signal, onTrouble: () => {} };
    const bytes = Buffer.concat([drawerKick(), LAST_BYTE]);
    const failure = await writeAll(opened.file, bytes, timings, attempt);
    if (failure !== null) log('drawer not opened: the printer takes nothing');
    await opened.file.close().catch(() => undefined);
  }

  return {
    print: (bytes, attempt) => takeTurn(() => printInTurn(bytes, attempt)),
    kickDrawer: () => {
      const orderedAt = performance.now();
      return takeTurn(() => kickInTurn(orderedAt));
    },
  };
}

type Opened =
  { readonly file: FileHandle } | { readonly reason: PrinterTrouble; readonly detail: string };

async function openDevice(path: string): Promise<Opened> {
  try {
    // Without O_NONBLOCK a printer without paper would hold a thread of the station for ever.
    const file = await open(path, constants.O_WRONLY | constants.O_NONBLOCK);
    return { file };
  } catch (error) {
    return troubleOf(error);
  }
}

async function writeAll(
  file: FileHandle,
  bytes: Uint8Array,
  timings: PrinterTimings,
  attempt: Pick<PrintAttempt, 'onTrouble' | 'signal'>,
): Promise<PrintOutcome | null> {
  let from = 0;
  let movedAt = performance.now();
  while (from < bytes.length) {
    if (attempt.signal.aborted) return interrupted('error', 'cancelled');
    // The last byte goes alone, after all the others.
    const end =
      from < bytes.length - 1 ? Math.min(from + PIECE_BYTES, bytes.length - 1) : bytes.length;
    const written = await offer(file, bytes.subarray(from, end));
    if (typeof written === 'object') return interrupted(written.reason, written.detail);
    const now = performance.now();
    if (written > 0) {
      from += written;
      movedAt = now;
      attempt.onTrouble(null);
      continue;
    }
    // Out of paper, it goes on by itself with a new roll: nothing is lost by waiting.
    if (now - movedAt >= timings.stallMsMax) attempt.onTrouble('error');
    if (now - movedAt >= timings.holdMsMax) return interrupted('error', 'takes no more bytes');
    await wait(OFFER_MS);
  }
  return null;
}

type Trouble = { readonly reason: PrinterTrouble; readonly detail: string };

/** How many bytes it took; 0 when it is full. */
async function offer(file: FileHandle, piece: Uint8Array): Promise<number | Trouble> {
  try {
    const { bytesWritten } = await file.write(piece);
    return bytesWritten;
  } catch (error) {
    if (codeOf(error) === 'EAGAIN') return 0;
    return troubleOf(error);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

function troubleOf(error: unknown): Trouble {
  const detail = error instanceof Error ? error.message : String(error);
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENODEV':
    case 'ENXIO':
    case 'EPIPE':
      return { reason: 'off', detail };
    case 'ENOSPC':
      return { reason: 'paper-out', detail };
    default:
      return { reason: 'error', detail };
  }
}
