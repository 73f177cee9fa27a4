import type { EntryBodies } from '../../../src/domain/journal/entries.ts';
import type { PaidPart, SaleLine, SaleRecorded } from '../../../src/domain/journal/sale-entries.ts';
import type { SaleCorrected } from '../../../src/domain/journal/sale-entries.ts';

/**
 * The bookkeeper of the property tests: sums a journal with pencil and paper, from the words of
 * RULES M10, T10 and D1 alone. It must share no code with what it judges.
 */

export type BookEntry = { readonly seq: number; readonly kind: string; readonly body: unknown };

export type Purse = Record<string, number>;
const put = (purse: Purse, key: string, amount: number): void => {
  purse[key] = (purse[key] ?? 0) + amount;
};

/** What one day comes to. */
export type Page = {
  turnover: number;
  /** Each movement of the turnover without regard to its sign. */
  turnoverAbsolute: number;
  byMeans: Purse;
  byAssetKind: Purse;
  byCategory: Purse;
  byProduct: Purse;
  productCounts: Purse;
  byVat: Purse;
  vatInside: Purse;
  byStaff: Purse;
  byPointOfSale: Purse;
  topUps: number;
  topUpCount: number;
  topUpsByMeans: Purse;
  gifts: number;
  giftCount: number;
  emptied: number;
  emptiedCount: number;
  depositsTaken: number;
  depositsReturned: number;
  memberships: number;
  offered: number;
  discounts: number;
  corrections: number;
  correctionCount: number;
  meansChanged: number;
  meansChangedCount: number;
  cashOpening: number;
  cashSales: number;
  cashTopUps: number;
  cashEmptied: number;
  cashCorrections: number;
  cashMoved: number;
  /** Days that its entries name: at most one. */
  days: Set<string>;
};

const emptyPage = (cashOpening: number): Page => ({
  turnover: 0,
  turnoverAbsolute: 0,
  byMeans: {},
  byAssetKind: {},
  byCategory: {},
  byProduct: {},
  productCounts: {},
  byVat: {},
  vatInside: {},
  byStaff: {},
  byPointOfSale: {},
  topUps: 0,
  topUpCount: 0,
  topUpsByMeans: {},
  gifts: 0,
  giftCount: 0,
  emptied: 0,
  emptiedCount: 0,
  depositsTaken: 0,
  depositsReturned: 0,
  memberships: 0,
  offered: 0,
  discounts: 0,
  corrections: 0,
  correctionCount: 0,
  meansChanged: 0,
  meansChangedCount: 0,
  cashOpening,
  cashSales: 0,
  cashTopUps: 0,
  cashEmptied: 0,
  cashCorrections: 0,
  cashMoved: 0,
  days: new Set(),
});

export const drawerOf = (page: Page): number =>
  page.cashOpening +
  page.cashSales +
  page.cashTopUps -
  page.cashEmptied -
  page.cashCorrections +
  page.cashMoved;

/** VAT inside a price, half a cent rounded up: 10.00 at 20 % hold 1.67. */
const vatOf = (amount: number, rateBp: number): number =>
  Math.sign(amount) * Math.floor((Math.abs(amount) * rateBp) / (10_000 + rateBp) + 0.5 + 1e-9);

type AnyLine = Pick<
  SaleLine,
  'productId' | 'categoryId' | 'count' | 'totalCents' | 'vatRateBp' | 'detail'
> & { readonly paid: readonly PaidPart[] };

export type Closed = { readonly body: EntryBodies['day.closed@1']; readonly page: Page };

export type Book = {
  /** The page that is open, and each one that was closed. */
  readonly open: Page;
  readonly closed: readonly Closed[];
  /** Taken from and put on each card since the first entry, by asset. */
  readonly byCard: ReadonlyMap<string, Purse>;
  /** Thousandths that left (below 0) or came back. */
  readonly stock: Purse;
};

