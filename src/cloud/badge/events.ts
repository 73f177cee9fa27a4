import type { BadgeEvent } from '../../domain/badge/presence.ts';
import type { PlanId, PresenceId, SpaceId, TapId } from '../../shared/ids.ts';
import type { Day, Instant } from '../../shared/time.ts';
import type { PresenceEventTable } from '../db/badge-tables.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb } from '../db/open-database.ts';

export type TapRow = PresenceEventTable & { readonly kind: 'tap' };

/** Whose a tap or a stay is: a wallet, or a guest. */
export const holderOf = (row: {
  readonly wallet_id: string | null;
  readonly guest_id: string | null;
}): string => row.wallet_id ?? row.guest_id ?? '';

export type KnownEvents = {
  readonly taps: ReadonlyMap<string, TapRow>;
  readonly events: readonly BadgeEvent[];
};

/** What is known of some holders since a moment, and of their stays since a day. */
export async function loadEvents(
  db: ReadableDb,
  collectiveId: string,
  holders: readonly string[],
  since: { readonly at: Instant; readonly day: Day },
): Promise<KnownEvents> {
  const taps = await db.query
    .selectFrom('presence_event')
    .selectAll()
    .where('collective_id', '=', collectiveId)
    .where('kind', '=', 'tap')
    .where((where) =>
      where.or([isOneOf(db.kind, 'wallet_id', holders), isOneOf(db.kind, 'guest_id', holders)]),
    )
    .where((where) =>
      where.or([
        where('at', '>=', since.at),
        // One that was corrected to a later day.
        where.exists(
          where
            .selectFrom('presence')
            .select('presence.id')
            .whereRef('presence.id', '=', 'presence_event.id')
            .where('day', '>=', since.day),
        ),
      ]),
    )
    .execute();
  const about = await db.query
    .selectFrom('presence_event')
    .selectAll()
    .where(
      isOneOf(
        db.kind,
        'target_id',
        taps.map(({ id }) => id),
      ),
    )
    .execute();
  return {
    taps: new Map(taps.map((tap) => [tap.id, tap as TapRow])),
    events: [...taps, ...about].map(eventOf),
  };
}

function eventOf(row: PresenceEventTable): BadgeEvent {
  switch (row.kind) {
    case 'tap':
      return {
        kind: 'tap',
        tapId: row.id as TapId,
        at: row.at as Instant,
        direction: row.direction ?? 'in',
        holder: holderOf(row),
        spaceId: row.space_id as SpaceId,
        planId: row.plan_id as PlanId,
        planVersion: row.plan_version ?? 1,
      };
    case 'undo':
      return { kind: 'undo', tapId: row.target_id as TapId };
    case 'correction':
      return {
        kind: 'correction',
        correctionId: row.id,
        madeAt: row.at as Instant,
        presenceId: row.target_id as PresenceId,
        inAt: row.in_at as Instant | null,
        outAt: row.out_at as Instant | null,
        isRemoved: row.is_removed === 1,
      };
  }
}
