import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceBooking, priceStateOf } from '../../../src/domain/agenda/price-booking.ts';
import type {
  BookingFacts,
  PlacePrice,
  PlaceWish,
  PromoFacts,
} from '../../../src/domain/agenda/price-booking.ts';
import { discounted, percentOff } from '../../../src/domain/agenda/promo.ts';
import type { Discount } from '../../../src/domain/agenda/promo.ts';
import { cents } from '../../../src/shared/money.ts';
import { toInstant } from '../../../src/shared/time.ts';

const NOW = toInstant('2026-11-22T17:10:00.000Z');
const BEFORE = toInstant('2026-11-22T17:09:59.999Z');
const AFTER = toInstant('2026-11-22T17:10:00.001Z');

const price = (changes: Partial<PlacePrice> = {}): PlacePrice => ({
  ...{ id: 'full', kind: 'fixed', cents: cents(800), minCents: null, opensAt: null },
  ...{ closesAt: null, left: null, isForThem: false, ...changes },
});

const facts = (changes: Partial<BookingFacts> = {}): BookingFacts => ({
  ...{ now: NOW, endsAt: AFTER, takesBookings: true, isMembersOnly: false, isMember: false },
  ...{ asksNames: false, left: 10, leftForPerson: 10, prices: [price()], promo: null, ...changes },
});

const wishes = (count: number, changes: Partial<PlaceWish> = {}): readonly PlaceWish[] =>
  Array.from({ length: count }, () => ({
    ...{ priceId: 'full', holderName: '', openCents: null, ...changes },
  }));

const refusal = (changes: Partial<BookingFacts>, wanted: readonly PlaceWish[] = wishes(1)) => {
  const priced = priceBooking(facts(changes), wanted);
  return priced.ok ? priced.value.totalCents : priced.error;
};

describe('the price of a booking', () => {
  it('is what each place costs: fixed, free, chosen, for members', () => {
    expect(refusal({}, wishes(3))).toBe(2_400);
    expect(refusal({ prices: [price({ kind: 'free', cents: cents(0) })] })).toBe(0);
    const member = [price({ kind: 'member', isForThem: true })];
    expect(refusal({ prices: member })).toBe(800);
    const open = [price({ kind: 'open', minCents: cents(200) })];
    expect(refusal({ prices: open }, wishes(1, { openCents: cents(350) }))).toBe(350);
  });

  it('a chosen amount is neither too low nor too high, and is not forgotten', () => {
    const prices = [price({ kind: 'open', minCents: cents(200) })];
    const low = { code: 'amount-too-low', place: 0, limitCents: 200 };
    expect(refusal({ prices }, wishes(1, { openCents: cents(199) }))).toEqual(low);
    expect(refusal({ prices })).toEqual(low);
    expect(refusal({ prices }, wishes(1, { openCents: cents(100_001) }))).toEqual({
      ...{ code: 'amount-too-high', place: 0, limitCents: 100_000 },
    });
    expect(refusal({ prices }, wishes(1, { openCents: cents(100_000) }))).toBe(100_000);
  });

  it('is refused before the sale opens, after it closes, and to who is no member', () => {
    const state = (changes: Partial<PlacePrice>, others: readonly PlacePrice[] = []) =>
      refusal({ prices: [price(changes), ...others] });
    const other = price({ id: 'other' });
    expect(state({ opensAt: AFTER })).toEqual({
      ...{ code: 'sale-closed', priceId: 'full', state: 'not-yet' },
    });
    expect(state({ closesAt: NOW }, [other])).toEqual({
      ...{ code: 'price-closed', priceId: 'full', state: 'closed' },
    });
    expect(state({ opensAt: NOW, closesAt: AFTER })).toBe(800);
    expect(state({ kind: 'member' })).toEqual({
      ...{ code: 'price-closed', priceId: 'full', state: 'members-only' },
    });
    expect(refusal({}, wishes(1, { priceId: 'of another event' }))).toEqual({
      ...{ code: 'price-unknown', priceId: 'of another event', state: 'unknown' },
    });
  });

  it('says the state of a price, the members first', () => {
    expect(priceStateOf(price({ kind: 'member', left: 0 }), NOW, null)).toBe('members-only');
    expect(priceStateOf(price({ left: 0 }), NOW, null)).toBe('sold-out');
    expect(priceStateOf(price(), NOW, 0)).toBe('sold-out');
    expect(priceStateOf(price({ closesAt: BEFORE }), NOW, 0)).toBe('closed');
    expect(priceStateOf(price({ left: 1 }), NOW, 1)).toBe('open');
  });

  it('names are asked place by place, and are tidied', () => {
    const named = [...wishes(1, { holderName: '  Awa   Diallo ' }), ...wishes(1)];
    expect(refusal({ asksNames: true }, named)).toEqual({ code: 'name-missing', place: 1 });
    const priced = priceBooking(facts(), named);
    expect(priced.ok && priced.value.places[0]?.holderName).toBe('Awa Diallo');
    const long = wishes(1, { holderName: 'A'.repeat(5_000_000) });
    expect(refusal({}, long)).toEqual({ code: 'name-too-long', place: 0 });
  });

  it('is for as many places as there are, for all and at each price', () => {
    expect(refusal({ left: 2 }, wishes(3))).toEqual({ code: 'sold-out', left: 2, priceId: null });
    expect(refusal({ prices: [price({ left: 1 })] }, wishes(2))).toEqual({
      ...{ code: 'sold-out', left: 1, priceId: 'full' },
    });
    expect(refusal({ left: null, leftForPerson: 50 }, wishes(50))).toBe(40_000);
    expect(refusal({ leftForPerson: 2 }, wishes(1_000))).toEqual({ code: 'too-many', max: 2 });
  });

  it('members only means members only, whatever the price', () => {
    expect(refusal({ isMembersOnly: true })).toEqual({ code: 'not-for-you' });
    expect(refusal({ isMembersOnly: true, isMember: true })).toBe(800);
  });
});

