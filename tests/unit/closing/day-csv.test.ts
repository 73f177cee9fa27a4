import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_COLUMNS, dayCsv } from '../../../src/domain/closing/day-csv.ts';
import type { CsvEntry } from '../../../src/domain/closing/day-csv.ts';
import { csvFile, number } from '../../../src/domain/closing/csv-file.ts';
import { sumDay } from '../../../src/domain/closing/sum-day.ts';
import type { TypedDraft } from '../../../src/domain/journal/entries.ts';
import { cents } from '../../../src/shared/money.ts';
import { toInstant } from '../../../src/shared/time.ts';
import type { Day } from '../../../src/shared/time.ts';
import { entriesOf, wishes } from './random-day.ts';

const DAY = '2026-11-03' as Day;
const at = toInstant('2026-11-03T18:30:05.000Z');
const dated = (entries: readonly TypedDraft[]): readonly CsvEntry[] =>
  entries.map((entry) => ({ ...entry, at }));
const csvOf = (entries: readonly TypedDraft[]): string =>
  dayCsv(dated(entries), {
    say: (word) => word,
    category: (category) => category,
    pointOfSale: (point) => point,
    timeZone: 'Europe/Paris',
  });
const rowsOf = (text: string): readonly Record<string, string>[] =>
  text
    .split('\r\n')
    .slice(1, -1)
    .map((row) =>
      Object.fromEntries(row.split(';').map((cell, index) => [CSV_COLUMNS[index] ?? '', cell])),
    );
const centsOf = (cell: string | undefined): number =>
  cell === undefined || cell === '' ? 0 : Number(cell.replace(',', ''));

describe('the sales of a day as CSV', () => {
  it('sums to ticket X, means by means, and by VAT', () => {
    fc.assert(
      fc.property(wishes, (all) => {
        const entries = entriesOf(all, DAY);
        const rows = rowsOf(csvOf(entries));
        const totals = sumDay(entries, cents(0));
        for (const means of ['pass', 'cash', 'bank-card', 'cheque', 'offered'] as const) {
          const sum = rows.reduce((total, row) => total + centsOf(row[means]), 0);
          const said = totals.byMeans.find((row) => row.means === means)?.cents ?? 0;
          expect([means, sum]).toEqual([means, said]);
        }
        const vat = rows.reduce((total, row) => total + centsOf(row['vat']), 0);
        expect(vat).toBe(totals.byVat.reduce((sum, row) => sum + row.vatCents, 0));
      }),
    );
  });

  it('is read by a French spreadsheet: UTF-8 mark, semicolons, decimal comma, local time', () => {
    const text = csvOf(
      entriesOf(
        [
          {
            kind: 'sale',
            isKarim: true,
            means: [0, 1],
            lines: [{ what: 0, count: 3, unit: 250, discount: 50 }],
          },
          { kind: 'change', which: 0, to: 1 },
          { kind: 'correct', which: 0, isWhole: true },
        ],
        DAY,
      ),
    );
    expect(text.startsWith('\uFEFFday;at;kind;')).toBe(true);
    const rows = rowsOf(text);
    expect(rows[0]).toMatchObject({
      at: '2026-11-03 19:30:05',
      kind: 'sale',
      count: '3',
      unitPrice: '2,50',
      discount: '0,50',
      total: '7,00',
      vatRate: '20,00',
      vat: '1,17',
      pass: '3,50',
      cash: '3,50',
      staff: 'Karim',
      approvedBy: 'Nolwenn',
    });
    expect(rows.at(-1)).toMatchObject({
      kind: 'correction',
      count: '-3',
      total: '-7,00',
      vat: '-1,17',
      pass: '-3,50',
      cash: '-3,50',
    });
  });
});

describe('a cell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1'])(
    'never begins like a formula: %j',
    (text) => {
      const cell = csvFile([[text]])
        .slice(1)
        .replace(/^"/, '');
      expect(cell.startsWith("'")).toBe(true);
    },
  );

  it('keeps separators, quotes and new lines inside one cell', () => {
    expect(csvFile([['a;b', 'c"d', 'e\nf', 'Thé']])).toBe('\uFEFF"a;b";"c""d";"e\nf";Thé\r\n');
  });

  it.each([
    [5, 2, '0,05'],
    [-5, 2, '-0,05'],
    [123_456, 2, '1234,56'],
    [350, 3, '0,350'],
    [-3, 0, '-3'],
  ])('writes %d with %d decimals as %s', (units, decimals, text) => {
    expect(number(units, decimals)).toEqual({ number: text });
  });
});
