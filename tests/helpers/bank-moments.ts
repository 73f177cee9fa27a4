import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { loadDemoData } from '../../src/cloud/demo/demo-data.ts';
import { askMoneyBack } from '../../src/cloud/payments/ask-money-back.ts';
import { demoPageOf, demoPagePath, useDemoPage } from '../../src/cloud/payments/demo-bank.ts';
import { closePayment, settlePayment } from '../../src/cloud/payments/settle-payment.ts';
import { startCardPage, startPayment } from '../../src/cloud/payments/start-payment.ts';
import { paymentPath } from '../../src/cloud/site/paths.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import type { PaymentId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { unwrap } from '../../src/shared/result.ts';
import { addMs } from '../../src/shared/time.ts';
import type { SiteWorld } from './site-world.ts';

/** What brings a payment by bank card to a state that its page shows. */

/** Somebody of the demo who pays by card. */
const [PAYER] = loadDemoData().people.filter(({ email }) => email.startsWith('solene.'));
const [COLLECTIVE] = loadDemoData().collectives;
if (PAYER === undefined || COLLECTIVE === undefined) throw new Error('the demo has nobody to pay');
export const CARD_PAYER = PAYER.email;

const personId = PAYER.id;
const inHalfAnHour = ({ deps }: SiteWorld) => addMs(deps.clock(), 30 * 60_000);

/** A payment that was started: into the purse, or for a booking that nobody knows. */
async function start(world: SiteWorld, purpose: 'top-up' | 'booking'): Promise<PaymentId> {
  const id: PaymentId = toId(makeUuid());
  const isTopUp = purpose === 'top-up';
  unwrap(
    await startPayment(world.deps, {
      ...{ id, purpose, personId, email: CARD_PAYER, language: 'fr', keepsCard: false },
      subjectId: isTopUp ? null : makeUuid(),
      collectiveId: isTopUp ? null : COLLECTIVE!.id,
      cents: cents(2_000),
      label: isTopUp ? 'Ma tirelire Lespass' : 'Fanfare des Écluses, 2 places',
      endsAt: inHalfAnHour(world),
    }),
  );
  return id;
}

async function pay(world: SiteWorld, id: PaymentId): Promise<void> {
  const at = world.deps.clock();
  const use = { checkout: demoPageOf(id), number: '4242', at };
  await writeTransaction(world.db, (tx) => useDemoPage(tx, use));
  unwrap(await settlePayment(world.deps, id));
}

/** A payment that came for nothing: what was paid goes back. */
async function paidForNothing(world: SiteWorld, reason: 'too-late' | 'not-wanted') {
  const id = await start(world, 'booking');
  await pay(world, id);
  await writeTransaction(world.db, (tx) =>
    tx.query.updateTable('bank_refund').set({ reason }).where('payment_id', '=', id).execute(),
  );
  return paymentPath(id);
}

/** The bank does not answer about this one. */
async function unheardOf(world: SiteWorld): Promise<string> {
  const id = await start(world, 'booking');
  await writeTransaction(world.db, (tx) =>
    tx.query
      .updateTable('bank_payment')
      .set({ checkout: `lost ${id}` })
      .where('id', '=', id)
      .execute(),
  );
  return paymentPath(id);
}

async function notTakenByCard(world: SiteWorld): Promise<string> {
  const id = await start(world, 'top-up');
  await pay(world, id);
  const at = world.deps.clock();
  await writeTransaction(world.db, async (tx) => {
    unwrap(await askMoneyBack(tx, { askId: makeUuid(), personId, at }));
    await tx.query
      .updateTable('bank_refund')
      .set({ state: 'failed', problem: 'the card is gone', closed_at: at })
      .where('payment_id', '=', id)
      .execute();
  });
  return paymentPath(id);
}

async function openCardPage(world: SiteWorld): Promise<string> {
  const id: PaymentId = toId(makeUuid());
  unwrap(
    await startCardPage(world.deps, {
      ...{ id, personId, email: CARD_PAYER, language: 'fr', collectiveId: COLLECTIVE!.id },
      ...{ membershipId: toId<'Membership'>(makeUuid()) },
      ...{ label: `Mon abonnement à ${COLLECTIVE!.name}`, endsAt: inHalfAnHour(world) },
    }),
  );
  return demoPagePath(demoPageOf(id));
}

export const BANK_SCENES = {
  'payment-started': async (world: SiteWorld) => paymentPath(await start(world, 'booking')),
  'payment-closed': async (world: SiteWorld) => {
    const id = await start(world, 'booking');
    unwrap(await closePayment(world.deps, id));
    return paymentPath(id);
  },
  'payment-unheard-of': unheardOf,
  'payment-too-late': (world: SiteWorld) => paidForNothing(world, 'too-late'),
  'payment-not-wanted': (world: SiteWorld) => paidForNothing(world, 'not-wanted'),
  'payment-not-taken': notTakenByCard,
  'bank-page': async (world: SiteWorld) => demoPagePath(demoPageOf(await start(world, 'booking'))),
  'bank-card-page': openCardPage,
} as const;
