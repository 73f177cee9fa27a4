import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  basketTotal,
  findSameLine,
  LINE_COUNT_MAX,
  setLine,
} from '../../../src/domain/till/basket.ts';
import type { BasketLine } from '../../../src/domain/till/basket.ts';
import type { Product } from '../../../src/domain/till/catalogue.ts';
import { lineNotice } from '../../../src/domain/till/line-notice.ts';
import { priceProduct } from '../../../src/domain/till/price-product.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { toInstant } from '../../../src/shared/time.ts';

const coffee: Product = {
  id: toId(makeUuid()),
  collectiveId: toId(makeUuid()),
  categoryId: 'hot',
  kind: 'piece',
  name: 'Café allongé',
  priceCents: cents(180),
  priceMinCents: null,
  preparedAt: null,
  stockRule: null,
  assetId: null,
  eventId: null,
  eventPriceId: null,
  offerId: null,
  offerPriceId: null,
  vatRateBp: 1000,
  options: [
    {
      id: 'milk',
      name: 'Lait',
      min: 0,
      max: 1,
      choices: [
        { id: 'cow', name: 'Lait de vache', priceDeltaCents: cents(20) },
        { id: 'oat', name: 'Lait d’avoine', priceDeltaCents: cents(50) },
      ],
    },
  ],
  picture: null,
  colour: null,
  sortOrder: 1,
  active: true,
};

const NOW = toInstant('2026-11-03T18:00:00.000Z');
const price = (product: Product, choiceIds: readonly string[]) =>
  priceProduct(product, choiceIds, null, NOW);

const lineOf = (count: number, choiceIds: readonly string[] = []): BasketLine => ({
  ...unwrap(price(coffee, choiceIds)),
  lineId: toId(makeUuid()),
  count,
});

const sources = (product: Product | undefined) => ({
  product,
  event: undefined,
  offer: undefined,
});

describe('the price of a product with its options', () => {
  it('adds the options to the price of the catalogue', () => {
    expect(unwrap(price(coffee, ['oat'])).unitPriceCents).toBe(230);
    expect(unwrap(price(coffee, [])).unitPriceCents).toBe(180);
  });

  it.each([
    ['an unknown choice', ['soy']],
    ['two choices where one is allowed', ['cow', 'oat']],
    ['the same choice twice', ['cow', 'cow']],
  ])('refuses %s', (_, choiceIds) => {
    expect(price(coffee, choiceIds)).toEqual({ ok: false, error: 'options-wrong' });
  });

  it('refuses a choice that is missing where one is needed', () => {
    const needed = { ...coffee, options: coffee.options.map((group) => ({ ...group, min: 1 })) };
    expect(price(needed, [])).toEqual({ ok: false, error: 'options-wrong' });
  });

  it('refuses a product that is no longer sold', () => {
    expect(price({ ...coffee, active: false }, [])).toEqual({
      ok: false,
      error: 'product-withdrawn',
    });
  });
});

describe('the basket', () => {
  it('joins the same product with the same options and keeps other options apart', () => {
    const lines = [lineOf(1, ['oat'])];
    expect(findSameLine(lines, unwrap(price(coffee, ['oat'])))).toBe(lines[0]);
    expect(findSameLine(lines, unwrap(price(coffee, ['cow'])))).toBeUndefined();
  });

  it.each([-1, 0.5, LINE_COUNT_MAX + 1, Number.NaN])('refuses a count of %s', (count) => {
    expect(setLine([], lineOf(count))).toEqual({ ok: false, error: 'count-wrong' });
  });

  it('takes a line out when its count becomes 0', () => {
    const line = lineOf(2);
    expect(unwrap(setLine([line], { ...line, count: 0 }))).toEqual([]);
  });

  it('always totals what its lines total, whatever is set', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(4), count: fc.integer({ min: 0, max: 20 }) }), {
          maxLength: 40,
        }),
        (steps) => {
          const known = Array.from({ length: 5 }, (_, index) =>
            lineOf(1, index % 2 ? ['oat'] : []),
          );
          const lines = steps.reduce<readonly BasketLine[]>((basket, { at, count }) => {
            const line = known[at];
            return line === undefined ? basket : unwrap(setLine(basket, { ...line, count }));
          }, []);
          const counts = new Map(steps.map(({ at, count }) => [at, count]));
          const expected = [...counts].reduce(
            (sum, [at, count]) => sum + count * (known[at]?.unitPriceCents ?? 0),
            0,
          );
          expect(basketTotal(lines)).toBe(expected);
          expect(lines.every((line) => line.count > 0)).toBe(true);
        },
      ),
    );
  });

  it('keeps the price shown and says so when the office changes it', () => {
    const line = lineOf(1);
    expect(lineNotice(line, sources(coffee))).toBeNull();
    expect(lineNotice(line, sources({ ...coffee, priceCents: cents(200) }))).toBe('price-changed');
    expect(lineNotice(line, sources({ ...coffee, active: false }))).toBe('withdrawn');
    expect(lineNotice(line, sources(undefined))).toBe('withdrawn');
  });
});
