import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { EntryDraft } from '../../../src/domain/journal/chain.ts';
import { toId } from '../../../src/shared/ids.ts';
import type { MakeId, StationId } from '../../../src/shared/ids.ts';
import { signingKeyFromSeed } from '../../../src/shared/node/crypto.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { instantFromMs } from '../../../src/shared/time.ts';
import { checkJournalFiles } from '../../../src/station/journal/check-files.ts';
import { openJournal } from '../../../src/station/journal/journal.ts';
import type { Journal, JournalOptions } from '../../../src/station/journal/journal.ts';
import type { JournalFault, JournalReport } from '../../../src/station/journal/journal-report.ts';
import { TEST_PROJECTIONS } from './test-projections.ts';

export const STATION = toId<'Station'>('0199f2a0-7b1c-7000-8000-0000000000aa') as StationId;
export const KEY = signingKeyFromSeed(new Uint8Array(32).fill(7));
export const OTHER_KEY = signingKeyFromSeed(new Uint8Array(32).fill(8));

/** Longer than the seal waits after an append. */
export const SEALED_MS = 40;

export type Place = { readonly folder: string; readonly options: JournalOptions };

/** An empty folder for the files of one journal; gone when the test is over. */
export function makePlace(more: Partial<JournalOptions> = {}): Place {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return placeIn(folder, more);
}

export function placeIn(folder: string, more: Partial<JournalOptions> = {}): Place {
  return {
    folder,
    options: {
      databasePath: join(folder, 'journal.sqlite'),
      sealPath: join(folder, 'journal.seal'),
      key: KEY,
      stationId: STATION,
      clock: makeClock(),
      makeId: makeIds(),
      projections: TEST_PROJECTIONS,
      ...more,
    },
  };
}

export const open = (place: Place): Journal => {
  const journal = unwrap(openJournal(place.options));
  onTestFinished(() => journal.close());
  return journal;
};

/** A closed journal of that many sales, one append each. */
export function makeSales(sales: number, place: Place = makePlace()): Place {
  const journal = open(place);
  for (let number = 1; number <= sales; number += 1) unwrap(journal.append([saleDraft(number)]));
  journal.close();
  return place;
}

export const saleDraft = (number: number): EntryDraft => ({
  kind: 'sale.recorded@1',
  body: { label: 'Café', number, totalCents: 100 + number },
});

export const cashDraft = (cents: number): EntryDraft => ({
  kind: 'drawer.moved@1',
  body: { cents },
});

/** The same files in another folder, as a thief or a backup would take them. */
export function copyPlace(place: Place): Place {
  const copy = makePlace();
  cpSync(place.folder, copy.folder, { recursive: true });
  return copy;
}

/** Changes a closed journal as somebody with the file, SQL and time would: the triggers are put back after. */
export function tamper(place: Place, change: (db: Database.Database) => void): void {
  const db = new Database(place.options.databasePath);
  const triggers = db
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all() as { name: string; sql: string }[];
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  change(db);
  for (const { sql } of triggers) db.exec(sql);
  db.close();
}

/** What `tibillet verify` would report, with the key that should have signed. */
export const check = (place: Place): JournalReport =>
  unwrap(
    checkJournalFiles({
      databasePath: place.options.databasePath,
      sealPath: place.options.sealPath,
      publicKeyHex: KEY.publicKeyHex,
      projections: TEST_PROJECTIONS,
    }),
  );

/** The faults that a new start finds; none when it may sell. */
export function faultsAtStart(place: Place): readonly JournalFault[] {
  const journal = open(place);
  const health = journal.health();
  journal.close();
  return health.kind === 'broken' ? health.faults : [];
}

/** One second more at each look. */
function makeClock(): JournalOptions['clock'] {
  let ms = Date.parse('2026-11-03T13:30:00.000Z');
  return () => instantFromMs((ms += 1_000));
}

let nextId = 1;
const makeIds = (): MakeId => () =>
  `0199f2a0-7b1c-7000-8000-${(nextId++).toString(16).padStart(12, '0')}`;
