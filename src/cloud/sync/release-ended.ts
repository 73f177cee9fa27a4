import type { CollectiveId, ReserveId, StationId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Cents } from '../../shared/money.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { COMMANDS_MAX, applyCommands } from '../ledger/apply-commands.ts';
import { releaseReserve } from '../ledger/operations.ts';

/** A station's clock may differ by 5 minutes, so it may still spend this long after the end. */
const END_MARGIN_MS = 10 * 60_000;

/**
 * Frees what a station reserved and did not use. Call it only when that station has just told its
 * whole journal: while it is silent it may have sold on the reserve, and what is reserved cannot
 * be spent twice (DESIGN 4).
 */
export async function releaseEndedReserves(
  tx: WritableDb,
  station: Pick<KnownStation, 'id'>,
  now: Instant,
): Promise<void> {
  const ended = await tx.query
    .selectFrom('hold')
    .select('id')
    .where('station_id', '=', station.id)
    .where('state', '=', 'active')
    .where('ends_at', '<', addMs(now, -END_MARGIN_MS))
    .orderBy('id')
    .limit(COMMANDS_MAX)
    .execute();
  await applyCommands(
    tx,
    ended.map(({ id }) => ({
      kind: 'release' as const,
      reserveId: id as ReserveId,
      stationId: station.id,
      at: now,
    })),
  );
}

/**
 * A manager frees a reserve of their collective by hand, told that its station may still have sold
 * on it: such a sale is then taken as one without network, and may leave a debt.
 */
export async function releaseReserveByHand(
  tx: WritableDb,
  order: { readonly reserveId: ReserveId; readonly collectiveId: CollectiveId },
  now: Instant,
): Promise<
  Result<{ readonly freedCents: Cents; readonly stationId: StationId | null }, 'not-found'>
> {
  const hold = await tx.query
    .selectFrom('hold')
    .select('station_id')
    .where('id', '=', order.reserveId)
    .where('collective_id', '=', order.collectiveId)
    .executeTakeFirst();
  if (hold === undefined) return err('not-found');
  const released = await releaseReserve(tx, {
    reserveId: order.reserveId,
    stationId: null,
    at: now,
  });
  return released.ok
    ? ok({ ...released.value, stationId: hold.station_id as StationId | null })
    : err('not-found');
}
