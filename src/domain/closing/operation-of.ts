import type { EntryBodies } from '../journal/entries.ts';
import { saleOfEntry } from '../journal/old-entries.ts';
import type { Payment, SaleRecorded, StaffRef } from '../journal/sale-entries.ts';
import type { AssetKind } from '../wallet/asset.ts';
import type { AssetId, SaleId } from '../../shared/ids.ts';
import { ZERO_CENTS, cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { Day } from '../../shared/time.ts';
import { figure } from './figure.ts';
import type { Figure } from './figure.ts';
import { lineFigures, turnoverOf } from './line-figures.ts';

/** What a later correction needs to know of a sale. */
export type SaleKept = {
  readonly staff: StaffRef;
  readonly pointOfSaleId: string;
  /** Of each payment, as it is now. */
  readonly means: readonly Payment['means'][];
  /** Pieces that nobody took back yet; at 0 the sale counts no more. */
  readonly leftCount: number;
  readonly isTurnover: boolean;
};

/** What earlier entries said. */
export type Remembered = {
  readonly saleOf: (saleId: SaleId) => SaleKept | undefined;
  readonly kindOf: (assetId: AssetId) => AssetKind | undefined;
};

/** An entry that counts on a day, and what is to be remembered of it. */
export type Operation = {
  readonly day: Day;
  readonly figures: readonly Figure[];
  /** What it adds to the turnover: below 0 for a correction. */
  readonly turnoverCents: Cents;
  readonly sale: { readonly saleId: SaleId; readonly kept: SaleKept } | null;
  readonly assetKinds: readonly { readonly assetId: AssetId; readonly kind: AssetKind }[];
};

/** What an entry adds to its day; null when it counts on none. */
export function operationOf(
  entry: { readonly kind: string; readonly body: unknown },
  remembered: Remembered,
): Operation | null {
  const sale = saleOfEntry(entry);
  if (sale !== null) return ofSale(sale);
  switch (entry.kind) {
    case 'sale.corrected@1':
      return ofCorrection(entry.body as EntryBodies['sale.corrected@1'], remembered);
    case 'sale.means-changed@1':
      return ofMeansChanged(entry.body as EntryBodies['sale.means-changed@1'], remembered);
    case 'top-up.recorded@1': {
      const { day, cents: amount, payment } = entry.body as EntryBodies['top-up.recorded@1'];
      return plain(day, [
        figure('top-up', '', 1, amount),
        figure('top-up-means', payment.means, 1, amount),
        ...(payment.means === 'cash' ? [figure('cash', 'top-ups', 1, amount)] : []),
      ]);
    }
    case 'pass.emptied@1': {
      const { day, cashCents } = entry.body as EntryBodies['pass.emptied@1'];
      return plain(day, [
        figure('emptied', '', 1, cashCents),
        figure('cash', 'emptied', 1, cashCents),
      ]);
    }
    case 'gift.given@1': {
      const { day, cents: amount } = entry.body as EntryBodies['gift.given@1'];
      return plain(day, [figure('gift', '', 1, amount)]);
    }
    case 'cash.moved@1': {
      const { day, cents: amount } = entry.body as EntryBodies['cash.moved@1'];
      return plain(day, [figure('cash', 'moved', 1, amount)]);
    }
    default:
      return null;
  }
}

const plain = (day: Day, figures: readonly Figure[]): Operation => ({
  day,
  figures,
  turnoverCents: ZERO_CENTS,
  sale: null,
  assetKinds: [],
});

function ofSale(sale: SaleRecorded): Operation {
  const means = sale.payments.map((payment) => payment.means);
  const turnover = turnoverOf(sale.lines, means);
  const isTurnover = turnover.isCounted;
  const kept: SaleKept = {
    staff: sale.staff,
    pointOfSaleId: sale.pointOfSaleId,
    means,
    leftCount: sale.lines.reduce((sum, line) => sum + line.count, 0),
    isTurnover,
  };
  const passParts = sale.payments.flatMap((payment) =>
    payment.means === 'pass' ? payment.parts : [],
  );
  return {
    day: sale.day,
    turnoverCents: turnover.cents,
    sale: { saleId: sale.saleId, kept },
    assetKinds: passParts.map(({ assetId, kind }) => ({ assetId, kind })),
    figures: [
      ...saleCounts(kept, 1),
      ...turnoverFigures(kept, turnover.cents),
      ...sale.lines.flatMap((line) => lineFigures(line, means, 1)),
      ...sale.lines.flatMap(({ discount }) =>
        discount === null ? [] : [figure('discount', '', 1, discount.cents)],
      ),
      ...sale.payments.map((payment) => figure('means', payment.means, 0, payment.cents)),
      ...passParts.map((part) => figure('asset-kind', part.kind, 0, part.cents)),
      ...sale.payments.flatMap((payment) =>
        payment.means === 'cash' ? [figure('cash', 'sales', 1, payment.cents)] : [],
      ),
    ],
  };
}

function ofCorrection(
  correction: EntryBodies['sale.corrected@1'],
  remembered: Remembered,
): Operation {
  const sale = remembered.saleOf(correction.saleId) ?? keptOfUnknown(correction);
  const takenCount = correction.lines.reduce((sum, line) => sum + line.count, 0);
  const kept = { ...sale, leftCount: Math.max(0, sale.leftCount - takenCount) };
  const isWhole = sale.leftCount > 0 && kept.leftCount === 0;
  const turnoverCents = cents(-turnoverOf(correction.lines, sale.means).cents + 0);
  const passParts = correction.lines.flatMap((line) =>
    line.paid.flatMap(({ assetId, cents: amount }) =>
      assetId === null ? [] : [{ kind: remembered.kindOf(assetId) ?? 'local', amount }],
    ),
  );
  return {
    day: correction.day,
    turnoverCents,
    sale: { saleId: correction.saleId, kept },
    assetKinds: [],
    figures: [
      ...(isWhole ? saleCounts(sale, -1) : []),
      ...turnoverFigures(sale, turnoverCents),
      ...correction.lines.flatMap((line) => lineFigures(line, sale.means, -1)),
      figure('correction', '', 1, correction.totalCents),
      ...correction.refunds.map((refund) => figure('means', refund.means, 0, -refund.cents)),
      ...passParts.map(({ kind, amount }) => figure('asset-kind', kind, 0, -amount)),
      ...correction.refunds.flatMap((refund) =>
        refund.means === 'cash' ? [figure('cash', 'corrections', 1, refund.cents)] : [],
      ),
    ],
  };
}

function ofMeansChanged(
  change: EntryBodies['sale.means-changed@1'],
  remembered: Remembered,
): Operation {
  const { from, to, cents: amount } = change;
  const sale = remembered.saleOf(change.saleId);
  // A sale that was wholly taken back counts no payment any more.
  const count = sale?.leftCount === 0 ? 0 : 1;
  const outOfDrawer = (from === 'cash' ? amount : 0) - (to === 'cash' ? amount : 0);
  return {
    ...plain(change.day, [
      figure('means', from, -count, -amount),
      figure('means', to, count, amount),
      figure('means-changed', '', 1, amount),
      ...(outOfDrawer === 0 ? [] : [figure('cash', 'corrections', 1, outOfDrawer)]),
    ]),
    sale:
      sale === undefined
        ? null
        : {
            saleId: change.saleId,
            kept: {
              ...sale,
              means: sale.means.map((means, index) => (index === change.payment ? to : means)),
            },
          },
  };
}

/** What a sale counts for, once, until all of it is taken back. */
const saleCounts = (sale: SaleKept, count: 1 | -1): readonly Figure[] => [
  figure('sale', '', count, 0),
  ...sale.means.map((means) => figure('means', means, count, 0)),
  ...sale.means.filter((means) => means === 'offered').map(() => figure('offered', '', count, 0)),
  ...(sale.isTurnover
    ? [
        figure('turnover', '', count, 0),
        figure('staff', sale.staff.id, count, 0, sale.staff.name),
        figure('point-of-sale', sale.pointOfSaleId, count, 0),
      ]
    : []),
];

/** A correction is taken off the figures of who sold it and where, whoever corrects. */
const turnoverFigures = (sale: SaleKept, amount: Cents): readonly Figure[] =>
  amount === 0
    ? []
    : [
        figure('turnover', '', 0, amount),
        figure('staff', sale.staff.id, 0, amount, sale.staff.name),
        figure('point-of-sale', sale.pointOfSaleId, 0, amount),
      ];

/** The journal always holds the sale before its correction; this keeps a sum possible without it. */
const keptOfUnknown = (correction: EntryBodies['sale.corrected@1']): SaleKept => {
  const means: Payment['means'][] = [];
  for (const refund of correction.refunds) means[refund.payment] = refund.means;
  return {
    staff: correction.staff,
    pointOfSaleId: '',
    means: Array.from(means, (one) => one ?? 'cash'),
    leftCount: 0,
    isTurnover: false,
  };
};
