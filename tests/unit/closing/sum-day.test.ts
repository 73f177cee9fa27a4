import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TypedDraft } from '../../../src/domain/journal/entries.ts';
import type { DayTotals } from '../../../src/domain/closing/day-totals.ts';
import {
  OTHER_PRODUCTS,
  PRODUCTS_MAX,
  sumDay,
  totalsOf,
} from '../../../src/domain/closing/sum-day.ts';
import { figure } from '../../../src/domain/closing/figure.ts';
import { BODY_BYTES_MAX } from '../../../src/domain/journal/chain.ts';
import { cents } from '../../../src/shared/money.ts';
import type { Day } from '../../../src/shared/time.ts';
import { GIFT, KARIM, LOCAL, NOLWENN, entriesOf, id, wishes } from './random-day.ts';

/** RULES D1, M10: what a day comes to. */

const DAY = '2026-11-03' as Day;
const OPENING = cents(10_000);
const sumOf = (rows: readonly { readonly cents: number }[]): number =>
  rows.reduce((sum, row) => sum + row.cents, 0);
const countOf = (rows: readonly { readonly count: number }[]): number =>
  rows.reduce((sum, row) => sum + row.count, 0);
const meansOf = (totals: DayTotals, means: string): number =>
  totals.byMeans.find((row) => row.means === means)?.cents ?? 0;

/** Means and drawer, reckoned a second time in the plainest way. */
function reckon(entries: readonly TypedDraft[]) {
  const means: Record<string, number> = {};
  const add = (one: string, amount: number): void => {
    means[one] = (means[one] ?? 0) + amount;
  };
  let drawer = OPENING as number;
  for (const entry of entries) {
    if (entry.kind === 'sale.recorded@2') {
      for (const payment of entry.body.payments) add(payment.means, payment.cents);
    }
    if (entry.kind === 'sale.corrected@1') {
      for (const refund of entry.body.refunds) add(refund.means, -refund.cents);
    }
    if (entry.kind === 'sale.means-changed@1') {
      add(entry.body.from, -entry.body.cents);
      add(entry.body.to, entry.body.cents);
    }
    if (entry.kind === 'top-up.recorded@1' && entry.body.payment.means === 'cash') {
      drawer += entry.body.cents;
    }
    if (entry.kind === 'pass.emptied@1') drawer -= entry.body.cashCents;
    if (entry.kind === 'cash.moved@1') drawer += entry.body.cents;
  }
  return { means, drawer: drawer + (means['cash'] ?? 0) };
}

