import type Database from 'better-sqlite3';
import type { EntryBodies } from '../../domain/journal/entries.ts';
import type { StaffRef } from '../../domain/journal/sale-entries.ts';
import type { Instant } from '../../shared/time.ts';
import type { Projection } from '../journal/projection.ts';
import { statement } from './statement.ts';

/** Who is signed in, and how many wrong PINs came since. */
export const sessionProjection: Projection = {
  name: 'session',
  tables: `
    CREATE TABLE session(
      one INTEGER PRIMARY KEY CHECK (one = 1),
      staff_id TEXT, staff_name TEXT, is_manager INTEGER NOT NULL, last_at TEXT,
      wrong_pins INTEGER NOT NULL, last_wrong_at TEXT
    ) STRICT;
    INSERT INTO session VALUES (1, NULL, NULL, 0, NULL, 0, NULL);
  `,
  apply: (db, entry) => {
    switch (entry.kind) {
      case 'staff.signed-in@1': {
        const { staff, isManager } = entry.body as EntryBodies['staff.signed-in@1'];
        statement(
          db,
          'UPDATE session SET staff_id = ?, staff_name = ?, is_manager = ?, last_at = ?, wrong_pins = 0, last_wrong_at = NULL',
        ).run(staff.id, staff.name, isManager ? 1 : 0, entry.at);
        return;
      }
      case 'staff.signed-out@1':
        statement(
          db,
          'UPDATE session SET staff_id = NULL, staff_name = NULL, is_manager = 0, last_at = ?',
        ).run(entry.at);
        return;
      case 'staff.pin-refused@1':
        statement(db, 'UPDATE session SET wrong_pins = ?, last_wrong_at = ?').run(
          (entry.body as EntryBodies['staff.pin-refused@1']).triesInRow,
          entry.at,
        );
        return;
      default:
    }
  },
};

export type Session = {
  readonly staff: StaffRef | null;
  readonly isManager: boolean;
  readonly wrongPins: number;
  readonly lastWrongAt: Instant | null;
};

export function readSession(db: Database.Database): Session {
  const row = statement(db, 'SELECT * FROM session').get() as {
    readonly staff_id: StaffRef['id'] | null;
    readonly staff_name: string | null;
    readonly is_manager: 0 | 1;
    readonly wrong_pins: number;
    readonly last_wrong_at: Instant | null;
  };
  return {
    staff: row.staff_id === null ? null : { id: row.staff_id, name: row.staff_name ?? '' },
    isManager: row.is_manager === 1,
    wrongPins: row.wrong_pins,
    lastWrongAt: row.last_wrong_at,
  };
}
