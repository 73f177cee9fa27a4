import type Database from 'better-sqlite3';
import type { EntryBodies } from '../../domain/journal/entries.ts';
import { saleOfEntry } from '../../domain/journal/old-entries.ts';
import type { SaleCorrected, SaleRecorded } from '../../domain/journal/sale-entries.ts';
import type { PlanId, PresenceId, SaleId, SpaceId, TapId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import type { Projection } from '../journal/projection.ts';
import { statement } from './statement.ts';

/**
 * Comings and goings that this station recorded, and what it sold of them. Whose they are stays
 * sealed here too: it is read with the key of the month, as long as there is one.
 */
export const presencesProjection: Projection = {
  name: 'presences',
  tables: `
    CREATE TABLE presence_tap(
      tap_id TEXT PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, at TEXT NOT NULL, direction TEXT NOT NULL,
      tapped_at TEXT NOT NULL, space_id TEXT NOT NULL, space_name TEXT NOT NULL,
      plan_id TEXT NOT NULL, plan_version INTEGER NOT NULL, key_id TEXT NOT NULL, sealed TEXT NOT NULL
    ) STRICT;
    CREATE TABLE presence_undone(tap_id TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE presence_correction(
      correction_id TEXT PRIMARY KEY, seq INTEGER NOT NULL, at TEXT NOT NULL, presence_id TEXT NOT NULL,
      in_at TEXT, out_at TEXT, is_removed INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    -- What sales took for a stay; below 0 what corrections gave back.
    CREATE TABLE presence_money(
      seq INTEGER NOT NULL, position INTEGER NOT NULL, presence_id TEXT NOT NULL, sale_id TEXT NOT NULL,
      cents INTEGER NOT NULL, PRIMARY KEY (seq, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX presence_money_presence ON presence_money(presence_id, seq);
  `,
  apply: (db, entry) => {
    const sale = saleOfEntry(entry);
    if (sale !== null) return addMoney(db, entry.seq, sale);
    switch (entry.kind) {
      case 'sale.corrected@1':
        return takeMoneyBack(db, entry.seq, entry.body as EntryBodies['sale.corrected@1']);
      case 'presence.tapped@1': {
        const tap = entry.body as EntryBodies['presence.tapped@1'];
        statement(db, 'INSERT INTO presence_tap VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
          tap.tapId,
          entry.seq,
          entry.at,
          tap.direction,
          tap.tappedAt,
          tap.spaceId,
          tap.spaceName,
          tap.planId,
          tap.planVersion,
          tap.holder.keyId,
          tap.holder.sealed,
        );
        return;
      }
      case 'presence.undone@1': {
        const { tapId } = entry.body as EntryBodies['presence.undone@1'];
        statement(db, 'INSERT INTO presence_undone VALUES (?, ?) ON CONFLICT DO NOTHING').run(
          tapId,
          entry.seq,
        );
        return;
      }
      case 'presence.corrected@1': {
        const corrected = entry.body as EntryBodies['presence.corrected@1'];
        statement(db, 'INSERT INTO presence_correction VALUES (?, ?, ?, ?, ?, ?, ?)').run(
          corrected.correctionId,
          entry.seq,
          entry.at,
          corrected.presenceId,
          corrected.inAt,
          corrected.outAt,
          corrected.isRemoved ? 1 : 0,
        );
        return;
      }
      default:
    }
  },
};

/** What a line covers of a stay: what a manager took off it is not owed any more. */
function addMoney(db: Database.Database, seq: number, { saleId, lines }: SaleRecorded): void {
  for (const [position, { detail, totalCents, discount }] of lines.entries()) {
    if (detail.kind !== 'presence') continue;
    const covered = totalCents + (discount?.cents ?? 0);
    insertMoney(db, [seq, position, detail.presenceId, saleId, covered]);
  }
}

/** A line of a stay goes back whole, with what was taken off it: all of it is owed again. */
function takeMoneyBack(db: Database.Database, seq: number, { saleId, lines }: SaleCorrected): void {
  for (const [position, { detail }] of lines.entries()) {
    if (detail.kind !== 'presence') continue;
    const covered = statement(
      db,
      'SELECT coalesce(sum(cents), 0) FROM presence_money WHERE sale_id = ? AND presence_id = ?',
    )
      .pluck()
      .get(saleId, detail.presenceId) as number;
    insertMoney(db, [seq, position, detail.presenceId, saleId, -covered]);
  }
}

const insertMoney = (
  db: Database.Database,
  row: readonly [
    seq: number,
    position: number,
    presenceId: PresenceId,
    saleId: SaleId,
    cents: number,
  ],
) => statement(db, 'INSERT INTO presence_money VALUES (?, ?, ?, ?, ?)').run(...row);

export type OwnTap = {
  readonly tapId: TapId;
  readonly seq: number;
  /** When it was written, by the clock of then. */
  readonly at: Instant;
  readonly direction: 'in' | 'out';
  readonly tappedAt: Instant;
  readonly spaceId: SpaceId;
  readonly spaceName: string;
  readonly planId: PlanId;
  readonly planVersion: number;
  readonly keyId: string;
  readonly sealed: string;
};

const SELECT_TAP = `SELECT tap_id AS tapId, seq, at, direction, tapped_at AS tappedAt,
  space_id AS spaceId, space_name AS spaceName, plan_id AS planId, plan_version AS planVersion,
  key_id AS keyId, sealed FROM presence_tap`;

/** Taps of this station after an entry, oldest first. */
export const tapsAfter = (db: Database.Database, afterSeq: number): readonly OwnTap[] =>
  statement(db, `${SELECT_TAP} WHERE seq > ? ORDER BY seq`).all(afterSeq) as OwnTap[];

export const readTap = (db: Database.Database, tapId: TapId): OwnTap | undefined =>
  statement(db, `${SELECT_TAP} WHERE tap_id = ?`).get(tapId) as OwnTap | undefined;

/** The last taps that were not taken back, newest first. */
export const recentTaps = (db: Database.Database, limit: number): readonly OwnTap[] =>
  statement(
    db,
    `${SELECT_TAP} WHERE tap_id NOT IN (SELECT tap_id FROM presence_undone)
     ORDER BY seq DESC LIMIT ?`,
  ).all(limit) as OwnTap[];

/** Taps that were taken back after an entry. */
export const undoneAfter = (db: Database.Database, afterSeq: number): readonly TapId[] =>
  statement(db, 'SELECT tap_id FROM presence_undone WHERE seq > ?')
    .pluck()
    .all(afterSeq) as TapId[];

export const isUndone = (db: Database.Database, tapId: TapId): boolean =>
  statement(db, 'SELECT 1 FROM presence_undone WHERE tap_id = ?').get(tapId) !== undefined;

export type OwnCorrection = {
  readonly correctionId: string;
  readonly at: Instant;
  readonly presenceId: PresenceId;
  readonly inAt: Instant | null;
  readonly outAt: Instant | null;
  readonly isRemoved: boolean;
};

export const correctionsAfter = (
  db: Database.Database,
  afterSeq: number,
): readonly OwnCorrection[] =>
  (
    statement(
      db,
      `SELECT correction_id AS correctionId, at, presence_id AS presenceId, in_at AS inAt,
         out_at AS outAt, is_removed AS isRemoved FROM presence_correction WHERE seq > ? ORDER BY seq`,
    ).all(afterSeq) as (Omit<OwnCorrection, 'isRemoved'> & { readonly isRemoved: 0 | 1 })[]
  ).map((row) => ({ ...row, isRemoved: row.isRemoved === 1 }));

/**
 * What sales of this station took for a stay after an entry, less what was given back.
 *
 * @param tapIds all taps of the stay: a late one may have given it another id since it was paid
 */
export const paidAfter = (
  db: Database.Database,
  tapIds: readonly TapId[],
  afterSeq: number,
): Cents =>
  cents(
    tapIds.reduce(
      (sum, tapId) =>
        sum +
        (statement(
          db,
          'SELECT coalesce(sum(cents), 0) FROM presence_money WHERE presence_id = ? AND seq > ?',
        )
          .pluck()
          .get(tapId, afterSeq) as number),
      0,
    ),
  );

/** The sale that an entry is, when it took something for a stay. */
export const staySaleAt = (db: Database.Database, seq: number): SaleId | undefined =>
  statement(db, 'SELECT sale_id FROM presence_money WHERE seq = ? AND cents > 0 LIMIT 1')
    .pluck()
    .get(seq) as SaleId | undefined;
