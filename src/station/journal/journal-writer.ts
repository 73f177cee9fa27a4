import { statSync } from 'node:fs';
import { makeEntry, sameBytes } from '../../domain/journal/chain.ts';
import type { ChainHead, Entry, EntryDraft } from '../../domain/journal/chain.ts';
import { sealRecord } from '../../domain/journal/seal-record.ts';
import type { Countersignature, Seal } from '../../domain/journal/seal-record.ts';
import { assert } from '../../shared/assert.ts';
import { toId } from '../../shared/ids.ts';
import type { MakeId, StationId } from '../../shared/ids.ts';
import { sha256 } from '../../shared/node/crypto.ts';
import type { SigningKey } from '../../shared/node/crypto.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Clock } from '../../shared/time.ts';
import { checkJournalFiles } from './check-files.ts';
import { APPEND_ENTRIES_MAX, isCountersigned, startScope } from './check-journal.ts';
import { databaseFailureOf, isDamage, orDiskFull, roomOn } from './database.ts';
import type { WritableDb } from './database.ts';
import { readEntries, readHead, toProjected } from './entry-rows.ts';
import type { JournalFault, JournalHealth } from './journal-report.ts';
import type { Projection } from './projection.ts';
import { SEAL_MS, UNSEALED_MAX, createSealFile } from './seal-file.ts';
import type { SealFile } from './seal-file.ts';

export type AppendFailure = {
  readonly code: 'disk-full' | 'chain-broken' | 'closed' | 'io';
  /** For the log. */
  readonly message: string;
};

export type CountersignFailure =
  'unknown-head' | 'signature-wrong' | 'chain-broken' | 'closed' | 'io';

/** What is left on the disk before sales are tried again after it was full. */
const ROOM_BYTES_MIN = 4_194_304;

export type WriterParts = {
  readonly databasePath: string;
  readonly sealPath: string;
  readonly key: SigningKey;
  readonly stationId: StationId;
  readonly clock: Clock;
  readonly makeId: MakeId;
  readonly projections: readonly Projection[];
  readonly db: WritableDb;
};

type State = {
  head: ChainHead;
  health: JournalHealth;
  seal: SealFile | undefined;
  counter: number;
  countersignature: Countersignature | undefined;
  /** Entries written since the last seal. */
  unsealed: number;
  /** The seal could not be written: it is tried again before the next entries. */
  isSealBehind: boolean;
  stamp: string;
  /** Runs when the entries written since the last seal are to be sealed; undefined when there are none. */
  burst: NodeJS.Timeout | undefined;
  lastFailure: AppendFailure['code'] | null;
  isClosed: boolean;
};

export type JournalWriter = {
  readonly append: (drafts: readonly EntryDraft[]) => Result<readonly Entry[], AppendFailure>;
  readonly head: () => ChainHead;
  readonly health: () => JournalHealth;
  readonly refusing: () => 'chain-broken' | 'disk-full' | 'io' | null;
  readonly recordCountersignature: (signed: Countersignature) => Result<null, CountersignFailure>;
  readonly countersignature: () => Countersignature | undefined;
  /** From now on nothing is written, until `begin`. */
  readonly breakOff: (faults: readonly JournalFault[]) => void;
  /** Everything is whole up to the head: seals it in a new file and writes on from there. */
  readonly begin: (health: JournalHealth, last: Seal | undefined) => void;
  /** We changed the file ourselves, beside an append. */
  readonly restamp: () => void;
  readonly close: () => void;
};

/** The only code that adds to a journal. */
export function createJournalWriter(parts: WriterParts, head: ChainHead): JournalWriter {
  const state: State = {
    head,
    health: { kind: 'broken', faults: [] },
    seal: undefined,
    counter: 0,
    countersignature: undefined,
    unsealed: 0,
    isSealBehind: false,
    stamp: '',
    burst: undefined,
    lastFailure: null,
    isClosed: false,
  };
  const write = prepareWrite(parts);
  return {
    append: (drafts) => {
      const result = append(parts, state, write, drafts);
      state.lastFailure = result.ok ? null : result.error.code;
      return result;
    },
    head: () => state.head,
    health: () => state.health,
    refusing: () => whyRefusing(parts, state),
    recordCountersignature: (signed) => recordCountersignature(parts, state, signed),
    countersignature: () => state.countersignature,
    breakOff: (faults) => {
      state.health = { kind: 'broken', faults };
    },
    begin: (health, last) => {
      state.seal?.close();
      state.counter = (last?.counter ?? state.counter) + 1;
      state.countersignature = last?.countersignature ?? state.countersignature;
      state.seal = createSealFile(parts.sealPath, state.counter, recordOf(parts, state));
      state.unsealed = 0;
      state.isSealBehind = false;
      state.stamp = stampOf(parts.databasePath);
      state.health = health;
    },
    restamp: () => {
      state.stamp = stampOf(parts.databasePath);
    },
    close: () => {
      if (state.burst !== undefined) endBurst(parts, state);
      state.isClosed = true;
      state.seal?.close();
    },
  };
}

