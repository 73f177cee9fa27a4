import fc from 'fast-check';
import type { TypedDraft } from '../../../src/domain/journal/entries.ts';
import type {
  LineDetail,
  Payment,
  SaleCorrected,
  SaleMeansChanged,
  SaleRecorded,
  StaffRef,
} from '../../../src/domain/journal/sale-entries.ts';
import type { BasketLine } from '../../../src/domain/till/basket.ts';
import { basketTotal } from '../../../src/domain/till/basket.ts';
import { changeMeans, correctSale, leftCounts } from '../../../src/domain/till/correct-sale.ts';
import { makeSale } from '../../../src/domain/till/sale.ts';
import { toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { toInstant } from '../../../src/shared/time.ts';
import type { Day } from '../../../src/shared/time.ts';

/** Entries of a random day at a till, made by the code that makes real ones. */

export const id = <Name extends string>(kind: number, number: number) =>
  toId<Name>(
    `019b76da-a8${String(kind).padStart(2, '0')}-7000-8000-${String(number).padStart(12, '0')}`,
  );

export const KARIM: StaffRef = { id: id<'Staff'>(5, 1), name: 'Karim' };
export const NOLWENN: StaffRef = { id: id<'Staff'>(5, 2), name: 'Nolwenn' };
export const GIFT = id<'Asset'>(3, 1);
export const LOCAL = id<'Asset'>(3, 2);

type Wish =
  | {
      readonly kind: 'sale';
      readonly lines: readonly LineWish[];
      readonly means: readonly [number, number];
      readonly isKarim: boolean;
    }
  | { readonly kind: 'correct'; readonly which: number; readonly isWhole: boolean }
  | { readonly kind: 'change'; readonly which: number; readonly to: number }
  | { readonly kind: 'top-up'; readonly amount: number; readonly means: number }
  | { readonly kind: 'empty' | 'gift' | 'move'; readonly amount: number };

type LineWish = {
  readonly what: number;
  readonly count: number;
  readonly unit: number;
  readonly discount: number;
};

const lineWish: fc.Arbitrary<LineWish> = fc.record({
  what: fc.nat(7),
  count: fc.integer({ min: 1, max: 6 }),
  unit: fc.integer({ min: 0, max: 2_000 }),
  discount: fc.oneof(fc.constant(0), fc.nat(100)),
});

const wish: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('sale' as const),
      lines: fc.array(lineWish, { minLength: 1, maxLength: 5 }),
      means: fc.tuple(fc.nat(4), fc.nat(4)),
      isKarim: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('correct' as const),
      which: fc.nat(30),
      isWhole: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      which: fc.nat(30),
      to: fc.nat(2),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('top-up' as const),
      amount: fc.integer({ min: 1, max: 5_000 }),
      means: fc.nat(2),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('empty' as const, 'gift' as const, 'move' as const),
      amount: fc.integer({ min: 1, max: 5_000 }),
    }),
  },
);

export const wishes: fc.Arbitrary<readonly Wish[]> = fc.array(wish, { maxLength: 25 });

/** The entries that a till would write for these wishes; a wish that it would refuse writes none. */
export function entriesOf(all: readonly Wish[], day: Day): readonly TypedDraft[] {
  const sales: {
    sale: SaleRecorded;
    corrections: SaleCorrected[];
    meansChanges: SaleMeansChanged[];
  }[] = [];
  return all.flatMap((one, index): readonly TypedDraft[] => {
    const number = index + 1;
    const stamp = {
      correctionId: id<'Correction'>(11, number),
      number,
      day,
      staff: NOLWENN,
      approvedBy: null,
      reason: 'erreur',
    };
    switch (one.kind) {
      case 'sale': {
        const sale = saleOf(one, number, day);
        sales.push({ sale, corrections: [], meansChanges: [] });
        return [{ kind: 'sale.recorded@2', body: sale }];
      }
      case 'correct': {
        const history = sales[one.which % Math.max(1, sales.length)];
        if (history === undefined) return [];
        const first = [...leftCounts(history)].find(([, count]) => count > 0);
        const wanted = one.isWhole || first === undefined ? null : [{ lineId: first[0], count: 1 }];
        const corrected = correctSale(history, wanted, stamp);
        if (!corrected.ok) return [];
        history.corrections.push(corrected.value);
        return [{ kind: 'sale.corrected@1', body: corrected.value }];
      }
      case 'change': {
        const history = sales[one.which % Math.max(1, sales.length)];
        if (history === undefined) return [];
        const to = CHANGEABLE[one.to] ?? 'cash';
        const changed = changeMeans(history, { payment: 0, to }, stamp);
        if (!changed.ok) return [];
        history.meansChanges.push(changed.value);
        return [{ kind: 'sale.means-changed@1', body: changed.value }];
      }
      case 'top-up':
      case 'empty':
      case 'gift':
      case 'move':
        return [otherEntry(one, number, day)];
    }
  });
}

const CHANGEABLE = ['cash', 'bank-card', 'cheque'] as const;

