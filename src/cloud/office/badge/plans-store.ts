import type { BadgePlan } from '../../../domain/badge/plan.ts';
import type { CollectiveId, PlanId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { isOneOf } from '../../db/bulk-rows.ts';
import type { ReadableDb, WritableDb } from '../../db/open-database.ts';

/** Plans as the office lists and saves them. A saved version never changes (migration 006). */

export type PlanRow = { readonly plan: BadgePlan; readonly spaces: readonly string[] };

/** The plans in use, as they are now, with the names of the spaces that charge by them. */
export async function listPlans(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<readonly PlanRow[]> {
  const rows = await currentVersions(db).where('collective_id', '=', collectiveId).execute();
  const spaces = await db.query
    .selectFrom('badge_space')
    .select(['plan_id', 'name'])
    .where('collective_id', '=', collectiveId)
    .where('removed_at', 'is', null)
    .orderBy('sort_order')
    .execute();
  return rows.map(({ data }) => {
    const plan = JSON.parse(data) as BadgePlan;
    return {
      plan,
      spaces: spaces.flatMap(({ plan_id, name }) => (plan_id === plan.id ? [name] : [])),
    };
  });
}

const currentVersions = (db: ReadableDb) =>
  db.query
    .selectFrom('badge_plan')
    .innerJoin('badge_plan_version', (join) =>
      join
        .onRef('badge_plan_version.plan_id', '=', 'badge_plan.id')
        .onRef('badge_plan_version.version', '=', 'badge_plan.current_version'),
    )
    .select('badge_plan_version.data')
    .where('removed_at', 'is', null)
    .orderBy('badge_plan.name')
    .orderBy('badge_plan.id');

export async function findPlanInOffice(
  db: ReadableDb,
  collectiveId: CollectiveId,
  planId: string,
): Promise<PlanRow | null> {
  const plans = await listPlans(db, collectiveId);
  return plans.find(({ plan }) => plan.id === planId) ?? null;
}

export type SavedPlan = { readonly version: number; readonly isNew: boolean };

/**
 * Stores what was decided of a plan as its next version. Who is in keeps the version that was in
 * force when they came in. The same figures again make no new version.
 *
 * `changed-meanwhile`: somebody saved another version since the form was opened.
 */
export async function savePlan(
  tx: WritableDb,
  save: {
    readonly plan: Omit<BadgePlan, 'version'>;
    /** The version that the form was opened with; 0 for a new plan. */
    readonly from: number;
    readonly collectiveId: CollectiveId;
    readonly at: Instant;
    readonly by: string;
  },
): Promise<Result<SavedPlan, 'changed-meanwhile'>> {
  const { plan, from, collectiveId, at, by } = save;
  const known = await findCurrent(tx, plan.id);
  if ((known?.version ?? 0) !== from) return err('changed-meanwhile');
  const next: BadgePlan = { ...plan, version: from + 1 };
  if (known !== null && isSame(known, next)) return ok({ version: from, isNew: false });
  if (known === null) {
    await tx.query
      .insertInto('badge_plan')
      .values({ id: plan.id, collective_id: collectiveId, name: plan.name, current_version: 1 })
      .execute();
  } else {
    await tx.query
      .updateTable('badge_plan')
      .set({ name: plan.name, current_version: next.version })
      .where('id', '=', plan.id)
      .execute();
  }
  await tx.query
    .insertInto('badge_plan_version')
    .values({
      plan_id: plan.id,
      version: next.version,
      data: JSON.stringify(next),
      made_at: at,
      made_by: by,
    })
    .execute();
  tx.changed('badge-plan', plan.id, collectiveId);
  await tellMembers(tx, collectiveId, [...offersOf(known), ...offersOf(next)]);
  return ok({ version: next.version, isNew: true });
}

async function findCurrent(tx: WritableDb, planId: PlanId): Promise<BadgePlan | null> {
  const query = tx.query
    .selectFrom('badge_plan')
    .select('current_version')
    .where('id', '=', planId);
  // Two who save at once take turns; the second is told.
  const row = await (tx.kind === 'postgres' ? query.forNoKeyUpdate() : query).executeTakeFirst();
  if (row === undefined) return null;
  const { data } = await tx.query
    .selectFrom('badge_plan_version')
    .select('data')
    .where('plan_id', '=', planId)
    .where('version', '=', row.current_version)
    .executeTakeFirstOrThrow();
  return JSON.parse(data) as BadgePlan;
}

const isSame = (known: BadgePlan, next: BadgePlan): boolean =>
  canonical(known) === canonical({ ...next, version: known.version });

/** The same whatever the order in which keys were written. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner).toSorted(([left], [right]) => (left < right ? -1 : 1)),
        )
      : inner,
  );

const offersOf = (plan: BadgePlan | null): readonly string[] =>
  plan === null
    ? []
    : [...plan.included.map(({ offerId }) => offerId), ...(plan.member?.offerIds ?? [])];

/** Stations are told anew of whoever holds one of these memberships: hours and prices changed. */
async function tellMembers(
  tx: WritableDb,
  collectiveId: CollectiveId,
  offerIds: readonly string[],
): Promise<void> {
  if (offerIds.length === 0) return;
  const wallets = await tx.query
    .selectFrom('membership')
    .innerJoin('wallet', 'wallet.person_id', 'membership.person_id')
    .select('wallet.id')
    .distinct()
    .where('membership.state', '=', 'active')
    .where('wallet.merged_into', 'is', null)
    .where(isOneOf(tx.kind, 'membership.offer_id', [...new Set(offerIds)]))
    .execute();
  for (const { id } of wallets) tx.changed('badge-account', id, collectiveId);
}

/** Takes a plan out of use; versions stay for the bills made with them. */
export async function removePlan(
  tx: WritableDb,
  {
    planId,
    collectiveId,
    at,
  }: { readonly planId: string; readonly collectiveId: CollectiveId; readonly at: Instant },
): Promise<Result<null, 'in-use'>> {
  const used = await tx.query
    .selectFrom('badge_space')
    .select('id')
    .where('plan_id', '=', planId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (used !== undefined) return err('in-use');
  await tx.query
    .updateTable('badge_plan')
    .set({ removed_at: at })
    .where('id', '=', planId)
    .where('collective_id', '=', collectiveId)
    .execute();
  tx.changed('badge-plan', planId, collectiveId);
  return ok(null);
}

export type OfferChoice = {
  readonly id: string;
  readonly name: string;
  readonly collectiveName: string;
  readonly isOwn: boolean;
};

/** Memberships that may open a member price: the collective's own, and those of its village. */
export async function listOffers(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<readonly OfferChoice[]> {
  const partners = await db.query
    .selectFrom('village_member as ours')
    .innerJoin('village_member as theirs', 'theirs.village_id', 'ours.village_id')
    .select('theirs.collective_id')
    .where('ours.collective_id', '=', collectiveId)
    .where('theirs.shares_memberships', '=', 1)
    .execute();
  const rows = await db.query
    .selectFrom('membership_offer')
    .innerJoin('collective', 'collective.id', 'membership_offer.collective_id')
    .select(['membership_offer.id', 'membership_offer.name', 'collective_id'])
    .select('collective.name as collective_name')
    .where('removed_at', 'is', null)
    .where(
      isOneOf(db.kind, 'collective_id', [
        collectiveId,
        ...partners.map((partner) => partner.collective_id),
      ]),
    )
    .orderBy('collective.name')
    .orderBy('membership_offer.name')
    .execute();
  return rows
    .map((row) => ({
      id: row.id,
      name: row.name,
      collectiveName: row.collective_name,
      isOwn: row.collective_id === collectiveId,
    }))
    .toSorted((left, right) => Number(right.isOwn) - Number(left.isOwn));
}

/** Hours that a volunteer plan may credit. */
export const listTimeAssets = (db: ReadableDb, collectiveId: CollectiveId) =>
  db.query
    .selectFrom('asset')
    .select(['id', 'name'])
    .where('kind', '=', 'time')
    .where('issuer_id', '=', collectiveId)
    .orderBy('created_at')
    .execute();
