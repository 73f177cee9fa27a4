import type { DayTotals } from '../../../domain/closing/day-totals.ts';
import type { DayClosed } from '../../../domain/journal/till-entries.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import type { ReceiptHead, ReportReceipt, TestReceipt } from '../../../domain/receipt/receipt.ts';
import { receiptWords } from '../../../domain/receipt/receipt-words.ts';
import { toInstant } from '../../../shared/time.ts';
import type { Day, Instant } from '../../../shared/time.ts';
import { RECEIPT_TEXTS } from '../../printers/receipt-texts.ts';
import { readOpenPeriod } from '../../projections/day.ts';
import { readPairing } from '../../projections/pairing.ts';
import type { StationContext } from '../context.ts';
import { paperLanguage, receiptHead } from '../receipts/receipt-head.ts';
import { namesOf } from './names.ts';
import { closingSections, reportSections, unpaidSection } from './report-sections.ts';

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
    ...head(context, { number: null, at, staffName: report.staff?.name ?? null, copy: 1 }),
    kind: 'x-report',
    period: { day: report.day, from: momentOf(context, fromSeq), to: at },
    sections: [...sectionsOf(context, report.totals), ...unpaidSection(report.unpaid)],
  };
}

export function closingPaper(
  context: StationContext,
  closing: DayClosed,
  paper: { readonly at: Instant; readonly copy: number; readonly isTraining?: boolean },
): ReportReceipt {
  return {
    ...head(context, {
      ...paper,
      number: String(closing.number),
      staffName: closing.staff?.name ?? null,
    }),
    kind: 'closing',
    period: { day: closing.day, from: momentOf(context, closing.fromSeq), to: paper.at },
    sections: [
      ...sectionsOf(context, closing.totals),
      ...closingSections(closing),
      ...unpaidSection(closing.unpaid),
    ],
  };
}

export function testPaper(context: StationContext, printerName: string): TestReceipt {
  return {
    ...head(context, { number: null, at: context.clock(), staffName: null, copy: 1 }),
    kind: 'test',
    printerName,
  };
}

/** Papers of the house: they say which station they are of, and thank nobody. */
const head = (
  context: StationContext,
  paper: Omit<Parameters<typeof receiptHead>[1], 'pointOfSaleId'>,
): ReceiptHead => ({
  ...receiptHead(context, paper),
  footer: [],
  pointOfSale: readPairing(context.journal.database)?.stationName ?? null,
});

function sectionsOf(context: StationContext, totals: DayTotals): ReportReceipt['sections'] {
  const language = paperLanguage(context);
  const { rate } = receiptWords(RECEIPT_TEXTS[language], language);
  return reportSections(totals, namesOf(context, totals), rate);
}

const momentOf = (context: StationContext, seq: number): Instant | null => {
  const entry = context.journal.read(seq, 1)[0];
  return entry === undefined ? null : toInstant(entry.at);
};
