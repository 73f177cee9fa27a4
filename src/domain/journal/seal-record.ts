import { assert } from '../../shared/assert.ts';
import type { StationId } from '../../shared/ids.ts';
import { HASH_BYTES, SIGNATURE_BYTES, joinFields, sameBytes } from './chain.ts';
import type { ChainHead, Sha256 } from './chain.ts';
import { utf8Encode } from './utf8.ts';

/** What the cloud said it holds: it signed this head at the last sync. */
export type Countersignature = ChainHead & {
  readonly cloudSignature: Uint8Array;
  readonly cloudPublicKey: Uint8Array;
};

/**
 * The head of the journal as kept in a second file, signed by the station. Somebody who can write
 * files but has no key can neither make one nor move it: a journal that ends before it was cut.
 */
export type Seal = {
  /** Counts the writes, so that the newer of the two slots is known. */
  readonly counter: number;
  readonly head: ChainHead;
  readonly countersignature: Countersignature | undefined;
};

/** Smaller than a disk sector, so that a power cut leaves the old record or the new one. */
export const SEAL_RECORD_BYTES = 256;
const SIGNED_BYTES = SEAL_RECORD_BYTES - SIGNATURE_BYTES;

const MAGIC = utf8Encode('TBSEAL1\n');
const SEAL_LABEL = 'tibillet-journal-seal@1';
const PUBLIC_KEY_BYTES = 32;
const AT = {
  magic: 0,
  counter: 8,
  seq: 16,
  hash: 24,
  countersignedSeq: 56,
  countersignedHash: 64,
  cloudSignature: 96,
  cloudPublicKey: 160,
  signature: SIGNED_BYTES,
} as const;

export type SealSigner = {
  readonly sha256: Sha256;
  readonly sign: (hash: Uint8Array) => Uint8Array;
};

export type SealChecker = {
  readonly sha256: Sha256;
  readonly verify: (hash: Uint8Array, signature: Uint8Array) => boolean;
};

/** The 256 bytes of a seal, signed. Numbers are 8 bytes, big-endian; no countersignature is zeros. */
export function sealRecord(stationId: StationId, seal: Seal, signer: SealSigner): Uint8Array {
  const record = new Uint8Array(SEAL_RECORD_BYTES);
  const numbers = new DataView(record.buffer);
  record.set(MAGIC, AT.magic);
  numbers.setBigUint64(AT.counter, BigInt(seal.counter));
  numbers.setBigUint64(AT.seq, BigInt(seal.head.seq));
  setExactly(record, AT.hash, seal.head.hash, HASH_BYTES);
  if (seal.countersignature !== undefined) {
    const { seq, hash, cloudSignature, cloudPublicKey } = seal.countersignature;
    numbers.setBigUint64(AT.countersignedSeq, BigInt(seq));
    setExactly(record, AT.countersignedHash, hash, HASH_BYTES);
    setExactly(record, AT.cloudSignature, cloudSignature, SIGNATURE_BYTES);
    setExactly(record, AT.cloudPublicKey, cloudPublicKey, PUBLIC_KEY_BYTES);
  }
  const signature = signer.sign(signedHash(stationId, record, signer.sha256));
  setExactly(record, AT.signature, signature, SIGNATURE_BYTES);
  return record;
}

export type SlotReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'seal'; readonly seal: Seal };

/** What a slot holds. Any byte that is not as the station signed it makes it damaged. */
export function readSealRecord(
  stationId: StationId,
  record: Uint8Array,
  checker: SealChecker,
): SlotReading {
  if (record.length !== SEAL_RECORD_BYTES) return { kind: 'damaged' };
  if (record.every((byte) => byte === 0)) return { kind: 'empty' };
  const signature = record.subarray(AT.signature);
  const isOurs =
    sameBytes(record.subarray(AT.magic, AT.counter), MAGIC) &&
    checker.verify(signedHash(stationId, record, checker.sha256), signature);
  return isOurs ? { kind: 'seal', seal: decode(record) } : { kind: 'damaged' };
}

function decode(record: Uint8Array): Seal {
  const numbers = new DataView(record.buffer, record.byteOffset, record.length);
  const numberAt = (offset: number): number => {
    const value = Number(numbers.getBigUint64(offset));
    assert(Number.isSafeInteger(value), `a signed seal holds a number past 2^53: ${value}`);
    return value;
  };
  const bytesAt = (offset: number, length: number): Uint8Array =>
    record.slice(offset, offset + length);
  const countersignedSeq = numberAt(AT.countersignedSeq);
  return {
    counter: numberAt(AT.counter),
    head: { seq: numberAt(AT.seq), hash: bytesAt(AT.hash, HASH_BYTES) },
    countersignature:
      countersignedSeq === 0
        ? undefined
        : {
            seq: countersignedSeq,
            hash: bytesAt(AT.countersignedHash, HASH_BYTES),
            cloudSignature: bytesAt(AT.cloudSignature, SIGNATURE_BYTES),
            cloudPublicKey: bytesAt(AT.cloudPublicKey, PUBLIC_KEY_BYTES),
          },
  };
}

const signedHash = (stationId: StationId, record: Uint8Array, hashOf: Sha256): Uint8Array =>
  hashOf(
    joinFields([utf8Encode(SEAL_LABEL), utf8Encode(stationId), record.subarray(0, SIGNED_BYTES)]),
  );

function setExactly(record: Uint8Array, offset: number, bytes: Uint8Array, length: number): void {
  assert(bytes.length === length, `expected ${length} bytes at ${offset}, got ${bytes.length}`);
  record.set(bytes, offset);
}
