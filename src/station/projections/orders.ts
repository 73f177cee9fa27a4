import type Database from 'better-sqlite3';
import type { EntryBodies } from '../../domain/journal/entries.ts';
import type { BasketSent } from '../../domain/journal/sale-entries.ts';
import type { BasketId, OrderId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { Projection } from '../journal/projection.ts';
import { statement } from './statement.ts';

/** What kitchen and bar have still to prepare. A basket that is paid or moved changes nothing in it. */
export const ordersProjection: Projection = {
  name: 'orders',
  tables: `
    CREATE TABLE order_waiting(
      order_id TEXT NOT NULL, place TEXT NOT NULL, seq INTEGER NOT NULL, number INTEGER NOT NULL,
      name TEXT NOT NULL, at TEXT NOT NULL, basket_id TEXT NOT NULL, lines TEXT NOT NULL,
      PRIMARY KEY (order_id, place)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX order_waiting_seq ON order_waiting(seq);
    CREATE TABLE last_order(
      one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL, at TEXT
    ) STRICT;
    INSERT INTO last_order VALUES (1, 0, NULL);
  `,
  apply: (db, entry) => {
    switch (entry.kind) {
      case 'basket.sent@1': {
        const body = entry.body as EntryBodies['basket.sent@1'];
        for (const place of PLACES) {
          const lines = linesAt(body, place);
          if (lines.length === 0) continue;
          statement(db, 'INSERT INTO order_waiting VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
            body.orderId,
            place,
            entry.seq,
            body.number,
            body.name,
            entry.at,
            body.basketId,
            JSON.stringify(lines),
          );
        }
        statement(db, 'UPDATE last_order SET number = ?, at = ?').run(body.number, entry.at);
        return;
      }
      case 'order.done@1': {
        const { orderId, place } = entry.body as EntryBodies['order.done@1'];
        statement(db, 'DELETE FROM order_waiting WHERE order_id = ? AND place = ?').run(
          orderId,
          place,
        );
        return;
      }
      default:
    }
  },
};

export type Place = 'kitchen' | 'bar';
export const PLACES = ['kitchen', 'bar'] as const satisfies readonly Place[];

export type OrderLine = {
  readonly label: string;
  readonly optionLabels: readonly string[];
  readonly count: number;
};

export type WaitingOrder = {
  readonly orderId: OrderId;
  readonly place: Place;
  readonly number: number;
  readonly name: string;
  readonly sentAt: Instant;
  readonly basketId: BasketId;
  readonly lines: readonly OrderLine[];
};

/** What of an order one place prepares. */
export const linesAt = (body: BasketSent, place: Place): readonly OrderLine[] =>
  body.lines.flatMap(({ label, optionLabels, count, place: where }) =>
    where === place ? [{ label, optionLabels, count }] : [],
  );

/** Oldest first. */
export const readWaitingOrders = (db: Database.Database): readonly WaitingOrder[] =>
  (
    statement(
      db,
      `SELECT order_id AS orderId, place, number, name, at AS sentAt, basket_id AS basketId, lines
       FROM order_waiting ORDER BY seq, place`,
    ).all() as (Omit<WaitingOrder, 'lines'> & { readonly lines: string })[]
  ).map((row) => ({ ...row, lines: JSON.parse(row.lines) as readonly OrderLine[] }));

export const readLastOrder = (
  db: Database.Database,
): { readonly number: number; readonly at: Instant | null } =>
  statement(db, 'SELECT number, at FROM last_order').get() as {
    readonly number: number;
    readonly at: Instant | null;
  };
