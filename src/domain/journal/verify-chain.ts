import { msOfInstant } from '../../shared/time.ts';
import { parseCanonical } from './canonical-json.ts';
import {
  BODY_BYTES_MAX,
  HASH_BYTES,
  SEQ_MAX,
  SIGNATURE_BYTES,
  hashEntry,
  isEntryId,
  isEntryInstant,
  isEntryKind,
  sameBytes,
} from './chain.ts';
import type { Entry } from './chain.ts';
import { NOTES_MAX } from './chain-report.ts';
import type { ChainReport, EntryField } from './chain-report.ts';
import { addFault, settleUnsigned, startWalk } from './chain-walk.ts';
import type { ChainExpectations, Suspect, Walk } from './chain-walk.ts';
import { concludeChain } from './conclude-chain.ts';

/**
 * Checks entries in the order of their seq and names every fault. Reads each entry once, keeps
 * 12 bytes of each; works on a whole journal, on its last entries, or on what a station uploads.
 */
export function verifyChain(entries: Iterable<Entry>, expected: ChainExpectations): ChainReport {
  const walk = startWalk(expected);
  for (const entry of entries) checkEntry(walk, entry, expected);
  return concludeChain(walk, expected);
}

function checkEntry(walk: Walk, entry: Entry, expected: ChainExpectations): void {
  walk.entries += 1;
  const wrongFields = fieldsNotValid(entry);
  if (wrongFields.length > 0) {
    passNotValid(walk, entry, wrongFields);
    return;
  }
  const computed = hashEntry(entry, expected.sha256);
  const isContentWhole = sameBytes(computed, entry.hash);
  const isBodyCanonical = parseCanonical(entry.body) !== undefined;
  const signed = whatIsSigned(entry, computed, isContentWhole, expected);
  const isLate = entry.seq <= walk.lastSeq;
  const isLinked = linksToLast(walk, entry);

  if (!isLate && entry.seq > walk.lastSeq + 1) {
    walk.gaps.push({ from: walk.lastSeq + 1, to: entry.seq - 1 });
    breakHere(walk);
  }
  noteTime(walk, entry);
  if (!isContentWhole) {
    const expectedPrev = walk.lastHash;
    passSuspect(walk, {
      entry,
      computed,
      expectedPrev,
      isLinked,
      isLate,
      isBodyCanonical,
      signed,
      isHashChanged: false,
    });
    return;
  }
  if (!isBodyCanonical) addFault(walk, { kind: 'body-not-canonical', seq: entry.seq });
  if (isLate) {
    passLate(walk, entry);
    return;
  }
  if (!isLinked) {
    walk.linkBreaks.push({ seq: entry.seq, prev: entry.prev });
    breakHere(walk);
  }
  if (signed === 'neither') {
    walk.unsigned.push(entry.seq);
    walk.isBroken = true;
  } else if (isBodyCanonical) {
    if (isLinked) settleUnsigned(walk, 'bad-signature');
    walk.sound += 1;
    if (walk.isBroken) walk.soundAfterBreak += 1;
  }
  walk.headSeq = entry.seq;
  moveOn(walk, entry, undefined);
  if (entry.seq === expected.seal?.seq || entry.seq === expected.countersigned?.seq) {
    walk.anchors.set(entry.seq, entry.hash);
  }
}

function passSuspect(walk: Walk, suspect: Suspect): void {
  walk.suspects.push(suspect);
  breakHere(walk);
  if (!suspect.isLate) moveOn(walk, suspect.entry, suspect);
}

function breakHere(walk: Walk): void {
  settleUnsigned(walk, 'forged');
  walk.isBroken = true;
}

function moveOn(walk: Walk, entry: Entry, suspect: Suspect | undefined): void {
  walk.index.add(entry.seq, entry.hash);
  walk.lastSeq = entry.seq;
  walk.lastHash = entry.hash;
  walk.lastSuspect = suspect;
  walk.isLastHashUnknown = false;
}

/** A changed hash must not make its neighbour look broken too: the computed one is as good. */
function linksToLast(walk: Walk, entry: Entry): boolean {
  if (walk.isLastHashUnknown || sameBytes(entry.prev, walk.lastHash)) return true;
  if (walk.lastSuspect === undefined || !sameBytes(entry.prev, walk.lastSuspect.computed)) {
    return false;
  }
  walk.lastSuspect.isHashChanged = true;
  return true;
}

function whatIsSigned(
  entry: Entry,
  computed: Uint8Array,
  isContentWhole: boolean,
  { verify }: ChainExpectations,
): Suspect['signed'] {
  if (verify === undefined) return 'not-checked';
  if (verify(entry.hash, entry.signature)) return 'stored-hash';
  return !isContentWhole && verify(computed, entry.signature) ? 'computed-hash' : 'neither';
}

function passNotValid(walk: Walk, entry: Entry, fields: readonly EntryField[]): void {
  for (const field of fields) addFault(walk, { kind: 'field-not-valid', seq: entry.seq, field });
  breakHere(walk);
  if (fields.includes('seq') || entry.seq <= walk.lastSeq) return;
  if (entry.seq > walk.lastSeq + 1) {
    walk.gaps.push({ from: walk.lastSeq + 1, to: entry.seq - 1 });
  }
  moveOn(walk, entry, undefined);
  walk.headSeq = entry.seq;
  walk.isLastHashUnknown = fields.includes('hash');
}

function passLate(walk: Walk, entry: Entry): void {
  const { seq } = entry;
  const isTwin = walk.index.find(entry.hash).includes(seq) || walk.late.has(seq);
  if (isTwin) {
    addFault(walk, { kind: 'duplicate', seq, of: seq });
  } else {
    addFault(walk, { kind: 'out-of-order', seq, belongsAt: seq });
    walk.late.set(seq, entry.hash);
    walk.index.add(seq, entry.hash);
  }
}

function noteTime(walk: Walk, entry: Entry): void {
  if (entry.at < walk.latestAt && walk.notes.length < NOTES_MAX) {
    const byMs = msOfInstant(walk.latestAt as Entry['at']) - msOfInstant(entry.at);
    walk.notes.push({ kind: 'time-went-back', seq: entry.seq, byMs });
  }
  if (entry.at > walk.latestAt) walk.latestAt = entry.at;
}

function fieldsNotValid(entry: Entry): readonly EntryField[] {
  const fields: EntryField[] = [];
  if (!Number.isSafeInteger(entry.seq) || entry.seq < 1 || entry.seq > SEQ_MAX) fields.push('seq');
  if (!isEntryId(entry.id)) fields.push('id');
  if (!isEntryKind(entry.kind)) fields.push('kind');
  if (!isEntryInstant(entry.at)) fields.push('at');
  if (entry.body.length > BODY_BYTES_MAX) fields.push('body');
  if (entry.prev.length !== HASH_BYTES) fields.push('prev');
  if (entry.hash.length !== HASH_BYTES) fields.push('hash');
  if (entry.signature.length !== SIGNATURE_BYTES) fields.push('signature');
  return fields;
}
