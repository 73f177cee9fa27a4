import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countLoyalty, gatherLoyalty } from '../../../src/domain/wallet/decide-loyalty.ts';
import type { CountedLine, LoyaltyRule } from '../../../src/domain/wallet/decide-loyalty.ts';
import { toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';

const assetId = toId<'Asset'>('019b76da-a801-7000-8000-000000000001');
const coffee = toId<'Product'>('019b76da-a804-7000-8000-000000000001');
const tea = toId<'Product'>('019b76da-a804-7000-8000-000000000002');
const points: LoyaltyRule = { kind: 'points', every: 5_000, points: 5, assetId };
const fourth: LoyaltyRule = {
  ...{ kind: 'nth-free', every: 4, assetId, label: 'Café' },
  productIds: new Set([coffee]),
};

/** A line whose parts were paid by payment 0, 1, 2… */
const line = (
  paid: readonly number[],
  count = 1,
  changes: Partial<CountedLine> = {},
): CountedLine => ({
  productId: coffee,
  count,
  totalCents: cents(paid.reduce((sum, part) => sum + part, 0)),
  detail: { kind: 'piece' },
  paid: paid.map((part, payment) => ({ payment, assetId: null, cents: cents(part) })),
  ...changes,
});
const means = (...names: readonly ('pass' | 'cash' | 'offered')[]) =>
  names.map((name) => ({ means: name }));

describe('what counts towards points', () => {
  it('is what each Pass paid for goods', () => {
    const lines = [line([300, 100, 50]), line([200, 0, 0])];
    expect(countLoyalty(points, lines, means('pass', 'cash', 'pass'))).toEqual([
      { payment: 0, amount: 500, worths: [] },
      { payment: 2, amount: 50, worths: [] },
    ]);
  });

  it('leaves deposits out, taken or given back', () => {
    const taken = line([100], 1, { detail: { kind: 'deposit', direction: 'taken' } });
    const back = line([-100], 1, { detail: { kind: 'deposit', direction: 'returned' } });
    expect(countLoyalty(points, [taken, back, line([30])], means('pass'))).toEqual([
      { payment: 0, amount: 30, worths: [] },
    ]);
  });

  it('is nothing without a Pass', () => {
    expect(countLoyalty(points, [line([300])], means('cash'))).toEqual([]);
  });
});

describe('what counts towards the free one', () => {
  it('is each of these products that a Pass paid, whole or in part, once', () => {
    const lines = [line([300, 0], 2), line([100, 50]), line([150, 0], 1, { productId: tea })];
    expect(countLoyalty(fourth, lines, means('pass', 'pass'))).toEqual([
      { payment: 0, amount: 3, worths: [150, 150, 150] },
    ]);
  });

  it('is worth what was paid for it, without what was offered', () => {
    expect(countLoyalty(fourth, [line([100, 50])], means('pass', 'offered'))).toEqual([
      { payment: 0, amount: 1, worths: [100] },
    ]);
    expect(countLoyalty(fourth, [line([0, 150])], means('pass', 'offered'))).toEqual([]);
  });
});

describe('gathering', () => {
  it('gives 5 + 5 points from 45.00 by 60.00 more, and keeps 5.00', () => {
    const count = { payment: 0, amount: 6_000, worths: [] };
    expect(gatherLoyalty(points, 4_500, count)).toEqual({ gathered: 500, rewards: [5, 5] });
  });

  it('gives the price of the 4th, whichever line it stands in', () => {
    const count = { payment: 0, amount: 3, worths: [150, 220, 300] };
    expect(gatherLoyalty(fourth, 2, count)).toEqual({ gathered: 1, rewards: [220] });
    expect(gatherLoyalty(fourth, 0, count)).toEqual({ gathered: 3, rewards: [] });
  });

  it('gives the first one when two wallets had gathered a whole round between them', () => {
    const count = { payment: 0, amount: 1, worths: [150] };
    expect(gatherLoyalty(fourth, 5, count)).toEqual({ gathered: 2, rewards: [150] });
  });

  it('gives the same in one sale or in many', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(counts, (amounts) => {
        const whole = amounts.reduce((sum, amount) => sum + amount, 0);
        const atOnce = gatherLoyalty(points, 0, { payment: 0, amount: whole, worths: [] });
        const oneByOne = amounts.reduce(
          (before, amount) => {
            const next = gatherLoyalty(points, before.gathered, { payment: 0, amount, worths: [] });
            return { gathered: next.gathered, given: before.given + next.rewards.length };
          },
          { gathered: 0, given: 0 },
        );
        expect(oneByOne).toEqual({ gathered: atOnce.gathered, given: atOnce.rewards.length });
        expect(oneByOne.given * points.every + oneByOne.gathered).toBe(whole);
      }),
    );
  });
});
