import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { closePayment } from '../../../src/cloud/payments/settle-payment.ts';
import type { PaymentId, PersonId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { MINUTE, openPayments } from './payment-rig.ts';
import type { Payments } from './payment-rig.ts';

/**
 * Whatever order people, the bank, the network and the jobs choose: what was paid is in the wallet,
 * was spent, or went back to the card. Nothing twice, nothing lost.
 */

const AMOUNTS = [500, 1_999, 25_000] as const;

type Step =
  | { readonly kind: 'pay' | 'notice' | 'return' | 'close' | 'again'; readonly which: number }
  | { readonly kind: 'job' | 'refunds' | 'ask-back' | 'lose-answer' | 'forget-keys' }
  | { readonly kind: 'spend'; readonly cents: number }
  | { readonly kind: 'wait'; readonly minutes: number };

const which = fc.nat({ max: AMOUNTS.length - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pay' as const), which }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'notice' as const,
        'return' as const,
        'close' as const,
        'again' as const,
      ),
      which,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        ...(['job', 'refunds', 'ask-back', 'lose-answer', 'forget-keys'] as const),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('spend' as const),
      cents: fc.integer({ min: 1, max: 3_000 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      minutes: fc.integer({ min: 1, max: 70 }),
    }),
  },
);

describe.each(DATABASE_KINDS)('payments in any order, on %s', (kind) => {
  let rig: Payments;
  beforeAll(async () => {
    rig = await openPayments(kind);
  });
  afterAll(() => rig.close());

  it('wallet + spent + given back = paid', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const jo = await rig.addPerson();
        const paidBefore = rig.books.paidCents();
        const backBefore = rig.books.refundedCents();
        const ids = await Promise.all(
          AMOUNTS.map((amount) => rig.started(rig.order(jo, { cents: cents(amount) }))),
        );
        const spent = { cents: 0 };
        for (const one of steps) await take(rig, { jo, ids, spent }, one);
        await settleAll(rig, ids);
        const back = rig.books.refundedCents() - backBefore;
        const paid = rig.books.paidCents() - paidBefore;
        expect((await rig.walletCents(jo)) + spent.cents + back).toBe(paid);
      }),
      { numRuns: kind === 'sqlite' ? 15 : 8 },
    );
    expect(await auditLedger(rig.db)).toEqual([]);
  });
});

type Story = {
  readonly jo: PersonId;
  readonly ids: readonly PaymentId[];
  readonly spent: { cents: number };
};

async function take(rig: Payments, { jo, ids, spent }: Story, one: Step): Promise<void> {
  const id = 'which' in one ? (ids[one.which] as PaymentId) : ids[0]!;
  switch (one.kind) {
    case 'pay':
      await rig.payAtBank(id);
      return;
    case 'notice':
      await Promise.all([rig.tell(id), rig.tell(id, { to: rig.there })]);
      return;
    case 'return':
      await Promise.all(rig.bothDeps.map((deps) => rig.settle(id, deps)));
      return;
    case 'close':
      await closePayment(rig.there.deps, id);
      return;
    case 'again':
      // The back button: the same order once more.
      await rig.again(id);
      return;
    case 'job':
      await Promise.all(rig.bothDeps.map((deps) => rig.job(deps)));
      return;
    case 'refunds':
      await Promise.all(rig.bothDeps.map((deps) => rig.refunds(deps)));
      return;
    case 'ask-back':
      await rig.askBack(jo);
      return;
    case 'lose-answer':
      rig.loseAnswer();
      return;
    case 'forget-keys':
      rig.stripe.server.forgetKeys();
      return;
    case 'spend':
      if ((await rig.spend(jo, one.cents)).ok) spent.cents += one.cents;
      return;
    case 'wait':
      rig.passTime(one.minutes * MINUTE);
  }
}

/** Nothing happens any more, and the jobs go on: everything is heard of in the end. */
async function settleAll(rig: Payments, ids: readonly PaymentId[]): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    rig.passTime(61 * MINUTE);
    await rig.job();
    await rig.refunds();
  }
  for (const id of ids) expect((await rig.readPayment(id)).state).toMatch(/paid|given-up/);
}
