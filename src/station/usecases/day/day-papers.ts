import type { DayTotals } from '../../../domain/closing/day-totals.ts';
import type { DayClosed } from '../../../domain/journal/till-entries.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import type { ReceiptHead, ReportReceipt, TestReceipt } from '../../../domain/receipt/receipt.ts';
import { receiptWords } from '../../../domain/receipt/receipt-words.ts';
import { toInstant } from '../../../shared/time.ts';
import type { Day, Instant } from '../../../shared/time.ts';
import { RECEIPT_TEXTS } from '../../printers/receipt-texts.ts';
import { readClosing, readOpenPeriod } from '../../projections/day.ts';
import { readPairing } from '../../projections/pairing.ts';
import { readPreferences } from '../../work/preferences.ts';
import type { StationContext } from '../context.ts';
import { namesOf } from './names.ts';
import { closingSections, reportSections, unpaidSection } from './report-sections.ts';
import { readTraining } from './shown.ts';

/** The papers of a day, ready for the screen and the printer. */

export function xReportPaper(
  context: StationContext,
  report: {
    readonly day: Day;
    readonly totals: DayTotals;
    readonly unpaid: DayClosed['unpaid'];
    readonly staff: StaffRef | null;
  },
): ReportReceipt {
  const at = context.clock();
  const { fromSeq } = readOpenPeriod(context.journal.database);
  return {
    ...head(context, at),
    kind: 'x-report',
    number: null,
    staffName: report.staff?.name ?? null,
    copy: 1,
    period: { day: report.day, from: momentOf(context, fromSeq), to: at },
    sections: [...sectionsOf(context, report.totals), ...unpaidSection(report.unpaid)],
  };
}

export function closingPaper(
  context: StationContext,
  closing: DayClosed,
  moment: { readonly at: Instant; readonly copy: number },
): ReportReceipt {
  return {
    ...head(context, moment.at),
    kind: 'closing',
    number: String(closing.number),
    staffName: closing.staff?.name ?? null,
    copy: moment.copy,
    period: { day: closing.day, from: momentOf(context, closing.fromSeq), to: moment.at },
    sections: [
      ...sectionsOf(context, closing.totals),
      ...closingSections(closing),
      ...unpaidSection(closing.unpaid),
    ],
  };
}

/** The paper of a closing of the past, by its id; null when there is none. */
export function findClosingPaper(
  context: StationContext,
  closingId: string,
  copy: number,
): ReportReceipt | null {
  const row = readClosing(context.journal.database, closingId);
  const entry = row === undefined ? undefined : context.journal.read(row.seq, 1)[0];
  if (entry === undefined) return null;
  const closing = JSON.parse(Buffer.from(entry.body).toString('utf8')) as DayClosed;
  return closingPaper(context, closing, { at: entry.at, copy });
}

export function testPaper(context: StationContext, printerName: string): TestReceipt {
  return {
    ...head(context, context.clock()),
    kind: 'test',
    number: null,
    staffName: null,
    copy: 1,
    printerName,
  };
}

function head(
  context: StationContext,
  at: Instant,
): Omit<ReceiptHead, 'number' | 'staffName' | 'copy'> {
  const settings = context.knowledge.settings();
  const pairing = readPairing(context.journal.database);
  return {
    collective: {
      name: settings?.collectiveName ?? pairing?.collectiveName ?? '',
      lines: settings?.receiptLines ?? [],
    },
    // Papers of the house thank nobody; they say which station they are of.
    footer: [pairing?.stationName ?? ''],
    at,
    timeZone: settings?.timeZone ?? 'Europe/Paris',
    pointOfSale: null,
    isTraining: readTraining(context),
  };
}

function sectionsOf(context: StationContext, totals: DayTotals): ReportReceipt['sections'] {
  const { language } = readPreferences(context.settings);
  const { rate } = receiptWords(RECEIPT_TEXTS[language], language);
  return reportSections(totals, namesOf(context, totals), rate);
}

const momentOf = (context: StationContext, seq: number): Instant | null => {
  const entry = context.journal.read(seq, 1)[0];
  return entry === undefined ? null : toInstant(entry.at);
};
