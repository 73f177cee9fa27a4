import type { Result } from '../../shared/result.ts';
import type { JournalFiles } from './check-files.ts';
import { checkJournalFiles } from './check-files.ts';
import { sealRecordReader } from './check-journal.ts';
import type { DatabaseFailure } from './database.ts';
import type { Identity } from './entry-rows.ts';
import type { JournalFault, JournalHealth, JournalReport } from './journal-report.ts';
import type { JournalWriter } from './journal-writer.ts';
import { readSealFile } from './seal-file.ts';
import type { Seal } from '../../domain/journal/seal-record.ts';

/** Faults of the seal alone: every entry may still be whole. */
const SEAL_FAULTS: readonly JournalFault['kind'][] = [
  'seal-missing',
  'seal-invalid',
  'seal-changed',
  'older-seal',
];

export type RecoverParts = {
  readonly files: Required<Omit<JournalFiles, 'projections'>>;
  readonly identity: Identity;
  readonly writer: JournalWriter;
};

/** Checks every entry and goes on when there is no fault at all. */
export function recheck(parts: RecoverParts): JournalHealth {
  const faults = remainingFaults(parts, checkJournalFiles(parts.files));
  if (faults.length > 0) parts.writer.breakOff(faults);
  else parts.writer.begin({ kind: 'whole', notes: [] }, lastSeal(parts));
  return parts.writer.health();
}

/**
 * Makes the seal anew when it alone is lost, and writes into the journal who decided it and what
 * was wrong: a tail that was cut together with the seal is then found by the cloud, and this
 * entry tells when it may have happened.
 */
export function reseal(parts: RecoverParts, decidedBy: string): JournalHealth {
  const { writer } = parts;
  const before = writer.health();
  if (before.kind === 'whole') return before;
  const faults = remainingFaults(parts, checkJournalFiles(parts.files));
  if (faults.some((fault) => !SEAL_FAULTS.includes(fault.kind))) {
    writer.breakOff(faults);
    return writer.health();
  }
  writer.begin({ kind: 'whole', notes: [] }, lastSeal(parts));
  const kinds = [...new Set([...before.faults, ...faults].map((fault) => fault.kind))];
  writer.append([{ kind: 'journal.resealed@1', body: { decidedBy, faults: kinds.toSorted() } }]);
  return writer.health();
}

function remainingFaults(
  { writer }: RecoverParts,
  checked: Result<JournalReport, DatabaseFailure>,
): readonly JournalFault[] {
  const health = writer.health();
  // The connection is on a file that has no name any more: only a new start leads to the right one.
  const replaced =
    health.kind === 'broken'
      ? health.faults.filter((fault) => fault.kind === 'database-replaced')
      : [];
  if (!checked.ok) return [...replaced, { kind: 'database-damaged', detail: checked.error.code }];
  const { headSeq, faults } = checked.value;
  const writtenSeq = writer.head().seq;
  const moved: readonly JournalFault[] =
    headSeq === writtenSeq ? [] : [{ kind: 'head-moved', writtenSeq, foundSeq: headSeq }];
  return [...replaced, ...moved, ...faults];
}

function lastSeal({ files, identity }: RecoverParts): Seal | undefined {
  const seal = readSealFile(files.sealPath, sealRecordReader(identity));
  return seal.kind === 'read' ? seal.newest : undefined;
}
