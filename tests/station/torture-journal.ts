import { join } from 'node:path';
import { toId } from '../../src/shared/ids.ts';
import { signingKeyFromSeed } from '../../src/shared/node/crypto.ts';
import type { Projection } from '../../src/station/journal/projection.ts';

/** A sale in one table, its payment in another: what is half there shows. */
const salesProjection: Projection = {
  name: 'torture-sales',
  tables: `
    CREATE TABLE sale(sale_id TEXT PRIMARY KEY, seq INTEGER NOT NULL, cents INTEGER NOT NULL) STRICT;
    CREATE TABLE payment(sale_id TEXT PRIMARY KEY REFERENCES sale, seq INTEGER NOT NULL, cents INTEGER NOT NULL) STRICT;
    CREATE TABLE drawer(one INTEGER PRIMARY KEY CHECK (one = 1), cents INTEGER NOT NULL) STRICT;
    INSERT INTO drawer VALUES (1, 0);
  `,
  apply: (db, entry) => {
    const body = entry.body as { saleId: string; totalCents: number; cents: number };
    if (entry.kind === 'sale.recorded@1') {
      db.prepare('INSERT INTO sale VALUES (?, ?, ?)').run(body.saleId, entry.seq, body.totalCents);
    }
    if (entry.kind === 'payment.taken@1') {
      db.prepare('INSERT INTO payment VALUES (?, ?, ?)').run(body.saleId, entry.seq, body.cents);
      db.prepare('UPDATE drawer SET cents = cents + ?').run(body.cents);
    }
  },
};

export const TORTURE_OPTIONS = {
  key: signingKeyFromSeed(new Uint8Array(32).fill(9)),
  stationId: toId<'Station'>('0199f2a0-7b1c-7000-8000-0000000000dd'),
  projections: [salesProjection],
} as const;

export const journalFilesIn = (folder: string) => ({
  databasePath: join(folder, 'journal.sqlite'),
  sealPath: join(folder, 'journal.seal'),
});
