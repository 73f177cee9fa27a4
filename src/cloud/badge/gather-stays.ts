import { pairPresences } from '../../domain/badge/pair-presences.ts';
import type { PairedPresence } from '../../domain/badge/presence.ts';
import { STAY_MS_MAX } from '../../domain/badge/presence.ts';
import { addMs, businessDay } from '../../shared/time.ts';
import type { Day, Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import { startOfDay } from '../../domain/badge/calendar.ts';
import { addDays, dayOfStay, firstOf } from './days.ts';
import { loadEvents } from './events.ts';
import type { TapRow } from './events.ts';
import type { LockedBadge } from './lock-badge.ts';
import type { PlanBook } from './plans.ts';

export type GatheredStay = PairedPresence & { readonly day: Day; readonly tap: TapRow };

export type GatheredStays = {
  /** No stay goes over the beginning of this day: what is before it stays as it was billed. */
  readonly firstDay: Day;
  readonly stays: readonly GatheredStay[];
  /** All taps known around them, also those that were undone. */
  readonly taps: ReadonlyMap<string, TapRow>;
};

/** The stays of some holders since a moment, paired anew from all that is known. */
export async function gatherStays(
  tx: WritableDb,
  { collectiveId, rule }: LockedBadge,
  plans: PlanBook,
  of: { readonly holders: readonly string[]; readonly since: Instant; readonly now: Instant },
): Promise<GatheredStays> {
  const floor = await firstDayNotErased(tx, collectiveId, of.holders);
  let firstDay = later(businessDay(of.since, rule), floor);
  for (;;) {
    const startsAt = startOfDay(firstDay, rule);
    const since = { at: addMs(startsAt, -STAY_MS_MAX), day: firstDay };
    const { taps, events } = await loadEvents(tx, collectiveId, of.holders, since);
    const paired = pairPresences({ events, planOf: plans.planOf, rule, now: of.now });
    const dated = paired.map((one) => ({ ...one, day: dayOfStay(one, rule) }));
    const crossing = dated.filter(
      ({ day, outAt }) => floor <= day && day < firstDay && (outAt === null || startsAt < outAt),
    );
    const earlier = firstOf(crossing.map(({ day }) => day));
    if (earlier === undefined) {
      const stays = dated.flatMap((one) => {
        const tap = taps.get(one.presenceId);
        return tap === undefined || one.day < firstDay ? [] : [{ ...one, tap }];
      });
      return { firstDay, stays, taps };
    }
    firstDay = earlier;
  }
}

const later = (left: Day, right: Day): Day => (left < right ? right : left);

/** What is erased cannot be paired again, and stays as it was billed (RULES B9). */
async function firstDayNotErased(
  tx: WritableDb,
  collectiveId: string,
  holders: readonly string[],
): Promise<Day> {
  const row = await tx.query
    .selectFrom('presence')
    .select(({ fn }) => fn.max('day').as('day'))
    .where('collective_id', '=', collectiveId)
    .where('erased_at', 'is not', null)
    .where((where) =>
      where.or([isOneOf(tx.kind, 'wallet_id', holders), isOneOf(tx.kind, 'guest_id', holders)]),
    )
    .executeTakeFirst();
  return row?.day == null ? ('0000-01-01' as Day) : addDays(row.day as Day, 1);
}
