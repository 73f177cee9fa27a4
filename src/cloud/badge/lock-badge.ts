import type { CollectiveId } from '../../shared/ids.ts';
import type { DayRule } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';

/** A collective that people come into and leave, while this transaction alone writes its presences. */
export type LockedBadge = {
  readonly collectiveId: CollectiveId;
  readonly rule: DayRule;
  readonly allowsSite: boolean;
};

/**
 * Locks the presences of a collective; null when it has none. Everything that adds an event or
 * a payment, or bills stays, comes through here before it locks any Pass or wallet: two uploads
 * take turns, and the second one sees all of the first.
 */
export async function lockBadge(tx: WritableDb, collectiveId: string): Promise<LockedBadge | null> {
  const query = tx.query
    .selectFrom('badge_settings')
    .innerJoin('collective', 'collective.id', 'badge_settings.collective_id')
    .select(['collective.id', 'time_zone', 'cut_off_hour', 'allows_site'])
    .where('badge_settings.collective_id', '=', collectiveId);
  const locked = tx.kind === 'postgres' ? query.forUpdate('badge_settings') : query;
  const row = await locked.executeTakeFirst();
  return row === undefined
    ? null
    : {
        collectiveId: row.id as CollectiveId,
        rule: { timeZone: row.time_zone, cutOffHour: row.cut_off_hour },
        allowsSite: row.allows_site === 1,
      };
}
