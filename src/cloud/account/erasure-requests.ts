import type { CollectiveId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';

/** A collective has this long to take them off its own lists; then name and address go by themselves. */
export const ERASURE_MS_MAX = 30 * 24 * 3_600_000;

/** Somebody who left, as a collective is told; shown until it has said that it is done. */
export type ErasureRequest = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly askedAt: Instant;
};

export async function listErasures(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<readonly ErasureRequest[]> {
  const rows = await db.query
    .selectFrom('erasure_request')
    .select(['id', 'name', 'email', 'asked_at'])
    .where('collective_id', '=', collectiveId)
    .where('state', '=', 'asked')
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
  return rows.map(({ asked_at: askedAt, ...row }) => ({ ...row, askedAt: askedAt as Instant }));
}

/** Done twice, it is done once; another collective's request changes nothing. */
export async function markErased(
  tx: WritableDb,
  request: { readonly id: string; readonly collectiveId: CollectiveId },
  now: Instant,
): Promise<void> {
  await tx.query
    .updateTable('erasure_request')
    .set({ name: '', email: '', state: 'done', closed_at: now })
    .where('id', '=', request.id)
    .where('collective_id', '=', request.collectiveId)
    .where('state', '=', 'asked')
    .execute();
}
