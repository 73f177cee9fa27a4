import { PRINT_ROLES } from '../../../contract/config/printers.ts';
import type { Printer, PrintRole } from '../../../contract/config/printers.ts';
import { PAGE_ROWS } from '../../../contract/kiosk/questions.ts';
import type { ReplyOf } from '../../../contract/kiosk/questions.ts';
import { toId } from '../../../shared/ids.ts';
import type { Answers } from '../../answer-question.ts';
import { readClosings } from '../../projections/day.ts';
import { answerXReport } from './x-report.ts';

export const dayAnswers: Answers<'x-report' | 'closings' | 'printers'> = {
  'x-report': answerXReport,
  closings: (context, { page }) => {
    // One more than a page tells whether there is another.
    const rows = readClosings(context.journal.database, page * PAGE_ROWS, PAGE_ROWS + 1);
    return {
      kind: 'closings',
      hasMore: rows.length > PAGE_ROWS,
      rows: rows
        .slice(0, PAGE_ROWS)
        .map(({ number, closingId, day, at, staffName, turnoverCents, differenceCents }) => ({
          operationId: toId<'Operation'>(closingId),
          number,
          day,
          at,
          staffName,
          turnoverCents,
          differenceCents,
        })),
    };
  },
  printers: (context) => {
    const settings = context.printers.settings();
    return {
      kind: 'printers',
      printers: PRINT_ROLES.map((role) =>
        printerRow(
          role,
          settings.find((one) => one.role === role),
        ),
      ),
    };
  },
};

function printerRow(
  role: PrintRole,
  printer: Printer | undefined,
): ReplyOf<'printers'>['printers'][number] {
  const empty = { role, kind: 'none', host: '', port: 9100, path: '', columns: 42 } as const;
  if (printer === undefined || printer.kind === 'none') return empty;
  const { columns } = printer;
  return printer.kind === 'network'
    ? { ...empty, kind: 'network', host: printer.host, port: printer.port, columns }
    : { ...empty, kind: 'device', path: printer.path, columns };
}
