import type Database from 'better-sqlite3';
import type { EntryBodies } from '../../domain/journal/entries.ts';
import { mergeFigures } from '../../domain/closing/figure.ts';
import type { Figure } from '../../domain/closing/figure.ts';
import { operationOf } from '../../domain/closing/operation-of.ts';
import type { Operation, Remembered, SaleKept } from '../../domain/closing/operation-of.ts';
import { totalsOf } from '../../domain/closing/sum-day.ts';
import type { DayTotals } from '../../domain/closing/day-totals.ts';
import type { AssetKind } from '../../domain/wallet/asset.ts';
import type { ClosingId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Day, Instant } from '../../shared/time.ts';
import type { WritableDb } from '../journal/database.ts';
import type { Projection, ProjectedEntry } from '../journal/projection.ts';
import { statement } from './statement.ts';

/**
 * The open period, summed as its entries come, and the closings so far (RULES D1, D2). A period
 * holds the entries after one closing up to the next; all that counts in it is of one day.
 */
export const dayProjection: Projection = {
  name: 'day',
  tables: `
    CREATE TABLE open_period(
      one INTEGER PRIMARY KEY CHECK (one = 1), day TEXT, from_seq INTEGER NOT NULL,
      opening_cents INTEGER NOT NULL, perpetual_cents INTEGER NOT NULL, perpetual_absolute_cents INTEGER NOT NULL
    ) STRICT;
    INSERT INTO open_period VALUES (1, NULL, 1, 0, 0, 0);
    -- Sums since the last closing, as src/domain/closing reckons them.
    CREATE TABLE day_figure(
      figure TEXT NOT NULL, key TEXT NOT NULL, label TEXT NOT NULL,
      count INTEGER NOT NULL, cents INTEGER NOT NULL, vat_cents INTEGER NOT NULL,
      PRIMARY KEY (figure, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE day_sale(
      sale_id TEXT PRIMARY KEY, staff_id TEXT NOT NULL, staff_name TEXT NOT NULL,
      point_of_sale_id TEXT NOT NULL, means TEXT NOT NULL, left_count INTEGER NOT NULL, is_turnover INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE day_asset(asset_id TEXT PRIMARY KEY, kind TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE closing(
      number INTEGER PRIMARY KEY, seq INTEGER NOT NULL, closing_id TEXT NOT NULL, day TEXT NOT NULL,
      at TEXT NOT NULL, staff_name TEXT, turnover_cents INTEGER NOT NULL, difference_cents INTEGER
    ) STRICT;
    CREATE INDEX closing_day ON closing(day);
  `,
  apply: (db, entry) => {
    if (entry.kind === 'day.closed@1') {
      close(db, entry, entry.body as EntryBodies['day.closed@1']);
      return;
    }
    const operation = operationOf(entry, remembered(db));
    if (operation !== null) add(db, operation);
  },
};

function add(db: WritableDb, operation: Operation): void {
  const { day, figures, turnoverCents, sale, assetKinds } = operation;
  statement(
    db,
    `UPDATE open_period SET day = ?, perpetual_cents = perpetual_cents + ?,
       perpetual_absolute_cents = perpetual_absolute_cents + ?`,
  ).run(day, turnoverCents, Math.abs(turnoverCents));
  if (sale !== null) {
    const { staff, pointOfSaleId, means, leftCount, isTurnover } = sale.kept;
    statement(
      db,
      `INSERT INTO day_sale VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET means = excluded.means, left_count = excluded.left_count`,
    ).run(
      sale.saleId,
      staff.id,
      staff.name,
      pointOfSaleId,
      JSON.stringify(means),
      leftCount,
      isTurnover ? 1 : 0,
    );
  }
  for (const { assetId, kind } of assetKinds) {
    statement(db, 'INSERT INTO day_asset VALUES (?, ?) ON CONFLICT DO NOTHING').run(assetId, kind);
  }
  for (const { figure, key, label, count, cents, vatCents } of mergeFigures(figures)) {
    statement(
      db,
      `INSERT INTO day_figure VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET label = excluded.label, count = count + excluded.count,
         cents = cents + excluded.cents, vat_cents = vat_cents + excluded.vat_cents`,
    ).run(figure, key, label, count, cents, vatCents);
  }
}

function close(db: WritableDb, entry: ProjectedEntry, body: EntryBodies['day.closed@1']): void {
  statement(db, 'INSERT INTO closing VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    body.number,
    entry.seq,
    body.closingId,
    body.day,
    entry.at,
    body.staff?.name ?? null,
    body.totals.turnover.cents,
    body.differenceCents,
  );
  statement(db, 'DELETE FROM day_figure').run();
  // The next day opens on what is in the drawer: as counted, or as it should be.
  statement(db, 'UPDATE open_period SET day = NULL, from_seq = ?, opening_cents = ?').run(
    entry.seq + 1,
    body.cashCountedCents ?? body.totals.cash.expectedCents,
  );
}

