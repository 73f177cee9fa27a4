import type { DayTotals } from '../../../domain/closing/day-totals.ts';
import type { DayClosed } from '../../../domain/journal/till-entries.ts';
import type { ReceiptLabel, ReceiptRow, ReceiptSection } from '../../../domain/receipt/receipt.ts';
import { cents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { TotalNames } from './names.ts';

type Key = Extract<ReceiptLabel, { readonly key: unknown }>['key'];

const MEANS_KEYS = {
  pass: 'pass',
  cash: 'cash',
  'bank-card': 'bankCard',
  cheque: 'cheque',
  offered: 'offered',
} as const satisfies Record<DayTotals['byMeans'][number]['means'], Key>;

/** A longer list would be metres of paper; the closing itself has every row. */
const SECTION_ROWS_MAX = 60;

const titled = (key: Key, rows: readonly ReceiptRow[]): readonly ReceiptSection[] =>
  rows.length === 0 ? [] : [{ title: { key }, rows: atMost(rows) }];
const amount = (key: Key, sum: Cents, isStrong = false): ReceiptRow => ({
  label: { key },
  value: { kind: 'cents', cents: sum },
  ...(isStrong ? { isStrong } : {}),
});
const counted = (
  label: ReceiptLabel,
  sum: { readonly count: number; readonly cents: Cents },
): ReceiptRow => ({
  label,
  value: { kind: 'count-and-cents', count: sum.count, cents: sum.cents },
});

/** The last row stands for all that do not fit. */
function atMost(rows: readonly ReceiptRow[]): readonly ReceiptRow[] {
  if (rows.length <= SECTION_ROWS_MAX) return rows;
  const rest = rows.slice(SECTION_ROWS_MAX - 1).map(({ value }) => value);
  const sum = { count: 0, cents: 0 };
  for (const value of rest) {
    sum.count += value.kind === 'count-and-cents' ? value.count : 0;
    sum.cents += 'cents' in value ? value.cents : 0;
  }
  return [
    ...rows.slice(0, SECTION_ROWS_MAX - 1),
    counted({ key: 'others' }, { count: sum.count, cents: cents(sum.cents) }),
  ];
}

/** What ticket X and the closing say of a day (RULES D1). What is nothing is not written. */
export function reportSections(
  totals: DayTotals,
  names: TotalNames,
  rate: (rateBp: number) => string,
): readonly ReceiptSection[] {
  return [
    {
      title: null,
      rows: [
        amount('turnover', totals.turnover.cents, true),
        { label: { key: 'salesCount' }, value: { kind: 'count', count: totals.turnover.count } },
      ],
    },
    ...titled('byMeans', meansRows(totals)),
    ...titled(
      'byCategory',
      totals.byCategory.map((row) =>
        counted({ text: names.categoryNames[row.categoryId] ?? row.categoryId }, row),
      ),
    ),
    ...titled(
      'byProduct',
      totals.byProduct.map((row) => counted({ text: row.label }, row)),
    ),
    ...titled(
      'byVatRate',
      totals.byVat.flatMap((row) => [
        { label: { text: rate(row.rateBp) }, value: { kind: 'cents', cents: row.cents } as const },
        amount('ofVat', row.vatCents),
      ]),
    ),
    ...titled(
      'byCashier',
      totals.byStaff.map((row) => counted({ text: row.name }, row)),
    ),
    ...titled(
      'byPointOfSale',
      totals.byPointOfSale.map((row) =>
        counted({ text: names.pointOfSaleNames[row.pointOfSaleId] ?? row.pointOfSaleId }, row),
      ),
    ),
    ...titled('apart', apartRows(totals)),
    { title: { key: 'cashDrawer' }, rows: cashRows(totals.cash) },
  ];
}

const KIND_KEYS = { global: 'ofGlobal', local: 'ofLocal', gift: 'ofGift' } as const;

function meansRows(totals: DayTotals): readonly ReceiptRow[] {
  if (totals.byMeans.length === 0) return [];
  const all = totals.byMeans.reduce((sum, row) => sum + row.cents, 0);
  return [
    ...totals.byMeans.map((row) => counted({ key: MEANS_KEYS[row.means] }, row)),
    amount('total', cents(all), true),
    ...totals.byAssetKind.flatMap((row) =>
      row.kind === 'time' || row.kind === 'points' ? [] : [amount(KIND_KEYS[row.kind], row.cents)],
    ),
  ];
}

const apartRows = (totals: DayTotals): readonly ReceiptRow[] =>
  (
    [
      ['topUps', totals.topUps],
      ['gifts', totals.gifts],
      ['refunds', totals.emptied],
      ['depositsTaken', totals.depositsTaken],
      ['depositsReturned', totals.depositsReturned],
      ['memberships', totals.memberships],
      ['offered', totals.offered],
      ['discounts', totals.discounts],
      ['corrections', totals.corrections],
      ['meansChanged', totals.meansChanged],
    ] as const
  )
    .filter(([, sum]) => sum.count !== 0 || sum.cents !== 0)
    .map(([key, sum]) => counted({ key }, sum));

const cashRows = (cash: DayTotals['cash']): readonly ReceiptRow[] => [
  amount('cashStart', cash.openingCents),
  amount('cashSales', cash.salesCents),
  ...(cash.topUpsCents === 0 ? [] : [amount('cashTopUps', cash.topUpsCents)]),
  ...(cash.emptiedCents === 0 ? [] : [amount('cashEmptied', takenOut(cash.emptiedCents))]),
  ...(cash.correctionsCents === 0
    ? []
    : [amount('cashCorrections', takenOut(cash.correctionsCents))]),
  ...(cash.movedCents === 0 ? [] : [amount('cashMoved', cash.movedCents)]),
  amount('cashExpected', cash.expectedCents, true),
];

const takenOut = (sum: Cents): Cents => cents(-sum + 0);

/** What only a closing says: the count, the totals since the first sale, what was not paid. */
export const closingSections = (closing: DayClosed): readonly ReceiptSection[] => [
  closing.cashCountedCents === null || closing.differenceCents === null
    ? { title: { key: 'cashNotCounted' }, rows: [] }
    : {
        title: null,
        rows: [
          amount('cashCounted', closing.cashCountedCents),
          amount('cashDifference', closing.differenceCents, true),
        ],
      },
  {
    title: { key: 'perpetual' },
    rows: [
      amount('perpetualSigned', closing.perpetualCents),
      amount('perpetualAbsolute', closing.perpetualAbsoluteCents),
    ],
  },
  ...(closing.staff === null ? [{ title: { key: 'closedByItself' as const }, rows: [] }] : []),
];

export const unpaidSection = (
  unpaid: readonly { readonly name: string; readonly totalCents: Cents }[],
): readonly ReceiptSection[] =>
  titled(
    'parked',
    unpaid.map(({ name, totalCents }) => ({
      label: { text: name },
      value: { kind: 'cents', cents: totalCents },
    })),
  );