export function keepBook(entries: readonly BookEntry[]): Book {
  let page = emptyPage(0);
  const closed: Closed[] = [];
  const sales = new Map<
    string,
    { sale: SaleRecorded; means: SaleRecorded['payments'][number]['means'][] }
  >();
  const byCard = new Map<string, Purse>();
  const stock: Purse = {};
  const pledged = new Map<string, EntryBodies['basket.pledged@1']>();

  const onCard = (cardId: string, assetId: string, amount: number): void => {
    const purse = byCard.get(cardId) ?? {};
    byCard.set(cardId, purse);
    put(purse, assetId, amount);
  };
  const line = (one: AnyLine, sale: SaleRecorded, means: readonly string[], sign: 1 | -1): void => {
    const free = one.paid
      .filter((part) => means[part.payment] === 'offered')
      .reduce((sum, part) => sum + part.cents, 0);
    const sold = sign * (one.totalCents - free);
    page.offered += sign * free;
    put(page.byVat, String(one.vatRateBp), sold);
    put(page.vatInside, String(one.vatRateBp), vatOf(sold, one.vatRateBp));
    const weight = one.detail.kind === 'measure' ? one.detail.amount : 1_000;
    put(stock, one.productId, -sign * one.count * weight);
    if (one.detail.kind === 'membership') {
      page.memberships += sold;
    } else if (one.detail.kind === 'deposit') {
      if (one.detail.direction === 'taken') page.depositsTaken += sold;
      else page.depositsReturned -= sold;
    } else {
      page.turnover += sold;
      put(page.byCategory, one.categoryId, sold);
      put(page.byProduct, one.productId, sold);
      put(page.productCounts, one.productId, sign * one.count);
      put(page.byStaff, sale.staff.id, sold);
      put(page.byPointOfSale, sale.pointOfSaleId, sold);
    }
  };
  /** Money that goes back to a Pass, or left it. */
  const passParts = (paid: readonly PaidPart[], sale: SaleRecorded, sign: 1 | -1): void => {
    for (const part of paid) {
      const payment = sale.payments[part.payment];
      if (payment?.means !== 'pass' || part.assetId === null) continue;
      onCard(payment.cardId, part.assetId, -sign * part.cents);
      const kind = payment.parts.find(({ assetId }) => assetId === part.assetId)?.kind ?? 'none';
      put(page.byAssetKind, kind, sign * part.cents);
    }
  };
  const dropPledges = (basketId: string): void => {
    for (const [pledgeId, one] of pledged) if (one.basketId === basketId) pledged.delete(pledgeId);
  };

  for (const { kind, body } of entries) {
    const before = page.turnover;
    switch (kind) {
      case 'sale.recorded@2': {
        const sale = body as SaleRecorded;
        const means = sale.payments.map((payment) => payment.means);
        sales.set(sale.saleId, { sale, means });
        page.days.add(sale.day);
        dropPledges(sale.basketId);
        for (const one of sale.lines) {
          line(one, sale, means, 1);
          passParts(one.paid, sale, 1);
          page.discounts += one.discount?.cents ?? 0;
        }
        for (const payment of sale.payments) {
          put(page.byMeans, payment.means, payment.cents);
          if (payment.means === 'cash') page.cashSales += payment.cents;
        }
        break;
      }
      case 'sale.corrected@1': {
        const correction = body as SaleCorrected;
        const known = sales.get(correction.saleId);
        if (known === undefined) throw new Error('a correction of no sale');
        page.days.add(correction.day);
        for (const one of correction.lines) {
          line(one, known.sale, known.means, -1);
          passParts(one.paid, known.sale, -1);
          for (const part of one.paid) {
            const means = known.means[part.payment] ?? 'none';
            put(page.byMeans, means, -part.cents);
            if (means === 'cash') page.cashCorrections += part.cents;
          }
        }
        page.corrections += correction.totalCents;
        page.correctionCount += 1;
        break;
      }
      case 'sale.means-changed@1': {
        const change = body as EntryBodies['sale.means-changed@1'];
        const known = sales.get(change.saleId);
        if (known === undefined) throw new Error('a change of no sale');
        page.days.add(change.day);
        known.means[change.payment] = change.to;
        put(page.byMeans, change.from, -change.cents);
        put(page.byMeans, change.to, change.cents);
        page.meansChanged += change.cents;
        page.meansChangedCount += 1;
        if (change.from === 'cash') page.cashCorrections += change.cents;
        if (change.to === 'cash') page.cashCorrections -= change.cents;
        break;
      }
      case 'top-up.recorded@1': {
        const topUp = body as EntryBodies['top-up.recorded@1'];
        page.days.add(topUp.day);
        page.topUps += topUp.cents;
        page.topUpCount += 1;
        put(page.topUpsByMeans, topUp.payment.means, topUp.cents);
        if (topUp.payment.means === 'cash') page.cashTopUps += topUp.cents;
        onCard(topUp.cardId, topUp.assetId, topUp.cents);
        break;
      }
      case 'pass.emptied@1': {
        const emptied = body as EntryBodies['pass.emptied@1'];
        page.days.add(emptied.day);
        page.emptied += emptied.cashCents;
        page.emptiedCount += 1;
        page.cashEmptied += emptied.cashCents;
        for (const part of [...emptied.paidOut, ...emptied.cancelled]) {
          onCard(emptied.cardId, part.assetId, -part.cents);
        }
        break;
      }
      case 'gift.given@1': {
        const given = body as EntryBodies['gift.given@1'];
        page.days.add(given.day);
        page.gifts += given.cents;
        page.giftCount += 1;
        onCard(given.cardId, given.assetId, given.cents);
        break;
      }
      case 'cash.moved@1': {
        const moved = body as EntryBodies['cash.moved@1'];
        page.days.add(moved.day);
        page.cashMoved += moved.cents;
        break;
      }
      case 'stock.moved@1': {
        const moved = body as EntryBodies['stock.moved@1'];
        put(stock, moved.productId, moved.delta);
        break;
      }
      case 'basket.pledged@1': {
        const pledge = body as EntryBodies['basket.pledged@1'];
        pledged.set(pledge.pledgeId, pledge);
        break;
      }
      case 'basket.pledge-withdrawn@1':
        pledged.delete((body as EntryBodies['basket.pledge-withdrawn@1']).pledgeId);
        break;
      case 'basket.discarded@1':
        dropPledges((body as EntryBodies['basket.discarded@1']).basketId);
        break;
      case 'training.recorded@1': {
        const { as, body: inner } = body as EntryBodies['training.recorded@1'];
        if (as === 'sale.recorded@2') dropPledges(String(inner['basketId']));
        break;
      }
      case 'day.closed@1': {
        const closing = body as EntryBodies['day.closed@1'];
        closed.push({ body: closing, page });
        page = emptyPage(closing.cashCountedCents ?? drawerOf(page));
        break;
      }
      default:
    }
    if (kind !== 'day.closed@1') page.turnoverAbsolute += Math.abs(page.turnover - before);
  }
  // What is promised is no longer there for another basket.
  for (const { payment } of pledged.values()) {
    if (payment.means !== 'pass') continue;
    for (const part of payment.parts) onCard(payment.cardId, part.assetId, -part.cents);
  }
  return { open: page, closed, byCard, stock };
}
