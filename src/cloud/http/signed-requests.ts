import { SIGNED_HEADERS, requestTextToSign } from '../../contract/sync/signed-request.ts';
import { LIMITS } from '../../contract/sync/protocol.ts';
import type { ApiError } from '../../contract/sync/errors.ts';
import { isUuid } from '../../shared/ids.ts';
import { sha256, verifySignature } from '../../shared/node/crypto.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { isInstant, msOfInstant } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import { findStation, keepNonce } from '../api/stations.ts';
import { apiError } from './answers.ts';
import type { KnownStation } from './deps.ts';
import type { Call } from './route.ts';

type SignedFields = {
  readonly stationId: string;
  readonly at: Instant;
  readonly nonce: string;
  readonly signatureHex: string;
};

/**
 * Who signed this request, or why it is refused. The signature is checked before the clock, so
 * that only a real station learns the server's time; the nonce last, so that only a real request
 * uses one up. The nonce is in the database: another instance refuses the replay too.
 */
export async function checkSignedRequest(
  call: Call,
  body: Uint8Array,
): Promise<Result<KnownStation, ApiError>> {
  const fields = readFields(call);
  if (fields === null) {
    return err(apiError('signature-missing', 'The four headers of a signed request are needed.'));
  }
  const station = await findStation(call.deps.db, fields.stationId);
  if (station === null) return err(apiError('station-unknown', 'No station has this id.'));

  const { pathname, search } = new URL(call.c.req.url);
  const text = requestTextToSign({
    stationId: fields.stationId,
    at: fields.at,
    nonce: fields.nonce,
    method: call.c.req.method,
    path: pathname + search,
    bodySha256Hex: Buffer.from(sha256(body)).toString('hex'),
  });
  const signature = Buffer.from(fields.signatureHex, 'hex');
  if (!verifySignature(station.publicKey, Buffer.from(text), signature)) {
    return err(apiError('signature-wrong', 'The signature does not fit this request.'));
  }
  if (station.isRevoked) {
    return err(apiError('station-revoked', 'This station was taken out by a manager.'));
  }
  const now = call.deps.clock();
  if (Math.abs(msOfInstant(fields.at) - msOfInstant(now)) > LIMITS.requestAgeMsMax) {
    return err(
      apiError('clock-wrong', 'The station and the cloud differ by more than 5 minutes.', {
        serverTime: now,
      }),
    );
  }
  const isNew = await keepNonce(call.deps.db, station.id, fields.nonce, fields.at);
  if (!isNew) return err(apiError('request-replayed', 'This request was already received.'));
  return ok(station);
}

function readFields(call: Call): SignedFields | null {
  const stationId = call.c.req.header(SIGNED_HEADERS.station) ?? '';
  const at = call.c.req.header(SIGNED_HEADERS.at) ?? '';
  const nonce = call.c.req.header(SIGNED_HEADERS.nonce) ?? '';
  const signatureHex = call.c.req.header(SIGNED_HEADERS.signature) ?? '';
  const isWellFormed =
    isUuid(stationId) &&
    isInstant(at) &&
    /^[0-9a-f]{32}$/.test(nonce) &&
    /^[0-9a-f]{128}$/.test(signatureHex);
  return isWellFormed ? { stationId, at: at as Instant, nonce, signatureHex } : null;
}
