import type { AssetKind } from '../../domain/wallet/asset.ts';
import type { AssetId, CollectiveId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { ReadableDb } from '../db/open-database.ts';

/** What an issuer owes a collective that took its asset (RULES M9). */
export type Claim = {
  readonly creditorId: CollectiveId;
  /** Null: the network, for `global`. */
  readonly debtorId: CollectiveId | null;
  readonly assetId: AssetId;
  readonly kind: AssetKind;
  readonly cents: Cents;
};

/** Who owes whom, from the ledger itself. Only gifts of others never make a claim: they are not taken. */
export async function readClaims(db: ReadableDb): Promise<readonly Claim[]> {
  const rows = await db.query
    .selectFrom('account')
    .innerJoin('asset', 'asset.id', 'account.asset_id')
    .select(['account.owner_id', 'asset.id', 'asset.issuer_id', 'asset.kind', 'balance'])
    .where('account.kind', 'in', ['takings', 'cash-out'])
    .where('asset.kind', 'in', ['global', 'local'])
    .where('balance', '>', 0)
    .orderBy('account.owner_id')
    .orderBy('asset.id')
    .execute();
  const ofOthers = rows.filter((row) => row.issuer_id !== row.owner_id);
  const byPair = Map.groupBy(ofOthers, (row) => `${row.owner_id} ${row.id}`);
  return [...byPair.values()].flatMap((accounts) => {
    const [row] = accounts;
    if (row === undefined) return [];
    return [
      {
        creditorId: row.owner_id as CollectiveId,
        debtorId: row.issuer_id as CollectiveId | null,
        assetId: row.id as AssetId,
        kind: row.kind,
        cents: cents(accounts.reduce((sum, { balance }) => sum + balance, 0)),
      },
    ];
  });
}
