import type { DayTotals } from '../../../src/domain/closing/day-totals.ts';
import { drawerOf } from './book.ts';
import type { Page, Purse } from './book.ts';

const nonZero = (purse: Purse): Purse =>
  Object.fromEntries(Object.entries(purse).filter(([, amount]) => amount !== 0));
const purseOf = <Row>(
  rows: readonly Row[],
  key: (row: Row) => string,
  amount: (row: Row) => number,
): Purse => nonZero(Object.fromEntries(rows.map((row) => [key(row), amount(row)])));

/** The figures of a page, as one object that can be compared. */
export const figuresOfPage = (page: Page) => ({
  turnover: page.turnover,
  byMeans: nonZero(page.byMeans),
  byAssetKind: nonZero(page.byAssetKind),
  byCategory: nonZero(page.byCategory),
  byProduct: nonZero(page.byProduct),
  productCounts: nonZero(page.productCounts),
  byVat: nonZero(page.byVat),
  vatInside: nonZero(page.vatInside),
  byStaff: nonZero(page.byStaff),
  byPointOfSale: nonZero(page.byPointOfSale),
  topUps: [page.topUpCount, page.topUps],
  topUpsByMeans: nonZero(page.topUpsByMeans),
  gifts: [page.giftCount, page.gifts],
  emptied: [page.emptiedCount, page.emptied],
  deposits: [page.depositsTaken, page.depositsReturned],
  memberships: page.memberships,
  offered: page.offered,
  discounts: page.discounts,
  corrections: [page.correctionCount, page.corrections],
  meansChanged: [page.meansChangedCount, page.meansChanged],
  cash: {
    openingCents: page.cashOpening,
    salesCents: page.cashSales,
    topUpsCents: page.cashTopUps,
    emptiedCents: page.cashEmptied,
    correctionsCents: page.cashCorrections,
    movedCents: page.cashMoved,
    expectedCents: drawerOf(page),
  },
});

/** The same figures of what the station says. */
export const figuresOfTotals = (totals: DayTotals): ReturnType<typeof figuresOfPage> => ({
  turnover: totals.turnover.cents,
  byMeans: purseOf(
    totals.byMeans,
    (row) => row.means,
    (row) => row.cents,
  ),
  byAssetKind: purseOf(
    totals.byAssetKind,
    (row) => row.kind,
    (row) => row.cents,
  ),
  byCategory: purseOf(
    totals.byCategory,
    (row) => row.categoryId,
    (row) => row.cents,
  ),
  byProduct: purseOf(
    totals.byProduct,
    (row) => row.productId,
    (row) => row.cents,
  ),
  productCounts: purseOf(
    totals.byProduct,
    (row) => row.productId,
    (row) => row.count,
  ),
  byVat: purseOf(
    totals.byVat,
    (row) => String(row.rateBp),
    (row) => row.cents,
  ),
  vatInside: purseOf(
    totals.byVat,
    (row) => String(row.rateBp),
    (row) => row.vatCents,
  ),
  byStaff: purseOf(
    totals.byStaff,
    (row) => row.staffId,
    (row) => row.cents,
  ),
  byPointOfSale: purseOf(
    totals.byPointOfSale,
    (row) => row.pointOfSaleId,
    (row) => row.cents,
  ),
  topUps: [totals.topUps.count, totals.topUps.cents],
  topUpsByMeans: purseOf(
    totals.topUpsByMeans,
    (row) => row.means,
    (row) => row.cents,
  ),
  gifts: [totals.gifts.count, totals.gifts.cents],
  emptied: [totals.emptied.count, totals.emptied.cents],
  deposits: [totals.depositsTaken.cents, totals.depositsReturned.cents],
  memberships: totals.memberships.cents,
  offered: totals.offered.cents,
  discounts: totals.discounts.cents,
  corrections: [totals.corrections.count, totals.corrections.cents],
  meansChanged: [totals.meansChanged.count, totals.meansChanged.cents],
  cash: { ...totals.cash },
});
