import { existsSync } from 'node:fs';
import { genesisHead } from '../../domain/journal/chain.ts';
import type { ChainHead, Entry, EntryDraft } from '../../domain/journal/chain.ts';
import type { Countersignature } from '../../domain/journal/seal-record.ts';
import { assertNever } from '../../shared/assert.ts';
import type { MakeId, StationId } from '../../shared/ids.ts';
import { sha256 } from '../../shared/node/crypto.ts';
import type { SigningKey } from '../../shared/node/crypto.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Clock } from '../../shared/time.ts';
import { checkJournal, identityOf, sealRecordReader, startScope } from './check-journal.ts';
import { fileFailureOf, openReadable, openWritable, orDiskFull } from './database.ts';
import type { DatabaseFailure, ReadableDb, WritableDb } from './database.ts';
import { readEntries, readHead } from './entry-rows.ts';
import type { Identity } from './entry-rows.ts';
import { judgeProjections } from './check-files.ts';
import { checkOnThread } from './full-check.ts';
import type { JournalHealth, JournalReport } from './journal-report.ts';
import { createJournalWriter } from './journal-writer.ts';
import type { AppendFailure, CountersignFailure, JournalWriter } from './journal-writer.ts';
import { takeOwnerLock } from './owner-lock.ts';
import type { OwnerLock } from './owner-lock.ts';
import type { Projection } from './projection.ts';
import { rebuildProjections, updateProjections } from './projections.ts';
import { recheck, reseal } from './recover.ts';
import { readSealFile } from './seal-file.ts';
import type { SealReading } from './seal-file.ts';

export type JournalOptions = {
  readonly databasePath: string;
  readonly sealPath: string;
  readonly key: SigningKey;
  readonly stationId: StationId;
  readonly clock: Clock;
  readonly makeId: MakeId;
  readonly projections: readonly Projection[];
};

export type OpenFailure = {
  readonly code:
    | 'locked'
    | 'newer-version'
    | 'not-a-journal'
    | 'wrong-station'
    | 'wrong-key'
    | 'journal-missing'
    | 'disk-full'
    | 'io';
  /** For the log: what happened and what to do. */
  readonly message: string;
};

export type Journal = {
  readonly stationId: StationId;
  readonly publicKeyHex: string;
  /**
   * Writes entries and their projections in one transaction, all or none; they are on the disk when
   * this returns. A body that is not canonical JSON is a bug and throws, before anything is written.
   */
  readonly append: (drafts: readonly EntryDraft[]) => Result<readonly Entry[], AppendFailure>;
  readonly head: () => ChainHead;
  readonly count: () => number;
  readonly read: (fromSeq: number, limit: number) => readonly Entry[];
  /** The projections, read-only. */
  readonly database: ReadableDb;
  readonly health: () => JournalHealth;
  /** Why an append would be refused now; null when it would be tried. */
  readonly refusing: () => 'chain-broken' | 'disk-full' | 'io' | null;
  /** Keeps in the seal what the cloud holds. An older one than what is kept changes nothing. */
  readonly recordCountersignature: (signed: Countersignature) => Result<null, CountersignFailure>;
  readonly countersignature: () => Countersignature | undefined;
  /** Checks every entry on a thread; faults stop the sales as those found at the start do. */
  readonly checkInBackground: () => Promise<Result<JournalReport, DatabaseFailure>>;
  /** Checks every entry now. A whole journal may be sold on again. */
  readonly recheck: () => JournalHealth;
  /** Makes a lost seal anew when every entry is whole, and records who decided it. */
  readonly reseal: (decidedBy: string) => JournalHealth;
  readonly rebuildProjections: () => void;
  readonly close: () => void;
};

/** SQLite checks its pages at the start of a small file only; a large one waits for the background. */
const START_PAGES_BYTES_MAX = 4_194_304;

/** Opens the journal of a station, makes it at the first start, and checks its end. One process at a time. */
export function openJournal(options: JournalOptions): Result<Journal, OpenFailure> {
  const lock = takeOwnerLock(options.databasePath);
  if (!lock.ok) {
    return lock.error === 'taken'
      ? failed('locked', `Another process has ${options.databasePath} open: stop it first.`)
      : err(openFailureOf({ code: 'io', detail: 'The lock failed.' }, options.databasePath));
  }
  const opened = openOrSay(options, lock.value);
  if (!opened.ok) lock.value.release();
  return opened;
}

/** A disk that is full or fails while the files are made or looked at is said, not thrown. */
function openOrSay(options: JournalOptions, lock: OwnerLock): Result<Journal, OpenFailure> {
  const opening: Opening = { db: undefined, writer: undefined };
  try {
    return openOwned(options, lock, opening);
  } catch (error) {
    opening.writer?.close();
    opening.db?.close();
    return err(openFailureOf(fileFailureOf(error), options.databasePath));
  }
}

/** What was opened so far. */
type Opening = { db: WritableDb | undefined; writer: JournalWriter | undefined };

