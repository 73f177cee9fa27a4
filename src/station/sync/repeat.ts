import type { Logger } from 'pino';

/** Waits between tries when the cloud does not answer; the last one repeats. */
export const BACK_OFF_MS = [250, 500, 1_000, 2_000, 5_000] as const;
/** However often something asks, a failed step is not tried again sooner. */
const RETRY_MS_MIN = 250;

export type Signal = {
  readonly raise: () => void;
  readonly clear: () => void;
  /** Waits until raised, not less than the first nor more than the second, in milliseconds. */
  readonly wait: (msMin: number, msMax: number) => Promise<void>;
};

/** Wakes a loop early. A raise while the loop works makes it run once more. */
export function createSignal(): Signal {
  let isRaised = false;
  let wake: (() => void) | undefined;
  const sleepUntilRaised = (ms: number): Promise<void> =>
    new Promise((done) => {
      if (isRaised) return done();
      const timer = setTimeout(done, ms);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  return {
    raise: () => {
      isRaised = true;
      wake?.();
    },
    clear: () => {
      isRaised = false;
      wake = undefined;
    },
    wait: async (msMin, msMax) => {
      if (msMin > 0) await new Promise((done) => setTimeout(done, msMin));
      await sleepUntilRaised(Math.max(0, msMax - msMin));
    },
  };
}

/**
 * Runs a step for ever: again when its signal is raised or after `idleMs`, later and later while
 * it fails. A step that throws has failed; it may run again at any time.
 */
export async function repeat(loop: {
  readonly step: () => Promise<boolean>;
  readonly signal: Signal;
  readonly idleMs: number;
  readonly stopping: AbortSignal;
  readonly logger: Logger;
}): Promise<void> {
  let failures = 0;
  while (!loop.stopping.aborted) {
    loop.signal.clear();
    const isDone = await loop.step().catch((error: unknown) => {
      loop.logger.error({ error }, 'a step of the sync failed');
      return false;
    });
    if (loop.stopping.aborted) return;
    failures = isDone ? 0 : failures + 1;
    const backOffMs = BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length) - 1] ?? loop.idleMs;
    await loop.signal.wait(isDone ? 0 : RETRY_MS_MIN, isDone ? loop.idleMs : backOffMs);
  }
}
