import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  PaidPart,
  Payment,
  SaleCorrected,
  SaleMeansChanged,
  SaleRecorded,
} from '../../../src/domain/journal/sale-entries.ts';
import { changeMeans, correctSale, leftCounts } from '../../../src/domain/till/correct-sale.ts';
import type { CorrectionStamp, SaleHistory } from '../../../src/domain/till/correct-sale.ts';
import { makeSale } from '../../../src/domain/till/sale.ts';
import type { BasketLine } from '../../../src/domain/till/basket.ts';
import { toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import type { Day } from '../../../src/shared/time.ts';

const id = <Name extends string>(number: number) =>
  toId<Name>(`019b76da-a801-7000-8000-${String(number).padStart(12, '0')}`);
const staff = { id: id<'Staff'>(1), name: 'Karim' };
const GIFT = id<'Asset'>(2);
const LOCAL = id<'Asset'>(3);

const stamp = (number = 1): CorrectionStamp => ({
  correctionId: id<'Correction'>(100 + number),
  number,
  day: '2026-11-03' as Day,
  staff,
  approvedBy: null,
  reason: '',
});

const line = (number: number, count: number, unitCents: number, discountCents = 0): BasketLine => ({
  lineId: id<'Line'>(10 + number),
  productId: id<'Product'>(20 + number),
  choiceIds: [],
  label: `Article ${number}`,
  optionLabels: [],
  count,
  unitPriceCents: cents(unitCents),
  vatRateBp: 2_000,
  categoryId: 'drinks',
  detail: unitCents < 0 ? { kind: 'deposit', direction: 'returned' } : { kind: 'piece' },
  discount:
    discountCents === 0
      ? null
      : { kind: 'amount', rateBp: 0, cents: cents(discountCents), reason: 'r', approvedBy: staff },
});

const cash = (amount: number): Payment => ({
  means: 'cash',
  cents: cents(amount),
  givenCents: cents(Math.max(amount, 0)),
  changeCents: cents(Math.max(-amount, 0)),
});
const pass = (gift: number, local: number): Payment => ({
  means: 'pass',
  cents: cents(gift + local),
  cardId: id<'Card'>(4),
  cardNumber: 'A3F21C5E',
  backing: { kind: 'unsecured', reserveId: null },
  parts: [
    { assetId: GIFT, kind: 'gift', cents: cents(gift) },
    { assetId: LOCAL, kind: 'local', cents: cents(local) },
  ],
});

const sell = (lines: readonly BasketLine[], payments: readonly Payment[]): SaleRecorded =>
  makeSale({
    saleId: id<'Sale'>(5),
    number: 12,
    day: '2026-11-03' as Day,
    basketId: id<'Basket'>(6),
    basketName: '',
    goodsHoldId: null,
    pointOfSaleId: 'bar',
    staff,
    lines,
    payments,
  });
const historyOf = (
  sale: SaleRecorded,
  corrections: readonly SaleCorrected[] = [],
  meansChanges: readonly SaleMeansChanged[] = [],
): SaleHistory => ({ sale, corrections, meansChanges });

describe('a whole sale taken back', () => {
  it('gives each payment what it brought, and each kind of money on the Pass', () => {
    const sale = sell([line(1, 1, 250), line(2, 1, 280)], [pass(500, 20), cash(10)]);
    const corrected = unwrap(correctSale(historyOf(sale), null, stamp()));
    expect(corrected).toMatchObject({
      saleNumber: 12,
      totalCents: 530,
      refunds: [
        { payment: 0, means: 'pass', cents: 520 },
        { payment: 1, means: 'cash', cents: 10 },
      ],
    });
    expect(corrected.lines.map((one) => one.paid)).toEqual(sale.lines.map((one) => one.paid));
  });

  it('happens once', () => {
    const sale = sell([line(1, 2, 250)], [cash(500)]);
    const first = unwrap(correctSale(historyOf(sale), null, stamp()));
    expect(correctSale(historyOf(sale, [first]), null, stamp(2))).toEqual({
      ok: false,
      error: 'already-corrected',
    });
  });

  it('goes back by the means it was changed to, so that the drawer stays right', () => {
    const sale = sell([line(1, 3, 280)], [cash(840)]);
    const changed = unwrap(changeMeans(historyOf(sale), { payment: 0, to: 'bank-card' }, stamp()));
    expect(changed).toMatchObject({ from: 'cash', to: 'bank-card', cents: 840 });
    const corrected = unwrap(correctSale(historyOf(sale, [], [changed]), null, stamp(2)));
    expect(corrected.refunds).toEqual([{ payment: 0, means: 'bank-card', cents: 840 }]);
  });

  it('takes back deposits that were paid out', () => {
    const sale = sell([line(1, 2, -100)], [cash(-200)]);
    expect(unwrap(correctSale(historyOf(sale), null, stamp()))).toMatchObject({
      totalCents: -200,
      refunds: [{ payment: 0, means: 'cash', cents: -200 }],
    });
  });
});

describe('some pieces taken back', () => {
  const sale = sell([line(1, 3, 280, 10)], [cash(830)]);
  const one = [{ lineId: sale.lines[0]!.lineId, count: 1 }];

  it('cuts a discounted line to the cent, the last piece taking what rounding left', () => {
    const done: SaleCorrected[] = [];
    for (const number of [1, 2, 3]) {
      done.push(unwrap(correctSale(historyOf(sale, done), one, stamp(number))));
    }
    expect(done.map(({ totalCents }) => totalCents)).toEqual([276, 277, 277]);
    expect(correctSale(historyOf(sale, done), one, stamp(4)).ok).toBe(false);
  });

  it.each([
    ['more pieces than were sold', [{ lineId: sale.lines[0]!.lineId, count: 4 }]],
    ['a line of another sale', [{ lineId: id<'Line'>(99), count: 1 }]],
    ['the same line twice', [...one, ...one]],
    ['nothing at all', []],
  ])('refuses %s', (_, wanted) => {
    expect(correctSale(historyOf(sale), wanted, stamp())).toEqual({
      ok: false,
      error: 'count-wrong',
    });
  });

  it('refuses to give back more by a means than came by it: a deposit stands against the line', () => {
    const mixed = sell([line(1, 1, 500), line(2, 1, -100)], [pass(250, 150)]);
    const wanted = [{ lineId: mixed.lines[0]!.lineId, count: 1 }];
    expect(correctSale(historyOf(mixed), wanted, stamp())).toEqual({
      ok: false,
      error: 'cancel-whole',
    });
    expect(unwrap(correctSale(historyOf(mixed), null, stamp())).refunds).toEqual([
      { payment: 0, means: 'pass', cents: 400 },
    ]);
  });

  it('names the tickets that are taken back, each once', () => {
    const ticketId = (number: number) => id<'Ticket'>(40 + number);
    const tickets = [1, 2, 3].map((number) => ({ ticketId: ticketId(number), holderName: '' }));
    const booked = sell(
      [
        {
          ...line(1, 3, 800),
          detail: {
            kind: 'ticket',
            eventId: id<'Event'>(7),
            eventName: 'Bal',
            eventStartsAt: '2026-11-07T20:00:00.000Z' as never,
            priceId: 'p',
            priceName: 'Plein',
            tickets,
            cardId: null,
            email: null,
          },
        },
      ],
      [cash(2_400)],
    );
    const wanted = [{ lineId: booked.lines[0]!.lineId, count: 1 }];
    const first = unwrap(correctSale(historyOf(booked), wanted, stamp()));
    const rest = unwrap(correctSale(historyOf(booked, [first]), null, stamp(2)));
    const idsOf = ({ lines }: SaleCorrected) =>
      lines.flatMap(({ detail }) =>
        detail.kind === 'ticket' ? detail.tickets.map((ticket) => ticket.ticketId) : [],
      );
    expect(idsOf(first)).toEqual([ticketId(3)]);
    expect(idsOf(rest)).toEqual([ticketId(1), ticketId(2)]);
  });
});

describe('a means put right', () => {
  const sale = sell([line(1, 2, 250)], [pass(100, 100), cash(300)]);
  it.each([
    ['money on a Pass', 0, 'cash'],
    ['a means into itself', 1, 'cash'],
    ['a payment that is not there', 9, 'cheque'],
  ] as const)('refuses %s', (_, payment, to) => {
    expect(changeMeans(historyOf(sale), { payment, to }, stamp())).toEqual({
      ok: false,
      error: 'means-wrong',
    });
  });

  it('changes only what was not given back', () => {
    const all = unwrap(correctSale(historyOf(sale), null, stamp()));
    expect(changeMeans(historyOf(sale, [all]), { payment: 1, to: 'bank-card' }, stamp(2))).toEqual({
      ok: false,
      error: 'already-corrected',
    });
  });
});

const lineOf = fc.record({
  count: fc.integer({ min: 1, max: 9 }),
  unit: fc.integer({ min: 0, max: 2_000 }),
  discount: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('any corrections one after the other', () => {
  it('sum to the sale by line, payment and kind of money, and never take more than is left', () => {
    fc.assert(
      fc.property(
        fc.array(lineOf, { minLength: 1, maxLength: 5 }),
        fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100)),
        fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 4 })), { maxLength: 12 }),
        (wantedLines, weights, takes) => {
          const lines = wantedLines.map(({ count, unit, discount }, index) =>
            line(index, count, unit, Math.floor(count * unit * discount)),
          );
          const sale = sell(lines, shareOut(lines, weights));
          const done: SaleCorrected[] = [];
          for (const [index, count] of takes) {
            const lineId = sale.lines[index % sale.lines.length]!.lineId;
            const result = correctSale(
              historyOf(sale, done),
              [{ lineId, count }],
              stamp(done.length + 1),
            );
            if (result.ok) done.push(result.value);
          }
          const rest = correctSale(historyOf(sale, done), null, stamp(done.length + 1));
          if (rest.ok) done.push(rest.value);

          const history = historyOf(sale, done);
          expect([...leftCounts(history).values()].every((count) => count === 0)).toBe(true);
          expect(sumsOf(done.flatMap((one) => one.lines))).toEqual(sumsOf(sale.lines));
          expect(done.every(isPositiveThroughout)).toBe(true);
          for (const [index, payment] of sale.payments.entries()) {
            expect(refundedBy(done, index)).toBe(payment.cents);
          }
        },
      ),
    );
  });
});

