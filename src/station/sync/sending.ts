import type { Journal } from '../journal/journal.ts';
import type { Settings } from '../work/work-database.ts';

/** Whoever waits for the upload looks so often. */
const LOOK_MS = 10;

/** How far the journal has gone out. */
export type Sending = {
  /** The last entry that the cloud may have, answered or not. */
  readonly sentSeq: () => number;
  readonly onSending: (toSeq: number) => void;
  /** Sends all that waits now; true when the cloud has it within that time. */
  readonly sendAll: (msMax: number) => Promise<boolean>;
};

export function createSending(deps: {
  readonly journal: Journal;
  readonly settings: Settings;
  readonly wake: () => void;
  readonly stopping: AbortSignal;
}): Sending {
  // What another run of this station sent is not known: it may have been everything.
  let sentSeq = deps.journal.head().seq;
  return {
    sentSeq: () => sentSeq,
    onSending: (toSeq) => {
      sentSeq = Math.max(sentSeq, toSeq);
    },
    sendAll: async (msMax) => {
      const { seq } = deps.journal.head();
      const endsAtMs = performance.now() + msMax;
      const isSent = (): boolean => deps.settings.getNumber('acked-seq') >= seq;
      deps.wake();
      while (!isSent() && performance.now() < endsAtMs && !deps.stopping.aborted) {
        await new Promise((done) => setTimeout(done, LOOK_MS));
      }
      return isSent();
    },
  };
}
