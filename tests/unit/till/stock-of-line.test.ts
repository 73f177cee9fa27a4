import { describe, expect, it } from 'vitest';
import type { LineDetail } from '../../../src/domain/journal/sale-entries.ts';
import { stockOfLine } from '../../../src/domain/till/stock-of-line.ts';
import { cents } from '../../../src/shared/money.ts';

describe('what a line takes out of the stock', () => {
  const cheese: LineDetail = {
    ...{ kind: 'measure', unit: 'kilogram', amount: 350 },
    unitCents: cents(2_000),
  };
  it.each<readonly [string, number, LineDetail, number]>([
    ['3 bottles', 3, { kind: 'piece' }, 3_000],
    ['350 g of cheese', 1, cheese, 350],
    ['2 cups that leave', 2, { kind: 'deposit', direction: 'taken' }, 2_000],
    ['2 cups that come back', 2, { kind: 'deposit', direction: 'returned' }, -2_000],
    ['a poster at an open price', 1, { kind: 'open-price' }, 1_000],
  ])('%s', (_, count, detail, taken) => {
    expect(stockOfLine({ count, detail })).toBe(taken);
  });
});
