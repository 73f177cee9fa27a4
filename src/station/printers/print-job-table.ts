/**
 * Papers that wait for a printer, in the work database. A paper is never a fact: the sale is in
 * the journal, and its receipt can be printed again from there.
 */
export const PRINT_JOB_TABLE = `
  CREATE TABLE print_job(
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('receipt', 'kitchen', 'bar')),
    language TEXT NOT NULL,
    receipt TEXT NOT NULL,
    created_at TEXT NOT NULL,
    -- Written before the first byte leaves: after a crash it tells what may be on paper in part.
    begun_at TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    -- How often it was cut in the middle: such a paper comes out as a DUPLICATA the next time.
    interruptions INTEGER NOT NULL DEFAULT 0,
    last_error TEXT,
    done_at TEXT,
    outcome TEXT CHECK (outcome IN ('printed', 'cancelled', 'failed')),
    CHECK ((done_at IS NULL) = (outcome IS NULL))
  ) STRICT;
  CREATE INDEX print_job_waiting ON print_job(role, position) WHERE done_at IS NULL;
`;