function otherEntry(
  one: Extract<Wish, { readonly amount: number }>,
  number: number,
  day: Day,
): TypedDraft {
  const amount = cents(one.amount);
  const card = { cardId: id<'Card'>(6, 1), cardNumber: 'A3F21C5E' };
  switch (one.kind) {
    case 'top-up': {
      const means = CHANGEABLE[one.means] ?? 'cash';
      return {
        kind: 'top-up.recorded@1',
        body: {
          topUpId: id<'TopUp'>(12, number),
          day,
          staff: KARIM,
          ...card,
          assetId: LOCAL,
          cents: amount,
          payment:
            means === 'cash'
              ? { means, cents: amount, givenCents: amount, changeCents: cents(0) }
              : { means, cents: amount },
          beforeCents: cents(0),
          afterCents: amount,
        },
      };
    }
    case 'empty':
      return {
        kind: 'pass.emptied@1',
        body: {
          refundId: id<'Refund'>(13, number),
          day,
          staff: KARIM,
          ...card,
          paidOut: [{ assetId: LOCAL, kind: 'local', cents: amount }],
          cancelled: [],
          cashCents: amount,
          isCardHandedBack: false,
        },
      };
    case 'gift':
      return {
        kind: 'gift.given@1',
        body: {
          giftId: id<'Gift'>(14, number),
          day,
          staff: NOLWENN,
          approvedBy: null,
          ...card,
          assetId: GIFT,
          cents: amount,
          reason: 'merci',
        },
      };
    case 'move':
      return {
        kind: 'cash.moved@1',
        body: {
          moveId: id<'Move'>(15, number),
          day,
          staff: NOLWENN,
          approvedBy: null,
          cents: number % 2 === 0 ? amount : cents(-amount),
          reason: 'banque',
        },
      };
  }
}

const DETAILS: readonly LineDetail[] = [
  { kind: 'piece' },
  { kind: 'piece' },
  { kind: 'open-price' },
  { kind: 'measure', unit: 'kilogram', amount: 350, unitCents: cents(1_200) },
  {
    kind: 'room',
    startsAt: toInstant('2026-11-03T10:00:00.000Z'),
    endsAt: toInstant('2026-11-03T12:00:00.000Z'),
    hourCents: cents(500),
  },
  {
    kind: 'membership',
    membershipId: id<'Membership'>(16, 1),
    offerId: 'offer',
    priceId: 'price',
    person: { personId: null, name: 'Ana', email: 'ana@example.org' },
    cardId: null,
  },
  { kind: 'deposit', direction: 'taken' },
  { kind: 'deposit', direction: 'returned' },
];
const VAT = [2_000, 1_000, 550, 0] as const;

function saleOf(one: Extract<Wish, { kind: 'sale' }>, number: number, day: Day): SaleRecorded {
  const lines = one.lines.map((line, index) => basketLine(line, number * 10 + index));
  return makeSale({
    saleId: id<'Sale'>(9, number),
    number,
    day,
    basketId: id<'Basket'>(8, number),
    basketName: '',
    goodsHoldId: null,
    pointOfSaleId: number % 3 === 0 ? 'terrace' : 'bar',
    staff: one.isKarim ? KARIM : NOLWENN,
    lines,
    payments: paymentsOf(basketTotal(lines), one.means),
  });
}

function basketLine(line: LineWish, lineNumber: number): BasketLine {
  const detail = DETAILS[line.what] ?? { kind: 'piece' };
  const isReturned = detail.kind === 'deposit' && detail.direction === 'returned';
  const unit = isReturned ? -line.unit : line.unit;
  const reduced = Math.min(line.discount, line.unit * line.count);
  return {
    lineId: id<'Line'>(7, lineNumber),
    productId: id<'Product'>(4, line.what),
    choiceIds: [],
    label: `Article ${line.what}`,
    optionLabels: [],
    count: line.count,
    unitPriceCents: cents(unit + 0),
    vatRateBp: VAT[line.what % VAT.length] ?? 0,
    categoryId: line.what % 2 === 0 ? 'drinks' : 'food',
    detail,
    discount:
      isReturned || reduced === 0
        ? null
        : { kind: 'amount', rateBp: 0, cents: cents(reduced), reason: 'ami', approvedBy: NOLWENN },
  };
}

/** Two means share the price; what is paid out goes in cash. */
function paymentsOf(total: number, [first, second]: readonly [number, number]): readonly Payment[] {
  if (total <= 0) return [payment(1, total)];
  const half = Math.floor(total / 2);
  return half === 0 || first === second
    ? [payment(first, total)]
    : [payment(first, half), payment(second, total - half)];
}

function payment(means: number, amount: number): Payment {
  const sum = cents(amount);
  switch (means) {
    case 0: {
      const gift = Math.floor(amount / 3);
      const parts = [
        { assetId: GIFT, kind: 'gift' as const, cents: cents(gift) },
        { assetId: LOCAL, kind: 'local' as const, cents: cents(amount - gift) },
      ];
      return {
        means: 'pass',
        cents: sum,
        cardId: id<'Card'>(6, 1),
        cardNumber: 'A3F21C5E',
        backing: { kind: 'unsecured', reserveId: null },
        parts: parts.filter((part) => part.cents > 0),
      };
    }
    case 2:
      return { means: 'bank-card', cents: sum };
    case 3:
      return { means: 'cheque', cents: sum };
    case 4:
      return { means: 'offered', cents: sum, reason: 'fête', approvedBy: NOLWENN };
    default:
      return {
        means: 'cash',
        cents: sum,
        givenCents: cents(Math.max(0, amount)),
        changeCents: cents(Math.max(0, -amount)),
      };
  }
}
