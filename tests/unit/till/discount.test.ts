import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basketTotal, lineTotal } from '../../../src/domain/till/basket.ts';
import type { BasketLine } from '../../../src/domain/till/basket.ts';
import {
  discountForCount,
  discountLines,
  withoutDiscount,
} from '../../../src/domain/till/discount.ts';
import type { DiscountWish } from '../../../src/domain/till/discount.ts';
import { decidePart, PARTS_MAX } from '../../../src/domain/till/pledges.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';

/** Discounts (RULES T12), and parts of a price. */

const approvedBy = { id: toId<'Staff'>(makeUuid()), name: 'Nolwenn' };
const line = (unitPrice: number, count = 1, change: Partial<BasketLine> = {}): BasketLine => ({
  lineId: toId(makeUuid()),
  productId: toId(makeUuid()),
  choiceIds: [],
  label: 'Chose',
  optionLabels: [],
  count,
  unitPriceCents: cents(unitPrice),
  vatRateBp: 1000,
  categoryId: 'things',
  detail: { kind: 'piece' },
  discount: null,
  ...change,
});
const deposit = (unitPrice: number): BasketLine =>
  line(unitPrice, 1, {
    detail: { kind: 'deposit', direction: unitPrice < 0 ? 'returned' : 'taken' },
  });
const reduce = (
  lines: readonly BasketLine[],
  discount: DiscountWish,
  lineId: BasketLine['lineId'] | null = null,
) => discountLines(lines, { lineId, discount, reason: 'Bénévole', approvedBy });
const percent = (rateBp: number): DiscountWish => ({ kind: 'percent', rateBp });
const amount = (value: number): DiscountWish => ({ kind: 'amount', cents: cents(value) });

describe('a discount', () => {
  it('of 10 % on a line of 2.75 takes 0.28 off, and keeps who answers for it', () => {
    const tea = line(275);
    expect(unwrap(reduce([tea], percent(1_000), tea.lineId))).toMatchObject([
      { discount: { kind: 'percent', rateBp: 1_000, cents: 28, reason: 'Bénévole', approvedBy } },
    ]);
  });

  it('of 1.00 on the whole basket is shared to the cent', () => {
    const reduced = unwrap(reduce([line(100), line(100), line(100)], amount(100)));
    expect(reduced.map((one) => one.discount?.cents)).toEqual([34, 33, 33]);
  });

  it('on the whole basket leaves deposits: a cup is worth what was paid for it', () => {
    const reduced = unwrap(reduce([line(1_000), deposit(100), deposit(-100)], percent(1_000)));
    expect(reduced).toHaveLength(1);
    expect(lineTotal(reduced[0] ?? line(0))).toBe(900);
  });

  it.each<readonly [string, readonly BasketLine[], DiscountWish]>([
    ['more than the line', [line(500)], amount(501)],
    ['a basket of nothing but deposits', [deposit(-100)], percent(1_000)],
    ['a basket of free things', [line(0)], percent(1_000)],
  ])('is refused on %s', (_, lines, wish) => {
    expect(reduce(lines, wish)).toEqual({ ok: false, error: 'discount-too-large' });
  });

  it('needs a reason, and a line that is there', () => {
    const tea = line(275);
    expect(
      discountLines([tea], { lineId: null, discount: amount(1), reason: ' ', approvedBy }),
    ).toEqual({ ok: false, error: 'reason-missing' });
    expect(reduce([tea], amount(1), toId(makeUuid()))).toEqual({
      ok: false,
      error: 'basket-changed',
    });
  });

  it('follows the count when it is a per cent, and stays as far as it can when it is an amount', () => {
    const [byRate] = unwrap(reduce([line(250, 2)], percent(1_000)));
    const [byAmount] = unwrap(reduce([line(250, 2)], amount(400)));
    expect(discountForCount(byRate ?? line(0), 4)?.cents).toBe(100);
    expect(discountForCount(byAmount ?? line(0), 4)?.cents).toBe(400);
    expect(discountForCount(byAmount ?? line(0), 1)?.cents).toBe(250);
  });

  it('taken back leaves the full price', () => {
    const reduced = unwrap(reduce([line(250), line(280)], percent(5_000)));
    expect(basketTotal(withoutDiscount(reduced, null))).toBe(530);
    expect(withoutDiscount(reduced, reduced[0]?.lineId ?? null)).toHaveLength(1);
  });

  it('never takes more than a line costs, and sums to what was given', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ price: fc.nat(5_000), count: fc.integer({ min: 1, max: 20 }) }), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.integer({ min: 1, max: 10_000 }),
        (wanted, rateBp) => {
          const lines = wanted.map(({ price, count }) => line(price, count));
          const total = basketTotal(lines);
          fc.pre(total > 0);
          const reduced = unwrap(reduce(lines, percent(rateBp)));
          const off = reduced.reduce((sum, one) => sum + (one.discount?.cents ?? 0), 0);
          expect(reduced.every((one) => lineTotal(one) >= 0)).toBe(true);
          expect(Math.abs(off * 10_000 - total * rateBp)).toBeLessThanOrEqual(5_000);
        },
      ),
    );
  });
});

describe('a part of a price', () => {
  const part = (change: Partial<Parameters<typeof decidePart>[0]>) =>
    decidePart({
      means: 'bank-card',
      dueCents: cents(1_000),
      partCents: null,
      pledgeCount: 0,
      ...change,
    });

  it('is all that is due when none is named, or when it is just that', () => {
    expect(part({})).toEqual({ ok: true, value: { cents: 1_000, isLast: true } });
    expect(part({ partCents: cents(1_000) })).toMatchObject({ value: { isLast: true } });
    expect(part({ partCents: cents(999) })).toMatchObject({ value: { cents: 999, isLast: false } });
  });

  it.each<readonly [string, Partial<Parameters<typeof decidePart>[0]>, string]>([
    ['more than is due', { partCents: cents(1_001) }, 'part-too-large'],
    ['a bank card for money to pay out', { dueCents: cents(-100) }, 'means-wrong'],
    ['too many parts', { partCents: cents(1), pledgeCount: PARTS_MAX - 1 }, 'basket-full'],
  ])('is refused for %s', (_, change, error) => {
    expect(part(change)).toEqual({ ok: false, error });
  });

  it('is paid out in cash when deposits come back', () => {
    expect(part({ means: 'cash', dueCents: cents(-100) })).toMatchObject({
      value: { cents: -100, isLast: true },
    });
  });
});
