import { headTextToSign } from '../../contract/sync/signed-request.ts';
import { genesisHead } from '../../domain/journal/chain.ts';
import type { ChainHead } from '../../domain/journal/chain.ts';
import type { ChainReport } from '../../domain/journal/chain-report.ts';
import { readSealRecord } from '../../domain/journal/seal-record.ts';
import type { Countersignature, SlotReading } from '../../domain/journal/seal-record.ts';
import { verifyChain } from '../../domain/journal/verify-chain.ts';
import type { StationId } from '../../shared/ids.ts';
import { publicKeyFromHex, sha256, verifySignature } from '../../shared/node/crypto.ts';
import { expectedSchema, isDamage, schemaOf } from './database.ts';
import type { ReadableDb } from './database.ts';
import { iterateEntries, readEntries, readIdentity } from './entry-rows.ts';
import type { Identity } from './entry-rows.ts';
import type { FileFault, JournalFault, JournalNote, JournalReport } from './journal-report.ts';
import { sealLagMax } from './seal-file.ts';
import type { SealReading } from './seal-file.ts';

/** Entries of one append at most: a batch is written whole, so this also bounds what the seal may miss. */
export const APPEND_ENTRIES_MAX = 100;

/** Damages that quick_check lists; after that the file is bad enough. */
const DAMAGES_MAX = 10;

export type CheckScope = {
  /** Only the entries after this seq; all of them when 0. The one before is taken as whole. */
  readonly afterSeq: number;
  /** Whether SQLite checks its own pages too: it reads the whole file. */
  readonly checksPages: boolean;
  readonly searchesChangedByte: boolean;
  /** At a start, a slot cut by a power loss is a note; for an auditor it is a fault. */
  readonly allowsTornSeal: boolean;
};

/** Every entry and every page, for somebody who wants to know. */
export const WHOLE_JOURNAL: CheckScope = {
  afterSeq: 0,
  checksPages: true,
  searchesChangedByte: true,
  allowsTornSeal: false,
};

/** Entries checked at each start, signatures too: 6 ms. The rest is checked in the background. */
const START_ENTRIES = 100;

/** The end of a journal, back to what was sealed. The same work however long the journal is. */
export const startScope = (sealedSeq: number, headSeq: number): CheckScope => ({
  afterSeq: Math.max(0, Math.min(sealedSeq, headSeq - START_ENTRIES)),
  checksPages: false,
  searchesChangedByte: false,
  allowsTornSeal: true,
});

/** Reads the records of a seal file with the key of a station. */
export const sealRecordReader =
  ({ stationId, publicKeyHex }: Identity) =>
  (record: Uint8Array): SlotReading => {
    const publicKey = publicKeyFromHex(publicKeyHex);
    return readSealRecord(stationId, record, {
      sha256,
      verify: (hash, signature) =>
        publicKey !== undefined && verifySignature(publicKey, hash, signature),
    });
  };

/**
 * Checks a journal against its seal and names every fault. Read the seal first and the database
 * after it: on a running station the journal is then ahead of the seal, never behind.
 */
export function checkJournal(
  db: ReadableDb,
  seal: SealReading,
  identity: Identity | undefined,
  scope: CheckScope,
): JournalReport {
  const faults: JournalFault[] = [];
  try {
    faults.push(...schemaFaults(db));
    if (scope.checksPages) faults.push(...pageFaults(db));
    if (identity === undefined) {
      return reportOf(EMPTY_CHAIN, identity, seal, [...faults, { kind: 'identity-missing' }]);
    }
    const chain = checkChain(db, seal, identity, scope);
    const sealed = sealFaults(seal, chain.headSeq, scope.allowsTornSeal);
    faults.push(...chain.faults, ...sealed.faults, ...countersignatureFaults(seal, identity));
    return reportOf(chain, identity, seal, faults, sealed.notes);
  } catch (error) {
    if (!isDamage(error)) throw error;
    faults.push({ kind: 'database-damaged', detail: error.message });
    return reportOf(EMPTY_CHAIN, identity, seal, faults);
  }
}

