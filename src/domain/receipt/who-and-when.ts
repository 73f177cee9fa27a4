import { RULE, textLine } from './paper-line.ts';
import type { PaperLine } from './paper-line.ts';
import type { ReceiptHead } from './receipt.ts';
import type { ReceiptWords } from './receipt-words.ts';

/** Number, moment, place and person: what tells one paper from another. */
export function whoAndWhen(
  title: string,
  receipt: ReceiptHead,
  words: ReceiptWords,
): readonly PaperLine[] {
  const names = [receipt.pointOfSale, receipt.staffName].filter((name) => name !== null);
  return [
    RULE,
    textLine(numbered(title, receipt.number, words), 'strong'),
    textLine(words.moment(receipt.at, receipt.timeZone)),
    ...(names.length > 0 ? [textLine(names.join(' · '))] : []),
  ];
}

export const numbered = (title: string, number: string | null, words: ReceiptWords): string =>
  number === null ? title : words.say('head.numbered', { title, number });
