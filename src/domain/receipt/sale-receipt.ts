import type { EntryBodies } from '../journal/entries.ts';
import type {
  LineDetail,
  PaidPart,
  Payment,
  SaleLine,
  SaleRecorded,
} from '../journal/sale-entries.ts';
import type {
  ReceiptHead,
  ReceiptLine,
  ReceiptPayment,
  ReceiptVat,
  SaleReceipt,
} from './receipt.ts';
import { assertNever } from '../../shared/assert.ts';
import { formatCents, formatDay, formatHour, dayOf } from '../../shared/format.ts';
import type { Language } from '../../shared/i18n.ts';
import { addCents, cents, vatInside } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';

/** How figures and hours are written on this paper. */
type Writing = { readonly language: Language; readonly timeZone: string };

/** The paper of a sale; `means` is what each payment is now, after changes of means. */
export function saleReceipt(
  sale: SaleRecorded,
  means: readonly Payment['means'][],
  head: ReceiptHead,
  language: Language,
): SaleReceipt {
  const writing = { language, timeZone: head.timeZone };
  return {
    ...head,
    kind: 'sale',
    corrects: null,
    tab: sale.basketName === '' ? null : sale.basketName,
    lines: sale.lines.map((line) => lineOf(line, writing)),
    discounts: [],
    totalCents: sale.totalCents,
    vat: vatOf(sale.lines, means, 1),
    payments: sale.payments.map((payment, index) =>
      paymentOf(payment, means[index] ?? payment.means),
    ),
  };
}

/** The paper of a counter-entry: what goes back is below zero. */
export function correctionReceipt(
  body: EntryBodies['sale.corrected@1'],
  sale: SaleRecorded,
  /** The number that the paper of the sale bears. */
  saleNumber: number,
  head: ReceiptHead,
): SaleReceipt {
  const means = sale.payments.map((payment) => payment.means);
  return {
    ...head,
    kind: 'correction',
    corrects: { number: String(saleNumber), reason: body.reason === '' ? null : body.reason },
    tab: null,
    lines: body.lines.map(({ label, count, totalCents }) => ({
      label,
      options: [],
      count,
      measure: null,
      unitCents: null,
      cents: negative(totalCents),
      discount: null,
    })),
    discounts: [],
    totalCents: negative(body.totalCents),
    vat: vatOf(body.lines, means, -1),
    payments: body.refunds.map((refund) => ({
      means: refund.means,
      cents: negative(refund.cents),
      givenCents: null,
      changeCents: null,
      passEnd: passEndOf(sale.payments[refund.payment]),
      leftCents: null,
    })),
  };
}

// Adding 0 keeps 0 from becoming -0.
const negative = (amount: Cents): Cents => cents(-amount + 0);

function lineOf(line: SaleLine, writing: Writing): ReceiptLine {
  const { discount, detail } = line;
  return {
    label: line.label,
    options: [...line.optionLabels, ...optionsOf(detail, writing)],
    count: line.count,
    measure: measureOf(detail, writing),
    unitCents: line.unitPriceCents,
    cents: cents(line.totalCents + (discount?.cents ?? 0)),
    discount:
      discount === null
        ? null
        : {
            label:
              discount.kind === 'percent'
                ? percentText(discount.rateBp, writing.language)
                : discount.reason === ''
                  ? null
                  : discount.reason,
            cents: discount.cents,
          },
  };
}

const percentText = (rateBp: number, language: Language): string =>
  `${(rateBp / 100).toLocaleString(language)}${language === 'fr' ? '\u202f' : ''}%`;

/** `0,350 kg × 12,00 €/kg`, or the hours of a room. */
function measureOf(detail: LineDetail, { language, timeZone }: Writing): string | null {
  switch (detail.kind) {
    case 'measure': {
      const unit = detail.unit === 'kilogram' ? 'kg' : 'l';
      const amount = (detail.amount / 1_000).toLocaleString(language, { minimumFractionDigits: 3 });
      return `${amount} ${unit} × ${formatCents(detail.unitCents, language)}/${unit}`;
    }
    case 'room': {
      const hours = [detail.startsAt, detail.endsAt].map((at) =>
        formatHour(at, timeZone, language),
      );
      return `${hours.join(' – ')} × ${formatCents(detail.hourCents, language)}/h`;
    }
    case 'piece':
    case 'open-price':
    case 'ticket':
    case 'membership':
    case 'deposit':
    case 'presence':
      return null;
    default:
      return assertNever(detail);
  }
}

/** What tells one ticket or membership from another. */
function optionsOf(detail: LineDetail, { language, timeZone }: Writing): readonly string[] {
  switch (detail.kind) {
    case 'ticket':
      return [
        formatDay(dayOf(detail.eventStartsAt, timeZone), language),
        ...detail.tickets.flatMap(({ holderName }) => (holderName === '' ? [] : [holderName])),
      ];
    case 'membership':
      return detail.person.name === '' ? [] : [detail.person.name];
    // Several stays of one plan stand apart by their day.
    case 'presence':
      return [formatDay(detail.day, language)];
    case 'piece':
    case 'open-price':
    case 'measure':
    case 'room':
    case 'deposit':
      return [];
    default:
      return assertNever(detail);
  }
}

function paymentOf(payment: Payment, means: Payment['means']): ReceiptPayment {
  const isCash = payment.means === 'cash' && means === 'cash';
  return {
    means,
    cents: payment.cents,
    givenCents: isCash ? payment.givenCents : null,
    changeCents: isCash ? payment.changeCents : null,
    passEnd: passEndOf(payment),
    leftCents: null,
  };
}

const PASS_END_CHARS = 4;

const passEndOf = (payment: Payment | undefined): string | null =>
  payment?.means === 'pass' ? payment.cardNumber.slice(-PASS_END_CHARS) : null;

/** VAT by rate over what was not offered, computed line by line as the day's totals do. */
function vatOf(
  lines: readonly {
    readonly vatRateBp: number;
    readonly totalCents: Cents;
    readonly paid: readonly PaidPart[];
  }[],
  means: readonly Payment['means'][],
  sign: 1 | -1,
): readonly ReceiptVat[] {
  const rates = [...new Set(lines.map((line) => line.vatRateBp))].toSorted((a, b) => a - b);
  // Without any tax on it a paper says nothing of tax.
  if (rates.every((rate) => rate === 0)) return [];
  return rates.map((rateBp) => {
    const sums = lines.flatMap((line) => {
      if (line.vatRateBp !== rateBp) return [];
      const offered = line.paid.flatMap((part) =>
        means[part.payment] === 'offered' ? [part.cents] : [],
      );
      return [cents(line.totalCents - addCents(...offered))];
    });
    const inclusive = addCents(...sums);
    const vat = addCents(...sums.map((sum) => vatInside(sum, rateBp)));
    return {
      rateBp,
      inclusiveCents: cents(sign * inclusive + 0),
      vatCents: cents(sign * vat + 0),
      exclusiveCents: cents(sign * (inclusive - vat) + 0),
    };
  });
}
