import type { Projection } from '../journal/projection.ts';
import type { EntryBodies } from '../../domain/journal/entries.ts';
import { upgradeBasketLine } from '../../domain/journal/old-entries.ts';
import type { BasketLine } from '../../domain/till/basket.ts';
import type { BasketId } from '../../shared/ids.ts';
import { statement } from './statement.ts';
import type Database from 'better-sqlite3';

/** The basket that is open, as it was left: it survives a restart of the station. */
export const basketProjection: Projection = {
  name: 'basket',
  tables: `
    CREATE TABLE open_basket(one INTEGER PRIMARY KEY CHECK (one = 1), basket_id TEXT, revision INTEGER NOT NULL) STRICT;
    INSERT INTO open_basket VALUES (1, NULL, 0);
    CREATE TABLE open_basket_line(
      line_id TEXT PRIMARY KEY, position INTEGER NOT NULL, line TEXT NOT NULL
    ) STRICT;
  `,
  apply: (db, entry) => {
    switch (entry.kind) {
      case 'basket.line-set@1':
      case 'basket.line-set@2': {
        const body =
          entry.kind === 'basket.line-set@2'
            ? (entry.body as EntryBodies['basket.line-set@2'])
            : upgradeBasketLine(entry.body as EntryBodies['basket.line-set@1']);
        const { basketId, staff: _staff, ...line } = body;
        if (line.count === 0) {
          statement(db, 'DELETE FROM open_basket_line WHERE line_id = ?').run(line.lineId);
        } else {
          statement(
            db,
            'INSERT INTO open_basket_line VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET line = excluded.line',
          ).run(line.lineId, entry.seq, JSON.stringify(line));
        }
        statement(db, 'UPDATE open_basket SET basket_id = ?, revision = ?').run(
          basketId,
          entry.seq,
        );
        return;
      }
      case 'basket.discarded@1':
      case 'sale.recorded@1':
      case 'sale.recorded@2':
        statement(db, 'DELETE FROM open_basket_line').run();
        statement(db, 'UPDATE open_basket SET basket_id = NULL, revision = ?').run(entry.seq);
        return;
      default:
    }
  },
};

export type OpenBasket = {
  readonly basketId: BasketId | null;
  /** The entry that last changed it. */
  readonly revision: number;
  readonly lines: readonly BasketLine[];
};

export function readOpenBasket(db: Database.Database): OpenBasket {
  const head = statement(db, 'SELECT basket_id AS basketId, revision FROM open_basket').get() as {
    readonly basketId: BasketId | null;
    readonly revision: number;
  };
  const rows = statement(db, 'SELECT line FROM open_basket_line ORDER BY position').all() as {
    readonly line: string;
  }[];
  return { ...head, lines: rows.map((row) => JSON.parse(row.line) as BasketLine) };
}
