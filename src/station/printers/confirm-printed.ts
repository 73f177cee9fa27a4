import { SAY_WHEN_PRINTED, askWhilePrinting, isPrintedAnswer } from './printer-health.ts';
import type { PrinterLink } from './printer-link.ts';
import { interrupted } from './printer-port.ts';
import type { PrintAttempt, PrintOutcome, PrinterTimings } from './printer-port.ts';

/** Waits until a paper that was sent is known to be out. */
export async function confirmPrinted(
  link: PrinterLink,
  speaks: boolean,
  timings: PrinterTimings,
  onTrouble: PrintAttempt['onTrouble'],
): Promise<PrintOutcome> {
  if (speaks) return waitForAnswer(link, timings, onTrouble);
  // One that never speaks hangs up when it has read everything; one that hangs does not.
  const isClean = await link.finish(timings.hangUpMsMax);
  return isClean ? { kind: 'printed' } : interrupted('error', 'did not take the whole paper');
}

/**
 * It answers when the paper is out. Out of paper in the middle it goes on by itself once somebody
 * has put a new roll in, so it is waited for, and asked how it is.
 */
async function waitForAnswer(
  link: PrinterLink,
  timings: PrinterTimings,
  onTrouble: PrintAttempt['onTrouble'],
): Promise<PrintOutcome> {
  const startedAt = performance.now();
  let healthySince: number | null = null;
  let heardAt = startedAt;
  await link.send(SAY_WHEN_PRINTED, timings.stallMsMax);
  for (;;) {
    if ((await link.receive(timings.pollMs)).some(isPrintedAnswer)) return { kind: 'printed' };
    const health = await askWhilePrinting(link, timings);
    if (health === 'printed') return { kind: 'printed' };
    if (!link.isOpen()) return interrupted('off', 'hung up in the middle');
    const now = performance.now();
    const speaks = typeof health === 'object';
    if (speaks) {
      heardAt = now;
      onTrouble(health.trouble);
    }
    healthySince = speaks && health.trouble === null ? (healthySince ?? now) : null;
    // It has the paper, says that all is well, and does not know the question that was asked.
    if (healthySince !== null && now - healthySince >= timings.confirmMsMax) {
      return { kind: 'printed' };
    }
    if (now - heardAt >= timings.silentMsMax) return interrupted('off', 'says nothing any more');
    if (now - startedAt >= timings.holdMsMax) return interrupted('error', 'did not go on');
  }
}
