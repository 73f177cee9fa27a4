import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  sign,
  verify,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** SHA-256 of the given bytes. */
export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

export type SigningKey = {
  readonly publicKeyHex: string;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
};

export type PublicKey = { readonly hex: string; readonly key: KeyObject };

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Ed25519 key from its 32-byte seed (RFC 8032). */
export function signingKeyFromSeed(seed: Uint8Array): SigningKey {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    publicKeyHex: spki.subarray(SPKI_PREFIX.length).toString('hex'),
    sign: (bytes) => sign(null, bytes, privateKey),
  };
}

/** A new Ed25519 seed: the only secret of a station or of the cloud. */
export function makeSeed(): Uint8Array {
  const der = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
  return der.subarray(PKCS8_PREFIX.length);
}

/** Ed25519 public key from 64 hex characters; undefined when it is not one. */
export function publicKeyFromHex(hex: string): PublicKey | undefined {
  if (!/^[0-9a-f]{64}$/.test(hex)) return undefined;
  const key = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, Buffer.from(hex, 'hex')]),
    format: 'der',
    type: 'spki',
  });
  return { hex, key };
}

export const verifySignature = (
  publicKey: PublicKey,
  bytes: Uint8Array,
  signature: Uint8Array,
): boolean => verify(null, bytes, publicKey.key, signature);
