import type { VisitBill } from '../../domain/badge/price-steps.ts';
import type { Day } from '../../shared/time.ts';
import type { ReadableDb } from '../db/open-database.ts';
import { addDays, firstOf } from './days.ts';
import type { MembershipPool } from './hours.ts';

/** Looked for by name up to so many; beyond, every stay with included hours is read. */
const NAMED_MAX = 20;

/** A stay may have begun on the evening before the hours did. */
const OVERLAP_DAYS = 8;

/**
 * Stays that used these hours, whoever's they are: somebody who has left the team used them too.
 */
export const selectUses = (
  db: ReadableDb,
  collectiveId: string,
  pools: readonly Pick<MembershipPool, 'id' | 'startsOn'>[],
) =>
  db.query
    .selectFrom('presence')
    .select(['id', 'wallet_id', 'included'])
    .where('collective_id', '=', collectiveId)
    .where(
      'day',
      '>=',
      addDays((firstOf(pools.map((pool) => pool.startsOn)) ?? '9999-12-31') as Day, -OVERLAP_DAYS),
    )
    .where('included', '<>', '[]')
    .$if(pools.length <= NAMED_MAX, (query) =>
      query.where((where) => where.or(pools.map(({ id }) => where('included', 'like', `%${id}%`)))),
    );

/** What the stays that are billed leave of included hours, in minutes. */
export async function readLeftMinutes(
  db: ReadableDb,
  collectiveId: string,
  pools: readonly MembershipPool[],
): Promise<(poolId: string) => number> {
  const rows = pools.length === 0 ? [] : await selectUses(db, collectiveId, pools).execute();
  const used = new Map<string, number>();
  for (const row of rows) {
    for (const { poolId, minutes } of JSON.parse(row.included) as VisitBill['included']) {
      used.set(poolId, (used.get(poolId) ?? 0) + minutes);
    }
  }
  const given = new Map(pools.map(({ id, minutes }) => [id, minutes]));
  return (poolId) => Math.max(0, (given.get(poolId) ?? 0) - (used.get(poolId) ?? 0));
}
