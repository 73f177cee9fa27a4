import type { Projection } from '../../../src/station/journal/projection.ts';

/** Sales and drawer as a station would keep them, small enough to reckon by hand. */
const salesProjection: Projection = {
  name: 'sales',
  tables: `
    CREATE TABLE sale(number INTEGER PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, cents INTEGER NOT NULL) STRICT;
    CREATE TABLE takings(one INTEGER PRIMARY KEY CHECK (one = 1), cents INTEGER NOT NULL) STRICT;
    INSERT INTO takings VALUES (1, 0);
  `,
  apply: (db, entry) => {
    if (entry.kind !== 'sale.recorded@1') return;
    const sale = entry.body as { readonly number: number; readonly totalCents: number };
    db.prepare('INSERT INTO sale VALUES (?, ?, ?)').run(sale.number, entry.seq, sale.totalCents);
    db.prepare('UPDATE takings SET cents = cents + ?').run(sale.totalCents);
  },
};

const drawerProjection: Projection = {
  name: 'drawer',
  tables: 'CREATE TABLE drawer_move(seq INTEGER PRIMARY KEY, cents INTEGER NOT NULL) STRICT;',
  apply: (db, entry) => {
    if (entry.kind !== 'drawer.moved@1') return;
    const move = entry.body as { readonly cents: number };
    db.prepare('INSERT INTO drawer_move VALUES (?, ?)').run(entry.seq, move.cents);
  },
};

export const TEST_PROJECTIONS: readonly Projection[] = [salesProjection, drawerProjection];