function openOwned(
  options: JournalOptions,
  lock: OwnerLock,
  opening: Opening,
): Result<Journal, OpenFailure> {
  const identity: Identity = {
    stationId: options.stationId,
    publicKeyHex: options.key.publicKeyHex,
  };
  const seal = readSealFile(options.sealPath, sealRecordReader(identity));
  const sealedSeq = seal.kind === 'read' ? (seal.newest?.head.seq ?? 0) : 0;
  if (sealedSeq > 0 && !existsSync(options.databasePath)) {
    return failed(
      'journal-missing',
      `${options.databasePath} is gone, but its seal names ${sealedSeq} entries: put it back.`,
    );
  }
  const opened = openWritable(options.databasePath);
  if (!opened.ok) return err(openFailureOf(opened.error, options.databasePath));
  const db = opened.value;
  opening.db = db;
  const refused = claimIdentity(db, identity);
  if (refused !== undefined) {
    db.close();
    return err(refused);
  }
  const writer = createJournalWriter(
    { ...options, db },
    readHead(db) ?? genesisHead(options.stationId, sha256),
  );
  opening.writer = writer;
  beginOrBreak(options, db, writer, seal);
  const reader = openReadable(options.databasePath);
  if (!reader.ok) {
    writer.close();
    db.close();
    return err(openFailureOf(reader.error, options.databasePath));
  }
  return ok(assemble(options, { db, reader: reader.value, writer, lock }));
}

type OpenParts = {
  readonly db: WritableDb;
  readonly reader: ReadableDb;
  readonly writer: JournalWriter;
  readonly lock: OwnerLock;
};

function assemble(options: JournalOptions, { db, reader, writer, lock }: OpenParts): Journal {
  const { stationId, key, projections, databasePath, sealPath } = options;
  const identity = { stationId, publicKeyHex: key.publicKeyHex };
  const files = { databasePath, sealPath, publicKeyHex: key.publicKeyHex };
  let isClosed = false;
  return {
    stationId,
    publicKeyHex: key.publicKeyHex,
    append: writer.append,
    head: writer.head,
    count: () => writer.head().seq,
    read: (fromSeq, limit) => readEntries(reader, fromSeq, limit),
    database: reader,
    health: writer.health,
    refusing: writer.refusing,
    recordCountersignature: writer.recordCountersignature,
    countersignature: writer.countersignature,
    checkInBackground: async () => {
      const checked = await checkOnThread(files);
      if (!isClosed && checked.ok && checked.value.faults.length > 0) {
        writer.breakOff(checked.value.faults);
      }
      return checked;
    },
    recheck: () => recheck({ files, identity, writer }),
    reseal: (decidedBy) => reseal({ files, identity, writer }, decidedBy),
    rebuildProjections: () => {
      rebuildProjections(db, projections);
      writer.restamp();
    },
    close: () => {
      if (isClosed) return;
      isClosed = true;
      writer.close();
      reader.close();
      // The last to close copies the write-ahead log into the file.
      db.close();
      lock.release();
    },
  };
}

/** Checks the end of the journal; projections and seal are only touched when it is whole. */
function beginOrBreak(
  { projections }: JournalOptions,
  db: WritableDb,
  writer: JournalWriter,
  seal: SealReading,
): void {
  const newest = seal.kind === 'read' ? seal.newest : undefined;
  const headSeq = readHead(db)?.seq ?? 0;
  const report = checkJournal(db, seal, identityOf(db), {
    ...startScope(newest?.head.seq ?? 0, headSeq),
    checksPages: sizeOf(db) <= START_PAGES_BYTES_MAX,
  });
  if (report.faults.length > 0) {
    writer.breakOff(judgeProjections(db, report, projections).faults);
    return;
  }
  updateProjections(db, projections);
  writer.begin({ kind: 'whole', notes: report.notes }, newest);
}

/** Writes whose journal a new file is; says what does not fit in one that is there. */
function claimIdentity(db: WritableDb, identity: Identity): OpenFailure | undefined {
  const found = identityOf(db);
  if (found === undefined) {
    // With entries and no identity the file was tampered with; the check that follows names it.
    if (readHead(db) === undefined) {
      db.prepare('INSERT INTO identity VALUES (1, ?, ?)').run(
        identity.stationId,
        identity.publicKeyHex,
      );
    }
    return undefined;
  }
  if (found.stationId !== identity.stationId) {
    return {
      code: 'wrong-station',
      message: `This journal is of station ${found.stationId}, not of ${identity.stationId}.`,
    };
  }
  return found.publicKeyHex === identity.publicKeyHex
    ? undefined
    : {
        code: 'wrong-key',
        message: `This journal was signed with another key (${found.publicKeyHex}): put its key file back.`,
      };
}

const sizeOf = (db: ReadableDb): number =>
  (db.pragma('page_count', { simple: true }) as number) *
  (db.pragma('page_size', { simple: true }) as number);

function openFailureOf(found: DatabaseFailure, path: string): OpenFailure {
  const failure = orDiskFull(found, path);
  const { code } = failure;
  switch (code) {
    case 'newer-version':
      return {
        code,
        message: `${path} was written by a newer version (${failure.found}, this one knows ${failure.known}): install that version.`,
      };
    case 'not-a-journal':
      return { code, message: `${path} is not a journal of a station.` };
    case 'disk-full':
      return { code, message: `No room on the disk for ${path}.` };
    case 'io':
      return { code, message: `${path} cannot be read or written. ${failure.detail}` };
    default:
      return assertNever(failure);
  }
}

const failed = (code: OpenFailure['code'], message: string): Result<never, OpenFailure> =>
  err({ code, message });