function checkChain(
  db: ReadableDb,
  seal: SealReading,
  identity: Identity,
  scope: CheckScope,
): ChainReport {
  const publicKey = publicKeyFromHex(identity.publicKeyHex);
  const newest = seal.kind === 'read' ? seal.newest : undefined;
  const start = startOf(db, identity.stationId, scope.afterSeq);
  return verifyChain(iterateEntries(db, start.seq + 1), {
    sha256,
    start,
    verify: (hash, signature) =>
      publicKey !== undefined && verifySignature(publicKey, hash, signature),
    sealLagMax: sealLagMax(APPEND_ENTRIES_MAX),
    searchesChangedByte: scope.searchesChangedByte,
    ...(newest === undefined ? {} : { seal: newest.head }),
    ...(newest?.countersignature === undefined ? {} : { countersigned: newest.countersignature }),
  });
}

function startOf(db: ReadableDb, stationId: StationId, afterSeq: number): ChainHead {
  const before = afterSeq < 1 ? undefined : readEntries(db, afterSeq, 1)[0];
  return before === undefined || before.seq !== afterSeq
    ? genesisHead(stationId, sha256)
    : { seq: before.seq, hash: before.hash };
}

/** A slot that cannot be read is what a torn write leaves, if the chain goes on from the other slot. */
function sealFaults(
  seal: SealReading,
  headSeq: number,
  allowsTornSeal: boolean,
): { readonly faults: readonly FileFault[]; readonly notes: readonly JournalNote[] } {
  if (seal.kind === 'missing') {
    return { faults: headSeq > 0 ? [{ kind: 'seal-missing' }] : [], notes: [] };
  }
  if (seal.kind === 'unreadable' || seal.newest === undefined) {
    return { faults: [{ kind: 'seal-invalid' }], notes: [] };
  }
  const slots = seal.damaged.map((slot) => slot + 1);
  const isTorn = allowsTornSeal && headSeq > seal.newest.head.seq;
  return isTorn
    ? { faults: [], notes: slots.map((slot) => ({ kind: 'seal-slot-damaged', slot })) }
    : { faults: slots.map((slot) => ({ kind: 'seal-invalid', slot })), notes: [] };
}

function countersignatureFaults(seal: SealReading, { stationId }: Identity): readonly FileFault[] {
  const found = seal.kind === 'read' ? seal.newest?.countersignature : undefined;
  return found === undefined || isCountersigned(stationId, found)
    ? []
    : [{ kind: 'countersignature-invalid', seq: found.seq }];
}

/** Whether the cloud whose key is given signed that head of that station. */
export function isCountersigned(stationId: StationId, signed: Countersignature): boolean {
  const publicKey = publicKeyFromHex(Buffer.from(signed.cloudPublicKey).toString('hex'));
  const text = headTextToSign(stationId, signed.seq, Buffer.from(signed.hash).toString('hex'));
  return (
    publicKey !== undefined && verifySignature(publicKey, Buffer.from(text), signed.cloudSignature)
  );
}

function schemaFaults(db: ReadableDb): readonly FileFault[] {
  const expected = expectedSchema();
  const found = schemaOf(db);
  const names = new Set([...expected.keys(), ...found.keys()]);
  return [...names]
    .filter((name) => expected.get(name) !== found.get(name))
    .map((object) => ({ kind: 'schema-changed', object }));
}

function pageFaults(db: ReadableDb): readonly FileFault[] {
  const lines = db.pragma(`quick_check(${DAMAGES_MAX})`) as readonly { quick_check: string }[];
  return lines
    .map((line) => line.quick_check)
    .filter((line) => line !== 'ok')
    .map((detail) => ({ kind: 'database-damaged', detail }));
}

const EMPTY_CHAIN: ChainReport = {
  entries: 0,
  sound: 0,
  soundAfterBreak: 0,
  headSeq: 0,
  faults: [],
  faultsLeftOut: 0,
  notes: [],
};

function reportOf(
  chain: ChainReport,
  identity: Identity | undefined,
  seal: SealReading,
  faults: readonly JournalFault[],
  notes: readonly JournalNote[] = [],
): JournalReport {
  const newest = seal.kind === 'read' ? seal.newest : undefined;
  return {
    ...chain,
    stationId: identity?.stationId,
    publicKeyHex: identity?.publicKeyHex,
    sealedSeq: newest?.head.seq,
    countersignedSeq: newest?.countersignature?.seq,
    faults,
    notes: [...chain.notes, ...notes],
  };
}

/** Identity and seal as the file beside a journal gives them, for a check that has no key of its own. */
export const identityOf = (db: ReadableDb): Identity | undefined => {
  try {
    return readIdentity(db);
  } catch (error) {
    if (isDamage(error)) return undefined;
    throw error;
  }
};
