import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideOfflineSpend, offlineAllowance } from '../../../src/domain/till/offline.ts';
import { PIN_TRIES_MAX, pinBlockedUntil } from '../../../src/domain/till/pin.ts';
import { makeSale, payInCash } from '../../../src/domain/till/sale.ts';
import type { Payment } from '../../../src/domain/journal/sale-entries.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { cents, vatInside } from '../../../src/shared/money.ts';
import { addMs, businessDay, toInstant } from '../../../src/shared/time.ts';
import type { Day } from '../../../src/shared/time.ts';

const GIFT = toId<'Asset'>(makeUuid());
const LOCAL = toId<'Asset'>(makeUuid());

const saleOf = (prices: readonly number[], payments: readonly Payment[]) =>
  makeSale({
    saleId: toId(makeUuid()),
    number: 1,
    day: '2026-11-03' as Day,
    basketId: toId(makeUuid()),
    basketName: '',
    goodsHoldId: null,
    pointOfSaleId: 'bar',
    staff: { id: toId(makeUuid()), name: 'Karim' },
    lines: prices.map((price) => ({
      lineId: toId<'Line'>(makeUuid()),
      productId: toId<'Product'>(makeUuid()),
      choiceIds: [],
      label: 'Café',
      optionLabels: [],
      count: 1,
      unitPriceCents: cents(price),
      vatRateBp: 1000,
      categoryId: 'hot',
      detail: { kind: 'piece' },
      discount: null,
    })),
    payments,
  });

const passPayment = (gift: number, local: number): Payment => ({
  means: 'pass',
  cents: cents(gift + local),
  cardId: toId(makeUuid()),
  cardNumber: '5F0C9A3E',
  backing: { kind: 'reserve', reserveId: toId(makeUuid()), final: true },
  parts: [
    { assetId: GIFT, kind: 'gift' as const, cents: cents(gift) },
    { assetId: LOCAL, kind: 'local' as const, cents: cents(local) },
  ].filter((part) => part.cents > 0),
});

describe('a sale', () => {
  it('shares 5.00 gift and 0.30 local over lines of 2.50 and 2.80 (RULES 10, case 1)', () => {
    const sale = saleOf([250, 280], [passPayment(500, 30)]);
    const paidBy = (assetId: string): number =>
      sale.lines
        .flatMap((line) => line.paid)
        .filter((part) => part.assetId === assetId)
        .reduce((sum, part) => sum + part.cents, 0);
    expect([paidBy(GIFT), paidBy(LOCAL), sale.totalCents]).toEqual([500, 30, 530]);
  });

  it('gives parts that sum exactly to each line and to each payment', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (prices, cashPart, giftPart) => {
          const total = prices.reduce((sum, price) => sum + price, 0);
          const cash = Math.floor(total * cashPart);
          const gift = Math.floor((total - cash) * giftPart);
          const payments: Payment[] = [
            ...(total > cash ? [passPayment(gift, total - cash - gift)] : []),
            ...(cash > 0
              ? [
                  {
                    means: 'cash' as const,
                    cents: cents(cash),
                    givenCents: cents(cash),
                    changeCents: cents(0),
                  },
                ]
              : []),
          ];
          const sale = saleOf(prices, payments);
          for (const line of sale.lines) {
            expect(line.paid.reduce((sum, part) => sum + part.cents, 0)).toBe(line.totalCents);
            expect(line.paid.every((part) => part.cents > 0)).toBe(true);
          }
          payments.forEach((payment, index) => {
            const parts = sale.lines.flatMap((line) =>
              line.paid.filter((part) => part.payment === index),
            );
            expect(parts.reduce((sum, part) => sum + part.cents, 0)).toBe(payment.cents);
          });
        },
      ),
    );
  });

  it('refuses a sale that is not paid to the cent', () => {
    expect(() => saleOf([250], [passPayment(249, 0)])).toThrow(/paid 249 for a basket of 250/);
  });
});

