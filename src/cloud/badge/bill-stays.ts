import { billVisits, monthKey } from '../../domain/badge/bill-visits.ts';
import type { BillingFacts, Visit } from '../../domain/badge/bill-visits.ts';
import { monthOf } from '../../domain/badge/calendar.ts';
import type { VisitBill } from '../../domain/badge/price-steps.ts';
import type { PresenceId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { Day } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import { addDays, firstOf } from './days.ts';
import { holderOf } from './events.ts';
import type { GatheredStay, GatheredStays } from './gather-stays.ts';
import type { Hours } from './hours.ts';
import { selectUses } from './left-minutes.ts';
import type { LockedBadge } from './lock-badge.ts';
import type { PlanBook } from './plans.ts';

/** What each stay costs that has both ends; the others have no bill. */
export async function billStays(
  tx: WritableDb,
  { collectiveId, rule }: LockedBadge,
  facts: {
    readonly plans: PlanBook;
    readonly hours: Hours;
    readonly holders: readonly string[];
    readonly gathered: GatheredStays;
  },
): Promise<ReadonlyMap<PresenceId, VisitBill>> {
  const { plans, hours, gathered } = facts;
  return billVisits({
    rule,
    visits: gathered.stays.flatMap((stay) => visitOf(stay, plans)),
    pools: hours.pools,
    isMember: hours.isMember,
    before: await readBefore(tx, collectiveId, facts),
  });
}

function visitOf(stay: GatheredStay, plans: PlanBook): readonly Visit[] {
  const plan = plans.planOf(stay.planId, stay.planVersion);
  const { presenceId, holder, inAt, outAt, state } = stay;
  if (state !== 'closed' && state !== 'automatic') return [];
  if (inAt === null || outAt === null || plan === undefined) return [];
  return [{ presenceId, holder, plan, inAt, outAt }];
}

/** A stay that ends in this month may have begun so many days before. */
const OVERLAP_DAYS = 8;

/** What stays before these used of pools, and cost in their month: as it was billed. */
async function readBefore(
  tx: WritableDb,
  collectiveId: string,
  facts: {
    readonly hours: Hours;
    readonly holders: readonly string[];
    readonly gathered: GatheredStays;
  },
): Promise<BillingFacts['before']> {
  const { hours, holders, gathered } = facts;
  const { firstDay, stays } = gathered;
  const running = hours.pools.filter(({ endsOn }) => endsOn === null || endsOn >= firstDay);
  const from = firstOf([`${monthOf(firstDay)}-01`, ...running.map((pool) => pool.startsOn)]);
  const rows = await tx.query
    .selectFrom('presence')
    .select(['id', 'wallet_id', 'guest_id', 'plan_id', 'included', 'months'])
    .where('collective_id', '=', collectiveId)
    .where((where) =>
      where.or([isOneOf(tx.kind, 'wallet_id', holders), isOneOf(tx.kind, 'guest_id', holders)]),
    )
    .where('day', '>=', addDays((from ?? firstDay) as Day, -OVERLAP_DAYS))
    .where((where) => where.or([where('day', '<', firstDay), where('erased_at', 'is not', null)]))
    .where('state', 'in', ['closed', 'automatic'])
    .execute();
  const again = new Set<string>(stays.map(({ presenceId }) => presenceId));
  const before = rows.filter(({ id }) => !again.has(id));
  const theirs = new Set(holders);
  // Who has left a team used its hours before: that stays used.
  const left = (
    running.length === 0 ? [] : await selectUses(tx, collectiveId, running).execute()
  ).filter((row) => row.wallet_id !== null && !theirs.has(row.wallet_id));
  const poolMinutes = new Map<string, number>();
  for (const { poolId, minutes } of [...before, ...left].flatMap(includedOf)) {
    poolMinutes.set(poolId, (poolMinutes.get(poolId) ?? 0) + minutes);
  }
  const monthCents = new Map<string, Cents>();
  for (const row of before) {
    for (const billed of JSON.parse(row.months) as VisitBill['months']) {
      const key = monthKey(holderOf(row), row.plan_id, billed.month);
      monthCents.set(key, cents((monthCents.get(key) ?? 0) + billed.cents));
    }
  }
  return { poolMinutes, monthCents };
}

const includedOf = (row: { readonly included: string }): VisitBill['included'] =>
  JSON.parse(row.included) as VisitBill['included'];
