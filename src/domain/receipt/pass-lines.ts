import { RULE, left, right, table, textLine } from './paper-line.ts';
import type { PaperLine } from './paper-line.ts';
import { paymentLines } from './payment-lines.ts';
import type { PassReceipt } from './receipt.ts';
import type { ReceiptWords } from './receipt-words.ts';
import { rowCells } from './report-lines.ts';
import { totalLines } from './sale-lines.ts';
import { whoAndWhen } from './who-and-when.ts';

/** Money put on a Pass or paid out of it, with what was there before and what is there now. */
export function passLines(receipt: PassReceipt, words: ReceiptWords): readonly PaperLine[] {
  const { say, amount } = words;
  const isTopUp = receipt.kind === 'top-up';
  const { passEnd, details } = receipt;
  return [
    ...whoAndWhen(say(isTopUp ? 'title.topUp' : 'title.refund'), receipt, words),
    ...(passEnd === null ? [] : [textLine(say('means.passNumbered', { end: passEnd }))]),
    RULE,
    ...totalLines(say(isTopUp ? 'pass.topUp' : 'pass.refund'), receipt.totalCents, words),
    ...(details.length === 0
      ? []
      : [
          table(
            ['rest', 'fit'],
            details.map((row) => rowCells(row, words)),
          ),
        ]),
    RULE,
    ...paymentLines(receipt.payments, words),
    ...(receipt.payments.length === 0 ? [] : [RULE]),
    table(
      ['rest', 'fit'],
      [
        [left(say('pass.before')), right(amount(receipt.beforeCents))],
        [left(say('pass.after'), 'strong'), right(amount(receipt.afterCents), 'strong')],
      ],
    ),
  ];
}
