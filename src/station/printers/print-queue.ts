import type { Logger } from 'pino';
import { PRINT_ROLES, printerSettingsSchema } from '../../contract/config/printers.ts';
import type { Printer, PrinterSettings, PrintRole } from '../../contract/config/printers.ts';
import type { Receipt } from '../../domain/receipt/receipt.ts';
import type { Language } from '../../shared/i18n.ts';
import type { MakeId } from '../../shared/ids.ts';
import type { Clock } from '../../shared/time.ts';
import type { Settings, WorkDatabase } from '../work/work-database.ts';
import { createDevicePrinter } from './device-printer.ts';
import { createNetworkPrinter } from './network-printer.ts';
import { createPrintJobs } from './print-jobs.ts';
import type { PrintJobs } from './print-jobs.ts';
import { createPrintWorker } from './print-worker.ts';
import type { PrintWorker } from './print-worker.ts';
import { PRINTER_TIMINGS } from './printer-port.ts';
import type { PrinterPort, PrinterTimings, PrinterTrouble } from './printer-port.ts';

export type { PrintRole, PrinterSettings };

export type { PrinterTrouble } from './printer-port.ts';

export type PrinterState = {
  readonly role: PrintRole;
  /** `none`: no printer is set. `waiting`: papers are kept until it works again. */
  readonly kind: 'none' | 'ready' | 'printing' | 'waiting';
  /** Papers that are not out yet, the one in the printer included. */
  readonly waiting: number;
  /** Papers that were cut too often: they are tried again only when somebody asks. */
  readonly failed: number;
  readonly reason: PrinterTrouble | null;
};

export type PrintService = {
  /** Keeps the paper and returns at once. Without a printer for this role nothing is kept. */
  readonly print: (role: PrintRole, receipt: Receipt) => { readonly jobId: string };
  /** Through the receipt printer, at once. Never throws: a drawer that stays shut has a key. */
  readonly openDrawer: () => void;
  readonly state: () => readonly PrinterState[];
  readonly configure: (settings: PrinterSettings) => void;
  readonly settings: () => PrinterSettings;
  readonly cancel: (jobId: string) => void;
  readonly cancelAll: (role: PrintRole) => void;
  /** Tries now, papers that failed too. */
  readonly retry: (role: PrintRole) => void;
  readonly stop: () => Promise<void>;
};

export type PrintServiceDeps = {
  readonly work: WorkDatabase;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly makeId: MakeId;
  readonly logger: Logger;
  readonly onChange: () => void;
  /** Language of the papers that are printed from now on. */
  readonly language: () => Language;
  /** Used until somebody sets the printers on the screen. */
  readonly defaults: PrinterSettings;
  /** Shorter in tests. */
  readonly timings?: PrinterTimings;
  readonly waitsMs?: readonly number[];
};

type SetPrinter = Exclude<Printer, { kind: 'none' }>;

/** Between two tries: quick at first, then calm enough for a printer that is off all night. */
const WAITS_MS = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000] as const;

