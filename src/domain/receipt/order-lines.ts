import { GAP, RULE, centred, left, table, textLine } from './paper-line.ts';
import type { PaperLine, Row } from './paper-line.ts';
import type { OrderReceipt } from './receipt.ts';
import type { ReceiptWords } from './receipt-words.ts';
import { numbered } from './who-and-when.ts';

/** What is to be prepared, to be read from two metres. */
export function orderLines(receipt: OrderReceipt, words: ReceiptWords): readonly PaperLine[] {
  const { say } = words;
  const { change, note, tab } = receipt;
  const who = [words.hour(receipt.at, receipt.timeZone), receipt.pointOfSale, receipt.staffName];
  return [
    centred(receipt.destination, 'inverse'),
    GAP,
    ...(change === 'new'
      ? []
      : [centred(say(change === 'added' ? 'order.added' : 'order.cancelled'), 'large'), GAP]),
    ...(tab === null ? [] : [textLine(tab, 'large')]),
    textLine(numbered(say('title.order'), receipt.number, words), 'strong'),
    textLine(who.filter((part) => part !== null).join(' · ')),
    RULE,
    table(['fit', 'rest'], receipt.lines.flatMap(orderRows)),
    ...(note === null ? [] : [RULE, textLine(say('order.note', { note }), 'tall')]),
    RULE,
    GAP,
  ];
}

const orderRows = (line: OrderReceipt['lines'][number], index: number): readonly Row[] => [
  ...(index === 0 ? [] : [[left(''), left('')]]),
  [left(String(line.count), 'large'), left(line.label, 'large')],
  ...line.options.map((option): Row => [left(''), left(option, 'tall')]),
];
