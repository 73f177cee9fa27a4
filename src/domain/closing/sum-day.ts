import type { AssetKind } from '../wallet/asset.ts';
import type { AssetId, SaleId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { CountedSum, DayTotals } from './day-totals.ts';
import { mergeFigures } from './figure.ts';
import type { Figure, FigureName } from './figure.ts';
import { operationOf } from './operation-of.ts';
import type { SaleKept } from './operation-of.ts';

/** A closing must fit in one entry: articles beyond the best sold ones stand as one. */
export const PRODUCTS_MAX = 800;
const LABEL_CHARS_MAX = 60;
/** Stands for all other articles. */
export const OTHER_PRODUCTS = 'other';

const MEANS = ['pass', 'cash', 'bank-card', 'cheque', 'offered'] as const;
const TOP_UP_MEANS = ['cash', 'bank-card', 'cheque'] as const;
const ASSET_KINDS: readonly AssetKind[] = ['global', 'local', 'gift', 'time', 'points'];

/**
 * Ticket X and the closing of the same entries, from scratch. The station keeps the same figures
 * in a projection; a test compares both.
 */
export function sumDay(
  entries: Iterable<{ readonly kind: string; readonly body: unknown }>,
  openingCents: Cents,
): DayTotals {
  const sales = new Map<SaleId, SaleKept>();
  const kinds = new Map<AssetId, AssetKind>();
  const figures: Figure[] = [];
  const remembered = {
    saleOf: (saleId: SaleId) => sales.get(saleId),
    kindOf: (assetId: AssetId) => kinds.get(assetId),
  };
  for (const entry of entries) {
    const operation = operationOf(entry, remembered);
    if (operation === null) continue;
    if (operation.sale !== null) sales.set(operation.sale.saleId, operation.sale.kept);
    for (const { assetId, kind } of operation.assetKinds) kinds.set(assetId, kind);
    figures.push(...operation.figures);
  }
  return totalsOf(mergeFigures(figures), openingCents);
}

/** What summed figures come to. The order in which they come does not matter. */
export function totalsOf(figures: readonly Figure[], openingCents: Cents): DayTotals {
  const one = (name: FigureName, key = ''): CountedSum => {
    const found = figures.find((each) => each.figure === name && each.key === key);
    return { count: found?.count ?? 0, cents: found?.cents ?? cents(0) };
  };
  const each = (name: FigureName): readonly Figure[] =>
    figures.filter((found) => found.figure === name && !isEmpty(found)).toSorted(byAmount);
  const products = each('product');
  return {
    turnover: one('turnover'),
    byMeans: MEANS.map((means) => ({ means, ...one('means', means) })).filter(isSomething),
    byAssetKind: ASSET_KINDS.map((kind) => ({ kind, cents: one('asset-kind', kind).cents })).filter(
      (row) => row.cents !== 0,
    ),
    byCategory: each('category').map(({ key, count, cents: sum }) => ({
      categoryId: key,
      count,
      cents: sum,
    })),
    byProduct: productRows(products),
    byVat: each('vat')
      .toSorted((a, b) => Number(a.key) - Number(b.key))
      .map(({ key, cents: sum, vatCents }) => ({ rateBp: Number(key), cents: sum, vatCents })),
    byStaff: each('staff').map(({ key, label, count, cents: sum }) => ({
      staffId: key,
      name: label.slice(0, LABEL_CHARS_MAX),
      count,
      cents: sum,
    })),
    byPointOfSale: each('point-of-sale').map(({ key, count, cents: sum }) => ({
      pointOfSaleId: key,
      count,
      cents: sum,
    })),
    topUps: one('top-up'),
    topUpsByMeans: TOP_UP_MEANS.map((means) => ({ means, ...one('top-up-means', means) })).filter(
      isSomething,
    ),
    gifts: one('gift'),
    emptied: one('emptied'),
    depositsTaken: one('deposit-taken'),
    depositsReturned: one('deposit-returned'),
    memberships: one('membership'),
    offered: one('offered'),
    discounts: one('discount'),
    corrections: one('correction'),
    meansChanged: one('means-changed'),
    cash: cashOf(one, openingCents),
  };
}

function cashOf(
  one: (name: FigureName, key: string) => CountedSum,
  openingCents: Cents,
): DayTotals['cash'] {
  const sum = (key: string): Cents => one('cash', key).cents;
  return {
    openingCents,
    salesCents: sum('sales'),
    topUpsCents: sum('top-ups'),
    emptiedCents: sum('emptied'),
    correctionsCents: sum('corrections'),
    movedCents: sum('moved'),
    expectedCents: cents(
      openingCents +
        sum('sales') +
        sum('top-ups') -
        sum('emptied') -
        sum('corrections') +
        sum('moved'),
    ),
  };
}

function productRows(products: readonly Figure[]): DayTotals['byProduct'] {
  const rows = products.map(({ key, label, count, cents: sum }) => ({
    productId: key,
    label: label.slice(0, LABEL_CHARS_MAX),
    count,
    cents: sum,
  }));
  if (rows.length <= PRODUCTS_MAX) return rows;
  const others = rows.slice(PRODUCTS_MAX - 1);
  return [
    ...rows.slice(0, PRODUCTS_MAX - 1),
    {
      productId: OTHER_PRODUCTS,
      label: '…',
      count: others.reduce((sum, row) => sum + row.count, 0),
      cents: cents(others.reduce((sum, row) => sum + row.cents, 0)),
    },
  ];
}

/** Largest amount first; equal ones always in the same order. */
const byAmount = (a: Figure, b: Figure): number =>
  b.cents - a.cents || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

const isSomething = (row: CountedSum): boolean => row.count !== 0 || row.cents !== 0;
const isEmpty = (found: Figure): boolean =>
  found.count === 0 && found.cents === 0 && found.vatCents === 0;
