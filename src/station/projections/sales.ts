import type Database from 'better-sqlite3';
import { saleOfEntry } from '../../domain/journal/old-entries.ts';
import type { AssetId, CardId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import type { Projection } from '../journal/projection.ts';
import { statement } from './statement.ts';

/** Sales of this station, the cash that should be in its drawer, and what it took from Passes. */
export const salesProjection: Projection = {
  name: 'sales',
  tables: `
    CREATE TABLE sale(
      number INTEGER PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, sale_id TEXT NOT NULL UNIQUE,
      at TEXT NOT NULL, day TEXT NOT NULL, total_cents INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX sale_day ON sale(day);
    CREATE TABLE sale_payment(
      sale_number INTEGER NOT NULL, position INTEGER NOT NULL, means TEXT NOT NULL, cents INTEGER NOT NULL,
      PRIMARY KEY (sale_number, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE pass_spend(
      seq INTEGER NOT NULL, position INTEGER NOT NULL, card_id TEXT NOT NULL, asset_id TEXT NOT NULL,
      cents INTEGER NOT NULL, is_unsecured INTEGER NOT NULL, reserve_id TEXT,
      PRIMARY KEY (seq, position, asset_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX pass_spend_card ON pass_spend(card_id, seq);
    CREATE INDEX pass_spend_reserve ON pass_spend(reserve_id) WHERE reserve_id IS NOT NULL;
    CREATE INDEX pass_spend_unsecured ON pass_spend(seq) WHERE is_unsecured = 1;
    CREATE TABLE drawer(one INTEGER PRIMARY KEY CHECK (one = 1), cash_cents INTEGER NOT NULL) STRICT;
    INSERT INTO drawer VALUES (1, 0);
  `,
  apply: (db, entry) => {
    const sale = saleOfEntry(entry);
    if (sale === null) return;
    statement(db, 'INSERT INTO sale VALUES (?, ?, ?, ?, ?, ?)').run(
      sale.number,
      entry.seq,
      sale.saleId,
      entry.at,
      sale.day,
      sale.totalCents,
    );
    for (const [position, payment] of sale.payments.entries()) {
      statement(db, 'INSERT INTO sale_payment VALUES (?, ?, ?, ?)').run(
        sale.number,
        position,
        payment.means,
        payment.cents,
      );
      if (payment.means === 'cash') {
        statement(db, 'UPDATE drawer SET cash_cents = cash_cents + ?').run(payment.cents);
      }
      if (payment.means !== 'pass') continue;
      for (const part of payment.parts) {
        statement(db, 'INSERT INTO pass_spend VALUES (?, ?, ?, ?, ?, ?, ?)').run(
          entry.seq,
          position,
          payment.cardId,
          part.assetId,
          part.cents,
          payment.backing.kind === 'unsecured' ? 1 : 0,
          payment.backing.reserveId,
        );
      }
    }
  },
};

export const nextSaleNumber = (db: Database.Database): number =>
  (statement(db, 'SELECT coalesce(max(number), 0) + 1 AS next FROM sale').get() as { next: number })
    .next;

/** Whether the journal holds a sale that uses this reserve. */
export const isReserveSpent = (db: Database.Database, reserveId: string): boolean =>
  statement(db, 'SELECT 1 FROM pass_spend WHERE reserve_id = ? LIMIT 1').get(reserveId) !==
  undefined;

/** Spends without network that the cloud has not acked: of one card, or of the whole station. */
export function unsecuredSince(
  db: Database.Database,
  afterSeq: number,
  cardId: CardId | null,
): Cents {
  const row = statement(
    db,
    `SELECT coalesce(sum(cents), 0) AS total FROM pass_spend
     WHERE is_unsecured = 1 AND seq > ? AND (? IS NULL OR card_id = ?)`,
  ).get(afterSeq, cardId, cardId) as { total: number };
  return cents(row.total);
}

/** What this station took from some cards that the known wallets do not show yet, by asset. */
export function spendsNotReflected(
  db: Database.Database,
  cardIds: readonly CardId[],
  after: { readonly unsecuredSeq: number; readonly reservedSeq: number },
): ReadonlyMap<AssetId, Cents> {
  const taken = new Map<AssetId, Cents>();
  for (const cardId of cardIds) {
    const rows = statement(
      db,
      `SELECT asset_id AS assetId, sum(cents) AS total FROM pass_spend
       WHERE card_id = ? AND ((is_unsecured = 1 AND seq > ?) OR (is_unsecured = 0 AND seq > ?))
       GROUP BY asset_id`,
    ).all(cardId, after.unsecuredSeq, after.reservedSeq) as { assetId: AssetId; total: number }[];
    for (const row of rows)
      taken.set(row.assetId, cents((taken.get(row.assetId) ?? 0) + row.total));
  }
  return taken;
}

export type LastSale = {
  readonly seq: number;
  readonly number: number;
  readonly at: Instant;
  readonly totalCents: Cents;
};

export const readLastSale = (db: Database.Database): LastSale | undefined =>
  statement(
    db,
    'SELECT seq, number, at, total_cents AS totalCents FROM sale ORDER BY number DESC LIMIT 1',
  ).get() as LastSale | undefined;

export const readDrawerCents = (db: Database.Database): Cents =>
  cents((statement(db, 'SELECT cash_cents AS total FROM drawer').get() as { total: number }).total);
