import type Database from 'better-sqlite3';
import type { EntryBodies } from '../../domain/journal/entries.ts';
import type { Projection } from '../journal/projection.ts';
import { operationEntry } from './operation-entry.ts';
import { statement } from './statement.ts';

/** Where each operation stands that a receipt can be made of, and how many were made (RULES T11). */
export const receiptsProjection: Projection = {
  name: 'receipts',
  tables: `
    CREATE TABLE operation(
      operation_id TEXT PRIMARY KEY, seq INTEGER NOT NULL, copies INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
  apply: (db, entry) => {
    const { kind, body } = operationEntry(entry);
    if (kind === 'receipt.issued@1') {
      const { operationId, copy } = body as EntryBodies['receipt.issued@1'];
      statement(db, 'UPDATE operation SET copies = ? WHERE operation_id = ?').run(
        copy,
        operationId,
      );
      return;
    }
    const idField = ID_FIELDS[kind];
    if (idField === undefined) return;
    statement(db, 'INSERT INTO operation VALUES (?, ?, 0) ON CONFLICT DO NOTHING').run(
      (body as Readonly<Record<string, string>>)[idField],
      entry.seq,
    );
  },
};

/** The id by which each kind of operation is known. */
const ID_FIELDS: Readonly<Record<string, string>> = {
  'sale.recorded@1': 'saleId',
  'sale.recorded@2': 'saleId',
  'sale.corrected@1': 'correctionId',
  'sale.means-changed@1': 'correctionId',
  'top-up.recorded@1': 'topUpId',
  'pass.emptied@1': 'refundId',
  'day.closed@1': 'closingId',
};

export const readOperation = (
  db: Database.Database,
  operationId: string,
): { readonly seq: number; readonly copies: number } | undefined =>
  statement(db, 'SELECT seq, copies FROM operation WHERE operation_id = ?').get(operationId) as
    { readonly seq: number; readonly copies: number } | undefined;
