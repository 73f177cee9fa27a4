import type { LoyaltyRule } from '../../domain/wallet/decide-loyalty.ts';
import type { AssetId, CollectiveId, ProductId, WalletId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';

/** The rule of a collective; null when it has none. */
export async function readLoyaltyRule(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<LoyaltyRule | null> {
  const row = await db.query
    .selectFrom('loyalty_rule')
    .selectAll()
    .where('collective_id', '=', collectiveId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const common = { every: row.every_amount, assetId: row.asset_id as AssetId };
  return row.kind === 'points'
    ? { ...common, kind: 'points', points: row.points ?? 1 }
    : {
        ...common,
        kind: 'nth-free',
        productIds: new Set(JSON.parse(row.product_ids) as readonly ProductId[]),
        label: row.label,
      };
}

/**
 * What each wallet has gathered towards the next reward of a collective; a wallet without anything
 * is left out. Two wallets that joined may have gathered a whole reward, which the next sale gives.
 */
export async function readLoyaltyProgress(
  db: ReadableDb,
  walletIds: readonly WalletId[],
  collectiveId: CollectiveId,
): Promise<ReadonlyMap<WalletId, number>> {
  if (walletIds.length === 0) return new Map();
  const rows = await db.query
    .selectFrom('loyalty_progress')
    .innerJoin('loyalty_rule', 'loyalty_rule.collective_id', 'loyalty_progress.collective_id')
    .select(['wallet_id', 'amount', 'every_amount'])
    .where('loyalty_progress.collective_id', '=', collectiveId)
    .where(isOneOf(db.kind, 'wallet_id', walletIds))
    .execute();
  return new Map(
    rows.map((row) => [row.wallet_id as WalletId, Math.min(row.amount, row.every_amount)]),
  );
}

export type LoyaltySettings =
  | { readonly kind: 'points'; readonly everyCents: number; readonly points: number }
  | {
      readonly kind: 'nth-free';
      readonly productIds: readonly ProductId[];
      readonly everyCount: number;
      readonly label: string;
    };

/** Sets the rule of a collective, or takes it away. What was gathered stays. */
export async function saveLoyaltyRule(
  tx: WritableDb,
  collectiveId: CollectiveId,
  settings: LoyaltySettings | null,
  at: Instant,
): Promise<void> {
  tx.changed('settings', collectiveId, collectiveId);
  await tx.query.deleteFrom('loyalty_rule').where('collective_id', '=', collectiveId).execute();
  if (settings === null) return;
  const isPoints = settings.kind === 'points';
  const assetId = await ensureAsset(tx, collectiveId, isPoints ? 'points' : 'gift', at);
  await tx.query
    .insertInto('loyalty_rule')
    .values({
      collective_id: collectiveId,
      kind: settings.kind,
      every_amount: isPoints ? settings.everyCents : settings.everyCount,
      points: isPoints ? settings.points : null,
      asset_id: assetId,
      product_ids: JSON.stringify(isPoints ? [] : settings.productIds),
      label: isPoints ? '' : settings.label,
    })
    .execute();
}

/** The collective's oldest asset of a kind, made the first time it is needed. */
async function ensureAsset(
  tx: WritableDb,
  collectiveId: CollectiveId,
  kind: 'points' | 'gift',
  at: Instant,
): Promise<string> {
  const known = await tx.query
    .selectFrom('asset')
    .select('id')
    .where('issuer_id', '=', collectiveId)
    .where('kind', '=', kind)
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst();
  if (known !== undefined) return known.id;
  const id = uuidOf(`${kind} asset of ${collectiveId}`);
  const { name } = await tx.query
    .selectFrom('collective')
    .select('name')
    .where('id', '=', collectiveId)
    .executeTakeFirstOrThrow();
  await tx.query
    .insertInto('asset')
    .values({ id, kind, issuer_id: collectiveId, name, created_at: at })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  tx.changed('asset', id, null);
  return id;
}
