import { closingInstant } from '../../domain/badge/calendar.ts';
import { CORRECTION_MS_MAX } from '../../domain/badge/presence.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { Db, ReadableDb, WritableDb } from '../db/open-database.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import { holderOf } from './events.ts';
import { lockBadge } from './lock-badge.ts';
import { planOfRow } from './plans.ts';
import { reckon } from './reckon.ts';

/** A stay that nobody ended, and whose closing hour has come. */
type Overdue = { readonly collectiveId: string; readonly holder: string; readonly inAt: Instant };

/** Reckons again who is still in after the closing hour: their stay ends by itself (RULES B6). */
export async function closeForgottenStays(db: Db, now: Instant): Promise<void> {
  const overdue = await findOverdue(db, now);
  for (const [collectiveId, own] of Map.groupBy(overdue, (one) => one.collectiveId)) {
    await writeTransaction(db, async (tx) => {
      const badge = await lockBadge(tx, collectiveId);
      if (badge === null) return;
      const touched = own.map(({ holder, inAt }) => ({ holder, since: inAt }));
      await reckon(tx, badge, { touched, now });
    });
  }
}

async function findOverdue(db: ReadableDb, now: Instant): Promise<readonly Overdue[]> {
  const rows = await db.query
    .selectFrom('presence')
    .innerJoin('collective', 'collective.id', 'presence.collective_id')
    .innerJoin('badge_plan_version as version', (join) =>
      join
        .onRef('version.plan_id', '=', 'presence.plan_id')
        .onRef('version.version', '=', 'presence.plan_version'),
    )
    .select(['presence.collective_id', 'wallet_id', 'guest_id', 'in_at', 'data'])
    .select(['time_zone', 'cut_off_hour'])
    .where('state', '=', 'open')
    .where('in_at', 'is not', null)
    .execute();
  return rows.flatMap((row) => {
    const inAt = row.in_at as Instant;
    const rule = { timeZone: row.time_zone, cutOffHour: row.cut_off_hour };
    return closingInstant(planOfRow(row.data), inAt, rule) <= now
      ? [{ collectiveId: row.collective_id, holder: holderOf(row), inAt }]
      : [];
  });
}

/** Tried for three days; what the wallet lacks by then stays to be paid. */
const TAKEN_FOR_MS = 72 * 3_600_000;

/** Takes forgotten stays that nobody corrected in time, where the wallet has enough. */
export async function settleForgottenStays(db: Db, now: Instant): Promise<void> {
  const until = addMs(now, -CORRECTION_MS_MAX);
  const rows = await db.query
    .selectFrom('presence')
    .select(['id', 'collective_id'])
    .where('state', '=', 'automatic')
    .where('out_at', '<=', until)
    .where('out_at', '>', addMs(until, -TAKEN_FOR_MS))
    .where((where) =>
      where.or([
        where('billed_cents', '>', where.ref('paid_cents')),
        where('time_minutes', '>', 0),
      ]),
    )
    .orderBy('collective_id')
    .execute();
  for (const [collectiveId, own] of Map.groupBy(rows, (row) => row.collective_id)) {
    await writeTransaction(db, (tx) =>
      settleStays(
        tx,
        collectiveId,
        own.map(({ id }) => id),
        now,
      ),
    );
  }
}

async function settleStays(
  tx: WritableDb,
  collectiveId: string,
  paidIds: readonly string[],
  now: Instant,
): Promise<void> {
  const badge = await lockBadge(tx, collectiveId);
  if (badge !== null) await reckon(tx, badge, { touched: [], paidIds, now });
}
