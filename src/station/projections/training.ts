import type Database from 'better-sqlite3';
import type { EntryBodies } from '../../domain/journal/entries.ts';
import type { Projection } from '../journal/projection.ts';
import { statement } from './statement.ts';

/** Whether the till is in training, and how much was done in it (RULES T13). */
export const trainingProjection: Projection = {
  name: 'training',
  tables: `
    CREATE TABLE training(
      one INTEGER PRIMARY KEY CHECK (one = 1), is_on INTEGER NOT NULL, last_number INTEGER NOT NULL
    ) STRICT;
    INSERT INTO training VALUES (1, 0, 0);
  `,
  apply: (db, entry) => {
    switch (entry.kind) {
      case 'training.started@1':
        statement(db, 'UPDATE training SET is_on = 1').run();
        return;
      case 'training.ended@1':
        statement(db, 'UPDATE training SET is_on = 0').run();
        return;
      case 'training.recorded@1':
        statement(db, 'UPDATE training SET last_number = ?').run(
          (entry.body as EntryBodies['training.recorded@1']).number,
        );
        return;
      default:
    }
  },
};

export type TrainingState = { readonly isOn: boolean; readonly lastNumber: number };

export function readTrainingState(db: Database.Database): TrainingState {
  const row = statement(db, 'SELECT is_on, last_number FROM training').get() as {
    readonly is_on: 0 | 1;
    readonly last_number: number;
  };
  return { isOn: row.is_on === 1, lastNumber: row.last_number };
}
