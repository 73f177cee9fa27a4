import type Database from 'better-sqlite3';
import type { StationPaired } from '../../domain/journal/entries.ts';
import type { Projection } from '../journal/projection.ts';
import { statement } from './statement.ts';

/** Which collective this station sells for. */
export const pairingProjection: Projection = {
  name: 'pairing',
  tables:
    'CREATE TABLE pairing(one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT NOT NULL) STRICT;',
  apply: (db, entry) => {
    if (entry.kind !== 'station.paired@1') return;
    statement(
      db,
      'INSERT INTO pairing VALUES (1, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
    ).run(JSON.stringify(entry.body));
  },
};

export function readPairing(db: Database.Database): StationPaired | null {
  const row = statement(db, 'SELECT body FROM pairing').get() as { body: string } | undefined;
  return row === undefined ? null : (JSON.parse(row.body) as StationPaired);
}
