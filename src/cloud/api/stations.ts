import type { StationId } from '../../shared/ids.ts';
import { toId } from '../../shared/ids.ts';
import { publicKeyFromHex } from '../../shared/node/crypto.ts';
import type { Instant } from '../../shared/time.ts';
import { assert } from '../../shared/assert.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { Db, ReadableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';

export type StoredStation = KnownStation & { readonly isRevoked: boolean };

export async function findStation(
  db: ReadableDb,
  stationId: string,
): Promise<StoredStation | null> {
  const row = await db.query
    .selectFrom('station')
    .select(['id', 'name', 'collective_id', 'public_key', 'revoked_at'])
    .where('id', '=', stationId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const publicKey = publicKeyFromHex(row.public_key);
  assert(publicKey !== undefined, `station ${stationId} is stored with a key that is not one`);
  return {
    id: toId(row.id),
    name: row.name,
    collectiveId: toId(row.collective_id),
    publicKey,
    isRevoked: row.revoked_at !== null,
  };
}

/** Remembers the nonce of a signed request. False when it was there: the request is a replay. */
export async function keepNonce(
  db: Db,
  stationId: StationId,
  nonce: string,
  at: Instant,
): Promise<boolean> {
  const inserted = await writeTransaction(db, (tx) =>
    tx.query
      .insertInto('station_nonce')
      .values({ station_id: stationId, nonce, at })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst(),
  );
  return inserted.numInsertedOrUpdatedRows === 1n;
}
