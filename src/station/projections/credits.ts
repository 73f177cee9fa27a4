import type Database from 'better-sqlite3';
import type { EntryBodies } from '../../domain/journal/entries.ts';
import { saleOfEntry } from '../../domain/journal/old-entries.ts';
import type { SaleRecorded } from '../../domain/journal/sale-entries.ts';
import type { AssetId, CardId, SaleId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../journal/database.ts';
import type { Projection } from '../journal/projection.ts';
import { statement } from './statement.ts';

/** What this station put on Passes, gave back to them and paid out, and which it declared lost. */
export const creditsProjection: Projection = {
  name: 'credits',
  tables: `
    CREATE TABLE pass_credit(
      seq INTEGER NOT NULL, position INTEGER NOT NULL, card_id TEXT NOT NULL, asset_id TEXT NOT NULL,
      cents INTEGER NOT NULL, means TEXT NOT NULL,
      PRIMARY KEY (seq, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX pass_credit_card ON pass_credit(card_id, seq);
    -- Whom a correction gives back to.
    CREATE TABLE pass_payer(
      sale_id TEXT NOT NULL, payment INTEGER NOT NULL, card_id TEXT NOT NULL,
      PRIMARY KEY (sale_id, payment)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE pass_payout(
      seq INTEGER NOT NULL, position INTEGER NOT NULL, card_id TEXT NOT NULL, asset_id TEXT NOT NULL,
      cents INTEGER NOT NULL,
      PRIMARY KEY (seq, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX pass_payout_card ON pass_payout(card_id, seq);
    CREATE TABLE pass_command(id TEXT PRIMARY KEY, seq INTEGER NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE card_lost(card_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  `,
  apply: (db, entry) => {
    let position = 0;
    const addCredit = (cardId: string, assetId: string, amount: number, means: string): void => {
      statement(db, 'INSERT INTO pass_credit VALUES (?, ?, ?, ?, ?, ?)').run(
        entry.seq,
        position,
        cardId,
        assetId,
        amount,
        means,
      );
      position += 1;
    };
    const noteCommand = (id: string): void => {
      statement(db, 'INSERT INTO pass_command VALUES (?, ?, ?)').run(id, entry.seq, entry.at);
    };
    const noteLost = (cardId: string): void => {
      statement(db, 'INSERT INTO card_lost VALUES (?) ON CONFLICT DO NOTHING').run(cardId);
    };
    const sale = saleOfEntry(entry);
    if (sale !== null) return notePayers(db, sale);
    switch (entry.kind) {
      case 'top-up.recorded@1': {
        const topUp = entry.body as EntryBodies['top-up.recorded@1'];
        addCredit(topUp.cardId, topUp.assetId, topUp.cents, topUp.payment.means);
        return;
      }
      case 'gift.given@1': {
        const gift = entry.body as EntryBodies['gift.given@1'];
        addCredit(gift.cardId, gift.assetId, gift.cents, 'gift');
        return;
      }
      case 'sale.corrected@1': {
        const { saleId, lines } = entry.body as EntryBodies['sale.corrected@1'];
        for (const { payment, assetId, cents: amount } of lines.flatMap(({ paid }) => paid)) {
          const cardId = assetId === null ? undefined : cardOfPayment(db, saleId, payment);
          if (assetId === null || cardId === undefined) continue;
          addCredit(cardId, assetId, amount, 'correction');
        }
        return;
      }
      case 'pass.emptied@1': {
        const emptied = entry.body as EntryBodies['pass.emptied@1'];
        for (const [position, part] of [...emptied.paidOut, ...emptied.cancelled].entries()) {
          statement(db, 'INSERT INTO pass_payout VALUES (?, ?, ?, ?, ?)').run(
            entry.seq,
            position,
            emptied.cardId,
            part.assetId,
            part.cents,
          );
        }
        noteCommand(emptied.refundId);
        return;
      }
      case 'card.replaced@1': {
        const replaced = entry.body as EntryBodies['card.replaced@1'];
        noteLost(replaced.fromCardId);
        noteCommand(replaced.replacementId);
        return;
      }
      case 'card.declared-lost@1':
        noteLost((entry.body as EntryBodies['card.declared-lost@1']).cardId);
        return;
      default:
    }
  },
};

function notePayers(db: WritableDb, { saleId, payments }: SaleRecorded): void {
  for (const [index, payment] of payments.entries()) {
    if (payment.means !== 'pass') continue;
    statement(db, 'INSERT INTO pass_payer VALUES (?, ?, ?)').run(saleId, index, payment.cardId);
  }
}

const cardOfPayment = (db: WritableDb, saleId: SaleId, payment: number): CardId | undefined =>
  statement(db, 'SELECT card_id FROM pass_payer WHERE sale_id = ? AND payment = ?')
    .pluck()
    .get(saleId, payment) as CardId | undefined;

/** What this station put on some cards that the known wallets cannot show yet, by asset. */
export const creditsNotReflected = (
  db: Database.Database,
  cardIds: readonly CardId[],
  afterSeq: number,
): ReadonlyMap<AssetId, Cents> => sumByAsset(db, 'pass_credit', cardIds, afterSeq);

/** What was paid out of some cards or cancelled, that the known wallets may still hold, by asset. */
export const payoutsNotReflected = (
  db: Database.Database,
  cardIds: readonly CardId[],
  afterSeq: number,
): ReadonlyMap<AssetId, Cents> => sumByAsset(db, 'pass_payout', cardIds, afterSeq);

function sumByAsset(
  db: Database.Database,
  table: 'pass_credit' | 'pass_payout',
  cardIds: readonly CardId[],
  afterSeq: number,
): ReadonlyMap<AssetId, Cents> {
  const sums = new Map<AssetId, Cents>();
  for (const cardId of cardIds) {
    const rows = statement(
      db,
      `SELECT asset_id AS assetId, sum(cents) AS total FROM ${table}
       WHERE card_id = ? AND seq > ? GROUP BY asset_id`,
    ).all(cardId, afterSeq) as { assetId: AssetId; total: number }[];
    for (const { assetId, total } of rows) {
      sums.set(assetId, cents((sums.get(assetId) ?? 0) + total));
    }
  }
  return sums;
}

/** Cash that lies in this drawer for a card and that the cloud has not acked. */
export function unsentCashTopUps(db: Database.Database, afterSeq: number, cardId: CardId): Cents {
  const row = statement(
    db,
    `SELECT coalesce(sum(cents), 0) AS total FROM pass_credit
     WHERE card_id = ? AND seq > ? AND means = 'cash'`,
  ).get(cardId, afterSeq) as { total: number };
  return cents(row.total);
}

/**
 * What this station has at risk: its unsent spends without network, card by card, less the cash
 * that was paid here for the same card and is not sent either.
 */
export function unsecuredRisk(db: Database.Database, afterSeq: number): Cents {
  const row = statement(
    db,
    `SELECT coalesce(sum(max(0, spent - coalesce(paid, 0))), 0) AS total FROM (
       SELECT card_id, sum(cents) AS spent FROM pass_spend
       WHERE is_unsecured = 1 AND seq > ? GROUP BY card_id
     ) LEFT JOIN (
       SELECT card_id, sum(cents) AS paid FROM pass_credit
       WHERE seq > ? AND means = 'cash' GROUP BY card_id
     ) USING (card_id)`,
  ).get(afterSeq, afterSeq) as { total: number };
  return cents(row.total);
}

export const isLostHere = (db: Database.Database, cardId: CardId): boolean =>
  statement(db, 'SELECT 1 FROM card_lost WHERE card_id = ?').get(cardId) !== undefined;

/** The entry of what the cloud did on this station's word; undefined before it is recorded. */
export const findCommandEntry = (
  db: Database.Database,
  commandId: string,
): { readonly seq: number; readonly at: Instant } | undefined =>
  statement(db, 'SELECT seq, at FROM pass_command WHERE id = ?').get(commandId) as
    { readonly seq: number; readonly at: Instant } | undefined;

/** Whether cards got money here: topped up, given or given back. A blank one has a wallet then. */
export const hasCreditHere = (db: Database.Database, cardId: CardId, afterSeq: number): boolean =>
  statement(db, 'SELECT 1 FROM pass_credit WHERE card_id = ? AND seq > ? LIMIT 1').get(
    cardId,
    afterSeq,
  ) !== undefined;

/** Entries of sales that some cards paid at, later than one. */
export const passSalesAfter = (
  db: Database.Database,
  cardIds: readonly CardId[],
  afterSeq: number,
): readonly number[] => [
  ...new Set(
    cardIds.flatMap(
      (cardId) =>
        statement(db, 'SELECT DISTINCT seq FROM pass_spend WHERE card_id = ? AND seq > ?')
          .pluck()
          .all(cardId, afterSeq) as number[],
    ),
  ),
];
