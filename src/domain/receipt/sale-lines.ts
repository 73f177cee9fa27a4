import type { Cents } from '../../shared/money.ts';
import { cents } from '../../shared/money.ts';
import { RULE, indented, left, right, table, textLine } from './paper-line.ts';
import type { PaperLine, Row } from './paper-line.ts';
import { paymentLines } from './payment-lines.ts';
import type { ReceiptDiscount, ReceiptLine, ReceiptVat, SaleReceipt } from './receipt.ts';
import type { ReceiptWords } from './receipt-words.ts';
import { whoAndWhen } from './who-and-when.ts';

/** A sale, or the correction of one. */
export function saleLines(receipt: SaleReceipt, words: ReceiptWords): readonly PaperLine[] {
  const { say } = words;
  const title = say(receipt.kind === 'sale' ? 'title.sale' : 'title.correction');
  const { corrects, tab } = receipt;
  return [
    ...whoAndWhen(title, receipt, words),
    ...(tab === null ? [] : [textLine(tab)]),
    ...(corrects === null
      ? []
      : [textLine(say('sale.corrects', { number: corrects.number }), 'strong')]),
    ...(corrects?.reason == null
      ? []
      : [textLine(say('sale.reason', { reason: corrects.reason }))]),
    RULE,
    table(
      ['fit', 'rest', 'fit'],
      receipt.lines.flatMap((line) => articleRows(line, words)),
    ),
    ...(receipt.discounts.length === 0
      ? []
      : [
          RULE,
          table(
            ['rest', 'fit'],
            receipt.discounts.map((discount) => [
              left(discountName(discount, words)),
              right(takenOff(discount.cents, words)),
            ]),
          ),
        ]),
    RULE,
    ...totalLines(say('sale.total'), receipt.totalCents, words),
    RULE,
    ...paymentLines(receipt.payments, words),
    ...vatLines(receipt.vat, words),
  ];
}

/** The amount that everybody looks for. */
export const totalLines = (
  name: string,
  amount: Cents,
  words: ReceiptWords,
): readonly PaperLine[] => [
  {
    ...table(['rest', 'fit'], [[left(name, 'large'), right(words.amount(amount), 'large')]]),
    mayShrink: true,
  },
];

function articleRows(line: ReceiptLine, words: ReceiptWords): readonly Row[] {
  const detail =
    line.measure ??
    (line.unitCents === null || Math.abs(line.count) === 1
      ? null
      : words.say('sale.unit', { amount: words.amount(line.unitCents) }));
  const under = (text: string, amount = ''): Row => [left(''), indented(text), right(amount)];
  return [
    [left(String(line.count)), left(line.label), right(words.amount(line.cents))],
    ...line.options.map((option) => under(option)),
    ...(detail === null ? [] : [under(detail)]),
    ...(line.discount === null
      ? []
      : [under(discountName(line.discount, words), takenOff(line.discount.cents, words))]),
  ];
}

const discountName = (discount: ReceiptDiscount, words: ReceiptWords): string =>
  discount.label === null
    ? words.say('sale.discount')
    : words.say('sale.discountNamed', { label: discount.label });

const takenOff = (amount: Cents, words: ReceiptWords): string => words.amount(cents(0 - amount));

function vatLines(vat: readonly ReceiptVat[], words: ReceiptWords): readonly PaperLine[] {
  if (vat.length === 0) return [];
  const { say, amount } = words;
  return [
    RULE,
    table(
      ['rest', 'rest', 'rest', 'rest'],
      [
        [
          left(say('vat.rate')),
          right(say('vat.exclusive')),
          right(say('vat.amount')),
          right(say('vat.inclusive')),
        ],
        ...vat.map((row) => [
          left(words.rate(row.rateBp)),
          right(amount(row.exclusiveCents)),
          right(amount(row.vatCents)),
          right(amount(row.inclusiveCents)),
        ]),
      ],
    ),
  ];
}
