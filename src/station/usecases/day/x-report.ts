import type { ReplyOf } from '../../../contract/kiosk/questions.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import { renderSvg } from '../../printers/render.ts';
import { readDayTotals, readOpenPeriod } from '../../projections/day.ts';
import { readSession } from '../../projections/session.ts';
import { readPreferences } from '../../work/preferences.ts';
import { DONE, refuse, showResult } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { xReportPaper } from './day-papers.ts';
import { namesOf } from './names.ts';
import { tillDay } from './till-day.ts';
import { readUnpaid } from './unpaid.ts';

/** Ticket X: what the open day comes to now. Reading it changes nothing. */
export function answerXReport(context: StationContext): ReplyOf<'x-report'> {
  const report = readXReport(context);
  const { staff } = readSession(context.journal.database);
  const { language } = readPreferences(context.settings);
  return {
    kind: 'x-report',
    ...report,
    unpaid: [...report.unpaid],
    ...namesOf(context, report.totals),
    svg: renderSvg(xReportPaper(context, { ...report, staff }), language),
  } as ReplyOf<'x-report'>;
}

export function printXReport(context: StationContext, staff: StaffRef): CommandResult {
  if (!hasReceiptPrinter(context)) return refuse(context, 'no-printer', null);
  context.printers.print('receipt', xReportPaper(context, { ...readXReport(context), staff }));
  showResult(context, { kind: 'done', what: 'report-printing' }, null);
  return DONE;
}

function readXReport(context: StationContext) {
  const db = context.journal.database;
  return {
    day: readOpenPeriod(db).day ?? tillDay(context),
    totals: readDayTotals(db),
    unpaid: readUnpaid(context),
  };
}

const hasReceiptPrinter = (context: StationContext): boolean =>
  context.printers.state().some(({ role, kind }) => role === 'receipt' && kind !== 'none');
