import { membershipAfter } from '../../domain/membership/states.ts';
import type { MembershipMove } from '../../domain/membership/states.ts';
import type { Updateable } from 'kysely';
import type { MembershipTable } from '../db/site-tables.ts';
import type { WritableDb } from '../db/open-database.ts';
import { assert } from '../../shared/assert.ts';
import { unwrap } from '../../shared/result.ts';
import { tellWallet } from './period-and-gift.ts';
import type { LockedMembership } from './lock-membership.ts';

export const STOPS_RENEWING = {
  renews: 0,
  renew_means: null,
  renew_tries: 0,
  renew_next_at: null,
} as const;

/** Makes a move that the table has; whoever calls has looked at the state, so another one is a bug. */
export async function moveMembership(
  tx: WritableDb,
  membership: Pick<LockedMembership, 'id' | 'state' | 'person' | 'collective'>,
  move: MembershipMove,
  set: Omit<Updateable<MembershipTable>, 'state'> = {},
): Promise<void> {
  const state = unwrap(membershipAfter(membership.state, move));
  const moved = await tx.query
    .updateTable('membership')
    .set({ ...set, state })
    .where('id', '=', membership.id)
    .where('state', '=', membership.state)
    .executeTakeFirst();
  assert(moved.numUpdatedRows === 1n, `membership ${membership.id} was not ${membership.state}`);
  tx.changed('membership', membership.id, membership.collective.id);
  await tellWallet(tx, membership.person.id);
}
