import type { Instant } from '../../shared/time.ts';
import { toInstant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import { lockBadge } from './lock-badge.ts';
import { reckon } from './reckon.ts';
import type { Touched } from './reckon.ts';

/** Those whose bills may change with memberships: who took them, and who shares them. */
export async function touchedByMemberships(
  tx: WritableDb,
  membershipIds: readonly string[],
): Promise<readonly Touched[]> {
  if (membershipIds.length === 0) return [];
  const owners = await tx.query
    .selectFrom('membership')
    .innerJoin('wallet', 'wallet.person_id', 'membership.person_id')
    .select(['wallet.id', 'starts_on'])
    .where(isOneOf(tx.kind, 'membership.id', membershipIds))
    .where('offer_id', 'is not', null)
    .execute();
  const sharers = await tx.query
    .selectFrom('membership_sharer')
    .innerJoin('membership', 'membership.id', 'membership_sharer.membership_id')
    .innerJoin('wallet', 'wallet.person_id', 'membership_sharer.person_id')
    .select(['wallet.id', 'starts_on'])
    .where(isOneOf(tx.kind, 'membership_sharer.membership_id', membershipIds))
    .execute();
  return [...owners, ...sharers].map((row) => ({
    holder: row.id,
    since: toInstant(`${row.starts_on}T12:00:00.000Z`),
    isFromThatDay: true,
  }));
}

/**
 * Reckons today again for whom a membership is: others share it now, or no longer. What was billed
 * on the days before stays as it was. `walletIds`: of people who no longer share it, and so are not
 * found by it.
 */
export async function reckonMembership(
  tx: WritableDb,
  order: {
    readonly collectiveId: string;
    readonly membershipId: string;
    readonly walletIds?: readonly string[];
    readonly now: Instant;
  },
): Promise<void> {
  const badge = await lockBadge(tx, order.collectiveId);
  if (badge === null) return;
  const found = await touchedByMemberships(tx, [order.membershipId]);
  const holders = [...found.map(({ holder }) => holder), ...(order.walletIds ?? [])];
  const { now } = order;
  const touched = holders.map((holder) => ({ holder, since: now, isFromThatDay: true }));
  await reckon(tx, badge, { touched, now });
}