/** A total paid by two kinds of money on a Pass, by card and by cash. */
function shareOut(lines: readonly BasketLine[], weights: readonly number[]): readonly Payment[] {
  const total = sell(lines, [cash(totalOf(lines))]).totalCents;
  const sum = weights.reduce((one, other) => one + other, 0);
  const [gift, local, card] = weights.map((weight) =>
    sum === 0 ? 0 : Math.floor((total * weight) / sum),
  );
  return [
    pass(gift!, local!),
    { means: 'bank-card', cents: cents(card!) },
    cash(total - gift! - local! - card!),
  ];
}

const totalOf = (lines: readonly BasketLine[]): number =>
  lines.reduce((sum, one) => sum + one.count * one.unitPriceCents - (one.discount?.cents ?? 0), 0);

function sumsOf(
  lines: readonly { readonly lineId: string; readonly paid: readonly PaidPart[] }[],
): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { lineId, paid } of lines) {
    for (const part of paid) {
      const key = `${lineId}:${part.payment}:${part.assetId ?? ''}`;
      sums[key] = (sums[key] ?? 0) + part.cents;
    }
  }
  return sums;
}

const isPositiveThroughout = (one: SaleCorrected): boolean =>
  one.lines.every(({ paid }) => paid.every((part) => part.cents > 0)) &&
  one.lines.every(
    ({ paid, totalCents }) => paid.reduce((sum, part) => sum + part.cents, 0) === totalCents,
  );

const refundedBy = (done: readonly SaleCorrected[], payment: number): number =>
  done
    .flatMap(({ refunds }) => refunds.filter((one) => one.payment === payment))
    .reduce((sum, one) => sum + one.cents, 0);
