import type { Logger } from 'pino';
import { PRINT_ROLES, printerSettingsSchema } from '../../contract/config/printers.ts';
import type { PrinterSettings, PrintRole } from '../../contract/config/printers.ts';
import type { Receipt } from '../../domain/receipt/receipt.ts';
import type { Language } from '../../shared/i18n.ts';
import type { MakeId } from '../../shared/ids.ts';
import type { Clock } from '../../shared/time.ts';
import type { Settings, WorkDatabase } from '../work/work-database.ts';

export type { PrintRole, PrinterSettings };

/** Why a paper does not come out, as the cashier can see it. */
export type PrinterTrouble = 'off' | 'paper-out' | 'cover-open' | 'error';

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
};

export function createPrintService(deps: PrintServiceDeps): PrintService {
  const readSettings = (): PrinterSettings => {
    const stored = printerSettingsSchema.safeParse(
      JSON.parse(deps.settings.get('printers') ?? 'null'),
    );
    return stored.success ? stored.data : deps.defaults;
  };
  return {
    print: () => ({ jobId: deps.makeId() }),
    openDrawer: () => {},
    state: () =>
      PRINT_ROLES.map((role) => ({ role, kind: 'none', waiting: 0, failed: 0, reason: null })),
    configure: (settings) => deps.settings.set('printers', JSON.stringify(settings)),
    settings: readSettings,
    cancel: () => {},
    cancelAll: () => {},
    retry: () => {},
    stop: async () => {},
  };
}
