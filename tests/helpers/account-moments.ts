import type { Email } from '../../src/cloud/auth/email.ts';
import { findOrAddPerson } from '../../src/cloud/auth/person-store.ts';
import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { leaveForGood } from '../../src/cloud/account/leave-for-good.ts';
import { askMoneyBack } from '../../src/cloud/payments/ask-money-back.ts';
import { demoPageOf, useDemoPage } from '../../src/cloud/payments/demo-bank.ts';
import { settlePayment } from '../../src/cloud/payments/settle-payment.ts';
import { startPayment } from '../../src/cloud/payments/start-payment.ts';
import { dayOf } from '../../src/shared/format.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import type { PaymentId, PersonId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { unwrap } from '../../src/shared/result.ts';
import { addMs } from '../../src/shared/time.ts';
import { DEMO_ETABLI } from './demo-coworking.ts';
import type { SiteWorld } from './site-world.ts';

/** What brings somebody's account to a state that its pages show. */

const HENRI = 'henri.cadiou@example.org';
const LEAVER = 'camille.rault@example.org';

const idOf = async (world: SiteWorld, email: string): Promise<PersonId> => {
  const row = await world.db.query
    .selectFrom('person')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
  return toId(row.id);
};

/** Pays 20.00 into a purse at the demo's bank, as on its pages. */
export async function addMoney(world: SiteWorld, email = HENRI, amount = 2_000): Promise<void> {
  const { deps } = world;
  const id: PaymentId = toId(makeUuid());
  const personId = await idOf(world, email);
  const at = deps.clock();
  unwrap(
    await startPayment(deps, {
      ...{ id, purpose: 'top-up', subjectId: null, collectiveId: null, keepsCard: false },
      ...{ personId, email, language: 'fr', cents: cents(amount), label: 'Ma tirelire Lespass' },
      endsAt: addMs(at, 30 * 60_000),
    }),
  );
  await writeTransaction(world.db, (tx) =>
    useDemoPage(tx, { checkout: demoPageOf(id), number: '4242', at }),
  );
  unwrap(await settlePayment(deps, id));
}

/** Asks back what is left of it. */
export async function askItBack(world: SiteWorld, email = HENRI): Promise<void> {
  const personId = await idOf(world, email);
  const at = world.deps.clock();
  unwrap(
    await writeTransaction(world.db, (tx) => askMoneyBack(tx, { askId: makeUuid(), personId, at })),
  );
}

/** Somebody who was a member has left for good: their collective is asked to erase them. */
async function joinAndLeave(world: SiteWorld): Promise<void> {
  const { deps } = world;
  const now = deps.clock();
  const asked = await world.db.query
    .selectFrom('erasure_request')
    .select('id')
    .where('email', '=', LEAVER)
    .executeTakeFirst();
  // Played for each picture: they leave once.
  if (asked !== undefined) return;
  const personId = await writeTransaction(world.db, async (tx) => {
    const member = { email: LEAVER as Email, language: 'fr' } as const;
    const id = await findOrAddPerson(tx, member, makeUuid, now);
    await tx.query
      .insertInto('membership')
      .values({
        ...{ id: makeUuid(), person_id: id, collective_id: DEMO_ETABLI.id, name: 'Adhésion' },
        ...{ state: 'active', starts_on: dayOf(now, 'Europe/Paris'), ends_on: null },
        ...{ offer_id: null, price_id: null, sale_id: null, line_id: null },
      })
      .execute();
    return id;
  });
  const person = {
    ...{ personId, email: LEAVER, name: 'Camille Rault', language: 'fr' as const },
    ...{ textSize: 'normal' as const, contrast: 'normal' as const, sessionId: makeUuid() },
  };
  unwrap(await leaveForGood(deps, { person, givesUp: true }));
}

/** By the names under which pages in Chromium ask for them (site-scenes.ts). */
export const ACCOUNT_SCENES = {
  'money-added': (world: SiteWorld) => addMoney(world),
  'money-asked-back': async (world: SiteWorld) => {
    await addMoney(world);
    await askItBack(world);
  },
  'somebody-left': joinAndLeave,
} as const satisfies Readonly<Record<string, (world: SiteWorld) => Promise<unknown>>>;