export function createPrintService(deps: PrintServiceDeps): PrintService {
  const { clock } = deps;
  const jobs = createPrintJobs(deps.work);
  jobs.recover();
  const findPort = createPortFinder(deps.timings ?? PRINTER_TIMINGS, deps.logger);
  const workers = createWorkers(deps, jobs);
  let settings = readSettings(deps);
  const printerOf = (role: PrintRole): Printer =>
    settings.find((printer) => printer.role === role) ?? { role, kind: 'none' };
  const usePrinter = (role: PrintRole): void => {
    const printer = printerOf(role);
    // Papers of a printer that was taken away come out nowhere else.
    if (printer.kind === 'none') jobs.cancelAll(role, clock());
    workers[role].setPrinter(
      printer.kind === 'none' ? null : { port: findPort(printer), columns: printer.columns },
    );
  };
  PRINT_ROLES.forEach(usePrinter);

  return {
    print: (role, receipt) => {
      const jobId = deps.makeId();
      if (printerOf(role).kind === 'none') return { jobId };
      keep(deps, jobs, { id: jobId, role, receipt, language: deps.language() });
      workers[role].wake();
      deps.onChange();
      return { jobId };
    },
    openDrawer: () => {
      const printer = printerOf('receipt');
      if (printer.kind !== 'none') void openDrawer(findPort(printer), deps.logger);
    },
    state: () =>
      PRINT_ROLES.map((role) =>
        describe(printerOf(role), jobs.count(role), workers[role].trouble()),
      ),
    configure: (next) => {
      settings = next;
      deps.settings.set('printers', JSON.stringify(next));
      PRINT_ROLES.forEach(usePrinter);
      deps.onChange();
    },
    settings: () => settings,
    cancel: (jobId) => {
      jobs.finish(jobId, 'cancelled', clock());
      for (const role of PRINT_ROLES) workers[role].abort(jobId);
      deps.onChange();
    },
    cancelAll: (role) => {
      jobs.cancelAll(role, clock());
      workers[role].abort();
      deps.onChange();
    },
    retry: (role) => {
      jobs.revive(role);
      workers[role].retryNow();
      deps.onChange();
    },
    stop: async () => {
      await Promise.all(PRINT_ROLES.map((role) => workers[role].stop()));
    },
  };
}

async function openDrawer(port: PrinterPort, logger: Logger): Promise<void> {
  try {
    await port.kickDrawer();
  } catch (error) {
    logger.error({ err: error }, 'drawer not opened');
  }
}

function createWorkers(
  deps: PrintServiceDeps,
  jobs: PrintJobs,
): Readonly<Record<PrintRole, PrintWorker>> {
  const { clock, logger, onChange } = deps;
  const waitsMs = deps.waitsMs ?? WAITS_MS;
  const create = (role: PrintRole): PrintWorker =>
    createPrintWorker({ role, jobs, clock, logger, onChange, waitsMs });
  return { receipt: create('receipt'), kitchen: create('kitchen'), bar: create('bar') };
}

function readSettings(deps: PrintServiceDeps): PrinterSettings {
  const stored = deps.settings.get('printers');
  if (stored === undefined) return deps.defaults;
  const parsed = printerSettingsSchema.safeParse(JSON.parse(stored));
  return parsed.success ? parsed.data : deps.defaults;
}

/** A sale never fails because its paper cannot be kept: a full disk costs the paper only. */
function keep(deps: PrintServiceDeps, jobs: PrintJobs, job: Parameters<PrintJobs['add']>[0]): void {
  try {
    jobs.add(job, deps.clock());
  } catch (error) {
    deps.logger.error({ err: error, jobId: job.id }, 'a paper could not be kept');
  }
}

/** One port for each machine: two roles may share a printer, which takes one connection. */
function createPortFinder(
  timings: PrinterTimings,
  logger: Logger,
): (printer: SetPrinter) => PrinterPort {
  const ports = new Map<string, PrinterPort>();
  return (printer) => {
    const address = printer.kind === 'network' ? `${printer.host}:${printer.port}` : printer.path;
    const known = ports.get(address);
    if (known !== undefined) return known;
    const log = (line: string): void => logger.warn({ printer: address }, line);
    const port =
      printer.kind === 'network'
        ? createNetworkPrinter({ host: printer.host, port: printer.port }, timings, log)
        : createDevicePrinter(printer.path, timings, log);
    ports.set(address, port);
    return port;
  };
}

function describe(
  printer: Printer,
  counts: { readonly waiting: number; readonly failed: number },
  trouble: PrinterTrouble | null,
): PrinterState {
  const state = { role: printer.role, ...counts };
  if (printer.kind === 'none') return { ...state, kind: 'none', reason: null };
  if (counts.waiting === 0) return { ...state, kind: 'ready', reason: null };
  return trouble === null
    ? { ...state, kind: 'printing', reason: null }
    : { ...state, kind: 'waiting', reason: trouble };
}
