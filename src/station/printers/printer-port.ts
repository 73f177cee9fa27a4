/** Why a paper does not come out, as the cashier can see it. */
export type PrinterTrouble = 'off' | 'paper-out' | 'cover-open' | 'error';

/** How an attempt to print ended. */
export type PrintOutcome =
  | { readonly kind: 'printed' }
  /** No byte of the paper left: trying again is safe. */
  | { readonly kind: 'not-begun'; readonly reason: PrinterTrouble; readonly detail: string }
  /** Some of it may be on paper: the next one is a DUPLICATA. */
  | { readonly kind: 'interrupted'; readonly reason: PrinterTrouble; readonly detail: string };

export type PrintAttempt = {
  /** Called before the first byte leaves. */
  readonly onBegun: () => void;
  /** The printer stopped in the middle and is waited for; null when it goes on. */
  readonly onTrouble: (reason: PrinterTrouble | null) => void;
  readonly signal: AbortSignal;
};

/** A printer. It prints one paper at a time; a second one waits its turn. */
export type PrinterPort = {
  readonly print: (bytes: Uint8Array, attempt: PrintAttempt) => Promise<PrintOutcome>;
  /** Also while a paper is stuck, when the printer can. Fails without a word but in the log. */
  readonly kickDrawer: () => Promise<void>;
};

/** How long a printer may take for each thing. All in milliseconds. */
export type PrinterTimings = {
  readonly connectMsMax: number;
  /** For the answer to "how are you". */
  readonly statusMsMax: number;
  /** Between two questions to a printer that has stopped. */
  readonly pollMs: number;
  /** Without a byte taken: it has stopped. */
  readonly stallMsMax: number;
  /** Healthy and silent for so long after the last byte: the paper is out. */
  readonly confirmMsMax: number;
  /** It spoke before and says nothing more: it is off. */
  readonly silentMsMax: number;
  /** A printer that never speaks shows by hanging up that it has read everything. */
  readonly hangUpMsMax: number;
  /** Without paper in the middle: somebody will put a new roll in. */
  readonly holdMsMax: number;
  /** An order to open the drawer that is older than this would surprise somebody. */
  readonly kickMsMax: number;
};

export const PRINTER_TIMINGS: PrinterTimings = {
  connectMsMax: 3_000,
  statusMsMax: 700,
  pollMs: 1_000,
  stallMsMax: 5_000,
  confirmMsMax: 5_000,
  silentMsMax: 10_000,
  hangUpMsMax: 30_000,
  holdMsMax: 600_000,
  kickMsMax: 5_000,
};

export const notBegun = (reason: PrinterTrouble, detail: string): PrintOutcome => ({
  kind: 'not-begun',
  reason,
  detail,
});

export const interrupted = (reason: PrinterTrouble, detail: string): PrintOutcome => ({
  kind: 'interrupted',
  reason,
  detail,
});

/** Runs one thing after the other: a printer takes one connection, a device one writer. */
export function createTurns(): <Value>(run: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const turn = last.then(run);
    last = turn.catch(() => undefined);
    return turn;
  };
}
