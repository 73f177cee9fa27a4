import { sameBytes } from './chain.ts';
import { seqOfFault } from './chain-report.ts';
import type { ChainReport } from './chain-report.ts';
import { addFault, settleUnsigned } from './chain-walk.ts';
import type { ChainExpectations, Gap, Walk } from './chain-walk.ts';
import { nameSuspects } from './name-suspects.ts';

/** Puts together what the walk saw: rows out of place first, since they explain gaps and links. */
export function concludeChain(walk: Walk, expected: ChainExpectations): ChainReport {
  const { seal } = expected;
  const isHeadSealed =
    seal !== undefined && seal.seq === walk.lastSeq && sameBytes(seal.hash, walk.lastHash);
  settleUnsigned(walk, isHeadSealed ? 'bad-signature' : 'forged');
  const { placed, vacated } = nameSuspects(walk, expected);
  const missing = nameGaps(walk, placed, vacated);
  nameLinkBreaks(walk, placed, missing);
  checkAnchors(walk, expected);
  return {
    entries: walk.entries,
    sound: walk.sound,
    soundAfterBreak: walk.soundAfterBreak,
    headSeq: walk.headSeq,
    faults: walk.faults.toSorted((left, right) => seqOfFault(left) - seqOfFault(right)),
    faultsLeftOut: walk.faultsLeftOut,
    notes: walk.notes,
  };
}

/** What is really missing: gaps, plus the places of rows that belong elsewhere, minus what was found elsewhere. */
function nameGaps(
  walk: Walk,
  placed: ReadonlyMap<number, Uint8Array>,
  vacated: ReadonlySet<number>,
): readonly Gap[] {
  const found = [...placed.keys(), ...walk.late.keys()].toSorted((left, right) => left - right);
  walk.headSeq = Math.max(walk.headSeq, ...found.slice(-1));
  const empty = [...vacated].map((seq) => ({ from: seq, to: seq }));
  const missing = [...walk.gaps, ...empty]
    .filter((gap) => gap.from <= walk.headSeq)
    .map((gap) => ({ from: gap.from, to: Math.min(gap.to, walk.headSeq) }))
    .flatMap((gap) => withoutSeqs(gap, found))
    .toSorted((left, right) => left.from - right.from);
  for (const gap of missing) addFault(walk, { kind: 'missing-entry', ...gap });
  return missing;
}

/** A gap cut around the seqs that were found after all, which come sorted. */
function withoutSeqs(gap: Gap, found: readonly number[]): readonly Gap[] {
  const rest: Gap[] = [];
  let from = gap.from;
  for (const seq of found) {
    if (seq < from || seq > gap.to) continue;
    if (seq > from) rest.push({ from, to: seq - 1 });
    from = seq + 1;
  }
  if (from <= gap.to) rest.push({ from, to: gap.to });
  return rest;
}

function nameLinkBreaks(
  walk: Walk,
  placed: ReadonlyMap<number, Uint8Array>,
  missing: readonly Gap[],
): void {
  const ends = new Set(missing.map((gap) => gap.to));
  for (const { seq, prev } of walk.linkBreaks) {
    const before = placed.get(seq - 1) ?? walk.late.get(seq - 1);
    const isExplained = ends.has(seq - 1) || (before !== undefined && sameBytes(before, prev));
    if (!isExplained) addFault(walk, { kind: 'broken-link', seq });
  }
}

function checkAnchors(walk: Walk, expected: ChainExpectations): void {
  const { seal, countersigned, start } = expected;
  const foundSeq = walk.headSeq;
  const sealedSeq = Math.max(seal?.seq ?? 0, countersigned?.seq ?? 0);
  if (sealedSeq > foundSeq) {
    addFault(walk, { kind: 'tail-missing', sealedSeq, foundSeq });
  } else if (seal !== undefined && seal.seq < foundSeq && seal.seq >= start.seq) {
    const isTooFar = foundSeq - seal.seq > (expected.sealLagMax ?? Number.POSITIVE_INFINITY);
    if (isTooFar) addFault(walk, { kind: 'older-seal', sealedSeq: seal.seq, foundSeq });
    else walk.notes.push({ kind: 'ahead-of-seal', sealedSeq: seal.seq, foundSeq });
  }
  for (const [by, head] of [
    ['seal', seal],
    ['cloud', countersigned],
  ] as const) {
    const stored = head === undefined ? undefined : walk.anchors.get(head.seq);
    if (head !== undefined && stored !== undefined && !sameBytes(stored, head.hash)) {
      addFault(walk, { kind: 'other-history', seq: head.seq, by });
    }
  }
}
