import type { BadgePlan } from '../../domain/badge/plan.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb } from '../db/open-database.ts';

type PlanVersion = { readonly plan: BadgePlan; readonly madeAt: Instant };

/** All versions of all plans of a collective, those out of use among them. */
export type PlanBook = {
  readonly planOf: (planId: string, version: number) => BadgePlan | undefined;
  /** By plan, the oldest version first. */
  readonly versions: ReadonlyMap<string, readonly PlanVersion[]>;
};

export async function readPlans(db: ReadableDb, collectiveId: string): Promise<PlanBook> {
  const rows = await db.query
    .selectFrom('badge_plan_version')
    .innerJoin('badge_plan', 'badge_plan.id', 'badge_plan_version.plan_id')
    .select(['plan_id', 'version', 'data', 'made_at'])
    .where('collective_id', '=', collectiveId)
    .orderBy('plan_id')
    .orderBy('version')
    .execute();
  const read = rows.map((row) => ({
    planId: row.plan_id,
    plan: planOfRow(row.data),
    madeAt: row.made_at as Instant,
  }));
  const byVersion = new Map(read.map(({ plan }) => [`${plan.id} ${plan.version}`, plan]));
  return {
    planOf: (planId, version) => byVersion.get(`${planId} ${version}`),
    versions: Map.groupBy(read, ({ planId }) => planId),
  };
}

/** As it was stored, once its figures were checked. */
export const planOfRow = (data: string): BadgePlan => JSON.parse(data) as BadgePlan;
