import type { AssetKind } from '../../../src/domain/wallet/asset.ts';
import type { PersonId } from '../../../src/shared/ids.ts';
import type { ReadableDb } from '../../../src/cloud/db/open-database.ts';

/** What a person's wallet holds of one kind. */
export async function findBalances(
  db: ReadableDb,
  personId: PersonId,
  kind: AssetKind,
): Promise<number> {
  const rows = await db.query
    .selectFrom('account')
    .innerJoin('asset', 'asset.id', 'account.asset_id')
    .innerJoin('wallet', 'wallet.id', 'account.owner_id')
    .select('account.balance')
    .where('wallet.person_id', '=', personId)
    .where('asset.kind', '=', kind)
    .execute();
  return rows.reduce((sum, { balance }) => sum + balance, 0);
}
