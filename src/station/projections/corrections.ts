import type Database from 'better-sqlite3';
import type { EntryBodies } from '../../domain/journal/entries.ts';
import { saleOfEntry } from '../../domain/journal/old-entries.ts';
import type { Payment, SaleRecorded } from '../../domain/journal/sale-entries.ts';
import type { SaleId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Day, Instant } from '../../shared/time.ts';
import type { WritableDb } from '../journal/database.ts';
import type { ProjectedEntry, Projection } from '../journal/projection.ts';
import { operationEntry } from './operation-entry.ts';
import { statement } from './statement.ts';

/**
 * Past sales as lists show them, and what was put right in each: a day of thousands of sales is
 * read page by page without an entry being opened. What was done in training stands apart.
 */
export const correctionsProjection: Projection = {
  name: 'corrections',
  tables: `
    CREATE TABLE past_sale(
      sale_id TEXT PRIMARY KEY, seq INTEGER NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL,
      day TEXT NOT NULL, staff_name TEXT NOT NULL, total_cents INTEGER NOT NULL,
      corrected_cents INTEGER NOT NULL, means TEXT NOT NULL, summary TEXT NOT NULL,
      is_training INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX past_sale_day ON past_sale(is_training, day, seq);
    CREATE INDEX past_sale_number ON past_sale(is_training, number);
    CREATE TABLE sold_day(
      is_training INTEGER NOT NULL, day TEXT NOT NULL, PRIMARY KEY (is_training, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sale_change(seq INTEGER PRIMARY KEY, sale_id TEXT NOT NULL) STRICT;
    CREATE INDEX sale_change_sale ON sale_change(sale_id, seq);
    CREATE TABLE last_correction(is_training INTEGER PRIMARY KEY, number INTEGER NOT NULL) STRICT;
    INSERT INTO last_correction VALUES (0, 0), (1, 0);
  `,
  apply: (db, entry) => {
    const { kind, body, trainingNumber } = operationEntry(entry);
    const sale = saleOfEntry({ kind, body });
    if (sale !== null) return addSale(db, entry, sale, trainingNumber);
    switch (kind) {
      case 'sale.corrected@1': {
        const { saleId, number, totalCents } = body as EntryBodies['sale.corrected@1'];
        noteChange(db, entry, { saleId, number, isTraining: trainingNumber !== null });
        statement(
          db,
          'UPDATE past_sale SET corrected_cents = corrected_cents + ? WHERE sale_id = ?',
        ).run(totalCents, saleId);
        return;
      }
      case 'sale.means-changed@1': {
        const changed = body as EntryBodies['sale.means-changed@1'];
        const { saleId, number } = changed;
        noteChange(db, entry, { saleId, number, isTraining: trainingNumber !== null });
        statement(
          db,
          `UPDATE past_sale SET means = json_set(means, '$[' || ? || ']', ?) WHERE sale_id = ?`,
        ).run(String(changed.payment), changed.to, saleId);
        return;
      }
      default:
    }
  },
};

/** A summary names so many products at most, and is cut at so many characters. */
const SUMMARY_LINES_MAX = 4;
const SUMMARY_CHARS_MAX = 120;

function addSale(
  db: WritableDb,
  entry: ProjectedEntry,
  sale: SaleRecorded,
  trainingNumber: number | null,
): void {
  const isTraining = trainingNumber === null ? 0 : 1;
  statement(db, 'INSERT INTO past_sale VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)').run(
    sale.saleId,
    entry.seq,
    trainingNumber ?? sale.number,
    entry.at,
    sale.day,
    sale.staff.name,
    sale.totalCents,
    JSON.stringify(sale.payments.map((payment) => payment.means)),
    summaryOf(sale),
    isTraining,
  );
  statement(db, 'INSERT INTO sold_day VALUES (?, ?) ON CONFLICT DO NOTHING').run(
    isTraining,
    sale.day,
  );
}

/** `2 × Thé, Limonade`: enough to recognise a sale among others. */
function summaryOf({ lines }: SaleRecorded): string {
  const named = lines
    .slice(0, SUMMARY_LINES_MAX)
    .map(({ count, label }) => (count === 1 ? label : `${count} × ${label}`));
  const text = [...named, ...(lines.length > SUMMARY_LINES_MAX ? ['…'] : [])].join(', ');
  const cut = text.slice(0, SUMMARY_CHARS_MAX);
  // Half a character of two units cannot be stored as text that is read back the same.
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}

