import { assertNever } from '../../shared/assert.ts';
import type { Language, ReceiptsCatalogue, Translate } from '../../shared/i18n.ts';
import { orderLines } from './order-lines.ts';
import { GAP, centred } from './paper-line.ts';
import type { PaperLine } from './paper-line.ts';
import { passLines } from './pass-lines.ts';
import type { Receipt, ReceiptHead } from './receipt.ts';
import { presenceLines } from './presence-lines.ts';
import { receiptWords } from './receipt-words.ts';
import type { ReceiptWords } from './receipt-words.ts';
import { reportLines } from './report-lines.ts';
import { saleLines } from './sale-lines.ts';
import { testLines } from './test-lines.ts';
import { ticketLines } from './ticket-lines.ts';
import { writeMarkup } from './write-markup.ts';
import type { Paper } from './write-markup.ts';

export type ReceiptTexts = {
  readonly language: Language;
  readonly say: Translate<ReceiptsCatalogue>;
};

/** The paper in the mark-up of receiptline, from which printers and screens are fed. */
export function receiptMarkup(receipt: Receipt, texts: ReceiptTexts, paper: Paper): string {
  const words = receiptWords(texts.say, texts.language);
  const lines = [
    ...trainingLines(receipt, words),
    ...bodyLines(receipt, words, paper),
    ...trainingLines(receipt, words),
  ];
  return writeMarkup(lines, paper);
}

function bodyLines(receipt: Receipt, words: ReceiptWords, paper: Paper): readonly PaperLine[] {
  // In a kitchen nobody needs the address, and everybody needs the order.
  if (receipt.kind === 'order')
    return [...copyLines(receipt, words), ...orderLines(receipt, words)];
  return [
    ...headLines(receipt),
    ...copyLines(receipt, words),
    ...contentLines(receipt, words, paper),
    ...footLines(receipt, words),
  ];
}

function contentLines(
  receipt: Exclude<Receipt, { kind: 'order' }>,
  words: ReceiptWords,
  paper: Paper,
): readonly PaperLine[] {
  switch (receipt.kind) {
    case 'sale':
    case 'correction':
      return saleLines(receipt, words);
    case 'top-up':
    case 'refund':
      return passLines(receipt, words);
    case 'x-report':
    case 'closing':
      return reportLines(receipt, words);
    case 'event-ticket':
      return ticketLines(receipt, words);
    case 'presence-list':
      return presenceLines(receipt, words);
    case 'test':
      return testLines(receipt, words, paper);
    default:
      return assertNever(receipt);
  }
}

const headLines = (receipt: Receipt): readonly PaperLine[] => [
  centred(receipt.collective.name, 'large'),
  ...receipt.collective.lines.map((line) => centred(line)),
  GAP,
];

function copyLines(receipt: ReceiptHead, words: ReceiptWords): readonly PaperLine[] {
  if (receipt.copy < 2) return [];
  return [
    centred(words.say('mark.duplicate'), 'large'),
    centred(words.say('mark.duplicateNumber', { copy: receipt.copy })),
    GAP,
  ];
}

function trainingLines(receipt: ReceiptHead, words: ReceiptWords): readonly PaperLine[] {
  if (!receipt.isTraining) return [];
  return [
    centred(words.say('mark.training'), 'inverse'),
    centred(words.say('mark.trainingWhy'), 'strong'),
    GAP,
  ];
}

function footLines(receipt: Receipt, words: ReceiptWords): readonly PaperLine[] {
  const isForPublic = !['x-report', 'closing', 'presence-list', 'test'].includes(receipt.kind);
  const said = receipt.footer.length > 0 ? receipt.footer : [words.say('footer.thanks')];
  return isForPublic ? [GAP, ...said.map((line) => centred(line)), GAP] : [GAP];
}