type Write = (head: ChainHead, batch: readonly Entry[]) => 'written' | 'head-moved';

/** One transaction for all: a crash leaves every entry of the batch with its projections, or none. */
function prepareWrite({ db, projections }: WriterParts): Write {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const readLast = db.prepare('SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1').raw();
  const insert = db.prepare(
    'INSERT INTO entry(seq, id, kind, at, body, prev, hash, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const isHead = (head: ChainHead): boolean => {
    const row = readLast.get() as readonly [number, Uint8Array] | undefined;
    return row === undefined ? head.seq === 0 : row[0] === head.seq && sameBytes(row[1], head.hash);
  };
  return (head, batch) => {
    begin.run();
    try {
      if (!isHead(head)) return 'head-moved';
      for (const entry of batch) {
        const { seq, id, kind, at, body, prev, hash, signature } = entry;
        insert.run(seq, id, kind, at, body, prev, hash, signature);
        const projected = toProjected(entry);
        for (const projection of projections) projection.apply(db, projected);
      }
      commit.run();
      return 'written';
    } finally {
      // Left open by a head that moved, or by whatever was thrown. A full disk may have ended it already.
      if (db.inTransaction) rollback.run();
    }
  };
}

function append(
  parts: WriterParts,
  state: State,
  write: Write,
  drafts: readonly EntryDraft[],
): Result<readonly Entry[], AppendFailure> {
  assert(
    drafts.length >= 1 && drafts.length <= APPEND_ENTRIES_MAX,
    `an append takes 1 to ${APPEND_ENTRIES_MAX} entries, got ${drafts.length}`,
  );
  if (state.isClosed) return failed('closed', 'the journal is closed');
  if (state.health.kind === 'broken') return broken(state.health.faults);
  const batch = makeBatch(parts, state.head, drafts);
  const refused = beginBurst(parts, state);
  if (refused !== undefined) return err(refused);
  try {
    if (write(state.head, batch) === 'head-moved') return err(breakAtHead(parts, state));
  } catch (error) {
    return err(failureOfWrite(parts, state, error));
  }
  const last = batch.at(-1);
  assert(last !== undefined, 'an append wrote nothing');
  state.head = { seq: last.seq, hash: last.hash };
  state.unsealed += batch.length;
  // The entries are on the disk: whatever becomes of the seal, they are recorded.
  if (state.unsealed >= UNSEALED_MAX) writeSeal(parts, state);
  return ok(batch);
}

/**
 * The files are looked at before the first append, and its seal follows SEAL_MS later, together
 * with those of the entries written meanwhile: nobody who sells is that fast, and a seal written
 * between two waits for the disk makes each of them a third longer.
 */
function beginBurst(parts: WriterParts, state: State): AppendFailure | undefined {
  if (state.burst !== undefined) return undefined;
  const refused = guardFiles(parts, state);
  if (refused === undefined) state.burst = setTimeout(() => endBurst(parts, state), SEAL_MS);
  return refused;
}

function endBurst(parts: WriterParts, state: State): void {
  clearTimeout(state.burst);
  state.burst = undefined;
  if (state.isClosed || state.health.kind === 'broken') return;
  state.stamp = stampOf(parts.databasePath);
  if (state.unsealed > 0) writeSeal(parts, state);
}

function makeBatch(
  { key, clock, makeId }: WriterParts,
  head: ChainHead,
  drafts: readonly EntryDraft[],
): readonly Entry[] {
  const at = clock();
  const batch: Entry[] = [];
  let last = head;
  for (const draft of drafts) {
    const entry = makeEntry(
      last,
      draft,
      { id: toId<'Entry'>(makeId()), at },
      { sha256, sign: key.sign },
    );
    batch.push(entry);
    last = { seq: entry.seq, hash: entry.hash };
  }
  return batch;
}

