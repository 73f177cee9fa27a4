import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { uuidOf } from '../../src/cloud/ledger/account-id.ts';
import { renewMemberships } from '../../src/cloud/membership/renew-memberships.ts';
import { ownMembershipPath } from '../../src/cloud/site/paths.ts';
import { addDays, dayOf } from '../../src/shared/format.ts';
import type { SiteWorld } from './site-world.ts';

/** What brings somebody's memberships to a state that the demo does not begin with. */

export const ETABLI_OFFERS = {
  yearly: '019b76da-a810-7000-8000-000000000003',
  hours: '019b76da-a810-7000-8000-000000000004',
  desk: '019b76da-a810-7000-8000-000000000005',
} as const;
const HOURS_PRICE = '019b76da-a811-7000-8000-000000000006';

/** Of the demo, in each state; the person is in the name. */
export const DEMO_MEMBERSHIPS = {
  /** Maëlle's, until next year. */
  running: '019b76da-a812-7000-8000-000000000002',
  /** Yanis's, by card. */
  renewing: '019b76da-a812-7000-8000-000000000003',
  /** Rosalind's. */
  requested: '019b76da-a812-7000-8000-000000000007',
  /** Bastien's. */
  approved: '019b76da-a812-7000-8000-000000000009',
  /** Lucas's. */
  refused: '019b76da-a812-7000-8000-00000000000b',
  /** Henri's. */
  ended: '019b76da-a812-7000-8000-000000000006',
} as const;

export const HENRI = 'henri.cadiou@example.org';

/** Henri's hours end today, and his purse is too short to renew them; gives the page of that. */
export async function failRenewal(world: SiteWorld): Promise<string> {
  const now = world.deps.clock();
  const today = dayOf(now, 'Europe/Paris');
  const id = uuidOf('hours of Henri that end today');
  await writeTransaction(world.db, async (tx) => {
    const henri = await tx.query
      .selectFrom('person')
      .select('id')
      .where('email', '=', HENRI)
      .executeTakeFirstOrThrow();
    const { collective_id: collectiveId, name } = await tx.query
      .selectFrom('membership_offer')
      .select(['collective_id', 'name'])
      .where('id', '=', ETABLI_OFFERS.hours)
      .executeTakeFirstOrThrow();
    await tx.query
      .insertInto('membership')
      .values({
        ...{ id, person_id: henri.id, collective_id: collectiveId, name, state: 'active' },
        ...{ offer_id: ETABLI_OFFERS.hours, price_id: HOURS_PRICE, cents: 2_500, means: 'pass' },
        ...{ starts_on: addDays(today, -30), ends_on: today, paid_at: now },
        ...{ renews: 1, renew_means: 'pass', renew_next_at: now },
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  });
  await renewMemberships(world.deps);
  return ownMembershipPath(id);
}

export const MEMBER_SCENES = {
  'member-unpaid': failRenewal,
} as const;
