import type { VisitBill } from '../../domain/badge/price-steps.ts';
import type { Day } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb } from '../db/open-database.ts';
import { addDays, firstOf } from './days.ts';
import type { MembershipPool } from './hours.ts';

/** What the stays that are billed leave of included hours, in minutes. */
export async function readLeftMinutes(
  db: ReadableDb,
  collectiveId: string,
  pools: readonly MembershipPool[],
): Promise<(poolId: string) => number> {
  const from = firstOf(pools.map(({ startsOn }) => startsOn));
  const holders = [...new Set(pools.flatMap((pool) => pool.holders))];
  const rows =
    from === undefined
      ? []
      : await db.query
          .selectFrom('presence')
          .select('included')
          .where('collective_id', '=', collectiveId)
          .where(isOneOf(db.kind, 'wallet_id', holders))
          // A stay may have begun on the evening before the hours did.
          .where('day', '>=', addDays(from as Day, -8))
          .where('included', '<>', '[]')
          .execute();
  const used = new Map<string, number>();
  for (const row of rows) {
    for (const { poolId, minutes } of JSON.parse(row.included) as VisitBill['included']) {
      used.set(poolId, (used.get(poolId) ?? 0) + minutes);
    }
  }
  const given = new Map(pools.map(({ id, minutes }) => [id, minutes]));
  return (poolId) => Math.max(0, (given.get(poolId) ?? 0) - (used.get(poolId) ?? 0));
}
