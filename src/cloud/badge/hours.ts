import type { BillingFacts } from '../../domain/badge/bill-visits.ts';
import type { HourPool } from '../../domain/badge/plan.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb } from '../db/open-database.ts';
import type { PlanBook } from './plans.ts';

/** Included hours of one membership under one plan. */
export type MembershipPool = HourPool & { readonly membershipId: string };

/** What memberships give their holders at the plans of a collective (RULES A4, B4). */
export type Hours = {
  readonly pools: readonly MembershipPool[];
  /** Those asked for, and all who share hours with them, directly or not. */
  readonly holders: ReadonlySet<string>;
  readonly isMember: BillingFacts['isMember'];
  readonly memberships: readonly HeldMembership[];
};

export type HeldMembership = {
  readonly id: string;
  readonly name: string;
  readonly offerId: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly walletId: string;
  /** Wallets of those who share it. */
  readonly sharers: readonly string[];
};

/** People share hours with people who share hours; more than this is no team. */
const STEPS_MAX = 10;

/** Reads the memberships of some holders, or of everybody. */
export async function findHours(
  db: ReadableDb,
  plans: PlanBook,
  of: readonly string[] | 'everybody',
): Promise<Hours> {
  const offerIds = offersOf(plans);
  let holders = new Set(of === 'everybody' ? [] : of);
  let memberships: readonly HeldMembership[] = [];
  for (let step = 0; step < STEPS_MAX && offerIds.length > 0; step += 1) {
    memberships = await findMemberships(db, offerIds, of === 'everybody' ? of : [...holders]);
    const pools = poolsOf(plans, memberships);
    const wider = new Set([...holders, ...pools.flatMap((pool) => pool.holders)]);
    const isAll = wider.size === holders.size || of === 'everybody';
    holders = wider;
    if (isAll) break;
  }
  return {
    pools: poolsOf(plans, memberships),
    holders,
    memberships,
    isMember: (holder, plan, day) =>
      memberships.some(
        ({ walletId, offerId, startsOn, endsOn }) =>
          walletId === holder &&
          plan.member?.offerIds.includes(offerId) === true &&
          startsOn <= day &&
          (endsOn === null || day <= endsOn),
      ),
  };
}

/** Offers that a plan of the collective names, whoever's they are. */
export const offersOf = ({ versions }: PlanBook): readonly string[] => [
  ...new Set(
    [...versions.values()]
      .flat()
      .flatMap(({ plan }) => [
        ...plan.included.map(({ offerId }) => offerId),
        ...(plan.member?.offerIds ?? []),
      ]),
  ),
];

function poolsOf(
  plans: PlanBook,
  memberships: readonly HeldMembership[],
): readonly MembershipPool[] {
  return [...plans.versions].flatMap(([, versions]) =>
    memberships.flatMap(({ id, name, offerId, startsOn, endsOn, walletId, sharers }) => {
      const found = includedAt(versions, offerId, startsOn);
      if (found === undefined) return [];
      const { planId, minutes, isShared } = found;
      return [
        {
          ...{ id: `${id} ${planId}`, membershipId: id, label: name, planId, minutes },
          ...{ startsOn, endsOn, holders: isShared ? [walletId, ...sharers] : [walletId] },
        },
      ];
    }),
  );
}

/** What the plan gave when the membership began; what it came to give later, if nothing then. */
function includedAt(
  versions: readonly { readonly plan: MembershipPlan; readonly madeAt: string }[],
  offerId: string,
  startsOn: string,
) {
  const giving = versions.flatMap(({ plan, madeAt }) => {
    const item = plan.included.find((one) => one.offerId === offerId);
    if (item === undefined) return [];
    const { minutesPerPeriod: minutes, isShared } = item;
    return [{ planId: plan.id, minutes, isShared, madeAt }];
  });
  return giving.findLast(({ madeAt }) => madeAt.slice(0, 10) <= startsOn) ?? giving[0];
}

type MembershipPlan = Parameters<BillingFacts['isMember']>[1];

async function findMemberships(
  db: ReadableDb,
  offerIds: readonly string[],
  of: readonly string[] | 'everybody',
): Promise<readonly HeldMembership[]> {
  const rows = await db.query
    .selectFrom('membership')
    .innerJoin('wallet', 'wallet.person_id', 'membership.person_id')
    .select(['membership.id', 'membership.name', 'offer_id', 'starts_on', 'ends_on'])
    .select('wallet.id as wallet_id')
    .where(isOneOf(db.kind, 'offer_id', offerIds))
    .where('membership.state', 'in', ['active', 'ended'])
    .$if(of !== 'everybody', (query) =>
      query.where((where) =>
        where.or([
          isOneOf(db.kind, 'wallet.id', of as readonly string[]),
          where.exists(
            where
              .selectFrom('membership_sharer as shared')
              .innerJoin('wallet as theirs', 'theirs.person_id', 'shared.person_id')
              .select('theirs.id')
              .whereRef('shared.membership_id', '=', 'membership.id')
              .where(isOneOf(db.kind, 'theirs.id', of as readonly string[])),
          ),
        ]),
      ),
    )
    .orderBy('membership.id')
    .execute();
  const sharers = await db.query
    .selectFrom('membership_sharer')
    .innerJoin('wallet', 'wallet.person_id', 'membership_sharer.person_id')
    .select(['membership_id', 'wallet.id'])
    .where(
      isOneOf(
        db.kind,
        'membership_id',
        rows.map(({ id }) => id),
      ),
    )
    .orderBy('wallet.id')
    .execute();
  const byMembership = Map.groupBy(sharers, (row) => row.membership_id);
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, offerId: row.offer_id ?? '' },
    ...{ startsOn: row.starts_on, endsOn: row.ends_on, walletId: row.wallet_id },
    sharers: (byMembership.get(row.id) ?? []).map(({ id }) => id),
  }));
}
