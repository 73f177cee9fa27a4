import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ANSWER_LENGTH_MAX,
  FREE_PRICE_CENTS_MAX,
  centsOfPrice,
  centsOfRenewal,
  checkAnswer,
  mayTakeOffer,
} from '../../../src/domain/membership/take-offer.ts';
import type { OwnPeriod, TakenPrice } from '../../../src/domain/membership/take-offer.ts';
import { MEMBERSHIP_STATES } from '../../../src/domain/membership/states.ts';
import { cents } from '../../../src/shared/money.ts';
import { err, ok } from '../../../src/shared/result.ts';
import type { Day } from '../../../src/shared/time.ts';

const fixed: TakenPrice = { kind: 'fixed', priceCents: cents(1_200), priceMinCents: null };
const free: TakenPrice = { kind: 'free', priceCents: cents(3_000), priceMinCents: cents(2_000) };

describe('what a membership costs', () => {
  it('is the price, whatever was typed, when the price is fixed or reduced', () => {
    expect(centsOfPrice(fixed, cents(1))).toEqual(ok(1_200));
    expect(centsOfPrice({ ...fixed, kind: 'reduced' }, null)).toEqual(ok(1_200));
  });

  it('is what was chosen when the price is free, from its least to a sane most', () => {
    expect(centsOfPrice(free, null)).toEqual(err('amount-missing'));
    expect(centsOfPrice(free, cents(1_999))).toEqual(err('amount-too-low'));
    expect(centsOfPrice(free, cents(2_000))).toEqual(ok(2_000));
    expect(centsOfPrice(free, cents(FREE_PRICE_CENTS_MAX))).toEqual(ok(FREE_PRICE_CENTS_MAX));
    expect(centsOfPrice(free, cents(FREE_PRICE_CENTS_MAX + 1))).toEqual(err('amount-too-high'));
    const fromZero = { ...free, priceMinCents: null };
    expect(centsOfPrice(fromZero, cents(0))).toEqual(ok(0));
    expect(centsOfPrice(fromZero, cents(-1))).toEqual(err('amount-too-low'));
  });

  it('is never below the least nor above the most', () => {
    fc.assert(
      fc.property(fc.integer(), (typed) => {
        const price = centsOfPrice(free, cents(typed));
        const isIn = typed >= 2_000 && typed <= FREE_PRICE_CENTS_MAX;
        expect(price.ok).toBe(isIn);
      }),
    );
  });

  it('is the price of today at a renewal, and the same amount again when it is free', () => {
    expect(centsOfRenewal(fixed, cents(900))).toBe(1_200);
    expect(centsOfRenewal(free, cents(2_500))).toBe(2_500);
  });
});

const TODAY = '2026-11-22' as Day;
const period = (changes: Partial<OwnPeriod>): OwnPeriod => ({
  ...{ id: 'a', state: 'active', startsOn: '2026-01-01' as Day, endsOn: '2026-12-31' as Day },
  ...changes,
});

describe('whether an offer may be taken', () => {
  it('may, when nothing of it is there, or only what is over', () => {
    const over = ['ended', 'cancelled', 'refused'] as const;
    const own = over.map((state) => period({ state }));
    expect(mayTakeOffer([], TODAY)).toEqual({ kind: 'may', after: null });
    expect(mayTakeOffer(own, TODAY)).toEqual({ kind: 'may', after: null });
    expect(mayTakeOffer([period({ endsOn: '2026-11-21' as Day })], TODAY)).toEqual({
      ...{ kind: 'may', after: null },
    });
  });

  it('goes on from the period that runs, its last day too', () => {
    const own = period({ endsOn: TODAY });
    expect(mayTakeOffer([own], TODAY)).toEqual({ kind: 'may', after: own });
  });

  it('may not while one of it waits for an answer or for money', () => {
    for (const state of ['requested', 'approved', 'waiting-for-payment'] as const) {
      const own = [period({}), period({ id: 'b', state })];
      expect(mayTakeOffer(own, TODAY)).toEqual({ kind: 'open', id: 'b' });
    }
  });

  it('may not be taken twice ahead, nor when it never ends', () => {
    const ahead = { startsOn: '2027-01-01' as Day, endsOn: '2027-12-31' as Day };
    expect(mayTakeOffer([period({ id: 'b', ...ahead }), period({})], TODAY)).toEqual({
      ...{ kind: 'held', id: 'b' },
    });
    expect(mayTakeOffer([period({ endsOn: null }), period({ id: 'b' })], TODAY)).toEqual({
      ...{ kind: 'held', id: 'a' },
    });
  });

  it('knows every state', () => {
    for (const state of MEMBERSHIP_STATES) {
      expect(['may', 'open', 'held']).toContain(mayTakeOffer([period({ state })], TODAY).kind);
    }
  });
});

describe('an answer', () => {
  const question = { id: 'q', kind: 'text', choices: [], isRequired: true } as const;

  it('is kept without the spaces around it', () => {
    expect(checkAnswer(question, '  Traductrice ')).toEqual(ok('Traductrice'));
  });

  it('has to be there only where it must', () => {
    expect(checkAnswer(question, '  ')).toEqual(err('missing'));
    expect(checkAnswer({ ...question, isRequired: false }, '')).toEqual(ok(''));
  });

  it('has an end', () => {
    expect(checkAnswer(question, 'x'.repeat(ANSWER_LENGTH_MAX)).ok).toBe(true);
    expect(checkAnswer(question, 'x'.repeat(ANSWER_LENGTH_MAX + 1))).toEqual(err('too-long'));
  });

  it('is one of the choices where there are some', () => {
    const choice = { ...question, kind: 'choice', choices: ['Lundi', 'Mardi'] } as const;
    expect(checkAnswer(choice, 'Mardi')).toEqual(ok('Mardi'));
    expect(checkAnswer(choice, 'Dimanche')).toEqual(err('not-a-choice'));
    expect(checkAnswer({ ...question, kind: 'yes-no' }, 'yes')).toEqual(ok('yes'));
    expect(checkAnswer({ ...question, kind: 'yes-no' }, 'peut-être')).toEqual(err('not-a-choice'));
  });
});
