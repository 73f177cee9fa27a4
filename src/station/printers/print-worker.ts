import type { Logger } from 'pino';
import type { PrintRole } from '../../contract/config/printers.ts';
import type { Receipt } from '../../domain/receipt/receipt.ts';
import type { Clock } from '../../shared/time.ts';
import type { PrintJob, PrintJobs } from './print-jobs.ts';
import type { PrintOutcome, PrinterPort, PrinterTrouble } from './printer-port.ts';
import { renderEscPos } from './render.ts';

/** The printer that a role has now. */
export type ReadyPrinter = { readonly port: PrinterPort; readonly columns: number };

/** Prints the papers of one role, in their order, behind everything else. */
export type PrintWorker = {
  /** A paper was added. */
  readonly wake: () => void;
  /** Somebody says that the printer is well again. */
  readonly retryNow: () => void;
  readonly setPrinter: (printer: ReadyPrinter | null) => void;
  /** Stops the paper that is in the printer, when it is this one or any. */
  readonly abort: (jobId?: string) => void;
  readonly trouble: () => PrinterTrouble | null;
  readonly stop: () => Promise<void>;
};

export type PrintWorkerDeps = {
  readonly role: PrintRole;
  readonly jobs: PrintJobs;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onChange: () => void;
  /** Between two tries; the last one is repeated. */
  readonly waitsMs: readonly number[];
};

/** A paper that was cut so often is put aside: otherwise one bad printer eats a whole roll. */
const INTERRUPTIONS_MAX = 3;
/** At the end of the station, for a paper that is just coming out. */
const GRACE_MS = 1_500;

type State = {
  printer: ReadyPrinter | null;
  active: { readonly jobId: string; readonly controller: AbortController } | null;
  trouble: PrinterTrouble | null;
  /** How the last try failed; null after one that worked. */
  lastFailure: 'not-begun' | 'interrupted' | null;
  failedTries: number;
  timer: NodeJS.Timeout | null;
  running: Promise<void> | null;
  isWoken: boolean;
  isStopped: boolean;
};

export function createPrintWorker(deps: PrintWorkerDeps): PrintWorker {
  const state: State = {
    printer: null,
    active: null,
    trouble: null,
    lastFailure: null,
    failedTries: 0,
    timer: null,
    running: null,
    isWoken: false,
    isStopped: false,
  };
  const wakeNow = (): void => {
    clearTimer(state);
    state.isWoken = true;
    if (state.running !== null || state.isStopped) return;
    // Never within the call that woke it: whoever sells goes on first.
    state.running = Promise.resolve()
      .then(() => runAll(deps, state, wakeNow))
      .catch((error: unknown) => deps.logger.error({ err: error }, 'printing stopped'))
      .finally(() => {
        state.running = null;
        // A paper that came while the last one ended.
        if (state.isWoken) wakeNow();
      });
  };
  const retryNow = (): void => {
    state.failedTries = 0;
    wakeNow();
  };
  const abort = (jobId?: string): void => {
    if (jobId === undefined || jobId === state.active?.jobId) state.active?.controller.abort();
  };
  return {
    // After a cut in the middle a new paper does not hurry: each hurry could cost a paper.
    wake: () =>
      state.timer !== null && state.lastFailure === 'interrupted' ? undefined : wakeNow(),
    retryNow,
    setPrinter: (printer) => {
      const isOther =
        printer?.port !== state.printer?.port || printer?.columns !== state.printer?.columns;
      state.printer = printer;
      if (isOther) {
        abort();
        state.trouble = null;
      }
      retryNow();
    },
    abort,
    trouble: () => state.trouble,
    stop: async () => {
      state.isStopped = true;
      state.isWoken = false;
      clearTimer(state);
      if (state.trouble !== null) abort();
      const grace = setTimeout(abort, GRACE_MS);
      await state.running;
      clearTimeout(grace);
    },
  };
}

function clearTimer(state: State): void {
  if (state.timer !== null) clearTimeout(state.timer);
  state.timer = null;
}

/** Until no paper waits, or a try failed: then a timer wakes it again. */
async function runAll(deps: PrintWorkerDeps, state: State, wakeNow: () => void): Promise<void> {
  const { jobs, role, waitsMs } = deps;
  for (;;) {
    state.isWoken = false;
    const { printer } = state;
    const job = printer === null || state.isStopped ? null : jobs.next(role);
    if (job === null || printer === null) return;
    const hasSucceeded = await printOne(deps, state, job, printer);
    deps.onChange();
    if (hasSucceeded || state.printer !== printer) continue;
    if (state.isStopped) return;
    const waitMs = waitsMs[Math.min(state.failedTries, waitsMs.length) - 1] ?? 0;
    if (!state.isWoken) {
      state.timer = setTimeout(wakeNow, waitMs);
      return;
    }
  }
}

/** Whether the next paper may follow at once. */
async function printOne(
  deps: PrintWorkerDeps,
  state: State,
  job: PrintJob,
  printer: ReadyPrinter,
): Promise<boolean> {
  const { jobs, clock, logger, role } = deps;
  const bytes = renderJob(deps, job, printer.columns);
  if (bytes === null) return true;
  const controller = new AbortController();
  state.active = { jobId: job.id, controller };
  deps.onChange();
  const outcome = await printer.port.print(bytes, {
    signal: controller.signal,
    onBegun: () => jobs.begin(job.id, clock()),
    onTrouble: (trouble) => {
      if (state.trouble === trouble) return;
      state.trouble = trouble;
      deps.onChange();
    },
  });
  state.active = null;
  if (outcome.kind === 'printed') {
    jobs.finish(job.id, 'printed', clock());
    state.trouble = null;
    state.lastFailure = null;
    state.failedTries = 0;
    return true;
  }
  const isCancelled = settleFailure(deps, job, outcome);
  if (isCancelled || controller.signal.aborted) {
    state.trouble = null;
    return true;
  }
  if (state.trouble !== outcome.reason || state.failedTries === 0) {
    logger.warn({ role, ...outcome }, 'a paper did not come out');
  }
  state.trouble = outcome.reason;
  state.lastFailure = outcome.kind;
  state.failedTries += 1;
  return false;
}

/** Whether somebody cancelled it meanwhile. */
function settleFailure(
  deps: PrintWorkerDeps,
  job: PrintJob,
  outcome: Exclude<PrintOutcome, { kind: 'printed' }>,
): boolean {
  const { jobs, clock } = deps;
  if (outcome.kind === 'not-begun') {
    jobs.postpone(job.id, outcome.detail);
    return false;
  }
  const interruptions = jobs.interrupt(job.id, outcome.detail);
  if (interruptions >= INTERRUPTIONS_MAX) jobs.finish(job.id, 'failed', clock(), outcome.detail);
  return interruptions === 0;
}

/** The bytes, or null when it cannot be written: a paper that is wrong must not hold the others. */
function renderJob(deps: PrintWorkerDeps, job: PrintJob, columns: number): Uint8Array | null {
  try {
    return renderEscPos(withCopies(job.receipt, job.interruptions), job.language, columns);
  } catch (error) {
    deps.logger.error({ err: error, jobId: job.id }, 'a paper cannot be written');
    deps.jobs.finish(job.id, 'failed', deps.clock(), 'cannot be written');
    deps.onChange();
    return null;
  }
}

// Part of it may lie on the counter already: two papers of one sale must not look alike.
const withCopies = (receipt: Receipt, interruptions: number): Receipt => ({
  ...receipt,
  copy: receipt.copy + interruptions,
});
