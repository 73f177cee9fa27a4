/**
 * The reader process: PC/SC alone in a process of its own, because its native part can crash or hang.
 * Started by pcsc-reader.ts, which restarts it; it ends when its parent ends.
 *
 * It never tries to recover inside: when the service is lost it says so and ends, and a fresh process waits.
 */
import type { NFC, Reader } from 'nfc-pcsc';
import type { PcscMessage } from '../../contract/reader/pcsc-messages.ts';
import { ALIVE_EVERY_MS, SERVICE_RETRY_MS } from './pcsc-limits.ts';
import { isPcscServiceUp, watchPcscService } from './pcsc-service.ts';
import { isSamSlot, watchSlot } from './pcsc-slot-watch.ts';

const DETAIL_LENGTH_MAX = 2_000;

const send = (message: PcscMessage): void => {
  if (process.connected) process.send?.(message, () => undefined);
};

// Not process.exit: it waits for threads, and one of them may be stuck inside a driver.
const endNow = (): void => void process.kill(process.pid, 'SIGKILL');

type LeavingReason = Extract<PcscMessage, { readonly kind: 'leaving' }>['reason'];

function leave(reason: LeavingReason, cause: unknown): void {
  if (!process.connected) return endNow();
  const detail = String(cause).slice(0, DETAIL_LENGTH_MAX);
  process.send?.({ kind: 'leaving', reason, detail } satisfies PcscMessage, endNow);
}

async function waitForService(): Promise<void> {
  for (let isTold = false; !(await isPcscServiceUp()); isTold = true) {
    if (!isTold) send({ kind: 'state', state: 'no-service' });
    await new Promise((resolve) => setTimeout(resolve, SERVICE_RETRY_MS));
  }
}

function watchReaders(nfc: NFC): void {
  nfc.on('error', (cause) => leave('service-lost', cause));
  nfc.on('reader', (device: Reader) => {
    if (isSamSlot(device.name)) {
      device.reader.removeAllListeners('status');
      device.on('error', () => undefined);
      return;
    }
    watchSlot(device, { send, onStuck: () => leave('read-stuck', device.name) });
  });
  watchPcscService(() => leave('service-lost', 'pcscd stopped'));
  send({ kind: 'state', state: 'ready' });
}

async function main(): Promise<void> {
  process.once('disconnect', endNow);
  send({ kind: 'alive' });
  setInterval(() => send({ kind: 'alive' }), ALIVE_EVERY_MS);
  // Optional: missing, or built for another Node, on a machine without the PC/SC headers.
  const module = await import('nfc-pcsc').catch((cause: unknown) => {
    leave('not-built', cause);
    return undefined;
  });
  if (module === undefined) return;
  await waitForService();
  try {
    watchReaders(new module.NFC());
  } catch (cause) {
    // pcscd is there and refuses us (polkit), or died at this very moment.
    leave('service-lost', cause);
  }
}

if (process.send === undefined) {
  process.stderr.write('This process is started by the station, not by hand.\n');
  process.exitCode = 2;
} else {
  await main();
}
