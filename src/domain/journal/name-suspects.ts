import { entryHashInput, HASHED_FIELDS, hashEntry, sameBytes } from './chain.ts';
import type { Entry, HashedField, Sha256 } from './chain.ts';
import type { EntryField } from './chain-report.ts';
import { addFault } from './chain-walk.ts';
import type { ChainExpectations, Suspect, Walk } from './chain-walk.ts';

/** With more suspects than this, each is no longer tried at the place of every other one. */
const SUSPECTS_CROSSED_MAX = 300;
/** With more than this, hashes are no longer searched for in the whole journal. */
const SUSPECTS_LOOKED_UP_MAX = 1_000;
/** Entries whose every byte is tried, and how long they may be: a quarter of a second each. */
const SEARCHES_MAX = 20;
const SEARCHED_BYTES_MAX = 1_200;

const PREFIX_BYTES = 4;
const BYTE_VALUES = 256;

type Placing = {
  /** Hash of each entry that stands elsewhere than it belongs, by the seq where it belongs. */
  readonly placed: ReadonlyMap<number, Uint8Array>;
  /** Seqs held by rows that belong elsewhere, and that no other row fills. */
  readonly vacated: ReadonlySet<number>;
};

/** Says of each entry whose hash does not fit: moved, copied, or changed, and then in which field. */
export function nameSuspects(walk: Walk, expected: ChainExpectations): Placing {
  const placed = new Map<number, Uint8Array>();
  const moves = new Map<number, number>();
  const vacated = new Set<number>();
  let shift = 0;
  let searches = 0;
  for (const suspect of walk.suspects) {
    const { entry } = suspect;
    const trueSeq = findTrueSeq(walk, suspect, shift, expected.sha256);
    if (trueSeq === undefined) {
      const isSearched = expected.searchesChangedByte === true && searches < SEARCHES_MAX;
      if (isSearched) searches += 1;
      nameChange(walk, suspect, isSearched ? expected.sha256 : undefined, expected.sha256);
      continue;
    }
    shift = trueSeq - entry.seq;
    if (!suspect.isLate) vacated.add(entry.seq);
    const hasTwin = isSearchable(walk) && walk.index.find(entry.hash).includes(trueSeq);
    if (!hasTwin && !placed.has(trueSeq)) {
      placed.set(trueSeq, entry.hash);
      moves.set(entry.seq, trueSeq);
    } else {
      addFault(walk, { kind: 'duplicate', seq: entry.seq, of: trueSeq });
    }
  }
  nameMoves(walk, moves);
  for (const seq of placed.keys()) vacated.delete(seq);
  return { placed, vacated };
}

function nameMoves(walk: Walk, moves: ReadonlyMap<number, number>): void {
  for (const [seq, belongsAt] of moves) {
    if (moves.get(belongsAt) !== seq) addFault(walk, { kind: 'out-of-order', seq, belongsAt });
    else if (seq < belongsAt) addFault(walk, { kind: 'swapped', first: seq, second: belongsAt });
  }
}

const isSearchable = (walk: Walk): boolean => walk.suspects.length <= SUSPECTS_LOOKED_UP_MAX;

/** The seq with which the content gives the stored hash; undefined when no likely one does. */
function findTrueSeq(
  walk: Walk,
  { entry }: Suspect,
  shift: number,
  hashOf: Sha256,
): number | undefined {
  const afterPrev = isSearchable(walk) ? walk.index.find(entry.prev).map((seq) => seq + 1) : [];
  const others =
    walk.suspects.length <= SUSPECTS_CROSSED_MAX
      ? walk.suspects.map((other) => other.entry.seq)
      : [];
  const candidates = new Set([
    entry.seq + shift,
    ...afterPrev,
    entry.seq - 1,
    entry.seq + 1,
    ...others,
  ]);
  candidates.delete(entry.seq);
  for (const seq of candidates) {
    if (seq >= 1 && sameBytes(hashEntry({ ...entry, seq }, hashOf), entry.hash)) return seq;
  }
  return undefined;
}

function nameChange(
  walk: Walk,
  suspect: Suspect,
  searchHash: Sha256 | undefined,
  hashOf: Sha256,
): void {
  const { seq } = suspect.entry;
  walk.headSeq = Math.max(walk.headSeq, seq);
  const fields = changedFields(suspect, searchHash, hashOf);
  addFault(walk, { kind: 'hash-mismatch', seq, fields });
  if (suspect.signed === 'neither') {
    addFault(walk, { kind: fields.includes('hash') ? 'bad-signature' : 'forged', seq });
  }
}

function changedFields(
  suspect: Suspect,
  searchHash: Sha256 | undefined,
  hashOf: Sha256,
): readonly EntryField[] {
  const { entry, isLinked, expectedPrev } = suspect;
  if (suspect.signed === 'computed-hash' || suspect.isHashChanged) return ['hash'];
  if (!isLinked) {
    const asLinked = hashEntry({ ...entry, prev: expectedPrev }, hashOf);
    if (sameBytes(asLinked, entry.hash)) return ['prev'];
  }
  if (!suspect.isBodyCanonical) return ['body'];
  const found = searchHash === undefined ? undefined : searchChangedByte(entry, searchHash);
  if (found !== undefined) return [found];
  return isLinked ? ['id', 'kind', 'at', 'body'] : ['prev', 'id', 'kind', 'at', 'body'];
}

/** The field in which one byte, put back, gives the stored hash again. */
function searchChangedByte(entry: Entry, hashOf: Sha256): HashedField | undefined {
  const input = entryHashInput(entry);
  if (input.length > SEARCHED_BYTES_MAX) return undefined;
  let offset = 0;
  for (const field of HASHED_FIELDS) {
    const start = offset + PREFIX_BYTES;
    const end = start + fieldLength(input, offset);
    for (let index = start; index < end; index += 1) {
      if (fitsWithOtherByte(input, index, entry.hash, hashOf)) return field;
    }
    offset = end;
  }
  return undefined;
}

function fitsWithOtherByte(
  input: Uint8Array,
  index: number,
  hash: Uint8Array,
  hashOf: Sha256,
): boolean {
  const stored = input[index] ?? 0;
  for (let change = 1; change < BYTE_VALUES; change += 1) {
    input[index] = stored ^ change;
    if (sameBytes(hashOf(input), hash)) return true;
  }
  input[index] = stored;
  return false;
}

const fieldLength = (input: Uint8Array, offset: number): number =>
  new DataView(input.buffer, input.byteOffset).getUint32(offset);
