import { confirmPrinted } from './confirm-printed.ts';
import { askHealth } from './printer-health.ts';
import { openPrinterLink } from './printer-link.ts';
import type { PrinterLink } from './printer-link.ts';
import { createTurns, interrupted, notBegun } from './printer-port.ts';
import type { PrintAttempt, PrintOutcome, PrinterPort, PrinterTimings } from './printer-port.ts';
import { drawerKick, drawerKickNow } from './to-esc-pos.ts';

export type NetworkAddress = { readonly host: string; readonly port: number };

/** A large paper is sent in pieces, so that a printer that stops is noticed between two. */
const PIECE_BYTES = 4_096;

/** A paper on its way. The printer takes one connection, so the drawer goes through it too. */
type Session = {
  /** When the drawer was asked for and could not be opened yet. */
  kickOrderedAt: number | null;
  kickNow: (() => void) | null;
};

/** A printer behind an address of the network, usually on port 9100. */
export function createNetworkPrinter(
  address: NetworkAddress,
  timings: PrinterTimings,
  log: (line: string) => void,
): PrinterPort {
  const takeTurn = createTurns();
  /** Learnt from its answers: who spoke once and is silent now is not well. */
  let hasSpoken = false;
  let session: Session | null = null;

  async function printInTurn(
    bytes: Uint8Array,
    attempt: PrintAttempt,
    own: Session,
  ): Promise<PrintOutcome> {
    const opened = await openPrinterLink(address, timings.connectMsMax, attempt.signal);
    if (!opened.ok) return notBegun('off', opened.error);
    const link = opened.value;
    try {
      const health = await askHealth(link, timings);
      if (health === 'rubbish') log('it answers what no printer says; printed all the same');
      if (health === 'silent' && hasSpoken) return notBegun('off', 'says nothing any more');
      const speaks = typeof health === 'object';
      hasSpoken ||= speaks;
      letKickThrough(own, link, speaks, timings);
      if (speaks && health.trouble !== null) return notBegun(health.trouble, 'not ready');
      if (!link.isOpen()) return notBegun('off', 'hung up before the paper');
      attempt.onBegun();
      const failure = await sendAll(link, bytes, timings);
      return failure ?? (await confirmPrinted(link, speaks, timings, attempt.onTrouble));
    } finally {
      link.destroy();
    }
  }

  const kickInTurn = (orderedAt: number): Promise<void> =>
    takeTurn(() => kickAlone(address, orderedAt, timings, log));

  return {
    print: (bytes, attempt) =>
      takeTurn(async () => {
        const own: Session = { kickOrderedAt: null, kickNow: null };
        session = own;
        try {
          return await printInTurn(bytes, attempt, own);
        } finally {
          session = null;
          const { kickOrderedAt } = own;
          if (kickOrderedAt !== null) void kickInTurn(kickOrderedAt);
        }
      }),
    kickDrawer: async () => {
      const orderedAt = performance.now();
      if (session === null) await kickInTurn(orderedAt);
      else if (session.kickNow === null) session.kickOrderedAt = orderedAt;
      else session.kickNow();
    },
  };
}

/** With a connection of its own, when no paper is on its way. */
async function kickAlone(
  address: NetworkAddress,
  orderedAt: number,
  timings: PrinterTimings,
  log: (line: string) => void,
): Promise<void> {
  if (performance.now() - orderedAt > timings.kickMsMax) {
    return log('drawer not opened: the printer was busy for too long');
  }
  const signal = AbortSignal.timeout(timings.kickMsMax);
  const opened = await openPrinterLink(address, timings.connectMsMax, signal);
  if (!opened.ok) return log(`drawer not opened: ${opened.error}`);
  const isSent = await opened.value.send(drawerKick(), timings.stallMsMax);
  if (isSent) await opened.value.finish(timings.kickMsMax);
  else log('drawer not opened: the printer hung up');
  opened.value.destroy();
}

function letKickThrough(
  session: Session,
  link: PrinterLink,
  speaks: boolean,
  timings: PrinterTimings,
): void {
  const kick = (bytes: Uint8Array) => (): void => void link.send(bytes, timings.stallMsMax);
  if (session.kickOrderedAt !== null) kick(speaks ? drawerKickNow() : drawerKick())();
  session.kickOrderedAt = null;
  // A printer that never speaks may be an old one, which does not know the order "now": its
  // drawer opens after the paper.
  session.kickNow = speaks ? kick(drawerKickNow()) : null;
}

async function sendAll(
  link: PrinterLink,
  bytes: Uint8Array,
  timings: PrinterTimings,
): Promise<PrintOutcome | null> {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
    if (!(await link.send(bytes.subarray(from, from + PIECE_BYTES), timings.stallMsMax))) {
      return link.isOpen()
        ? interrupted('error', 'takes no more bytes')
        : interrupted('off', 'hung up in the middle');
    }
  }
  return null;
}