describe('a promo code', () => {
  const percent: Discount = { kind: 'percent', basisPoints: 1_500 };
  const promo = { priceId: null, discount: percent, endsAt: null, left: null };

  it('takes a share off, to the nearest cent, a half cent for the person', () => {
    expect(percentOff(cents(1_250), 1_500)).toBe(188);
    expect(discounted(cents(1_250), percent)).toBe(1_062);
    expect(discounted(cents(333), { kind: 'percent', basisPoints: 1_000 })).toBe(300);
    expect(discounted(cents(300), { kind: 'amount', cents: cents(500) })).toBe(0);
    expect(refusal({ promo }, wishes(2))).toBe(1_360);
  });

  it('is unknown, over, used up, or of no use to what was chosen', () => {
    expect(refusal({ promo: 'unknown' })).toEqual({ code: 'promo-unknown' });
    expect(refusal({ promo: { ...promo, endsAt: NOW } })).toEqual({ code: 'promo-ended' });
    expect(refusal({ promo: { ...promo, left: 1 } }, wishes(2))).toEqual({
      ...{ code: 'promo-spent', left: 1 },
    });
    expect(refusal({ promo: { ...promo, priceId: 'other' } })).toEqual({ code: 'promo-useless' });
    const prices = [price({ kind: 'open', minCents: cents(1) })];
    expect(refusal({ promo, prices }, wishes(1, { openCents: cents(900) }))).toEqual({
      code: 'promo-useless',
    });
  });

  it('never makes a place dearer, nor below nothing, and more off is never dearer', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 });
    const share = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(amount, share, share, (of, one, other) => {
        const after = (basisPoints: number): number =>
          discounted(cents(of), { kind: 'percent', basisPoints });
        const less = after(Math.min(one, other));
        const more = after(Math.max(one, other));
        expect(more).toBeLessThanOrEqual(less);
        expect(less).toBeLessThanOrEqual(of);
        expect(more).toBeGreaterThanOrEqual(0);
        // The rounding moves at most half a cent.
        const exact = Math.max(0, of - (of * Math.min(one, other)) / 10_000);
        expect(Math.abs(less - exact)).toBeLessThanOrEqual(0.5);
      }),
    );
  });
});

