import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basketTotal } from '../../../src/domain/till/basket.ts';
import type { BasketLine } from '../../../src/domain/till/basket.ts';
import { joinBaskets, splitBasket } from '../../../src/domain/till/split-basket.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { LineId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';

const id = <Name extends string>(number: number) =>
  toId<Name>(`019b76da-a801-7000-8000-${String(number).padStart(12, '0')}`);
const makeLineId = (): LineId => toId<'Line'>(makeUuid());
const staff = { id: id<'Staff'>(1), name: 'Nolwenn' };

const line = (
  number: number,
  product: number,
  count: number,
  discountCents = 0,
  sentCount = 0,
): BasketLine & { readonly sentCount: number } => ({
  sentCount,
  lineId: id<'Line'>(number),
  productId: id<'Product'>(product),
  choiceIds: [],
  label: `Article ${product}`,
  optionLabels: [],
  count,
  unitPriceCents: cents(250),
  vatRateBp: 2_000,
  categoryId: 'drinks',
  detail: { kind: 'piece' },
  discount:
    discountCents === 0
      ? null
      : { kind: 'amount', rateBp: 0, cents: cents(discountCents), reason: 'r', approvedBy: staff },
});

describe('a bill split by articles', () => {
  it('cuts a line in two; the pieces taken get a line of their own', () => {
    const { taken, kept } = unwrap(
      splitBasket([line(1, 1, 3, 0, 2), line(2, 2, 1)], [{ lineId: id(1), count: 1 }], makeLineId),
    );
    expect(taken).toMatchObject([{ productId: id(1), count: 1, sentCount: 1 }]);
    expect(taken[0]!.lineId).not.toBe(id(1));
    expect(kept).toMatchObject([
      { lineId: id(1), count: 2, sentCount: 1 },
      { lineId: id(2), count: 1 },
    ]);
  });

  it('takes a whole line as it is', () => {
    const { taken, kept } = unwrap(
      splitBasket([line(1, 1, 3), line(2, 2, 1)], [{ lineId: id(1), count: 3 }], makeLineId),
    );
    expect(taken).toEqual([line(1, 1, 3)]);
    expect(kept).toEqual([line(2, 2, 1)]);
  });

  it.each([
    ['more pieces than there are', [{ lineId: id<'Line'>(1), count: 4 }], 'count-wrong'],
    ['a line that is gone', [{ lineId: id<'Line'>(9), count: 1 }], 'basket-changed'],
    [
      'a line named twice',
      [
        { lineId: id<'Line'>(1), count: 1 },
        { lineId: id<'Line'>(1), count: 1 },
      ],
      'count-wrong',
    ],
  ])('refuses %s', (_, wanted, error) => {
    expect(splitBasket([line(1, 1, 3)], wanted, makeLineId)).toEqual({ ok: false, error });
  });

  it('loses no cent and no piece, whatever is taken', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.nat(200), fc.nat(20)), {
          minLength: 1,
          maxLength: 8,
        }),
        (wanted) => {
          const lines = wanted.map(([count, discount], index) =>
            line(index, index, count, discount),
          );
          const cuts = wanted.flatMap(([count, , take], index) =>
            take === 0 ? [] : [{ lineId: id<'Line'>(index), count: Math.min(take, count) }],
          );
          const { taken, kept } = unwrap(splitBasket(lines, cuts, makeLineId));
          expect(basketTotal(taken) + basketTotal(kept)).toBe(basketTotal(lines));
          expect(piecesOf(taken) + piecesOf(kept)).toBe(piecesOf(lines));
          expect(piecesOf(taken)).toBe(cuts.reduce((sum, { count }) => sum + count, 0));
        },
      ),
    );
  });
});

describe('two baskets put together', () => {
  it('joins pieces of the same product at the same price, and what the kitchen knows of them', () => {
    const changed = unwrap(
      joinBaskets([line(1, 1, 2, 0, 2), line(2, 2, 1)], [line(3, 1, 1, 0, 1)]),
    );
    expect(changed).toMatchObject([
      { lineId: id(3), count: 3, sentCount: 3 },
      { lineId: id(2), count: 1, sentCount: 0 },
    ]);
  });

  it('keeps a discounted line by itself', () => {
    const changed = unwrap(joinBaskets([line(1, 1, 2, 10)], [line(3, 1, 1)]));
    expect(changed.map((one) => one.lineId)).toEqual([id(1)]);
  });

  it('refuses more lines than a basket holds', () => {
    const many = (from: number) =>
      Array.from({ length: 60 }, (_, index) => line(from + index, from + index, 1));
    expect(joinBaskets(many(100), many(500))).toEqual({ ok: false, error: 'basket-full' });
  });
});

const piecesOf = (lines: readonly BasketLine[]): number =>
  lines.reduce((sum, one) => sum + one.count, 0);
