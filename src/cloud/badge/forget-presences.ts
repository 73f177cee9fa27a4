import { businessDay } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { startOfDay } from '../../domain/badge/calendar.ts';
import { addMonths } from './days.ts';
import { lockBadge } from './lock-badge.ts';

/** What was forgotten, for the log: nothing of whose it was. */
export type Forgotten = {
  readonly stays: number;
  readonly events: number;
  readonly months: readonly string[];
};

/**
 * Erases raw presences that are older than the collective keeps them (RULES B9): the hours, what
 * was tapped and said, the names of guests, and the keys of months of which nothing is left, so that
 * the journals can no longer say whose taps they were (docs/decisions/0016). Day, minutes and money
 * stay. Null when the collective has no presences.
 */
export async function forgetPresences(
  tx: WritableDb,
  collectiveId: string,
  now: Instant,
): Promise<Forgotten | null> {
  const badge = await lockBadge(tx, collectiveId);
  if (badge === null) return null;
  const { keep_months: keepMonths } = await tx.query
    .selectFrom('badge_settings')
    .select('keep_months')
    .where('collective_id', '=', collectiveId)
    .executeTakeFirstOrThrow();
  const firstKept = addMonths(businessDay(now, badge.rule), -keepMonths);
  const before = startOfDay(firstKept, badge.rule);
  const stays = await eraseHours(tx, collectiveId, before, now);
  const events = await deleteEvents(tx, collectiveId, before);
  // A month's key goes when its last day has gone.
  const months = await deleteKeys(tx, collectiveId, firstKept.slice(0, 7));
  return { stays, events, months };
}

async function eraseHours(
  tx: WritableDb,
  collectiveId: string,
  before: Instant,
  now: Instant,
): Promise<number> {
  const erased = await tx.query
    .updateTable('presence')
    .set({ in_at: null, out_at: null, guest_name: '', erased_at: now })
    .where('collective_id', '=', collectiveId)
    .where('erased_at', 'is', null)
    .where('state', '<>', 'open')
    .where((where) => where.fn.coalesce('out_at', 'in_at'), '<', before)
    .returning(['id', 'billed_cents', 'paid_cents'])
    .execute();
  for (const row of erased) {
    if (row.billed_cents > row.paid_cents) tx.changed('presence', row.id, collectiveId);
  }
  return erased.length;
}

async function deleteEvents(
  tx: WritableDb,
  collectiveId: string,
  before: Instant,
): Promise<number> {
  const taps = await tx.query
    .deleteFrom('presence_event')
    .where('collective_id', '=', collectiveId)
    .where('kind', '=', 'tap')
    .where('at', '<', before)
    // Who came in before, and left after, is known until that is over too.
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('presence')
            .select('presence.id')
            .whereRef('presence.id', '=', 'presence_event.id')
            .where('presence.erased_at', 'is', null),
        ),
      ),
    )
    .returning('id')
    .execute();
  const about = await tx.query
    .deleteFrom('presence_event')
    .where('collective_id', '=', collectiveId)
    .where('kind', '<>', 'tap')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('presence_event as tap')
            .select('tap.id')
            .whereRef('tap.id', '=', 'presence_event.target_id'),
        ),
      ),
    )
    .where((where) =>
      where.or([
        where('at', '<', before),
        where.exists(
          where
            .selectFrom('presence')
            .select('presence.id')
            .whereRef('presence.id', '=', 'presence_event.target_id')
            .where('presence.erased_at', 'is not', null),
        ),
      ]),
    )
    .returning('id')
    .execute();
  return taps.length + about.length;
}

async function deleteKeys(
  tx: WritableDb,
  collectiveId: string,
  firstMonthKept: string,
): Promise<readonly string[]> {
  const deleted = await tx.query
    .deleteFrom('presence_key')
    .where('collective_id', '=', collectiveId)
    .where('month', '<', firstMonthKept)
    .returning('month')
    .execute();
  for (const { month } of deleted) tx.changed('presence-key', month, collectiveId);
  return deleted.map(({ month }) => month).toSorted();
}
