import type { CollectiveId, SpaceId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import type { ReadableDb, WritableDb } from '../../db/open-database.ts';

import { ensureBadgeSettings } from './settings-store.ts';

export type SpaceRow = {
  readonly id: SpaceId;
  readonly name: string;
  readonly places: number;
  readonly planId: string;
  readonly planName: string;
  readonly sortOrder: number;
};

/** The spaces in use, in the order in which doors show them. */
export async function listSpaces(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<readonly SpaceRow[]> {
  const rows = await db.query
    .selectFrom('badge_space')
    .innerJoin('badge_plan', 'badge_plan.id', 'badge_space.plan_id')
    .select(['badge_space.id', 'badge_space.name', 'places', 'plan_id', 'sort_order'])
    .select('badge_plan.name as plan_name')
    .where('badge_space.collective_id', '=', collectiveId)
    .where('badge_space.removed_at', 'is', null)
    .orderBy('sort_order')
    .orderBy('badge_space.name')
    .execute();
  return rows.map((row) => ({
    id: row.id as SpaceId,
    name: row.name,
    places: row.places,
    planId: row.plan_id,
    planName: row.plan_name,
    sortOrder: row.sort_order,
  }));
}

export type SpaceDraft = Pick<SpaceRow, 'name' | 'places' | 'planId' | 'sortOrder'>;

/** Adds a space, or changes it. Who is in keeps the plan that they came in under. */
export async function saveSpace(
  tx: WritableDb,
  spaceId: SpaceId,
  collectiveId: CollectiveId,
  { name, places, planId, sortOrder }: SpaceDraft,
): Promise<void> {
  await ensureBadgeSettings(tx, collectiveId);
  const figures = { name, places, plan_id: planId, sort_order: sortOrder };
  await tx.query
    .insertInto('badge_space')
    .values({ id: spaceId, collective_id: collectiveId, ...figures })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(figures))
    .execute();
  tellSpace(tx, spaceId, collectiveId);
}

/** Nobody can come in any more; those who are in can still go out. */
export async function removeSpace(
  tx: WritableDb,
  spaceId: SpaceId,
  collectiveId: CollectiveId,
  at: Instant,
): Promise<void> {
  await tx.query
    .updateTable('badge_space')
    .set({ removed_at: at })
    .where('id', '=', spaceId)
    .where('collective_id', '=', collectiveId)
    .execute();
  tellSpace(tx, spaceId, collectiveId);
}

/** The first space and the last one also change what stations are told of the collective. */
function tellSpace(tx: WritableDb, spaceId: SpaceId, collectiveId: CollectiveId): void {
  tx.changed('space', spaceId, collectiveId);
  tx.changed('settings', collectiveId, collectiveId);
}