describe('cash', () => {
  it('gives the change', () => {
    expect(payInCash(cents(730), cents(1_000))).toMatchObject({
      ok: true,
      value: { changeCents: 270 },
    });
  });
  it('refuses less than what is due, and a sum that no drawer holds', () => {
    expect(payInCash(cents(730), cents(729))).toEqual({ ok: false, error: 'given-too-little' });
    expect(payInCash(cents(730), cents(99_999_999))).toEqual({
      ok: false,
      error: 'given-too-much',
    });
  });
});

describe('a spend without network', () => {
  const situation = {
    amountCents: cents(500),
    knownSpendableCents: cents(1_000),
    cardCentsMax: cents(2_000),
    cardUsedCents: cents(0),
    stationCentsMax: cents(20_000),
    stationUsedCents: cents(0),
  };
  it('is accepted within what is known and within both limits', () => {
    expect(decideOfflineSpend(situation).ok).toBe(true);
  });
  it.each([
    ['short', { knownSpendableCents: cents(499) }],
    ['offline-card-limit', { cardUsedCents: cents(1_501) }],
    ['offline-station-limit', { stationUsedCents: cents(19_501) }],
  ])('is refused as %s one cent beyond', (code, change) => {
    expect(decideOfflineSpend({ ...situation, ...change })).toMatchObject({
      ok: false,
      error: { code },
    });
  });
  it('never lets through more than the allowance says', () => {
    fc.assert(
      fc.property(
        fc.record({
          amountCents: fc.integer({ min: 1, max: 5_000 }).map(cents),
          knownSpendableCents: fc.nat(5_000).map(cents),
          cardCentsMax: fc.nat(5_000).map(cents),
          cardUsedCents: fc.nat(5_000).map(cents),
          stationCentsMax: fc.nat(5_000).map(cents),
          stationUsedCents: fc.nat(5_000).map(cents),
        }),
        (one) => {
          expect(decideOfflineSpend(one).ok).toBe(one.amountCents <= offlineAllowance(one));
        },
      ),
    );
  });
});

describe('the wait after wrong PINs', () => {
  const now = toInstant('2026-11-03T09:00:00.000Z');
  it('begins with the fifth and doubles', () => {
    expect(pinBlockedUntil(PIN_TRIES_MAX - 1, now, now)).toBeNull();
    expect(pinBlockedUntil(5, now, now)).toBe(addMs(now, 30_000));
    expect(pinBlockedUntil(7, now, now)).toBe(addMs(now, 120_000));
    expect(pinBlockedUntil(40, now, now)).toBe(addMs(now, 900_000));
  });
  it('ends by itself', () => {
    expect(pinBlockedUntil(5, now, addMs(now, 30_000))).toBeNull();
  });
});

describe('the day of a sale', () => {
  const rule = { timeZone: 'Europe/Paris', cutOffHour: 4 };
  it.each([
    ['2026-11-03T02:59:59.000Z', '2026-11-02'],
    ['2026-11-03T03:00:00.000Z', '2026-11-03'],
    // 25 October 2026 has 25 hours, 29 March 2026 has 23.
    ['2026-10-25T02:59:59.000Z', '2026-10-24'],
    ['2026-10-25T03:00:00.000Z', '2026-10-25'],
    ['2026-03-29T01:59:59.000Z', '2026-03-28'],
    ['2026-03-29T02:00:00.000Z', '2026-03-29'],
  ])('of %s is %s with a cut-off at 4 in Paris', (at, day) => {
    expect(businessDay(toInstant(at), rule)).toBe(day);
  });
});

describe('the VAT inside an amount', () => {
  it.each([
    [1_000, 2_000, 167],
    [250, 1_000, 23],
    [100, 550, 5],
    [-1_000, 2_000, -167],
    [999, 0, 0],
  ])('of %i cents at %i basis points is %i', (total, rate, vat) => {
    expect(vatInside(cents(total), rate)).toBe(vat);
  });
});