/** Looks at both files before each append: were they changed, replaced or removed by somebody else? */
function guardFiles(parts: WriterParts, state: State): AppendFailure | undefined {
  const stamp = stampOf(parts.databasePath);
  if (stamp !== state.stamp) {
    const faults =
      inodeOf(stamp) === inodeOf(state.stamp)
        ? faultsAtEnd(parts, state)
        : [{ kind: 'database-replaced' } as const];
    if (faults.length > 0) return breakOff(state, faults);
    state.stamp = stamp;
  }
  if (state.isSealBehind && !writeSeal(parts, state)) {
    return { code: 'io', message: `${parts.sealPath} cannot be written` };
  }
  if (state.seal?.isAsWritten() !== true) {
    return breakOff(state, [{ kind: 'seal-changed' }, ...faultsAtEnd(parts, state)]);
  }
  return undefined;
}

function breakAtHead(parts: WriterParts, state: State): AppendFailure {
  const named = faultsAtEnd(parts, state);
  const foundSeq = readHead(parts.db)?.seq ?? 0;
  const moved: JournalFault = { kind: 'head-moved', writtenSeq: state.head.seq, foundSeq };
  return breakOff(state, [moved, ...named]);
}

/** The end of the journal as a stranger sees it, through a connection of its own. */
function faultsAtEnd(parts: WriterParts, state: State): readonly JournalFault[] {
  const checked = checkJournalFiles(
    {
      databasePath: parts.databasePath,
      sealPath: parts.sealPath,
      publicKeyHex: parts.key.publicKeyHex,
    },
    startScope(state.head.seq, state.head.seq),
  );
  if (checked.ok) return checked.value.faults;
  return [{ kind: 'database-damaged', detail: checked.error.code }];
}

function failureOfWrite(parts: WriterParts, state: State, error: unknown): AppendFailure {
  if (isDamage(error)) {
    return breakOff(state, [{ kind: 'database-damaged', detail: error.message }]);
  }
  // What is not of the file or the disk is a bug, and thrown again.
  const failure = orDiskFull(databaseFailureOf(error), parts.databasePath);
  return failure.code === 'disk-full'
    ? { code: 'disk-full', message: 'no room left for an entry' }
    : { code: 'io', message: failure.code === 'io' ? failure.detail : failure.code };
}

function breakOff(state: State, faults: readonly JournalFault[]): AppendFailure {
  state.health = { kind: 'broken', faults };
  return { code: 'chain-broken', message: JSON.stringify(faults.slice(0, 10)) };
}

const broken = (faults: readonly JournalFault[]): Result<never, AppendFailure> =>
  failed('chain-broken', JSON.stringify(faults.slice(0, 10)));

const failed = (code: AppendFailure['code'], message: string): Result<never, AppendFailure> =>
  err({ code, message });

function recordCountersignature(
  parts: WriterParts,
  state: State,
  signed: Countersignature,
): Result<null, CountersignFailure> {
  if (state.isClosed) return err('closed');
  if (state.health.kind === 'broken') return err('chain-broken');
  if (signed.seq <= (state.countersignature?.seq ?? 0)) return ok(null);
  const entry = readEntries(parts.db, signed.seq, 1)[0];
  if (entry === undefined || entry.seq !== signed.seq || !sameBytes(entry.hash, signed.hash)) {
    return err('unknown-head');
  }
  if (!isCountersigned(parts.stationId, signed)) return err('signature-wrong');
  const refused = beginBurst(parts, state);
  if (refused !== undefined) return err(refused.code === 'io' ? 'io' : 'chain-broken');
  state.countersignature = signed;
  return writeSeal(parts, state) ? ok(null) : err('io');
}

function writeSeal(parts: WriterParts, state: State): boolean {
  state.counter += 1;
  try {
    state.seal?.write(state.counter, recordOf(parts, state), state.unsealed);
    state.unsealed = 0;
    state.isSealBehind = false;
  } catch {
    state.isSealBehind = true;
  }
  return !state.isSealBehind;
}

const recordOf = ({ stationId, key }: WriterParts, state: State): Uint8Array =>
  sealRecord(
    stationId,
    { counter: state.counter, head: state.head, countersignature: state.countersignature },
    { sha256, sign: key.sign },
  );

function whyRefusing(parts: WriterParts, state: State): 'chain-broken' | 'disk-full' | 'io' | null {
  if (state.health.kind === 'broken') return 'chain-broken';
  if (state.isClosed || state.isSealBehind) return 'io';
  if (state.lastFailure !== 'disk-full') return null;
  return roomOn(parts.databasePath) < ROOM_BYTES_MIN ? 'disk-full' : null;
}

/** Changes when somebody else writes to the file or puts another in its place. Only our own checkpoints do. */
function stampOf(path: string): string {
  const file = statSync(path, { throwIfNoEntry: false });
  return file === undefined ? '' : `${file.ino}/${file.size}/${file.mtimeMs}`;
}

const inodeOf = (stamp: string): string => stamp.split('/')[0] ?? '';
