import { indented, left, right, table } from './paper-line.ts';
import type { PaperLine, Row } from './paper-line.ts';
import type { ReceiptPayment } from './receipt.ts';
import type { ReceiptWords } from './receipt-words.ts';

/** How it was paid, with the change of cash and what is left on a Pass. */
export const paymentLines = (
  payments: readonly ReceiptPayment[],
  words: ReceiptWords,
): readonly PaperLine[] =>
  payments.length === 0
    ? []
    : [
        table(
          ['rest', 'fit'],
          payments.flatMap((payment) => paymentRows(payment, words)),
        ),
      ];

function paymentRows(payment: ReceiptPayment, words: ReceiptWords): readonly Row[] {
  const { say, amount } = words;
  // Exactly the sum: nothing was given back, and nothing is said about it.
  const isExact = payment.changeCents === null || payment.changeCents === 0;
  return [
    [left(meansName(payment, words)), right(amount(payment.cents))],
    ...(payment.givenCents === null || isExact
      ? []
      : [[indented(say('sale.given')), right(amount(payment.givenCents))]]),
    ...(payment.changeCents === null || isExact
      ? []
      : [[indented(say('sale.change')), right(amount(payment.changeCents))]]),
    ...(payment.leftCents === null
      ? []
      : [[indented(say('means.leftOnPass')), right(amount(payment.leftCents))]]),
  ];
}

function meansName(payment: ReceiptPayment, words: ReceiptWords): string {
  const { say } = words;
  switch (payment.means) {
    case 'pass':
      return payment.passEnd === null
        ? say('means.pass')
        : say('means.passNumbered', { end: payment.passEnd });
    case 'cash':
      return say('means.cash');
    case 'bank-card':
      return say('means.bankCard');
    case 'cheque':
      return say('means.cheque');
    case 'offered':
      return say('means.offered');
  }
}
