import type { AssetId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { SITE_TEXTS } from '../site/texts.ts';

export async function findGlobalAsset(db: ReadableDb | WritableDb): Promise<AssetId | undefined> {
  const row = await db.query
    .selectFrom('asset')
    .select('id')
    .where('kind', '=', 'global')
    .executeTakeFirst();
  return row?.id as AssetId | undefined;
}

/** The network's own money, made when the first of it comes in. */
export async function ensureGlobalAsset(tx: WritableDb, at: Instant): Promise<AssetId> {
  const known = await findGlobalAsset(tx);
  if (known !== undefined) return known;
  // The same id for whoever comes first, so that there is one.
  const id = uuidOf('the global asset') as AssetId;
  await tx.query
    .insertInto('asset')
    .values({
      id,
      kind: 'global',
      issuer_id: null,
      name: SITE_TEXTS.fr('payment.globalMoney'),
      created_at: at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  tx.changed('asset', id, null);
  return id;
}
