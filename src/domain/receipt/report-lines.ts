import { GAP, RULE, centred, left, right, table, textLine } from './paper-line.ts';
import type { PaperLine, Row } from './paper-line.ts';
import type { ReceiptRow, ReceiptSection, ReportReceipt } from './receipt.ts';
import type { ReceiptWords } from './receipt-words.ts';
import { numbered } from './who-and-when.ts';

/** Ticket X and closings: sections of named figures. */
export function reportLines(receipt: ReportReceipt, words: ReceiptWords): readonly PaperLine[] {
  const { say } = words;
  const isClosing = receipt.kind === 'closing';
  const title = say(isClosing ? 'title.closing' : 'title.xReport');
  return [
    centred(numbered(title, receipt.number, words), 'large'),
    ...(isClosing ? [] : [centred(say('report.provisional'))]),
    GAP,
    table(['fit', 'rest'], periodRows(receipt, words)),
    ...receipt.sections.flatMap((section) => sectionLines(section, words)),
  ];
}

function periodRows(receipt: ReportReceipt, words: ReceiptWords): readonly Row[] {
  const { say } = words;
  const { day, from, to } = receipt.period;
  const names = [receipt.pointOfSale, receipt.staffName].filter((name) => name !== null);
  return [
    ...(day === null ? [] : [[left(say('report.day')), right(words.day(day))]]),
    ...(from === null
      ? []
      : [[left(say('report.from')), right(words.moment(from, receipt.timeZone))]]),
    [left(say('report.to')), right(words.moment(to, receipt.timeZone))],
    ...(names.length === 0 ? [] : [[left(''), right(names.join(' · '))]]),
  ];
}

function sectionLines(section: ReceiptSection, words: ReceiptWords): readonly PaperLine[] {
  const title = section.title === null ? [] : [textLine(words.label(section.title), 'strong')];
  if (section.rows.length === 0) return [RULE, ...title];
  return [
    RULE,
    ...title,
    table(
      ['rest', 'fit'],
      section.rows.map((row) => rowCells(row, words)),
    ),
  ];
}

export function rowCells(row: ReceiptRow, words: ReceiptWords): Row {
  const style = row.isStrong === true ? 'strong' : 'plain';
  const name = words.label(row.label);
  // Beside the amount, a number would read as a part of it: 150 800,00.
  const label = row.value.kind === 'count-and-cents' ? `${name} (${row.value.count})` : name;
  return [left(label, style), right(valueText(row, words), style)];
}

function valueText(row: ReceiptRow, words: ReceiptWords): string {
  const { value } = row;
  switch (value.kind) {
    case 'cents':
    case 'count-and-cents':
      return words.amount(value.cents);
    case 'count':
      return String(value.count);
    case 'text':
      return value.text;
  }
}
