import { isUuid } from '../../../shared/ids.ts';
import type { CollectiveId } from '../../../shared/ids.ts';
import { addMs } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import { isOneOf } from '../../db/bulk-rows.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import type { PresenceRow } from '../../badge/read-presences.ts';

export type PresenceEventRow = {
  readonly id: string;
  readonly kind: 'tap-in' | 'tap-out' | 'undo' | 'corrected' | 'removed';
  readonly at: Instant;
  readonly inAt: Instant | null;
  readonly outAt: Instant | null;
  readonly source: 'station' | 'site' | 'office';
  readonly stationName: string;
  readonly madeBy: string;
  readonly reason: string;
};

/** Two doors that tell of one moment may differ by this much. */
const MARGIN_MS = 120_000;

/** All that was said of one stay, in the order of time (RULES B2). Empty once it is erased. */
export async function readEventsOf(
  db: ReadableDb,
  collectiveId: CollectiveId,
  presence: PresenceRow,
): Promise<readonly PresenceEventRow[]> {
  const corrections = await selectEvents(db, collectiveId)
    .where('presence_event.kind', '=', 'correction')
    .where('target_id', '=', presence.presenceId)
    .execute();
  const said = [
    presence.inAt,
    presence.outAt,
    ...corrections.flatMap((row) => [row.in_at, row.out_at]),
  ].flatMap((at) => (at === null ? [] : [at as Instant]));
  const taps = await readTaps(db, collectiveId, presence, said);
  const undone = await selectEvents(db, collectiveId)
    .where('presence_event.kind', '=', 'undo')
    .where(
      isOneOf(
        db.kind,
        'target_id',
        taps.map(({ id }) => id),
      ),
    )
    .execute();
  return [...taps, ...corrections, ...undone]
    .toSorted((left, right) => (left.at === right.at ? 0 : left.at < right.at ? -1 : 1))
    .map(eventOf);
}

const selectEvents = (db: ReadableDb, collectiveId: CollectiveId) =>
  db.query
    .selectFrom('presence_event')
    .leftJoin('station', 'station.id', 'presence_event.station_id')
    .select(['presence_event.id', 'kind', 'at', 'direction', 'in_at', 'out_at', 'is_removed'])
    .leftJoin('person', 'person.id', 'presence_event.made_by')
    .select(['source', 'station.name as station_name', 'made_by', 'reason'])
    .select(['person.name as person_name', 'person.email as person_email'])
    .where('presence_event.collective_id', '=', collectiveId);

/** The taps of the same holder in the same space, around the hours of the stay. */
async function readTaps(
  db: ReadableDb,
  collectiveId: CollectiveId,
  { presenceId, holder, spaceId, outAt }: PresenceRow,
  said: readonly Instant[],
) {
  const first = await selectEvents(db, collectiveId)
    .where('presence_event.id', '=', presenceId)
    .execute();
  const times = [...said, ...first.map(({ at }) => at as Instant)].toSorted();
  const [begin, end] = [times[0], times.at(-1)];
  if (begin === undefined || end === undefined) return first;
  const around = selectEvents(db, collectiveId)
    .where('presence_event.kind', '=', 'tap')
    .where('space_id', '=', spaceId)
    .where('at', '>=', addMs(begin, -MARGIN_MS))
    // Somebody who is in may still have undone a going out since.
    .$if(outAt !== null, (query) => query.where('at', '<=', addMs(end, MARGIN_MS)));
  return holder.kind === 'guest'
    ? around.where('guest_id', '=', holder.guestId).execute()
    : around.where('wallet_id', '=', holder.walletId).execute();
}

type Row = Awaited<ReturnType<ReturnType<typeof selectEvents>['execute']>>[number];

const eventOf = (row: Row): PresenceEventRow => ({
  id: row.id,
  kind: kindOf(row),
  at: row.at as Instant,
  inAt: row.in_at as Instant | null,
  outAt: row.out_at as Instant | null,
  source: row.source,
  stationName: row.station_name ?? '',
  // On the web it is who was signed in, at a station the name that its journal keeps.
  madeBy:
    [row.person_name, row.person_email].find((name) => name) ??
    (isUuid(row.made_by) ? '' : row.made_by),
  reason: row.reason,
});

function kindOf({ kind, direction, is_removed }: Row): PresenceEventRow['kind'] {
  switch (kind) {
    case 'tap':
      return direction === 'out' ? 'tap-out' : 'tap-in';
    case 'undo':
      return 'undo';
    case 'correction':
      return is_removed === 1 ? 'removed' : 'corrected';
  }
}
