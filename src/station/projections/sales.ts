import type Database from 'better-sqlite3';
import type { EntryBodies } from '../../domain/journal/entries.ts';
import { saleOfEntry } from '../../domain/journal/old-entries.ts';
import type { Payment, SaleCorrected, SaleRecorded } from '../../domain/journal/sale-entries.ts';
import type { AssetId, BasketId, CardId, EventId, PledgeId, ProductId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../journal/database.ts';
import type { ProjectedEntry, Projection } from '../journal/projection.ts';
import { statement } from './statement.ts';

/**
 * Sales of this station, the cash that should be in its drawer, and what it took: from Passes,
 * of events, of rooms. What is pledged on a Pass counts as taken until its basket is sold or the
 * pledge is given back.
 */
export const salesProjection: Projection = {
  name: 'sales',
  tables: `
    CREATE TABLE sale(
      number INTEGER PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, sale_id TEXT NOT NULL UNIQUE,
      at TEXT NOT NULL, day TEXT NOT NULL, total_cents INTEGER NOT NULL, goods_hold_id TEXT
    ) STRICT;
    CREATE INDEX sale_day ON sale(day);
    CREATE INDEX sale_goods_hold ON sale(goods_hold_id) WHERE goods_hold_id IS NOT NULL;
    CREATE TABLE sale_payment(
      sale_number INTEGER NOT NULL, position INTEGER NOT NULL, means TEXT NOT NULL, cents INTEGER NOT NULL,
      PRIMARY KEY (sale_number, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE pass_spend(
      seq INTEGER NOT NULL, position INTEGER NOT NULL, card_id TEXT NOT NULL, asset_id TEXT NOT NULL,
      cents INTEGER NOT NULL, is_unsecured INTEGER NOT NULL, reserve_id TEXT,
      basket_id TEXT, pledge_id TEXT,
      PRIMARY KEY (seq, position, asset_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX pass_spend_card ON pass_spend(card_id, seq);
    CREATE INDEX pass_spend_reserve ON pass_spend(reserve_id) WHERE reserve_id IS NOT NULL;
    CREATE INDEX pass_spend_unsecured ON pass_spend(seq) WHERE is_unsecured = 1;
    CREATE INDEX pass_spend_basket ON pass_spend(basket_id) WHERE basket_id IS NOT NULL;
    CREATE TABLE place_sold(
      seq INTEGER NOT NULL, position INTEGER NOT NULL, event_id TEXT NOT NULL, price_id TEXT NOT NULL,
      count INTEGER NOT NULL, is_held INTEGER NOT NULL, PRIMARY KEY (seq, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE room_sold(
      seq INTEGER NOT NULL, position INTEGER NOT NULL, product_id TEXT NOT NULL,
      starts_at TEXT NOT NULL, ends_at TEXT NOT NULL, count INTEGER NOT NULL,
      is_held INTEGER NOT NULL, PRIMARY KEY (seq, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE drawer(one INTEGER PRIMARY KEY CHECK (one = 1), cash_cents INTEGER NOT NULL) STRICT;
    INSERT INTO drawer VALUES (1, 0);
  `,
  apply: (db, entry) => {
    const sale = saleOfEntry(entry);
    if (sale !== null) return addSale(db, entry, sale);
    switch (entry.kind) {
      case 'basket.pledged@1': {
        const { basketId, pledgeId, payment } = entry.body as EntryBodies['basket.pledged@1'];
        if (payment.means !== 'pass') return;
        // Without a reserve nobody else knows of it: it counts until it is sold or given back.
        const isUnsecured = payment.backing.kind === 'unsecured';
        const place = isUnsecured
          ? { seq: Number.MAX_SAFE_INTEGER, position: entry.seq }
          : { seq: entry.seq, position: 0 };
        return addSpend(db, place, payment, { basketId, pledgeId });
      }
      case 'basket.pledge-withdrawn@1':
        statement(db, 'DELETE FROM pass_spend WHERE basket_id = ? AND pledge_id = ?').run(
          (entry.body as EntryBodies['basket.pledge-withdrawn@1']).basketId,
          (entry.body as EntryBodies['basket.pledge-withdrawn@1']).pledgeId,
        );
        return;
      case 'basket.discarded@1':
        return dropPledges(db, (entry.body as EntryBodies['basket.discarded@1']).basketId);
      case 'training.recorded@1': {
        const { as, body } = entry.body as EntryBodies['training.recorded@1'];
        if (as === 'sale.recorded@2') dropPledges(db, body['basketId'] as BasketId);
        return;
      }
      case 'sale.corrected@1':
        return addGoods(db, entry.seq, entry.body as EntryBodies['sale.corrected@1'], -1, false);
      default:
    }
  },
};

function addSale(db: WritableDb, entry: ProjectedEntry, sale: SaleRecorded): void {
  statement(db, 'INSERT INTO sale VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    sale.number,
    entry.seq,
    sale.saleId,
    entry.at,
    sale.day,
    sale.totalCents,
    sale.goodsHoldId,
  );
  dropPledges(db, sale.basketId);
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
    if (payment.means === 'pass') addSpend(db, { seq: entry.seq, position }, payment, null);
  }
  addGoods(db, entry.seq, sale, 1, sale.goodsHoldId !== null);
}

