import { randomInt } from 'node:crypto';
import type { PairAnswer, PairRequest } from '../../contract/sync/messages.ts';
import { LIMITS, SYNC_PROTOCOL } from '../../contract/sync/protocol.ts';
import type { ApiError } from '../../contract/sync/errors.ts';
import { genesisHead } from '../../domain/journal/chain.ts';
import { toId } from '../../shared/ids.ts';
import type { CollectiveId, PersonId } from '../../shared/ids.ts';
import { publicKeyFromHex, sha256 } from '../../shared/node/crypto.ts';
import type { SigningKey } from '../../shared/node/crypto.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { apiError } from '../http/answers.ts';

const CODES = 100_000_000;
const CODE_DIGITS = 8;

export type PairingCode = { readonly code: string; readonly expiresAt: Instant };

/** Makes the code that a manager types into a new station: 8 digits, 15 minutes, one use. */
export async function createPairingCode(
  tx: WritableDb,
  order: {
    readonly collectiveId: CollectiveId;
    readonly stationName: string;
    /** Null: made on the cloud's own machine. */
    readonly byPersonId: PersonId | null;
  },
  means: { readonly cloudKey: SigningKey; readonly now: Instant },
): Promise<PairingCode> {
  const expiresAt = addMs(means.now, LIMITS.pairingCodeMsMax);
  for (;;) {
    const code = String(randomInt(CODES)).padStart(CODE_DIGITS, '0');
    const inserted = await tx.query
      .insertInto('pairing_code')
      .values({
        code_hash: hashCode(code, means.cloudKey),
        collective_id: order.collectiveId,
        station_name: order.stationName,
        made_by: order.byPersonId,
        made_at: means.now,
        expires_at: expiresAt,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 1n) return { code, expiresAt };
  }
}

/** Ed25519 gives the same signature for the same text, so it serves as a keyed hash. */
const hashCode = (code: string, cloudKey: SigningKey): string =>
  Buffer.from(sha256(cloudKey.sign(Buffer.from(`tibillet-pairing-code-1\n${code}`)))).toString(
    'hex',
  );

/**
 * Makes the station known. Sent again with the same code and key it is answered again: the first
 * answer may have been lost on the way.
 */
export async function pairStation(
  tx: WritableDb,
  request: PairRequest,
  means: { readonly cloudKey: SigningKey; readonly now: Instant },
): Promise<Result<PairAnswer, ApiError>> {
  if (publicKeyFromHex(request.publicKey) === undefined) {
    return err(apiError('body-not-valid', 'Field "publicKey" is not an Ed25519 key.'));
  }
  const codeWrong = err(apiError('code-wrong', 'No such code, or it was used, or it is too old.'));
  const code = await findCode(tx, hashCode(request.code, means.cloudKey));
  if (code === undefined) return codeWrong;

  const known = await tx.query
    .selectFrom('station')
    .select(['id', 'public_key'])
    .where((where) =>
      where.or([where('id', '=', request.stationId), where('public_key', '=', request.publicKey)]),
    )
    .executeTakeFirst();
  const isSame = known?.id === request.stationId && known.public_key === request.publicKey;
  if (code.used_at !== null) {
    if (!isSame || code.station_id !== request.stationId) return codeWrong;
  } else {
    if (code.expires_at <= means.now) return codeWrong;
    if (known !== undefined) {
      return err(apiError('content-differs', 'This station id or key is already paired.'));
    }
    await storeStation(tx, request, code, means.now);
  }
  return ok({
    protocol: SYNC_PROTOCOL,
    stationId: request.stationId,
    stationName: code.station_name,
    collectiveId: toId(code.collective_id),
    collectiveName: code.collective_name,
    cloudPublicKey: means.cloudKey.publicKeyHex,
    serverTime: means.now,
  });
}

type StoredCode = NonNullable<Awaited<ReturnType<typeof findCode>>>;

/** Locked on PostgreSQL: two stations with one code take turns, the second finds it used. */
async function findCode(tx: WritableDb, codeHash: string) {
  const query = tx.query
    .selectFrom('pairing_code')
    .innerJoin('collective', 'collective.id', 'pairing_code.collective_id')
    .select([
      'pairing_code.code_hash',
      'pairing_code.collective_id',
      'pairing_code.station_name',
      'pairing_code.expires_at',
      'pairing_code.used_at',
      'pairing_code.station_id',
      'collective.name as collective_name',
    ])
    .where('code_hash', '=', codeHash);
  return (tx.kind === 'postgres' ? query.forUpdate('pairing_code') : query).executeTakeFirst();
}

async function storeStation(
  tx: WritableDb,
  request: PairRequest,
  code: StoredCode,
  now: Instant,
): Promise<void> {
  await tx.query
    .insertInto('station')
    .values({
      id: request.stationId,
      collective_id: code.collective_id,
      name: code.station_name,
      public_key: request.publicKey,
      protocol: request.protocol,
      paired_at: now,
    })
    .execute();
  await tx.query
    .insertInto('station_head')
    .values({
      station_id: request.stationId,
      seq: 0,
      hash: Buffer.from(genesisHead(request.stationId, sha256).hash).toString('hex'),
      station_seq: 0,
      spoke_at: now,
    })
    .execute();
  await tx.query
    .updateTable('pairing_code')
    .set({ used_at: now, station_id: request.stationId })
    .where('code_hash', '=', code.code_hash)
    .execute();
  tx.changed('station', request.stationId, code.collective_id);
}

/** Takes a station out: its requests are refused from now on. Its journal and reserves stay. */
export async function revokeStation(
  tx: WritableDb,
  order: { readonly stationId: string; readonly collectiveId: CollectiveId },
  now: Instant,
): Promise<Result<void, 'station-unknown'>> {
  const updated = await tx.query
    .updateTable('station')
    .set((value) => ({ revoked_at: value.fn.coalesce('revoked_at', value.val(now)) }))
    .where('id', '=', order.stationId)
    .where('collective_id', '=', order.collectiveId)
    .executeTakeFirst();
  if (updated.numUpdatedRows === 0n) return err('station-unknown');
  tx.changed('station', order.stationId, order.collectiveId);
  return ok(undefined);
}
