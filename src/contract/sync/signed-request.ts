/**
 * Every request of a paired station carries who sends it, when, a nonce and a signature
 * (Ed25519, hex) over method, path with query, and the SHA-256 of the body.
 */
export const SIGNED_HEADERS = {
  station: 'x-station',
  at: 'x-station-at',
  nonce: 'x-station-nonce',
  signature: 'x-station-signature',
} as const;

export type SignedRequest = {
  readonly stationId: string;
  readonly at: string;
  /** 32 hex characters, new for each request. */
  readonly nonce: string;
  readonly method: string;
  /** Path with query, as sent. */
  readonly path: string;
  readonly bodySha256Hex: string;
};

/** The text that is signed, as UTF-8. Fields are separated by line feeds, which none of them may hold. */
export const requestTextToSign = (request: SignedRequest): string =>
  [
    'tibillet-station-request-1',
    request.stationId,
    request.at,
    request.nonce,
    request.method.toUpperCase(),
    request.path,
    request.bodySha256Hex,
  ].join('\n');

/** The text by which the cloud countersigns a journal head. */
export const headTextToSign = (stationId: string, seq: number, hashHex: string): string =>
  ['tibillet-journal-head-1', stationId, String(seq), hashHex].join('\n');