function addSpend(
  db: WritableDb,
  { seq, position }: { readonly seq: number; readonly position: number },
  payment: Extract<Payment, { means: 'pass' }>,
  pledged: { readonly basketId: BasketId; readonly pledgeId: PledgeId } | null,
): void {
  for (const part of payment.parts) {
    statement(db, 'INSERT INTO pass_spend VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      seq,
      position,
      payment.cardId,
      part.assetId,
      part.cents,
      payment.backing.kind === 'unsecured' ? 1 : 0,
      payment.backing.reserveId,
      pledged?.basketId ?? null,
      pledged?.pledgeId ?? null,
    );
  }
}

const dropPledges = (db: WritableDb, basketId: BasketId): void => {
  statement(db, 'DELETE FROM pass_spend WHERE basket_id = ?').run(basketId);
};

/** Places and rooms that a sale takes, or that a correction gives back. */
function addGoods(
  db: WritableDb,
  seq: number,
  { lines }: Pick<SaleRecorded | SaleCorrected, 'lines'>,
  sign: 1 | -1,
  isHeld: boolean,
): void {
  for (const [position, { detail, productId, count }] of lines.entries()) {
    if (detail.kind === 'ticket') {
      statement(db, 'INSERT INTO place_sold VALUES (?, ?, ?, ?, ?, ?)').run(
        seq,
        position,
        detail.eventId,
        detail.priceId,
        sign * count,
        isHeld ? 1 : 0,
      );
    }
    if (detail.kind === 'room') {
      statement(db, 'INSERT INTO room_sold VALUES (?, ?, ?, ?, ?, ?, ?)').run(
        seq,
        position,
        productId,
        detail.startsAt,
        detail.endsAt,
        sign * count,
        isHeld ? 1 : 0,
      );
    }
  }
}

export const nextSaleNumber = (db: Database.Database): number =>
  (statement(db, 'SELECT coalesce(max(number), 0) + 1 AS next FROM sale').get() as { next: number })
    .next;

/** Whether the journal holds a sale that uses this reserve. */
export const isReserveSpent = (db: Database.Database, reserveId: string): boolean =>
  statement(db, 'SELECT 1 FROM pass_spend WHERE reserve_id = ? AND basket_id IS NULL LIMIT 1').get(
    reserveId,
  ) !== undefined;

/** Whether the journal holds a sale of what the cloud keeps under this hold. */
export const isGoodsHoldSold = (db: Database.Database, holdId: string): boolean =>
  statement(db, 'SELECT 1 FROM sale WHERE goods_hold_id = ? LIMIT 1').get(holdId) !== undefined;

/** Up to which entry the cloud's figures count what this station sold: with a hold, and without. */
export type GoodsReflected = { readonly heldSeq: number; readonly unheldSeq: number };

/** Places of an event that this station sold and the known figures do not count, by price. */
export function placesNotReflected(
  db: Database.Database,
  eventId: EventId,
  { heldSeq, unheldSeq }: GoodsReflected,
): ReadonlyMap<string, number> {
  const rows = statement(
    db,
    `SELECT price_id AS priceId, sum(count) AS count FROM place_sold
     WHERE event_id = ? AND seq > iif(is_held = 1, ?, ?) GROUP BY price_id`,
  ).all(eventId, heldSeq, unheldSeq) as { readonly priceId: string; readonly count: number }[];
  return new Map(rows.map(({ priceId, count }) => [priceId, count]));
}

export type RoomTime = { readonly startsAt: Instant; readonly endsAt: Instant };

/** When a room was sold by this station, later than what the known agenda shows. */
export const roomsNotReflected = (
  db: Database.Database,
  productId: ProductId,
  { heldSeq, unheldSeq }: GoodsReflected,
): readonly RoomTime[] =>
  statement(
    db,
    `SELECT starts_at AS startsAt, ends_at AS endsAt FROM room_sold
     WHERE product_id = ? AND seq > iif(is_held = 1, ?, ?)
     GROUP BY starts_at, ends_at HAVING sum(count) > 0 ORDER BY starts_at`,
  ).all(productId, heldSeq, unheldSeq) as RoomTime[];

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
