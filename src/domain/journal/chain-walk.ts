import type { ChainHead, Entry, Sha256 } from './chain.ts';
import { FAULTS_MAX } from './chain-report.ts';
import type { ChainFault, ChainNote } from './chain-report.ts';
import { makeHashIndex } from './hash-index.ts';
import type { HashIndex } from './hash-index.ts';

export type ChainExpectations = {
  readonly sha256: Sha256;
  /** What stands before the first entry given: the genesis head, or the last head that was checked. */
  readonly start: ChainHead;
  /** Whether a signature over a hash is the station's. Without it signatures are not looked at. */
  readonly verify?: (hash: Uint8Array, signature: Uint8Array) => boolean;
  /** The head in the seal, once the seal itself is proved. */
  readonly seal?: ChainHead;
  /** The head that the cloud countersigned, once that signature is proved. */
  readonly countersigned?: ChainHead;
  /** How far a journal may honestly be ahead of its seal. */
  readonly sealLagMax?: number;
  /** Tries every byte of a changed entry to name the field. Slow; for a person who waits. */
  readonly searchesChangedByte?: boolean;
};

/** An entry whose content does not give its hash. What happened to it is known at the end only. */
export type Suspect = {
  readonly entry: Entry;
  readonly computed: Uint8Array;
  /** Hash of the entry before it, as stored. */
  readonly expectedPrev: Uint8Array;
  readonly isLinked: boolean;
  /** It came after a row with the same seq or a larger one. */
  readonly isLate: boolean;
  readonly isBodyCanonical: boolean;
  readonly signed: 'stored-hash' | 'computed-hash' | 'neither' | 'not-checked';
  /** The next entry is linked to the computed hash: so the stored hash is what was changed. */
  isHashChanged: boolean;
};

export type Gap = { readonly from: number; readonly to: number };

/** What the walk over the entries gathers for the conclusion. */
export type Walk = {
  readonly index: HashIndex;
  readonly suspects: Suspect[];
  readonly gaps: Gap[];
  readonly linkBreaks: { readonly seq: number; readonly prev: Uint8Array }[];
  /** Rows that came too late, by seq, with their hash. */
  readonly late: Map<number, Uint8Array>;
  readonly faults: ChainFault[];
  readonly notes: ChainNote[];
  /** Stored hashes at the seqs that the seal and the cloud name. */
  readonly anchors: Map<number, Uint8Array>;
  faultsLeftOut: number;
  entries: number;
  sound: number;
  soundAfterBreak: number;
  isBroken: boolean;
  /** Largest seq of a row that is where it belongs. */
  headSeq: number;
  lastSeq: number;
  lastHash: Uint8Array;
  lastSuspect: Suspect | undefined;
  /** The hash of the last row cannot be compared with: it has not the shape of one. */
  isLastHashUnknown: boolean;
  latestAt: string;
  /** Seqs of entries in a row whose signature does not fit, until a later one vouches for them. */
  unsigned: number[];
};

export function startWalk({ start }: ChainExpectations): Walk {
  const walk: Walk = {
    index: makeHashIndex(),
    suspects: [],
    gaps: [],
    linkBreaks: [],
    late: new Map(),
    faults: [],
    notes: [],
    anchors: new Map([[start.seq, start.hash]]),
    faultsLeftOut: 0,
    entries: 0,
    sound: 0,
    soundAfterBreak: 0,
    isBroken: false,
    headSeq: start.seq,
    lastSeq: start.seq,
    lastHash: start.hash,
    lastSuspect: undefined,
    isLastHashUnknown: false,
    latestAt: '',
    unsigned: [],
  };
  walk.index.add(start.seq, start.hash);
  return walk;
}

export function addFault(walk: Walk, fault: ChainFault): void {
  walk.isBroken = true;
  if (walk.faults.length < FAULTS_MAX) walk.faults.push(fault);
  else walk.faultsLeftOut += 1;
}

/** Entries whose signature did not fit: told apart by whether something signed later covers them. */
export function settleUnsigned(walk: Walk, kind: 'bad-signature' | 'forged'): void {
  for (const seq of walk.unsigned) addFault(walk, { kind, seq });
  walk.unsigned = [];
}
