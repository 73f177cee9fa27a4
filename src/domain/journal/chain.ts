import { assert } from '../../shared/assert.ts';
import { isUuid } from '../../shared/ids.ts';
import type { EntryId, StationId } from '../../shared/ids.ts';
import { isInstant } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import { canonicalBytes } from './canonical-json.ts';
import type { JsonValue } from './canonical-json.ts';
import { utf8Encode } from './utf8.ts';

/** One fact of the journal, as stored. docs/journal.md says how to check it without this code. */
export type Entry = {
  /** 1, 2, 3 and so on without a hole. */
  readonly seq: number;
  readonly id: EntryId;
  /** What happened, with the version of its body: `sale.recorded@1`. */
  readonly kind: string;
  readonly at: Instant;
  /** Canonical JSON, hashed as stored. */
  readonly body: Uint8Array;
  /** Hash of the entry before; for the first one, the genesis hash of the station. */
  readonly prev: Uint8Array;
  readonly hash: Uint8Array;
  /** Ed25519 by the key of the station, over `hash`. */
  readonly signature: Uint8Array;
};

/** What a use case wants written. The journal gives the rest. */
export type EntryDraft = { readonly kind: string; readonly body: JsonValue };

/** The last entry of a chain; seq 0 and the genesis hash while there is none. */
export type ChainHead = { readonly seq: number; readonly hash: Uint8Array };

export type Sha256 = (bytes: Uint8Array) => Uint8Array;

export type EntrySigner = {
  readonly sha256: Sha256;
  readonly sign: (hash: Uint8Array) => Uint8Array;
};

export const HASH_BYTES = 32;
export const SIGNATURE_BYTES = 64;
export const KIND_CHARS_MAX = 64;
/** A sale of 500 lines is near 100 kB; more than this is not a fact but a file. */
export const BODY_BYTES_MAX = 262_144;
/** The largest seq: 2^53 - 1, which a number still holds exactly. */
export const SEQ_MAX = Number.MAX_SAFE_INTEGER;

const KIND = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+@[1-9][0-9]{0,3}$/;
const PREFIX_BYTES = 4;
const SEQ_BYTES = 8;
const GENESIS_LABEL = 'tibillet-journal-genesis@1';
const UINT32_VALUES = 0x1_0000_0000;
// oxlint-disable-next-line no-control-regex -- all of ASCII, control characters too
const ASCII = /^[\x00-\x7f]*$/;

export const isEntryKind = (text: string): boolean =>
  text.length <= KIND_CHARS_MAX && KIND.test(text);

export const isEntryId = (text: string): boolean => isUuid(text) && text === text.toLowerCase();

export const isEntryInstant = (text: string): boolean => isInstant(text);

/** What stands before the first entry, so that the chain of one station never fits another. */
export const genesisHead = (stationId: StationId, hashOf: Sha256): ChainHead => ({
  seq: 0,
  hash: hashOf(joinFields([utf8Encode(GENESIS_LABEL), utf8Encode(stationId)])),
});

/** The next entry after a head: numbered, linked, hashed and signed. */
export function makeEntry(
  head: ChainHead,
  draft: EntryDraft,
  stamp: { readonly id: EntryId; readonly at: Instant },
  signer: EntrySigner,
): Entry {
  assert(isEntryKind(draft.kind), `not a kind of entry: ${draft.kind}`);
  assert(isEntryId(stamp.id), `not an entry id: ${stamp.id}`);
  assert(isEntryInstant(stamp.at), `not an instant: ${stamp.at}`);
  const body = canonicalBytes(draft.body);
  assert(body.length <= BODY_BYTES_MAX, `a body is at most ${BODY_BYTES_MAX} bytes: ${draft.kind}`);
  const content = {
    seq: head.seq + 1,
    id: stamp.id,
    kind: draft.kind,
    at: stamp.at,
    body,
    prev: head.hash,
  };
  const hash = hashEntry(content, signer.sha256);
  return { ...content, hash, signature: signer.sign(hash) };
}

export type HashedContent = Omit<Entry, 'hash' | 'signature'>;

export const HASHED_FIELDS = ['prev', 'seq', 'id', 'kind', 'at', 'body'] as const;
export type HashedField = (typeof HASHED_FIELDS)[number];

/**
 * The hash of an entry: SHA-256 over prev, seq (8 bytes), id, kind, at, body, each after its length
 * in 4 bytes, big-endian. With the lengths no two entries give the same bytes.
 */
export const hashEntry = (entry: HashedContent, hashOf: Sha256): Uint8Array =>
  hashOf(writeHashInput(entry));

/** The bytes that are hashed, in an array of their own. */
export const entryHashInput = (entry: HashedContent): Uint8Array => writeHashInput(entry).slice();

/**
 * One array for all: a new one for each entry would cost more than the hash. What is returned
 * holds until the next call, so it never leaves this file.
 */
let scratch = new Uint8Array(4_096);

function writeHashInput(entry: HashedContent): Uint8Array {
  const id = asciiOrBytes(entry.id);
  const kind = asciiOrBytes(entry.kind);
  const at = asciiOrBytes(entry.at);
  const length =
    HASHED_FIELDS.length * PREFIX_BYTES +
    SEQ_BYTES +
    entry.prev.length +
    id.length +
    kind.length +
    at.length +
    entry.body.length;
  if (length > scratch.length) scratch = new Uint8Array(length * 2);
  let offset = writeField(scratch, 0, entry.prev);
  offset = writeSeq(scratch, offset, entry.seq);
  offset = writeField(scratch, offset, id);
  offset = writeField(scratch, offset, kind);
  offset = writeField(scratch, offset, at);
  writeField(scratch, offset, entry.body);
  return scratch.subarray(0, length);
}

/** Each field after its length in 4 bytes, big-endian. */
export function joinFields(fields: readonly Uint8Array[]): Uint8Array {
  const length = fields.reduce((sum, field) => sum + PREFIX_BYTES + field.length, 0);
  const joined = new Uint8Array(length);
  fields.reduce((offset, field) => writeField(joined, offset, field), 0);
  return joined;
}

export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1) {
    if (left[index] !== right[index]) return false;
  }
  return true;
}

/** Writes a field after its length and gives the offset behind it. */
function writeField(bytes: Uint8Array, offset: number, field: string | Uint8Array): number {
  writeUint32(bytes, offset, field.length);
  const start = offset + PREFIX_BYTES;
  if (typeof field === 'string') {
    for (let index = 0; index < field.length; index += 1) {
      bytes[start + index] = field.charCodeAt(index);
    }
  } else {
    bytes.set(field, start);
  }
  return start + field.length;
}

function writeSeq(bytes: Uint8Array, offset: number, seq: number): number {
  assert(Number.isSafeInteger(seq) && seq >= 0, 'a seq is a whole number from 0');
  writeUint32(bytes, offset, SEQ_BYTES);
  writeUint32(bytes, offset + PREFIX_BYTES, Math.floor(seq / UINT32_VALUES));
  writeUint32(bytes, offset + PREFIX_BYTES + 4, seq % UINT32_VALUES);
  return offset + PREFIX_BYTES + SEQ_BYTES;
}

function writeUint32(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value >>> 24;
  bytes[offset + 1] = value >>> 16;
  bytes[offset + 2] = value >>> 8;
  bytes[offset + 3] = value;
}

/** Ids, kinds and instants are short ASCII, which is fastest unit by unit; only a forged one is not. */
const asciiOrBytes = (text: string): string | Uint8Array =>
  ASCII.test(text) ? text : utf8Encode(text);
