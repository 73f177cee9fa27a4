import { randomBytes } from 'node:crypto';
import { requestTextToSign, SIGNED_HEADERS } from '../../contract/sync/signed-request.ts';
import type { StationId } from '../../shared/ids.ts';
import { sha256 } from '../../shared/node/crypto.ts';
import type { SigningKey } from '../../shared/node/crypto.ts';
import type { Clock } from '../../shared/time.ts';

const NONCE_BYTES = 16;

export type RequestSigner = (
  method: string,
  path: string,
  body: string,
) => Readonly<Record<string, string>>;

/** Makes the headers by which the cloud knows that a request is this station's, and new. */
export const createRequestSigner =
  (deps: {
    readonly stationId: StationId;
    readonly key: SigningKey;
    readonly clock: Clock;
  }): RequestSigner =>
  (method, path, body) => {
    const request = {
      stationId: deps.stationId,
      at: deps.clock(),
      nonce: randomBytes(NONCE_BYTES).toString('hex'),
      method,
      path,
      bodySha256Hex: Buffer.from(sha256(Buffer.from(body))).toString('hex'),
    };
    const signature = deps.key.sign(Buffer.from(requestTextToSign(request)));
    return {
      [SIGNED_HEADERS.station]: request.stationId,
      [SIGNED_HEADERS.at]: request.at,
      [SIGNED_HEADERS.nonce]: request.nonce,
      [SIGNED_HEADERS.signature]: Buffer.from(signature).toString('hex'),
    };
  };
