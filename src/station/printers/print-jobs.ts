import type { PrintRole } from '../../contract/config/printers.ts';
import type { Receipt } from '../../domain/receipt/receipt.ts';
import { isLanguage, DEFAULT_LANGUAGE } from '../../shared/i18n.ts';
import type { Language } from '../../shared/i18n.ts';
import type { Instant } from '../../shared/time.ts';
import type { WorkDatabase } from '../work/work-database.ts';

/** A paper that waits for its printer. */
export type PrintJob = {
  readonly id: string;
  readonly role: PrintRole;
  readonly language: Language;
  readonly receipt: Receipt;
  /** How often it was cut in the middle. */
  readonly interruptions: number;
};

export type PrintJobOutcome = 'printed' | 'cancelled' | 'failed';

export type PrintJobs = {
  readonly add: (job: Omit<PrintJob, 'interruptions'>, at: Instant) => void;
  /** The oldest that waits. */
  readonly next: (role: PrintRole) => PrintJob | null;
  /** Before the first byte leaves. */
  readonly begin: (id: string, at: Instant) => void;
  /** Nothing of it left the station. */
  readonly postpone: (id: string, error: string) => void;
  /** Some of it may be on paper. Returns how often that was so. */
  readonly interrupt: (id: string, error: string) => number;
  /** False when it was finished already. */
  readonly finish: (id: string, outcome: PrintJobOutcome, at: Instant, error?: string) => boolean;
  readonly cancelAll: (role: PrintRole, at: Instant) => void;
  /** What failed waits again, in its old place. */
  readonly revive: (role: PrintRole) => void;
  /** What was in a printer when the station died may be on paper in part. */
  readonly recover: () => void;
  readonly count: (role: PrintRole) => { readonly waiting: number; readonly failed: number };
};

/** Papers that one role keeps; above it the oldest gives way: nobody waits for it any more. */
const WAITING_MAX = 500;
/** Finished papers that are remembered, to be looked at when something went wrong. */
const FINISHED_MAX = 200;

type Row = {
  readonly id: string;
  readonly role: PrintRole;
  readonly language: string;
  readonly receipt: string;
  readonly interruptions: number;
};

export function createPrintJobs(db: WorkDatabase): PrintJobs {
  const insert = db.prepare(
    'INSERT INTO print_job(id, role, language, receipt, created_at) VALUES (?, ?, ?, ?, ?)',
  );
  const makeRoom = db.prepare(`
    UPDATE print_job SET done_at = ?, outcome = 'failed', last_error = 'too many papers waited'
    WHERE position IN (
      SELECT position FROM print_job WHERE role = ? AND done_at IS NULL AND begun_at IS NULL
      ORDER BY position DESC LIMIT -1 OFFSET ${WAITING_MAX}
    )`);
  const forget = db.prepare(`
    DELETE FROM print_job WHERE position IN (
      SELECT position FROM print_job WHERE done_at IS NOT NULL
      ORDER BY done_at DESC, position DESC LIMIT -1 OFFSET ${FINISHED_MAX}
    )`);
  const first = db.prepare<[PrintRole], Row>(`
    SELECT id, role, language, receipt, interruptions FROM print_job
    WHERE role = ? AND done_at IS NULL ORDER BY position LIMIT 1`);
  const setBegun = db.prepare(
    'UPDATE print_job SET begun_at = ?, tries = tries + 1 WHERE id = ? AND done_at IS NULL',
  );
  const setPostponed = db.prepare(
    'UPDATE print_job SET tries = tries + 1, last_error = ? WHERE id = ? AND done_at IS NULL',
  );
  const setInterrupted = db.prepare<[string, string], { interruptions: number }>(`
    UPDATE print_job SET begun_at = NULL, interruptions = interruptions + 1, last_error = ?
    WHERE id = ? AND done_at IS NULL RETURNING interruptions`);
  const setDone = db.prepare(`
    UPDATE print_job SET done_at = ?, outcome = ?, begun_at = NULL,
      last_error = coalesce(?, last_error)
    WHERE id = ? AND done_at IS NULL`);
  const cancelRole = db.prepare(`
    UPDATE print_job SET done_at = ?, outcome = 'cancelled', begun_at = NULL
    WHERE role = ? AND (done_at IS NULL OR outcome = 'failed')`);
  const reviveRole = db.prepare(`
    UPDATE print_job SET done_at = NULL, outcome = NULL WHERE role = ? AND outcome = 'failed'`);
  const recoverAll = db.prepare(`
    UPDATE print_job SET begun_at = NULL, interruptions = interruptions + 1,
      last_error = 'the station stopped in the middle'
    WHERE done_at IS NULL AND begun_at IS NOT NULL`);
  const counts = db.prepare<[PrintRole], { waiting: number; failed: number }>(`
    SELECT count(*) FILTER (WHERE done_at IS NULL) AS waiting,
      count(*) FILTER (WHERE outcome = 'failed') AS failed
    FROM print_job WHERE role = ?`);

  return {
    add: db.transaction((job: Omit<PrintJob, 'interruptions'>, at: Instant) => {
      insert.run(job.id, job.role, job.language, JSON.stringify(job.receipt), at);
      makeRoom.run(at, job.role);
      forget.run();
    }),
    next: (role) => {
      const row = first.get(role);
      return row === undefined ? null : toJob(row);
    },
    begin: (id, at) => void setBegun.run(at, id),
    postpone: (id, error) => void setPostponed.run(error, id),
    interrupt: (id, error) => setInterrupted.get(error, id)?.interruptions ?? 0,
    finish: (id, outcome, at, error) => setDone.run(at, outcome, error ?? null, id).changes === 1,
    cancelAll: (role, at) => void cancelRole.run(at, role),
    revive: (role) => void reviveRole.run(role),
    recover: () => void recoverAll.run(),
    count: (role) => counts.get(role) ?? { waiting: 0, failed: 0 },
  };
}

const toJob = (row: Row): PrintJob => ({
  ...row,
  language: isLanguage(row.language) ? row.language : DEFAULT_LANGUAGE,
  receipt: JSON.parse(row.receipt) as Receipt,
});