function noteChange(
  db: WritableDb,
  entry: ProjectedEntry,
  change: { readonly saleId: SaleId; readonly number: number; readonly isTraining: boolean },
): void {
  statement(db, 'INSERT INTO sale_change VALUES (?, ?)').run(entry.seq, change.saleId);
  statement(db, 'UPDATE last_correction SET number = ? WHERE is_training = ?').run(
    change.number,
    change.isTraining ? 1 : 0,
  );
}

/** Corrections are numbered from 1, apart from sales; those of training apart from the others. */
export const nextCorrectionNumber = (db: Database.Database, isTraining: boolean): number =>
  (statement(db, 'SELECT number FROM last_correction WHERE is_training = ?')
    .pluck()
    .get(isTraining ? 1 : 0) as number) + 1;

export type PastSale = {
  readonly saleId: SaleId;
  readonly seq: number;
  readonly number: number;
  readonly at: Instant;
  readonly day: Day;
  readonly staffName: string;
  readonly totalCents: Cents;
  readonly correctedCents: Cents;
  /** Of each payment, as it is now. */
  readonly means: readonly Payment['means'][];
  readonly summary: string;
  readonly isTraining: boolean;
};

type PastSaleRow = Omit<PastSale, 'means' | 'isTraining'> & {
  readonly means: string;
  readonly isTraining: 0 | 1;
};

const SELECT_PAST_SALE = `SELECT sale_id AS saleId, seq, number, at, day, staff_name AS staffName,
  total_cents AS totalCents, corrected_cents AS correctedCents, means, summary,
  is_training AS isTraining FROM past_sale`;

const pastSaleOf = (row: PastSaleRow): PastSale => ({
  ...row,
  means: JSON.parse(row.means) as PastSale['means'],
  isTraining: row.isTraining === 1,
});

export function readPastSale(db: Database.Database, saleId: string): PastSale | undefined {
  const row = statement(db, `${SELECT_PAST_SALE} WHERE sale_id = ?`).get(saleId) as
    PastSaleRow | undefined;
  return row === undefined ? undefined : pastSaleOf(row);
}

export type SalesWanted = {
  readonly isTraining: boolean;
  readonly skip: number;
  readonly limit: number;
};

/** Sales of a day, newest first. */
export const readSalesOfDay = (
  db: Database.Database,
  day: Day,
  { isTraining, skip, limit }: SalesWanted,
): readonly PastSale[] =>
  (
    statement(
      db,
      `${SELECT_PAST_SALE} WHERE is_training = ? AND day = ? ORDER BY seq DESC LIMIT ? OFFSET ?`,
    ).all(isTraining ? 1 : 0, day, limit, skip) as PastSaleRow[]
  ).map(pastSaleOf);

/** The sale of a number whatever its day, and the sales of a day that came to an amount. */
export const findSales = (
  db: Database.Database,
  wanted: { readonly number: number | null; readonly day: Day; readonly totalCents: number },
  { isTraining, skip, limit }: SalesWanted,
): readonly PastSale[] =>
  (
    statement(
      db,
      `${SELECT_PAST_SALE} WHERE sale_id IN (
         SELECT sale_id FROM past_sale WHERE is_training = @isTraining AND number = @number
         UNION SELECT sale_id FROM past_sale
         WHERE is_training = @isTraining AND day = @day AND total_cents = @totalCents
       ) ORDER BY seq DESC LIMIT @limit OFFSET @skip`,
    ).all({ ...wanted, isTraining: isTraining ? 1 : 0, limit, skip }) as PastSaleRow[]
  ).map(pastSaleOf);

/** Days on which something was sold, newest first. */
export const readSaleDays = (
  db: Database.Database,
  isTraining: boolean,
  limit: number,
): readonly Day[] =>
  statement(db, 'SELECT day FROM sold_day WHERE is_training = ? ORDER BY day DESC LIMIT ?')
    .pluck()
    .all(isTraining ? 1 : 0, limit) as Day[];

/** The entries that put something right in a sale, oldest first. */
export const readChangeSeqs = (db: Database.Database, saleId: string): readonly number[] =>
  statement(db, 'SELECT seq FROM sale_change WHERE sale_id = ? ORDER BY seq')
    .pluck()
    .all(saleId) as number[];
