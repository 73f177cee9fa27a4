import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { WHOLE_JOURNAL, checkJournal, identityOf, sealRecordReader } from './check-journal.ts';
import type { CheckScope } from './check-journal.ts';
import { openReadable } from './database.ts';
import type { DatabaseFailure, ReadableDb } from './database.ts';
import type { JournalFault, JournalReport } from './journal-report.ts';
import { areProjectionsOurs, compareProjections } from './projections.ts';
import type { Projection } from './projection.ts';
import { readSealFile } from './seal-file.ts';
import type { SealReading } from './seal-file.ts';

export type JournalFiles = {
  readonly databasePath: string;
  readonly sealPath: string;
  /** The key that must have signed; without it, the one that the file itself names. */
  readonly publicKeyHex?: string;
  /** Rebuilt and compared when given. */
  readonly projections?: readonly Projection[];
};

/** Checks the two files of a journal without changing them. The station may be running. */
export function checkJournalFiles(
  files: JournalFiles,
  scope: CheckScope = WHOLE_JOURNAL,
): Result<JournalReport, DatabaseFailure> {
  const checked = checkInPlace(files, scope);
  // SQLite reads a journal only where it may put its -shm file: not on a disk that is read-only.
  return !checked.ok && checked.error.code === 'io' && existsSync(files.databasePath)
    ? checkCopy(files, scope)
    : checked;
}

function checkCopy(files: JournalFiles, scope: CheckScope): Result<JournalReport, DatabaseFailure> {
  const folder = mkdtempSync(join(tmpdir(), 'journal-check-'));
  const databasePath = join(folder, 'journal.sqlite');
  try {
    copyFileSync(files.databasePath, databasePath);
    const log = `${files.databasePath}-wal`;
    if (existsSync(log)) copyFileSync(log, `${databasePath}-wal`);
    return checkInPlace({ ...files, databasePath }, scope);
  } catch (error) {
    return err({ code: 'io', detail: String(error) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function checkInPlace(
  files: JournalFiles,
  scope: CheckScope,
): Result<JournalReport, DatabaseFailure> {
  const opened = openReadable(files.databasePath);
  if (!opened.ok) return err(opened.error);
  const db = opened.value;
  try {
    const named = identityOf(db);
    const identity =
      named === undefined || files.publicKeyHex === undefined
        ? named
        : { ...named, publicKeyHex: files.publicKeyHex };
    const seal: SealReading =
      identity === undefined
        ? { kind: 'missing' }
        : readSealFile(files.sealPath, sealRecordReader(identity));
    // One read transaction: the journal may grow meanwhile, what is checked does not.
    const report = db.transaction(() => checkJournal(db, seal, identity, scope))();
    return ok(judgeProjections(db, report, files.projections ?? []));
  } finally {
    db.close();
  }
}

const TAIL_FAULTS: readonly JournalFault['kind'][] = ['tail-missing', 'schema-changed'];

/**
 * What the projections add to a report. Under whole entries they must be what a rebuild gives.
 * When the end is missing they tell how: whoever cut it off left them as they were, while an
 * older copy of the file has its own, which fit.
 */
export function judgeProjections(
  db: ReadableDb,
  report: JournalReport,
  projections: readonly Projection[],
): JournalReport {
  const { faults } = report;
  const canRebuild = faults.every((fault) => TAIL_FAULTS.includes(fault.kind));
  if (projections.length === 0 || !canRebuild) return report;
  if (!areProjectionsOurs(db, projections)) {
    return { ...report, notes: [...report.notes, { kind: 'projections-not-compared' }] };
  }
  const differing = db.transaction(() => compareProjections(db, projections))();
  if (faults.some((fault) => fault.kind === 'tail-missing')) {
    const kind = differing.length > 0 ? 'tail-cut' : 'older-copy';
    return {
      ...report,
      faults: faults.map((fault) => (fault.kind === 'tail-missing' ? { ...fault, kind } : fault)),
    };
  }
  const added = differing.map((table) => ({ kind: 'projection-differs', table }) as const);
  return { ...report, faults: [...faults, ...added] };
}
