import type { Seller } from '../../domain/wallet/asset.ts';
import type { AssetId, CollectiveId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import { uuidOf } from './account-id.ts';

/**
 * What each collective takes besides its own: the `local` assets that their issuer shares in a
 * village of both, and that the seller accepts (RULES M1).
 */
export async function readSellers(
  db: ReadableDb,
  collectiveIds: readonly CollectiveId[],
): Promise<ReadonlyMap<CollectiveId, Seller>> {
  if (collectiveIds.length === 0) return new Map();
  const rows = await db.query
    .selectFrom('asset_acceptance as accepted')
    .innerJoin('asset', 'asset.id', 'accepted.asset_id')
    .innerJoin('village_member as theirs', 'theirs.collective_id', 'asset.issuer_id')
    .innerJoin('village_member as ours', (join) =>
      join
        .onRef('ours.village_id', '=', 'theirs.village_id')
        .onRef('ours.collective_id', '=', 'accepted.collective_id'),
    )
    .select(['accepted.collective_id', 'accepted.asset_id'])
    .distinct()
    .where(isOneOf(db.kind, 'accepted.collective_id', collectiveIds))
    .where('asset.kind', '=', 'local')
    .where('theirs.shares_local_currency', '=', 1)
    .execute();
  const bySeller = Map.groupBy(rows, (row) => row.collective_id);
  return new Map(
    collectiveIds.map((collectiveId) => {
      const accepted = bySeller.get(collectiveId) ?? [];
      const partnerAssetIds = new Set(accepted.map((row) => row.asset_id as AssetId));
      return [collectiveId, { collectiveId, partnerAssetIds }];
    }),
  );
}

/** Which collectives share a village with each of these; each one is beside itself. */
export async function readNeighbours(
  db: ReadableDb,
  collectiveIds: readonly CollectiveId[],
): Promise<(seller: CollectiveId, other: CollectiveId) => boolean> {
  const rows =
    collectiveIds.length === 0
      ? []
      : await db.query
          .selectFrom('village_member as ours')
          .innerJoin('village_member as theirs', 'theirs.village_id', 'ours.village_id')
          .select(['ours.collective_id as seller', 'theirs.collective_id as other'])
          .where(isOneOf(db.kind, 'ours.collective_id', collectiveIds))
          .execute();
  const pairs = new Set(rows.map(({ seller, other }) => `${seller} ${other}`));
  return (seller, other) => seller === other || pairs.has(`${seller} ${other}`);
}

/**
 * Gives a `local` asset to collectives that have none: a debt is owed to the collective that sold,
 * so it is written in an asset of its own.
 */
export async function ensureLocalAssets(
  tx: WritableDb,
  collectiveIds: readonly CollectiveId[],
  at: Instant,
): Promise<void> {
  if (collectiveIds.length === 0) return;
  const missing = await tx.query
    .selectFrom('collective')
    .leftJoin('asset', (join) =>
      join.onRef('asset.issuer_id', '=', 'collective.id').on('asset.kind', '=', 'local'),
    )
    .select(['collective.id', 'collective.name'])
    .where(isOneOf(tx.kind, 'collective.id', collectiveIds))
    .where('asset.id', 'is', null)
    .execute();
  for (const { id, name } of missing) {
    const assetId = uuidOf(`local asset of ${id}`);
    await tx.query
      .insertInto('asset')
      .values({ id: assetId, kind: 'local', issuer_id: id, name, created_at: at })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    tx.changed('asset', assetId, null);
  }
}

/** The collective's own money, made when it has none. */
export async function ensureLocalAsset(
  tx: WritableDb,
  collectiveId: CollectiveId,
  at: Instant,
): Promise<AssetId> {
  await ensureLocalAssets(tx, [collectiveId], at);
  const row = await tx.query
    .selectFrom('asset')
    .select('id')
    .where('issuer_id', '=', collectiveId)
    .where('kind', '=', 'local')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  return row.id as AssetId;
}
