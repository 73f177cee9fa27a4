import type { Handlers } from '../acting.ts';
import { closeDay } from './close-day.ts';
import { moveCash, openDrawer } from './drawer.ts';
import { exportDay } from './export-day.ts';
import { printXReport } from './x-report.ts';
import { cancelPrints, setPrinters, testPrinter } from './printer-settings.ts';
import { setTraining } from './set-training.ts';

type Kind =
  | 'open-drawer'
  | 'move-cash'
  | 'close-day'
  | 'print-x-report'
  | 'export-day'
  | 'set-training'
  | 'set-printers'
  | 'test-printer'
  | 'cancel-prints';

export const dayHandlers: Handlers<Kind> = {
  'open-drawer': openDrawer,
  'move-cash': moveCash,
  'close-day': closeDay,
  'print-x-report': ({ context }, { staff }) => printXReport(context, staff),
  'export-day': ({ context }, _acting, { day }) => exportDay(context, day),
  'set-training': setTraining,
  'set-printers': setPrinters,
  'test-printer': (deps, _acting, intention) => testPrinter(deps, intention),
  'cancel-prints': cancelPrints,
};
