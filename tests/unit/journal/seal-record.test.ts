import { describe, expect, it } from 'vitest';
import {
  SEAL_RECORD_BYTES,
  readSealRecord,
  sealRecord,
} from '../../../src/domain/journal/seal-record.ts';
import type { Seal } from '../../../src/domain/journal/seal-record.ts';
import { toId } from '../../../src/shared/ids.ts';
import { publicKeyFromHex, sha256, verifySignature } from '../../../src/shared/node/crypto.ts';
import { KEY, OTHER_KEY, STATION, headOf, makeChain, withChangedByte } from './made-chain.ts';

const PUBLIC_KEY = publicKeyFromHex(KEY.publicKeyHex)!;
const signer = { sha256, sign: KEY.sign };
const checker = {
  sha256,
  verify: (hash: Uint8Array, signature: Uint8Array) => verifySignature(PUBLIC_KEY, hash, signature),
};
const chain = makeChain(3);
const bare: Seal = { counter: 4, head: headOf(chain), countersignature: undefined };
const countersigned: Seal = {
  ...bare,
  countersignature: {
    ...headOf(chain.slice(0, 2)),
    cloudSignature: new Uint8Array(64).fill(5),
    cloudPublicKey: new Uint8Array(32).fill(6),
  },
};

describe('a seal', () => {
  it.each([
    ['without', bare],
    ['with', countersigned],
  ])('is read back as written, %s a countersignature', (_name, seal) => {
    const record = sealRecord(STATION, seal, signer);
    expect(record).toHaveLength(SEAL_RECORD_BYTES);
    const read = readSealRecord(STATION, record, checker);
    // Hashes come back as plain bytes, whatever kind of byte array they were given as.
    expect(JSON.parse(JSON.stringify(read))).toEqual(
      JSON.parse(JSON.stringify({ kind: 'seal', seal: plain(seal) })),
    );
  });

  it('is damaged by a change of any of its bytes', () => {
    const record = sealRecord(STATION, countersigned, signer);
    for (let index = 0; index < record.length; index += 1) {
      const changed = withChangedByte(record, index, 0x80);
      expect(readSealRecord(STATION, changed, checker)).toEqual({ kind: 'damaged' });
    }
  });

  it('of another station or by another key is damaged', () => {
    const other = toId<'Station'>('0199f2a0-7b1c-7000-8000-0000000000ab');
    const record = sealRecord(STATION, bare, signer);
    expect(readSealRecord(other, record, checker)).toEqual({ kind: 'damaged' });
    const forged = sealRecord(STATION, bare, { sha256, sign: OTHER_KEY.sign });
    expect(readSealRecord(STATION, forged, checker)).toEqual({ kind: 'damaged' });
  });

  it('is empty while nothing was written', () => {
    expect(readSealRecord(STATION, new Uint8Array(SEAL_RECORD_BYTES), checker)).toEqual({
      kind: 'empty',
    });
    expect(readSealRecord(STATION, new Uint8Array(10), checker)).toEqual({ kind: 'damaged' });
  });
});

const plain = (seal: Seal) => ({
  ...seal,
  head: { ...seal.head, hash: Uint8Array.from(seal.head.hash) },
  countersignature: seal.countersignature && {
    ...seal.countersignature,
    hash: Uint8Array.from(seal.countersignature.hash),
  },
});