const remembered = (db: Database.Database): Remembered => ({
  saleOf: (saleId) => {
    const row = statement(db, 'SELECT * FROM day_sale WHERE sale_id = ?').get(saleId) as
      | {
          readonly staff_id: SaleKept['staff']['id'];
          readonly staff_name: string;
          readonly point_of_sale_id: string;
          readonly means: string;
          readonly left_count: number;
          readonly is_turnover: 0 | 1;
        }
      | undefined;
    return row === undefined
      ? undefined
      : {
          staff: { id: row.staff_id, name: row.staff_name },
          pointOfSaleId: row.point_of_sale_id,
          means: JSON.parse(row.means) as SaleKept['means'],
          leftCount: row.left_count,
          isTurnover: row.is_turnover === 1,
        };
  },
  kindOf: (assetId) =>
    statement(db, 'SELECT kind FROM day_asset WHERE asset_id = ?').pluck().get(assetId) as
      AssetKind | undefined,
});

export type OpenPeriod = {
  /** The day of what happened since the last closing; null while nothing did. */
  readonly day: Day | null;
  /** The first entry after the last closing. */
  readonly fromSeq: number;
  /** What the drawer held then. */
  readonly openingCents: Cents;
  readonly perpetualCents: Cents;
  readonly perpetualAbsoluteCents: Cents;
};

export const readOpenPeriod = (db: Database.Database): OpenPeriod =>
  statement(
    db,
    `SELECT day, from_seq AS fromSeq, opening_cents AS openingCents, perpetual_cents AS perpetualCents,
       perpetual_absolute_cents AS perpetualAbsoluteCents FROM open_period`,
  ).get() as OpenPeriod;

/** Ticket X: what the open period comes to now. */
export const readDayTotals = (db: Database.Database): DayTotals =>
  totalsOf(
    statement(
      db,
      'SELECT figure, key, label, count, cents, vat_cents AS vatCents FROM day_figure',
    ).all() as Figure[],
    readOpenPeriod(db).openingCents,
  );

/** Sales of the open period that were not wholly taken back. */
export const readSaleCount = (db: Database.Database): number =>
  (statement(db, "SELECT count FROM day_figure WHERE figure = 'sale'").pluck().get() as
    number | undefined) ?? 0;

/** What the drawer should hold now. */
export const readCashExpected = (db: Database.Database): Cents =>
  statement(
    db,
    `SELECT opening_cents + coalesce((
       SELECT sum(CASE WHEN key IN ('emptied', 'corrections') THEN -cents ELSE cents END)
       FROM day_figure WHERE figure = 'cash'), 0) FROM open_period`,
  )
    .pluck()
    .get() as Cents;

export const isDayClosed = (db: Database.Database, day: Day): boolean =>
  statement(db, 'SELECT 1 FROM closing WHERE day = ? LIMIT 1').get(day) !== undefined;

export type ClosingRow = {
  readonly number: number;
  readonly seq: number;
  readonly closingId: ClosingId;
  readonly day: Day;
  readonly at: Instant;
  /** Null: the next day closed it by itself. */
  readonly staffName: string | null;
  readonly turnoverCents: Cents;
  readonly differenceCents: Cents | null;
};

const CLOSING_COLUMNS = `number, seq, closing_id AS closingId, day, at, staff_name AS staffName,
  turnover_cents AS turnoverCents, difference_cents AS differenceCents`;

/** Newest first. */
export const readClosings = (
  db: Database.Database,
  skip: number,
  limit: number,
): readonly ClosingRow[] =>
  statement(db, `SELECT ${CLOSING_COLUMNS} FROM closing ORDER BY number DESC LIMIT ? OFFSET ?`).all(
    limit,
    skip,
  ) as ClosingRow[];

/** The entries among which those of a day are; `toSeq` is null while it is open. */
export function readPeriodOf(
  db: Database.Database,
  day: Day,
): { readonly fromSeq: number; readonly toSeq: number | null } {
  const open = readOpenPeriod(db);
  const find = (where: string): { number: number; seq: number } | undefined =>
    statement(db, `SELECT number, seq FROM closing WHERE ${where} ORDER BY number LIMIT 1`).get(
      day,
    ) as { number: number; seq: number } | undefined;
  const closing = find('day = ?') ?? (open.day === day ? undefined : find('day > ?'));
  if (closing === undefined) return { fromSeq: open.fromSeq, toSeq: null };
  const before = statement(db, 'SELECT seq FROM closing WHERE number = ?')
    .pluck()
    .get(closing.number - 1) as number | undefined;
  return { fromSeq: (before ?? 0) + 1, toSeq: closing.seq - 1 };
}
