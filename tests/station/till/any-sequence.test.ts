import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findSaleFault } from '../../../src/cloud/sync/check-sale.ts';
import { SALE_BODY_SCHEMAS } from '../../../src/contract/sync/sale-bodies.ts';
import { cents } from '../../../src/shared/money.ts';
import { readAllPledges } from '../../../src/station/projections/basket.ts';
import { knownHoldings, spendableCents } from '../../../src/station/usecases/pass/known-wallet.ts';
import { GIFT_ID, LOCAL_ID } from '../../helpers/station-knowledge.ts';
import { madePass, madeProduct, openTill } from './till-rig.ts';
import type { TillRig } from './till-rig.ts';

/**
 * Whatever cashiers do, in whatever order: lines, totals, payments and their parts agree, nothing
 * is taken from a Pass before the sale, and a touch that was refused changed nothing.
 */

const RUNS = Number(process.env['TILL_RUNS'] ?? 12);
/** Passes of one wallet: the same one twice within 2 s would be one tap. */
const PASSES_PER_WALLET = 24;

const cup = madeProduct('Gobelet', { kind: 'deposit', priceCents: cents(100) });
const tea = madeProduct('Thé', { priceCents: cents(250) });
const meal = madeProduct('Repas', { priceCents: cents(1_333) });
const cheese = madeProduct('Fromage', { kind: 'weight', priceCents: cents(1_290) });
const free = madeProduct('Eau', { priceCents: cents(0) });
const WALLETS = [
  [
    [GIFT_ID, 500],
    [LOCAL_ID, 700],
  ],
  [[LOCAL_ID, 1_500]],
  [[GIFT_ID, 77]],
] as const;
const wallets = WALLETS.map((holdings, wallet) => {
  const first = madePass(`04F${wallet}000000000A`, holdings);
  const others = Array.from({ length: PASSES_PER_WALLET - 1 }, (_, index) =>
    madePass(`04F${wallet}0000${String(index).padStart(4, '0')}BB`, holdings, first.walletId),
  );
  return { holdings, passes: [first, ...others] };
});

type Action = {
  readonly do: string;
  readonly [field: string]: unknown;
};

const part = fc.option(fc.integer({ min: 1, max: 1_500 }).map(cents), { nil: null, freq: 2 });
const some = (weight: number, arbitrary: fc.Arbitrary<Action>) => ({ weight, arbitrary });
const wallet = fc.nat(2);
const action = fc.oneof(
  some(
    5,
    fc.record({ do: fc.constant('add'), what: fc.nat(5), count: fc.integer({ min: 1, max: 4 }) }),
  ),
  some(1, fc.record({ do: fc.constant('count'), line: fc.nat(4), count: fc.nat(5) })),
  some(
    1,
    fc.record({
      do: fc.constant('discount'),
      line: fc.nat(5),
      rateBp: fc.integer({ min: 1, max: 10_000 }),
      amount: fc.option(fc.integer({ min: 1, max: 3_000 }), { nil: null }),
    }),
  ),
  some(2, fc.record({ do: fc.constant('cash'), part, given: fc.integer({ min: 0, max: 6_000 }) })),
  some(
    2,
    fc.record({
      do: fc.constant('hand'),
      part,
      means: fc.constantFrom('pay-bank-card', 'pay-cheque', 'pay-offered'),
    }),
  ),
  some(2, fc.record({ do: fc.constant('tap'), wallet })),
  // Touches that belong together, so that most sequences come to a sale.
  some(
    3,
    fc.record({
      do: fc.constant('part-by-pass'),
      wallet,
      part: fc.integer({ min: 1, max: 150 }).map(cents),
    }),
  ),
  some(2, fc.record({ do: fc.constant('keep'), wallet })),
  some(2, fc.record({ do: fc.constant('rest') })),
  some(1, fc.record({ do: fc.constant('withdraw'), pledge: fc.nat(3) })),
  some(1, fc.record({ do: fc.constantFrom('discard', 'park', 'open', 'restart') })),
);

it(
  'any sequence of selling and paying leaves journal, drawer and Passes in agreement',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 20, maxLength: 50 }), async (actions) => {
        const till = await openTill();
        try {
          till.know([cup, tea, meal, cheese, free].map((one) => one.item));
          till.know(wallets.flatMap((one) => one.passes.flatMap((pass) => pass.items)));
          await till.manager();
          const taps = [0, 0, 0];
          for (const one of actions) {
            const before = snapshot(till);
            const refusal = await perform(till, one, taps);
            expectAgreement(till);
            expect(refusal === null ? null : snapshot(till)).toEqual(
              refusal === null ? null : before,
            );
          }
        } finally {
          await till.close();
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  },
  RUNS * 10_000,
);

/** What a refused touch may not change. */
const snapshot = (till: TillRig) => {
  const { basket, parked } = till.state();
  const { armedCents: _armed, ...kept } = basket;
  return { basket: kept, parked, sales: till.sales().length };
};

