import { billVisits, monthKey } from '../../../domain/badge/bill-visits.ts';
import type { Visit } from '../../../domain/badge/bill-visits.ts';
import { monthOf } from '../../../domain/badge/calendar.ts';
import type { BadgePlan, HourPool } from '../../../domain/badge/plan.ts';
import type { VisitBill } from '../../../domain/badge/price-steps.ts';
import type { PresenceId } from '../../../shared/ids.ts';
import { cents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { Day, Instant } from '../../../shared/time.ts';
import type { Known } from '../../work/knowledge.ts';
import type { StationContext } from '../context.ts';
import { dayRule } from '../day/till-day.ts';
import { accountOf } from './holders.ts';
import { planOf } from './pair-known.ts';
import type { PairedKnown } from './pair-known.ts';

/** The stays of holders who may share hours. */
export type HolderStays = { readonly holderKey: string; readonly stays: readonly PairedKnown[] };

export type KnownBills = {
  readonly bills: ReadonlyMap<PresenceId, VisitBill>;
  /** What each pool has left after them. */
  readonly poolsLeft: ReadonlyMap<string, number>;
};

type Account = Known<'badge-account'>;

/**
 * Prices stays by what this station knows (docs/decisions/0017). What the cloud counted already of
 * these very stays is given back to pools and months first, so that nothing counts twice.
 *
 * @param openUntil open stays are priced as if they ended then; null leaves them out
 */
export function billKnown(
  context: StationContext,
  holders: readonly HolderStays[],
  openUntil: Instant | null,
): KnownBills {
  const visits = holders.flatMap(({ holderKey, stays }) =>
    stays.flatMap((stay) => visitOf(context, holderKey, stay, openUntil)),
  );
  const visited = new Set(visits.map(({ presenceId }) => presenceId));
  const counted = holders.flatMap(({ holderKey, stays }) =>
    stays.flatMap(({ told, presenceId }) =>
      told !== null && told.state !== 'open' && visited.has(presenceId)
        ? [{ holderKey, told }]
        : [],
    ),
  );
  const accounts = new Map(
    holders.flatMap(({ holderKey }) => {
      const account = accountOf(context, holderKey);
      return account === undefined ? [] : [[holderKey, account] as const];
    }),
  );
  const pools = poolsOf([...accounts.values()], counted);
  const bills = billVisits({
    rule: dayRule(context),
    visits,
    pools,
    isMember: (holder, plan, day) => isMember(accounts.get(holder), plan, day),
    before: { poolMinutes: new Map(), monthCents: monthsBefore(accounts, counted) },
  });
  return { bills, poolsLeft: leftOf(pools, bills) };
}

function visitOf(
  context: StationContext,
  holder: string,
  stay: PairedKnown,
  openUntil: Instant | null,
): readonly Visit[] {
  const { presenceId, planId, planVersion, inAt, state } = stay;
  const outAt = state === 'open' ? openUntil : stay.outAt;
  const plan = planOf(context, planId, planVersion);
  const isBilled = state === 'open' || state === 'closed' || state === 'automatic';
  if (plan === undefined || inAt === null || outAt === null || !isBilled) return [];
  return [{ presenceId, holder, plan, inAt, outAt: outAt < inAt ? inAt : outAt }];
}

type Counted = { readonly holderKey: string; readonly told: Known<'presence'> };

function poolsOf(accounts: readonly Account[], counted: readonly Counted[]): readonly HourPool[] {
  // The same pool stands in the account of each of its holders.
  const pools = new Map(
    accounts.flatMap((account) => account.pools.map((pool) => [pool.id, pool])),
  );
  const included = counted.flatMap(({ told }) => told.included);
  return [...pools.values()].map(({ leftMinutes, ...pool }) => ({
    ...pool,
    minutes: included.reduce(
      (sum, one) => (one.poolId === pool.id ? sum + one.minutes : sum),
      leftMinutes,
    ),
  }));
}

function leftOf(
  pools: readonly HourPool[],
  bills: ReadonlyMap<PresenceId, VisitBill>,
): ReadonlyMap<string, number> {
  const left = new Map(pools.map(({ id, minutes }) => [id, minutes]));
  for (const { poolId, minutes } of [...bills.values()].flatMap(({ included }) => included)) {
    left.set(poolId, Math.max(0, (left.get(poolId) ?? 0) - minutes));
  }
  return left;
}

function monthsBefore(
  accounts: ReadonlyMap<string, Account>,
  counted: readonly Counted[],
): ReadonlyMap<string, Cents> {
  const sums = new Map(
    [...accounts].flatMap(([holder, { months }]) =>
      months.map(({ planId, month, cents: billed }) => [monthKey(holder, planId, month), billed]),
    ),
  );
  for (const { holderKey, told } of counted) {
    const key = monthKey(holderKey, told.planId, monthOf(told.day));
    const billed = sums.get(key);
    if (billed !== undefined) sums.set(key, cents(Math.max(0, billed - told.billedCents)));
  }
  return sums;
}

export const isMember = (
  account: Pick<Account, 'memberOf'> | undefined,
  plan: Pick<BadgePlan, 'id'>,
  day: Day,
): boolean =>
  account?.memberOf.some(
    ({ planId, startsOn, endsOn }) =>
      planId === plan.id && startsOn <= day && (endsOn === null || day <= endsOn),
  ) ?? false;
