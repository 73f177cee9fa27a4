import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';

export type LockedEvent = {
  readonly name: string;
  /** Null: as many as come. */
  readonly capacity: number | null;
  readonly prices: ReadonlyMap<string, { readonly name: string; readonly quota: number | null }>;
};

/** Events of a collective, locked in the order of their ids: whoever counts places takes turns. */
export async function lockEvents(
  tx: WritableDb,
  collectiveId: string,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, LockedEvent>> {
  if (eventIds.length === 0) return new Map();
  const query = tx.query
    .selectFrom('event')
    .select(['id', 'name', 'capacity'])
    .where(isOneOf(tx.kind, 'id', [...new Set(eventIds)]))
    .where('collective_id', '=', collectiveId)
    .orderBy('id');
  const rows = await (tx.kind === 'postgres' ? query.forNoKeyUpdate() : query).execute();
  const prices = await tx.query
    .selectFrom('event_price')
    .select(['id', 'event_id', 'name', 'quota'])
    .where(
      isOneOf(
        tx.kind,
        'event_id',
        rows.map(({ id }) => id),
      ),
    )
    .execute();
  const byEvent = Map.groupBy(prices, (price) => price.event_id);
  return new Map(
    rows.map(({ id, name, capacity }) => [
      id,
      {
        name,
        capacity,
        prices: new Map(
          (byEvent.get(id) ?? []).map((price) => [
            price.id,
            { name: price.name, quota: price.quota },
          ]),
        ),
      },
    ]),
  );
}
