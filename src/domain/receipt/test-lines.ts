import { GAP, RULE, centred, textLine } from './paper-line.ts';
import type { PaperLine } from './paper-line.ts';
import type { TestReceipt } from './receipt.ts';
import type { ReceiptWords } from './receipt-words.ts';
import { whoAndWhen } from './who-and-when.ts';
import type { Paper } from './write-markup.ts';

/** Everything a printer must be able to do, on one paper. */
export function testLines(
  receipt: TestReceipt,
  words: ReceiptWords,
  paper: Paper,
): readonly PaperLine[] {
  const { say } = words;
  return [
    ...whoAndWhen(say('title.test'), receipt, words),
    textLine(receipt.printerName),
    RULE,
    textLine(say('test.works'), 'strong'),
    textLine(say('test.accents')),
    textLine(say('test.signs')),
    textLine(say('test.large'), 'large'),
    textLine(say('test.columns', { columns: paper.columns })),
    textLine(RULER.slice(0, paper.columns)),
    GAP,
    { kind: 'code', data: 'TiBillet' },
    centred(say('test.code')),
  ];
}

/** Ends at the right edge of the paper when the number of columns is right. */
const RULER = '....:....1....:....2....:....3....:....4....:...';
