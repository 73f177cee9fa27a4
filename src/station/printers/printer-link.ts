import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';

/** A connection to a printer, as what can be waited for. */
export type PrinterLink = {
  /** Whether the machine's network took it within the time; false also when the printer hung up. */
  readonly send: (bytes: Uint8Array, waitMsMax: number) => Promise<boolean>;
  /** What came since the last call, as soon as something came, nothing after the wait. */
  readonly receive: (waitMsMax: number) => Promise<Uint8Array>;
  /** Says that nothing more comes, and waits for the other side to hang up cleanly. */
  readonly finish: (waitMsMax: number) => Promise<boolean>;
  readonly isOpen: () => boolean;
  readonly destroy: () => void;
};

/** Bytes kept of a printer that talks without end: it is rubbish after the first. */
const RECEIVED_BYTES_MAX = 256;
/** An answer is one byte; what follows it this closely makes it rubbish. */
const QUIET_MS = 15;

/** Connects, or says why it could not. */
export async function openPrinterLink(
  address: { readonly host: string; readonly port: number },
  waitMsMax: number,
  signal: AbortSignal,
): Promise<Result<PrinterLink, string>> {
  if (signal.aborted) return err('cancelled');
  const socket = connect({ ...address, signal, noDelay: true });
  const changes = createChanges();
  let failure: string | null = null;
  socket.on('error', (error) => {
    failure = error.message;
  });
  socket.on('connect', changes.tell);
  socket.on('close', changes.tell);
  const link = createLink(socket, changes);
  await changes.until(() => !socket.connecting, waitMsMax);
  if (!socket.connecting && link.isOpen()) return ok(link);
  socket.destroy();
  return err(failure ?? 'no answer');
}

function createLink(socket: Socket, changes: Changes): PrinterLink {
  let received: readonly number[] = [];
  let closed: 'cleanly' | 'broken' | null = null;
  socket.on('data', (data) => {
    received = [...received, ...data].slice(0, RECEIVED_BYTES_MAX);
    changes.tell();
  });
  socket.on('close', (hadError) => {
    closed = hadError ? 'broken' : 'cleanly';
    changes.tell();
  });
  return {
    send: async (bytes, waitMsMax) => {
      if (closed !== null || !socket.writable) return false;
      let isSent = false;
      socket.write(bytes, (error) => {
        isSent = error == null;
        changes.tell();
      });
      await changes.until(() => isSent || closed !== null, waitMsMax);
      return isSent;
    },
    receive: async (waitMsMax) => {
      await changes.until(() => received.length > 0 || closed !== null, waitMsMax);
      if (received.length > 0) await changes.until(() => closed !== null, QUIET_MS);
      const bytes = Uint8Array.from(received);
      received = [];
      return bytes;
    },
    finish: async (waitMsMax) => {
      socket.end();
      await changes.until(() => closed !== null, waitMsMax);
      return closed === 'cleanly';
    },
    isOpen: () => closed === null && !socket.destroyed,
    destroy: () => void socket.destroy(),
  };
}

type Changes = {
  readonly tell: () => void;
  /** Until a condition holds or the time is over. */
  readonly until: (holds: () => boolean, waitMsMax: number) => Promise<void>;
};

function createChanges(): Changes {
  const waiting = new Set<() => void>();
  return {
    tell: () => {
      for (const check of waiting) check();
    },
    until: (holds, waitMsMax) => {
      if (holds()) return Promise.resolve();
      return new Promise((resolve) => {
        const settle = (): void => {
          clearTimeout(timer);
          waiting.delete(check);
          resolve();
        };
        const check = (): void => {
          if (holds()) settle();
        };
        const timer = setTimeout(settle, waitMsMax);
        waiting.add(check);
      });
    },
  };
}
