import type Database from 'better-sqlite3';
import type { EntryBodies } from '../../domain/journal/entries.ts';
import { upgradeBasketLine } from '../../domain/journal/old-entries.ts';
import type { BasketLineSet, Payment } from '../../domain/journal/sale-entries.ts';
import type { BasketLine } from '../../domain/till/basket.ts';
import type { BasketId, LineId, PledgeId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../journal/database.ts';
import type { ProjectedEntry, Projection } from '../journal/projection.ts';
import { statement } from './statement.ts';

/**
 * Baskets that nobody has paid yet: the one on the counter and those put aside. They survive a
 * restart of the station. A line that moves to another basket keeps its id and is set there
 * before it leaves the old one: what kitchen and bar know of it then moves with it. Pieces that
 * join another line say themselves how many of it were sent.
 */
export const basketProjection: Projection = {
  name: 'basket',
  tables: `
    CREATE TABLE open_basket(
      one INTEGER PRIMARY KEY CHECK (one = 1), basket_id TEXT, revision INTEGER NOT NULL
    ) STRICT;
    INSERT INTO open_basket VALUES (1, NULL, 0);
    CREATE TABLE basket(
      basket_id TEXT PRIMARY KEY, name TEXT NOT NULL, table_id TEXT, revision INTEGER NOT NULL,
      parked_at TEXT NOT NULL, staff_name TEXT NOT NULL
    ) STRICT;
    CREATE TABLE basket_line(
      basket_id TEXT NOT NULL, line_id TEXT NOT NULL, position INTEGER NOT NULL,
      line TEXT NOT NULL, sent_count INTEGER NOT NULL, PRIMARY KEY (basket_id, line_id)
    ) STRICT;
    CREATE INDEX basket_line_id ON basket_line(line_id);
    CREATE TABLE pledge(
      basket_id TEXT NOT NULL, pledge_id TEXT NOT NULL, position INTEGER NOT NULL,
      payment TEXT NOT NULL, reserve_id TEXT, PRIMARY KEY (basket_id, pledge_id)
    ) STRICT;
    CREATE INDEX pledge_reserve ON pledge(reserve_id) WHERE reserve_id IS NOT NULL;
  `,
  apply: (db, entry) => {
    switch (entry.kind) {
      case 'basket.line-set@1':
        return setLine(db, entry, upgradeBasketLine(bodyOf(entry, 'basket.line-set@1')));
      case 'basket.line-set@2':
        return setLine(db, entry, bodyOf(entry, 'basket.line-set@2'));
      case 'basket.parked@1':
        return park(db, entry, bodyOf(entry, 'basket.parked@1'));
      case 'basket.opened@1':
        return open(db, entry, bodyOf(entry, 'basket.opened@1').basketId);
      case 'basket.sent@1':
        return noteSent(db, bodyOf(entry, 'basket.sent@1'));
      case 'basket.pledged@1':
        return addPledge(db, entry, bodyOf(entry, 'basket.pledged@1'));
      case 'basket.pledge-withdrawn@1':
        return withdrawPledge(db, entry, bodyOf(entry, 'basket.pledge-withdrawn@1'));
      case 'basket.discarded@1':
      case 'sale.recorded@1':
      case 'sale.recorded@2':
        return remove(db, entry, (entry.body as { readonly basketId: BasketId }).basketId);
      case 'training.recorded@1': {
        // What was sold in training is off the counter too.
        const trained = bodyOf(entry, 'training.recorded@1');
        if (trained.as !== 'sale.recorded@2') return;
        return remove(db, entry, trained.body['basketId'] as BasketId);
      }
      default:
    }
  },
};

const bodyOf = <Kind extends keyof EntryBodies>(entry: ProjectedEntry, _kind: Kind) =>
  entry.body as EntryBodies[Kind];

function setLine(db: WritableDb, entry: ProjectedEntry, body: BasketLineSet): void {
  const { basketId, staff, sentCount, ...line } = body;
  const isNew =
    statement(db, `INSERT INTO basket VALUES (?, '', NULL, ?, ?, ?) ON CONFLICT DO NOTHING`).run(
      basketId,
      entry.seq,
      entry.at,
      staff.name,
    ).changes > 0;
  if (isNew && openBasketId(db) === null) {
    statement(db, 'UPDATE open_basket SET basket_id = ?').run(basketId);
  }
  if (line.count === 0) {
    statement(db, 'DELETE FROM basket_line WHERE basket_id = ? AND line_id = ?').run(
      basketId,
      line.lineId,
    );
  } else {
    const isAdded =
      statement(db, 'UPDATE basket_line SET line = ? WHERE basket_id = ? AND line_id = ?').run(
        JSON.stringify(line),
        basketId,
        line.lineId,
      ).changes === 0;
    if (isAdded) {
      const takenCount = sentCount ?? takeSent(db, line.lineId, line.count);
      statement(db, 'INSERT INTO basket_line VALUES (?, ?, ?, ?, ?)').run(
        basketId,
        line.lineId,
        entry.seq,
        JSON.stringify(line),
        takenCount,
      );
    } else if (sentCount !== undefined) {
      statement(
        db,
        'UPDATE basket_line SET sent_count = ? WHERE basket_id = ? AND line_id = ?',
      ).run(sentCount, basketId, line.lineId);
    }
  }
  touch(db, entry, basketId);
}

/** What was sent of a line in the basket that it leaves. */
function takeSent(db: WritableDb, lineId: LineId, count: number): number {
  const from = statement(
    db,
    'SELECT basket_id AS basketId, sent_count AS sentCount FROM basket_line WHERE line_id = ? AND sent_count > 0',
  ).get(lineId) as { readonly basketId: BasketId; readonly sentCount: number } | undefined;
  if (from === undefined) return 0;
  const taken = Math.min(from.sentCount, count);
  statement(
    db,
    'UPDATE basket_line SET sent_count = sent_count - ? WHERE basket_id = ? AND line_id = ?',
  ).run(taken, from.basketId, lineId);
  return taken;
}

function park(db: WritableDb, entry: ProjectedEntry, body: EntryBodies['basket.parked@1']): void {
  touch(db, entry, body.basketId);
  statement(
    db,
    'UPDATE basket SET name = ?, table_id = ?, parked_at = ?, staff_name = ? WHERE basket_id = ?',
  ).run(body.name, body.tableId, entry.at, body.staff.name, body.basketId);
  statement(db, 'UPDATE open_basket SET basket_id = NULL WHERE basket_id = ?').run(body.basketId);
}

/** The basket that was on the counter until now, if any, stays among those put aside. */
function open(db: WritableDb, entry: ProjectedEntry, basketId: BasketId): void {
  const known = statement(db, 'SELECT 1 FROM basket WHERE basket_id = ?').get(basketId);
  if (known === undefined) return;
  statement(db, 'UPDATE open_basket SET basket_id = ?').run(basketId);
  touch(db, entry, basketId);
}

function noteSent(db: WritableDb, body: EntryBodies['basket.sent@1']): void {
  for (const { lineId, count } of body.lines) {
    statement(
      db,
      'UPDATE basket_line SET sent_count = sent_count + ? WHERE basket_id = ? AND line_id = ?',
    ).run(count, body.basketId, lineId);
  }
}

function addPledge(
  db: WritableDb,
  entry: ProjectedEntry,
  { basketId, pledgeId, payment }: EntryBodies['basket.pledged@1'],
): void {
  const reserveId = payment.means === 'pass' ? payment.backing.reserveId : null;
  statement(db, 'INSERT INTO pledge VALUES (?, ?, ?, ?, ?)').run(
    basketId,
    pledgeId,
    entry.seq,
    JSON.stringify(payment),
    reserveId,
  );
  touch(db, entry, basketId);
}

function withdrawPledge(
  db: WritableDb,
  entry: ProjectedEntry,
  { basketId, pledgeId }: EntryBodies['basket.pledge-withdrawn@1'],
): void {
  statement(db, 'DELETE FROM pledge WHERE basket_id = ? AND pledge_id = ?').run(basketId, pledgeId);
  touch(db, entry, basketId);
}

function remove(db: WritableDb, entry: ProjectedEntry, basketId: BasketId): void {
  touch(db, entry, basketId);
  statement(db, 'DELETE FROM basket WHERE basket_id = ?').run(basketId);
  statement(db, 'DELETE FROM basket_line WHERE basket_id = ?').run(basketId);
  statement(db, 'DELETE FROM pledge WHERE basket_id = ?').run(basketId);
  statement(db, 'UPDATE open_basket SET basket_id = NULL WHERE basket_id = ?').run(basketId);
}

/** Keeps which entry changed a basket last; what is on the counter says it even when it is empty. */
function touch(db: WritableDb, entry: ProjectedEntry, basketId: BasketId): void {
  statement(db, 'UPDATE basket SET revision = ? WHERE basket_id = ?').run(entry.seq, basketId);
  statement(db, 'UPDATE open_basket SET revision = ? WHERE basket_id = ?').run(entry.seq, basketId);
}

const openBasketId = (db: Database.Database): BasketId | null =>
  (statement(db, 'SELECT basket_id AS id FROM open_basket').get() as { id: BasketId | null }).id;

/** A line with what kitchen and bar know of it: at most its count. */
export type KeptLine = BasketLine & { readonly sentCount: number };

export type Pledge = { readonly pledgeId: PledgeId; readonly payment: Payment };

/** What a basket holds, wherever it lies. */
export type Basket = {
  readonly basketId: BasketId;
  /** The entry that last changed it. */
  readonly revision: number;
  /** The table or the name of the tab; empty at the counter. */
  readonly name: string;
  readonly tableId: string | null;
  readonly lines: readonly KeptLine[];
  readonly pledges: readonly Pledge[];
};

/** The one on the counter; without an id while nothing is in it. */
export type OpenBasket = Omit<Basket, 'basketId'> & { readonly basketId: BasketId | null };

export type ParkedBasket = Basket & { readonly parkedAt: Instant; readonly staffName: string };

export function readOpenBasket(db: Database.Database): OpenBasket {
  const head = statement(db, 'SELECT basket_id AS basketId, revision FROM open_basket').get() as {
    readonly basketId: BasketId | null;
    readonly revision: number;
  };
  const basket = head.basketId === null ? undefined : readBasket(db, head.basketId);
  return basket ?? { ...head, name: '', tableId: null, lines: [], pledges: [] };
}

export function readBasket(db: Database.Database, basketId: BasketId): Basket | undefined {
  const row = statement(db, `${SELECT_BASKET} WHERE basket_id = ?`).get(basketId);
  return row === undefined ? undefined : fill(db, row as BasketRow);
}

/** All that was put aside and holds something, oldest first. */
export function readParkedBaskets(db: Database.Database): readonly ParkedBasket[] {
  const rows = statement(
    db,
    `${SELECT_BASKET} WHERE basket_id IS NOT (SELECT basket_id FROM open_basket)
     AND EXISTS (SELECT 1 FROM basket_line WHERE basket_line.basket_id = basket.basket_id)
     ORDER BY parked_at, basket_id`,
  ).all() as ParkedRow[];
  return rows.map((row) => ({
    ...fill(db, row),
    parkedAt: row.parkedAt,
    staffName: row.staffName,
  }));
}

/** Whether somebody's part of a basket stands on this reserve. */
export const isReservePledged = (db: Database.Database, reserveId: string): boolean =>
  statement(db, 'SELECT 1 FROM pledge WHERE reserve_id = ? LIMIT 1').get(reserveId) !== undefined;

/** What has been pledged in all baskets, to be counted as taken although nothing is sold yet. */
export const readAllPledges = (db: Database.Database): readonly Payment[] =>
  (statement(db, 'SELECT payment FROM pledge').all() as { readonly payment: string }[]).map(
    (row) => JSON.parse(row.payment) as Payment,
  );

type BasketRow = Omit<Basket, 'lines' | 'pledges'>;
type ParkedRow = BasketRow & { readonly parkedAt: Instant; readonly staffName: string };

const SELECT_BASKET = `SELECT basket_id AS basketId, name, table_id AS tableId, revision,
  parked_at AS parkedAt, staff_name AS staffName FROM basket`;

function fill(db: Database.Database, row: BasketRow): Basket {
  const { basketId, revision, name, tableId } = row;
  const lines = statement(
    db,
    'SELECT line, sent_count AS sentCount FROM basket_line WHERE basket_id = ? ORDER BY position',
  ).all(basketId) as { readonly line: string; readonly sentCount: number }[];
  const pledges = statement(
    db,
    'SELECT pledge_id AS pledgeId, payment FROM pledge WHERE basket_id = ? ORDER BY position',
  ).all(basketId) as { readonly pledgeId: PledgeId; readonly payment: string }[];
  return {
    basketId,
    revision,
    name,
    tableId,
    lines: lines.map((one) => {
      const line = JSON.parse(one.line) as BasketLine;
      return { ...line, sentCount: Math.min(one.sentCount, line.count) };
    }),
    pledges: pledges.map(({ pledgeId, payment }) => ({
      pledgeId,
      payment: JSON.parse(payment) as Payment,
    })),
  };
}
