import type Database from 'better-sqlite3';
import type { SaleCorrected } from '../../domain/journal/sale-entries.ts';
import type { StockMoved } from '../../domain/journal/till-entries.ts';
import { saleOfEntry } from '../../domain/journal/old-entries.ts';
import { stockOfLine } from '../../domain/till/stock-of-line.ts';
import type { ProductId } from '../../shared/ids.ts';
import type { Projection } from '../journal/projection.ts';
import { statement } from './statement.ts';

/** What this station took from the stock or put back, in thousandths of the product's unit (RULES T14). */
export const stockProjection: Projection = {
  name: 'stock',
  tables: `
    CREATE TABLE stock_move(
      seq INTEGER NOT NULL, position INTEGER NOT NULL, product_id TEXT NOT NULL, delta INTEGER NOT NULL,
      PRIMARY KEY (seq, position)
    ) STRICT, WITHOUT ROWID;
  `,
  apply: (db, entry) => {
    for (const [position, move] of movesOf(entry).entries()) {
      statement(db, 'INSERT INTO stock_move VALUES (?, ?, ?, ?)').run(
        entry.seq,
        position,
        move.productId,
        move.delta,
      );
    }
  },
};

type Move = { readonly productId: ProductId; readonly delta: number };

function movesOf(entry: { readonly kind: string; readonly body: unknown }): readonly Move[] {
  if (entry.kind === 'stock.moved@1') {
    const { productId, delta } = entry.body as StockMoved;
    return [{ productId, delta }];
  }
  if (entry.kind === 'sale.corrected@1') {
    const { lines } = entry.body as SaleCorrected;
    return lines.map((line) => ({ productId: line.productId, delta: stockOfLine(line) }));
  }
  const lines = saleOfEntry(entry)?.lines ?? [];
  return lines.map((line) => ({ productId: line.productId, delta: -stockOfLine(line) }));
}

/** What this station moved after an entry, by product. */
export function stockMovedSince(
  db: Database.Database,
  afterSeq: number,
): ReadonlyMap<ProductId, number> {
  const rows = statement(
    db,
    'SELECT product_id AS productId, sum(delta) AS delta FROM stock_move WHERE seq > ? GROUP BY product_id',
  ).all(afterSeq) as { readonly productId: ProductId; readonly delta: number }[];
  return new Map(rows.map(({ productId, delta }) => [productId, delta]));
}
