import { billVisits, monthKey } from '../../../domain/badge/bill-visits.ts';
import type { Visit as BilledVisit } from '../../../domain/badge/bill-visits.ts';
import { monthOf } from '../../../domain/badge/calendar.ts';
import type { VisitBill } from '../../../domain/badge/price-steps.ts';
import type { WalletId } from '../../../shared/ids.ts';
import { addCents, ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { Instant } from '../../../shared/time.ts';
import { findHours } from '../../badge/hours.ts';
import { readLeftMinutes } from '../../badge/left-minutes.ts';
import { readPlans } from '../../badge/plans.ts';
import type { PlanBook } from '../../badge/plans.ts';
import { readPresences } from '../../badge/read-presences.ts';
import type { PresenceRow } from '../../badge/read-presences.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import type { BadgePlace } from './badge-store.ts';

/**
 * What open stays of a wallet would cost if they ended now, by their ids. Only told, never billed:
 * what was billed before today is taken as it is.
 */
export async function readPricesSoFar(
  db: ReadableDb,
  place: BadgePlace,
  of: { readonly walletId: WalletId; readonly open: readonly PresenceRow[]; readonly now: Instant },
): Promise<ReadonlyMap<string, VisitBill>> {
  const { walletId, open, now } = of;
  const [first] = open;
  if (first === undefined) return new Map();
  const { collectiveId } = place;
  const [plans, rows] = await Promise.all([
    readPlans(db, collectiveId),
    readPresences(db, { collectiveId, walletId, month: monthOf(first.day) }),
  ]);
  const days = new Set(open.map(({ day }) => day));
  const own = rows.filter(({ holder }) => holder.kind === 'wallet');
  const sameDays = own.filter(({ day }) => days.has(day));
  const visits = [...sameDays, ...open].flatMap((row) => visitOf(row, { walletId, plans, now }));
  const counted = new Set<string>(visits.map(({ presenceId }) => presenceId));
  const hours = await findHours(db, plans, [walletId]);
  const left = await readLeftMinutes(db, collectiveId, hours.pools);
  return billVisits({
    rule: place,
    visits: [...new Map(visits.map((visit) => [visit.presenceId, visit])).values()],
    pools: hours.pools,
    isMember: hours.isMember,
    before: {
      poolMinutes: new Map(
        hours.pools.map(({ id, minutes }) => [
          id,
          Math.max(0, minutes - left(id) - usedOf(sameDays, id)),
        ]),
      ),
      monthCents: monthsOf(
        walletId,
        own.filter(({ presenceId }) => !counted.has(presenceId)),
      ),
    },
  });
}

function visitOf(
  row: PresenceRow,
  of: { readonly walletId: WalletId; readonly plans: PlanBook; readonly now: Instant },
): readonly BilledVisit[] {
  const plan = of.plans.planOf(row.planId, row.planVersion);
  const outAt = row.state === 'open' ? of.now : row.outAt;
  const isBilled = row.state === 'open' || row.state === 'closed' || row.state === 'automatic';
  const { presenceId, inAt } = row;
  if (!isBilled || plan === undefined || inAt === null || outAt === null || outAt < inAt) return [];
  return [{ presenceId, holder: of.walletId, plan, inAt, outAt }];
}

/** Minutes of a pool that these stays used: they are counted again. */
const usedOf = (rows: readonly PresenceRow[], poolId: string): number =>
  rows
    .flatMap(({ included }) => included)
    .filter((used) => used.poolId === poolId)
    .reduce((sum, { minutes }) => sum + minutes, 0);

function monthsOf(walletId: WalletId, rows: readonly PresenceRow[]): ReadonlyMap<string, Cents> {
  const groups = Map.groupBy(rows, ({ planId, day }) => monthKey(walletId, planId, monthOf(day)));
  return new Map(
    [...groups].map(([key, of]) => [key, addCents(ZERO_CENTS, ...of.map((row) => row.cents))]),
  );
}