async function perform(till: TillRig, one: Action, taps: number[]): Promise<string | null> {
  const { basket, parked } = till.state();
  const amount = (one['part'] as ReturnType<typeof cents> | null | undefined) ?? null;
  switch (one.do) {
    case 'add':
      return addSomething(till, one['what'] as number, one['count'] as number);
    case 'count': {
      const line = basket.lines[one['line'] as number];
      return line === undefined
        ? null
        : till.wish({
            kind: 'set-line-count',
            lineId: line.lineId,
            count: one['count'] as number,
          });
    }
    case 'discount': {
      const off = one['amount'] as number | null;
      return till.wish({
        kind: 'set-discount',
        lineId: basket.lines[one['line'] as number]?.lineId ?? null,
        discount:
          off === null
            ? { kind: 'percent', rateBp: one['rateBp'] as number }
            : { kind: 'amount', cents: cents(off) },
        reason: 'Essai',
      });
    }
    case 'cash':
      return till.seen({
        kind: 'pay-cash',
        partCents: amount,
        givenCents: cents(one['given'] as number),
      });
    case 'hand':
      return one['means'] === 'pay-offered'
        ? till.seen({ kind: 'pay-offered', partCents: amount, reason: 'Essai' })
        : till.seen({ kind: one['means'] as 'pay-cheque', partCents: amount });
    case 'tap':
      return tap(till, one['wallet'] as number, taps);
    case 'part-by-pass': {
      const refusal = await till.seen({ kind: 'arm-pass', partCents: amount });
      return refusal ?? tap(till, one['wallet'] as number, taps);
    }
    case 'keep': {
      const refusal = await tap(till, one['wallet'] as number, taps);
      const isShort = till.state().activity.kind === 'pass-short';
      return isShort ? till.seen({ kind: 'keep-short-pass' }) : refusal;
    }
    case 'rest':
      return till.cash(Math.max(0, basket.dueCents));
    case 'withdraw': {
      const pledge = basket.pledges[one['pledge'] as number];
      return pledge === undefined
        ? null
        : till.seen({ kind: 'withdraw-pledge', pledgeId: pledge.pledgeId });
    }
    case 'discard':
      return till.wish({ kind: 'discard-basket' });
    case 'park':
      return till.wish({ kind: 'park-basket', name: 'Essai', tableId: null });
    case 'open': {
      const other = parked[0];
      return other === undefined
        ? null
        : till.wish({ kind: 'open-basket', basketId: other.basketId });
    }
    default:
      await till.restart();
      return null;
  }
}

async function tap(till: TillRig, wallet: number, taps: number[]): Promise<string | null> {
  const pass = wallets[wallet]?.passes[(taps[wallet] ?? 0) % PASSES_PER_WALLET];
  taps[wallet] = (taps[wallet] ?? 0) + 1;
  await till.tap(pass?.uid ?? '');
  const shown = till.result();
  return shown?.kind === 'refused' ? shown.reason : null;
}

function addSomething(till: TillRig, what: number, count: number): Promise<string | null> {
  switch (what) {
    case 0:
      return till.add(tea.id, undefined, count);
    case 1:
      return till.add(meal.id, undefined, count);
    case 2:
      return till.add(cheese.id, { kind: 'measure', amount: 137 * count });
    case 3:
      return till.add(cup.id, { kind: 'deposit', direction: 'taken' }, count);
    case 4:
      return till.add(cup.id, { kind: 'deposit', direction: 'returned' }, count);
    default:
      return till.add(free.id, undefined, count);
  }
}

function expectAgreement(till: TillRig): void {
  const sales = till.sales();
  const { basket } = till.state();
  const { context } = till.station().station;

  expect(sum(basket.lines.map((line) => line.totalCents))).toBe(basket.totalCents);
  const pledged = sum(basket.pledges.map((one) => one.cents));
  expect(basket.dueCents).toBe(basket.totalCents - pledged);
  expect(pledged === 0 || basket.dueCents > 0).toBe(true);

  expect(sales.map(findSaleFault)).toEqual(sales.map(() => null));
  expect(sales.map((sale) => SALE_BODY_SCHEMAS['sale.recorded@2'].safeParse(sale).success)).toEqual(
    sales.map(() => true),
  );
  expect(sales.map((sale) => sale.number)).toEqual(sales.map((_, index) => index + 1));
  const payments = sales.flatMap((sale) => sale.payments);
  expect(till.drawer()).toBe(
    sum(payments.map((payment) => (payment.means === 'cash' ? payment.cents : 0))),
  );

  // What was sold and what is promised on a wallet is all that left it.
  const onPasses = [...payments, ...readAllPledges(context.journal.database)].filter(
    (payment) => payment.means === 'pass',
  );
  for (const { holdings, passes } of wallets) {
    const first = context.knowledge.findCard(passes[0]?.uid as never);
    expect(first).toBeDefined();
    const cardIds = context.knowledge
      .all('card')
      .filter((card) => card.walletId === first?.walletId)
      .map((card) => card.id);
    const taken = sum(
      onPasses.filter((one) => cardIds.includes(one.cardId)).map((one) => one.cents),
    );
    expect(first === undefined ? null : spendableCents(knownHoldings(context, first))).toBe(
      sum(holdings.map(([, amount]) => amount)) - taken,
    );
  }
}

const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);