describe('the sum of a day', () => {
  it('is what was sold, whatever was done: no euro twice, none lost', () => {
    fc.assert(
      fc.property(wishes, (all) => {
        const entries = entriesOf(all, DAY);
        const totals = sumDay(entries, OPENING);
        const { turnover, offered, depositsTaken, depositsReturned, memberships } = totals;
        const apart = depositsTaken.cents - depositsReturned.cents + memberships.cents;
        const reckoned = reckon(entries);

        expect(sumOf(totals.byMeans)).toBe(turnover.cents + offered.cents + apart);
        expect(sumOf(totals.byCategory)).toBe(turnover.cents);
        expect(sumOf(totals.byProduct)).toBe(turnover.cents);
        expect(sumOf(totals.byStaff)).toBe(turnover.cents);
        expect(sumOf(totals.byPointOfSale)).toBe(turnover.cents);
        expect(countOf(totals.byStaff)).toBe(turnover.count);
        expect(countOf(totals.byPointOfSale)).toBe(turnover.count);
        expect(sumOf(totals.byVat)).toBe(turnover.cents + apart);
        expect(sumOf(totals.byAssetKind)).toBe(meansOf(totals, 'pass'));
        expect(sumOf(totals.topUpsByMeans)).toBe(totals.topUps.cents);
        expect(meansOf(totals, 'offered')).toBe(offered.cents);
        for (const means of ['pass', 'cash', 'bank-card', 'cheque', 'offered']) {
          expect([means, meansOf(totals, means)]).toEqual([means, reckoned.means[means] ?? 0]);
        }
        expect(totals.cash.expectedCents).toBe(reckoned.drawer);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps each money of a Pass apart, also when it goes back', () => {
    fc.assert(
      fc.property(wishes, (all) => {
        const entries = entriesOf(all, DAY);
        const said = sumDay(entries, OPENING).byAssetKind;
        const kinds = { gift: GIFT, local: LOCAL } as const;
        for (const [kind, assetId] of Object.entries(kinds)) {
          const sum = entries.reduce((total, entry) => total + partOf(entry, assetId), 0);
          expect([kind, said.find((row) => row.kind === kind)?.cents ?? 0]).toEqual([kind, sum]);
        }
      }),
    );
  });

  it('does not mind in which order independent things came', () => {
    fc.assert(
      fc.property(
        wishes,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (all, random) => {
          const entries = entriesOf(all, DAY);
          expect(sumDay(shuffleIndependent(entries, random), OPENING)).toEqual(
            sumDay(entries, OPENING),
          );
        },
      ),
    );
  });

  it('is nothing when everything sold was taken back', () => {
    fc.assert(
      fc.property(wishes, (all) => {
        const sales = all.filter((one) => one.kind === 'sale');
        const back = sales.map((_, which) => ({ kind: 'correct' as const, which, isWhole: true }));
        const entries = entriesOf([...sales, ...back], DAY);
        fc.pre(entries.length === sales.length + back.length);
        const totals = sumDay(entries, OPENING);
        expect(totals.turnover).toEqual({ count: 0, cents: 0 });
        expect(totals.byMeans).toEqual([]);
        expect(totals.byProduct).toEqual([]);
        expect(totals.byStaff).toEqual([]);
        expect(totals.byVat).toEqual([]);
        expect(totals.cash.expectedCents).toBe(OPENING);
      }),
    );
  });

  it('RULES 10, case 10: 3 articles in cash, then the means corrected to bank card', () => {
    const entries = entriesOf(
      [
        {
          kind: 'sale',
          isKarim: true,
          means: [1, 1],
          lines: [
            { what: 0, count: 1, unit: 250, discount: 0 },
            { what: 1, count: 2, unit: 300, discount: 0 },
          ],
        },
        { kind: 'change', which: 0, to: 1 },
      ],
      DAY,
    );
    const totals = sumDay(entries, cents(0));
    expect(entries).toHaveLength(2);
    expect(totals.byMeans).toEqual([{ means: 'bank-card', count: 1, cents: 850 }]);
    expect(totals.turnover).toEqual({ count: 1, cents: 850 });
    expect(totals.meansChanged).toEqual({ count: 1, cents: 850 });
    expect(totals.cash).toEqual({
      openingCents: 0,
      salesCents: 850,
      topUpsCents: 0,
      emptiedCents: 0,
      correctionsCents: 850,
      movedCents: 0,
      expectedCents: 0,
    });
  });
});

describe('what stands apart', () => {
  const sold = (what: number, means: number, unit = 1_000) =>
    sumDay(
      entriesOf(
        [
          {
            kind: 'sale',
            isKarim: true,
            means: [means, means],
            lines: [{ what, count: 1, unit, discount: 0 }],
          },
        ],
        DAY,
      ),
      cents(0),
    );

  it('a top-up is not turnover, and is in the drawer', () => {
    const totals = sumDay(entriesOf([{ kind: 'top-up', amount: 2_000, means: 0 }], DAY), cents(0));
    expect(totals.turnover.cents).toBe(0);
    expect(totals.topUps).toEqual({ count: 1, cents: 2_000 });
    expect(totals.cash.expectedCents).toBe(2_000);
  });

  it('deposits and memberships are sold, and are not turnover', () => {
    expect(sold(5, 1)).toMatchObject({
      turnover: { count: 0, cents: 0 },
      memberships: { count: 1, cents: 1_000 },
      byMeans: [{ means: 'cash', count: 1, cents: 1_000 }],
    });
    expect(sold(6, 1)).toMatchObject({
      turnover: { count: 0, cents: 0 },
      depositsTaken: { count: 1, cents: 1_000 },
    });
    expect(sold(7, 1)).toMatchObject({
      turnover: { count: 0, cents: 0 },
      depositsReturned: { count: 1, cents: 1_000 },
      byMeans: [{ means: 'cash', count: 1, cents: -1_000 }],
    });
  });

  it('what is offered leaves the turnover and the tax, its pieces stay counted', () => {
    expect(sold(0, 4)).toMatchObject({
      turnover: { count: 0, cents: 0 },
      offered: { count: 1, cents: 1_000 },
      byProduct: [{ count: 1, cents: 0 }],
      byVat: [],
    });
  });

  it('the tax is inside each line: 10.00 at 20 % is 1.67', () => {
    expect(sold(0, 1).byVat).toEqual([{ rateBp: 2_000, cents: 1_000, vatCents: 167 }]);
  });

  it('a correction is taken off the cashier who sold, not off the manager who corrects', () => {
    const entries = entriesOf(
      [
        {
          kind: 'sale',
          isKarim: true,
          means: [1, 1],
          lines: [{ what: 0, count: 3, unit: 500, discount: 0 }],
        },
        { kind: 'correct', which: 0, isWhole: false },
      ],
      DAY,
    );
    expect(sumDay(entries, cents(0)).byStaff).toEqual([
      { staffId: KARIM.id, name: KARIM.name, count: 1, cents: 1_000 },
    ]);
    expect(NOLWENN.id).not.toBe(KARIM.id);
  });
});

it('a closing of very many articles fits in one entry, and still sums to the turnover', () => {
  const figures = Array.from({ length: 5_000 }, (_, index) =>
    figure('product', id(4, index), 1, index + 1, `Article ${index} ${'é'.repeat(300)}`),
  );
  const { byProduct } = totalsOf(figures, cents(0));
  expect(byProduct).toHaveLength(PRODUCTS_MAX);
  expect(byProduct.at(-1)?.productId).toBe(OTHER_PRODUCTS);
  expect(sumOf(byProduct)).toBe((5_000 * 5_001) / 2);
  expect(Buffer.byteLength(JSON.stringify(byProduct))).toBeLessThan(BODY_BYTES_MAX * 0.8);
});

/** What of one money an entry takes from Passes; below 0 when it gives back. */
function partOf(entry: TypedDraft, assetId: string): number {
  if (entry.kind !== 'sale.recorded@2' && entry.kind !== 'sale.corrected@1') return 0;
  const sign = entry.kind === 'sale.recorded@2' ? 1 : -1;
  return entry.body.lines
    .flatMap(({ paid }) => paid)
    .reduce((sum, part) => sum + (part.assetId === assetId ? sign * part.cents : 0), 0);
}

/** Moves entries about; what names a sale stays behind it and in its order. */
function shuffleIndependent(
  entries: readonly TypedDraft[],
  random: fc.Stream<number>,
): readonly TypedDraft[] {
  const groups = new Map<string, TypedDraft[]>();
  for (const [index, entry] of entries.entries()) {
    const name = 'saleId' in entry.body ? entry.body.saleId : String(index);
    groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  const queues = [...groups.values()].map((group) => [...group]);
  const mixed: TypedDraft[] = [];
  while (queues.length > 0) {
    const drawn = random.next().value ?? 0;
    const at = Math.min(queues.length - 1, Math.floor(drawn * queues.length));
    const next = queues[at]?.shift();
    if (next !== undefined) mixed.push(next);
    if (queues[at]?.length === 0) queues.splice(at, 1);
  }
  return mixed;
}
