import type { EntryBodies } from '../journal/entries.ts';
import { saleOfEntry } from '../journal/old-entries.ts';
import type { LineDetail, PaidPart, Payment, SaleRecorded } from '../journal/sale-entries.ts';
import { cents, vatInside } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { Temporal, instantFromMs, msOfInstant } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import { csvFile, number } from './csv-file.ts';
import type { CsvCell } from './csv-file.ts';

/** The columns, in order; each has its word in the catalogue, `csv.<name>`. */
export const CSV_COLUMNS = [
  'day',
  'at',
  'kind',
  'number',
  'saleNumber',
  'label',
  'options',
  'category',
  'count',
  'unitPrice',
  'discount',
  'total',
  'vatRate',
  'vat',
  'pass',
  'cash',
  'bank-card',
  'cheque',
  'offered',
  'staff',
  'approvedBy',
  'pointOfSale',
  'table',
  'reason',
] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];
type CsvKind = 'sale' | 'correction' | 'means-changed';

export type CsvEntry = { readonly kind: string; readonly at: Instant; readonly body: unknown };

export type CsvWords = {
  readonly say: (word: CsvColumn | CsvKind) => string;
  readonly category: (id: string) => string;
  readonly pointOfSale: (id: string) => string;
  readonly timeZone: string;
};

const MEANS = ['pass', 'cash', 'bank-card', 'cheque', 'offered'] as const;

type Row = Partial<Readonly<Record<CsvColumn, CsvCell>>>;

/**
 * The sales of a day for a spreadsheet: one row for each line sold, rows below 0 for what was taken
 * back, and one row for each change of means. Each column of a means sums to what ticket X says.
 */
export function dayCsv(entries: Iterable<CsvEntry>, words: CsvWords): string {
  const means = new Map<string, Payment['means'][]>();
  const localMoment = localMoments(words.timeZone);
  const rows: Row[] = [];
  for (const entry of entries) rows.push(...rowsOf(entry, words, localMoment(entry.at), means));
  return csvFile([
    CSV_COLUMNS.map((column) => words.say(column)),
    ...rows.map((row) => CSV_COLUMNS.map((column) => row[column] ?? '')),
  ]);
}

function rowsOf(
  entry: CsvEntry,
  words: CsvWords,
  at: string,
  means: Map<string, Payment['means'][]>,
): readonly Row[] {
  const sale = saleOfEntry(entry);
  if (sale !== null) {
    means.set(
      sale.saleId,
      sale.payments.map((payment) => payment.means),
    );
    return saleRows(sale, words, at);
  }
  switch (entry.kind) {
    case 'sale.corrected@1':
      return correctionRows(entry.body as EntryBodies['sale.corrected@1'], words, at, means);
    case 'sale.means-changed@1': {
      const change = entry.body as EntryBodies['sale.means-changed@1'];
      const known = means.get(change.saleId);
      if (known !== undefined) known[change.payment] = change.to;
      return [meansChangedRow(change, words, at)];
    }
    default:
      return [];
  }
}

function saleRows(sale: SaleRecorded, words: CsvWords, at: string): readonly Row[] {
  const meansOf = sale.payments.map((payment) => payment.means);
  const offers = sale.payments.find((payment) => payment.means === 'offered');
  return sale.lines.map((line) => ({
    day: sale.day,
    at,
    kind: words.say('sale'),
    number: number(sale.number),
    label: line.label,
    options: line.optionLabels.join(', '),
    category: words.category(line.categoryId),
    count: quantity(line),
    unitPrice: euros(unitCents(line.detail, line.unitPriceCents)),
    discount: line.discount === null ? '' : euros(line.discount.cents),
    total: euros(line.totalCents),
    ...paidCells(line, meansOf, 1),
    staff: sale.staff.name,
    approvedBy: (offers?.approvedBy ?? line.discount?.approvedBy)?.name ?? '',
    pointOfSale: words.pointOfSale(sale.pointOfSaleId),
    table: sale.basketName,
    reason: line.discount?.reason ?? offers?.reason ?? '',
  }));
}

function correctionRows(
  correction: EntryBodies['sale.corrected@1'],
  words: CsvWords,
  at: string,
  means: ReadonlyMap<string, readonly Payment['means'][]>,
): readonly Row[] {
  // A sale of another day: the refunds say how each payment went back.
  const known: Payment['means'][] = [...(means.get(correction.saleId) ?? [])];
  for (const refund of correction.refunds) known[refund.payment] = refund.means;
  return correction.lines.map((line) => ({
    day: correction.day,
    at,
    kind: words.say('correction'),
    number: number(correction.number),
    saleNumber: number(correction.saleNumber),
    label: line.label,
    category: words.category(line.categoryId),
    count: number(-line.count),
    total: euros(-line.totalCents),
    ...paidCells(line, known, -1),
    staff: correction.staff.name,
    approvedBy: correction.approvedBy?.name ?? '',
    reason: correction.reason,
  }));
}

const meansChangedRow = (
  change: EntryBodies['sale.means-changed@1'],
  words: CsvWords,
  at: string,
): Row => ({
  day: change.day,
  at,
  kind: words.say('means-changed'),
  number: number(change.number),
  saleNumber: number(change.saleNumber),
  [change.from]: euros(-change.cents),
  [change.to]: euros(change.cents),
  staff: change.staff.name,
  approvedBy: change.approvedBy?.name ?? '',
  reason: change.reason,
});

/** What each means paid of a line, and the VAT inside what was not offered. */
function paidCells(
  line: {
    readonly totalCents: Cents;
    readonly vatRateBp: number;
    readonly paid: readonly PaidPart[];
  },
  means: readonly Payment['means'][],
  sign: 1 | -1,
): Row {
  const paidBy = (wanted: Payment['means']): number =>
    line.paid.reduce((sum, part) => sum + (means[part.payment] === wanted ? part.cents : 0), 0);
  const vat = vatInside(cents(line.totalCents - paidBy('offered')), line.vatRateBp);
  return {
    vatRate: number(line.vatRateBp, 2),
    vat: euros(sign * vat),
    ...Object.fromEntries(
      MEANS.flatMap((one) => {
        const paid = paidBy(one);
        return paid === 0 ? [] : [[one, euros(sign * paid)]];
      }),
    ),
  };
}

const euros = (amount: number): CsvCell => number(amount, 2);

/** Pieces, or kilograms and litres. */
const quantity = (line: { readonly count: number; readonly detail: LineDetail }): CsvCell =>
  line.detail.kind === 'measure' ? number(line.detail.amount, 3) : number(line.count);

const unitCents = (detail: LineDetail, priceCents: Cents): Cents =>
  detail.kind === 'measure' ? detail.unitCents : priceCents;

/** Time zones change on quarters of an hour at the most. */
const QUARTER_MS = 900_000;

/**
 * `2026-11-03 14:30:05`, which every spreadsheet reads. The offset of the zone is asked once for
 * each quarter of an hour: of 5,000 sales that is what costs.
 */
function localMoments(timeZone: string): (at: Instant) => string {
  const offsets = new Map<number, number>();
  return (at) => {
    const ms = msOfInstant(at);
    const quarter = Math.floor(ms / QUARTER_MS);
    const offsetMs =
      offsets.get(quarter) ??
      Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1_000_000;
    offsets.set(quarter, offsetMs);
    return instantFromMs(ms + offsetMs)
      .slice(0, 19)
      .replace('T', ' ');
  };
}