/** What a granted booking breaks; a refusal breaks nothing. */
function faultsOf(given: BookingFacts, wanted: readonly PlaceWish[]): readonly string[] {
  const priced = priceBooking(given, wanted);
  if (!priced.ok) return [];
  const { places, totalCents } = priced.value;
  const ofPrices = given.prices.map((one) => {
    const taken = places.filter(({ priceId }) => priceId === one.id).length;
    const isOpen = priceStateOf(one, NOW, given.left) === 'open';
    return taken <= (one.left ?? 50) && (taken === 0 || isOpen);
  });
  const kept = {
    'every place': places.length === wanted.length,
    'the sum': totalCents === places.reduce((sum, place) => sum + place.cents, 0),
    'the most': places.length <= Math.min(given.leftForPerson, given.left ?? 50),
    'who may': given.takesBookings && (!given.isMembersOnly || given.isMember),
    'its time': given.endsAt > NOW,
    'each price': !ofPrices.includes(false),
    'a name each': !given.asksNames || places.every(({ holderName }) => holderName !== ''),
    'no amount below 0': places.every((place) => place.cents >= 0),
  };
  return ['granted', ...Object.entries(kept).flatMap(([what, isKept]) => (isKept ? [] : [what]))];
}

describe('whatever is asked', () => {
  const often = <Value>(value: Value, ...others: readonly Value[]) =>
    fc.oneof({ weight: 8, arbitrary: fc.constant(value) }, fc.constantFrom(...others));
  const anyPrice: fc.Arbitrary<Omit<PlacePrice, 'id'>> = fc.record({
    kind: fc.constantFrom('fixed', 'free', 'open', 'member'),
    cents: fc.integer({ min: 0, max: 5_000 }).map(cents),
    minCents: fc.option(fc.integer({ min: 0, max: 900 }).map(cents)),
    opensAt: often<PlacePrice['opensAt']>(null, BEFORE, AFTER),
    closesAt: often<PlacePrice['closesAt']>(null, BEFORE, AFTER),
    left: fc.option(fc.integer({ min: 0, max: 5 })),
    isForThem: often(true, false),
  });
  const anyPromo: fc.Arbitrary<PromoFacts | null> = fc.option(
    fc.record<PromoFacts>({
      priceId: fc.constantFrom(null, 'a', 'b'),
      discount: fc.integer({ min: 1, max: 12_000 }).map((basisPoints): Discount => ({
        ...{ kind: 'percent', basisPoints },
      })),
      endsAt: fc.constantFrom(null, BEFORE, AFTER),
      left: fc.option(fc.integer({ min: 0, max: 4 })),
    }),
  );
  const anyFacts: fc.Arbitrary<BookingFacts> = fc.record({
    ...{ now: fc.constant(NOW), endsAt: often(AFTER, BEFORE), takesBookings: often(true, false) },
    ...{ isMembersOnly: often(false, true), isMember: fc.boolean(), promo: anyPromo },
    ...{ asksNames: often(false, true), left: fc.option(fc.integer({ min: 0, max: 6 })) },
    leftForPerson: fc.integer({ min: 0, max: 6 }),
    prices: fc.tuple(anyPrice, anyPrice).map(([a, b]) => [
      { ...a, id: 'a' },
      { ...b, id: 'b' },
    ]),
  });
  const anyWish = fc.record({
    priceId: often('a', 'b', 'c'),
    holderName: often('Awa', '', ' '),
    openCents: often(cents(1_000), cents(0), cents(200_000)),
  });

  it('what is granted breaks no limit, and sums up', () => {
    const answers = new Set<string>();
    fc.assert(
      fc.property(anyFacts, fc.array(anyWish, { maxLength: 5 }), (given, wanted) => {
        const [granted, ...faults] = faultsOf(given, wanted);
        answers.add(granted ?? 'refused');
        expect(faults).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
    expect(answers).toEqual(new Set(['granted', 'refused']));
  });
});
