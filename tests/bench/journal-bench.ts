import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { canonicalBytes } from '../../src/domain/journal/canonical-json.ts';
import { genesisHead, makeEntry } from '../../src/domain/journal/chain.ts';
import type { ChainHead, Entry } from '../../src/domain/journal/chain.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import { makeSeed, sha256, signingKeyFromSeed } from '../../src/shared/node/crypto.ts';
import type { SigningKey } from '../../src/shared/node/crypto.ts';
import { unwrap } from '../../src/shared/result.ts';
import { systemClock } from '../../src/shared/time.ts';
import { MIGRATIONS } from '../../src/station/journal/journal-schema.ts';
import { openJournal } from '../../src/station/journal/journal.ts';
import type { Journal } from '../../src/station/journal/journal.ts';
import { openKeyFile } from '../../src/station/journal/key-store.ts';
import { STATION_PROJECTIONS } from '../../src/station/projections/all.ts';
import type { BenchRow } from './bench-row.ts';
import { withFolder } from './places.ts';
import { startPouch } from './pouchdb-baseline.ts';
import { makeAnySale, saleDraft } from './sample-sales.ts';
import { interleave, median, perSecond, range } from './statistics.ts';

const APPENDS_A_ROUND = 400;
const ROUNDS = 15;
const STATION_ID = toId<'Station'>('019b76da-a801-7000-8000-000000000001');

/** Journal append as the till does it — chained, signed, projected, forced to the disk — beside a bare insert and a PouchDB put. */
export const benchJournal = (): Promise<readonly BenchRow[]> =>
  withFolder('journal', async (folder) => {
    const journal = openBenchJournal(folder);
    const bare = openBareTable(join(folder, 'bare.sqlite'));
    const signing = openSigningTable(join(folder, 'signing.sqlite'));
    const documents = join(folder, 'documents.json');
    writeFileSync(
      documents,
      JSON.stringify(Array.from({ length: APPENDS_A_ROUND }, (_, index) => makeAnySale(index + 1))),
    );
    const pouch = await startPouch('put', [join(folder, 'pouch'), documents]);
    let number = 0;
    const makeDrafts = () =>
      Array.from({ length: APPENDS_A_ROUND }, () => saleDraft(makeAnySale((number += 1))));
    try {
      const rounds = await interleave(
        [
          { name: 'append', round: () => appendInTurns(journal, makeDrafts()) },
          { name: 'bare', round: () => insertInTurns(bare, makeDrafts()) },
          { name: 'signing', round: () => signInTurns(signing, makeDrafts()) },
          { name: 'pouch', round: () => pouch.ask({ count: APPENDS_A_ROUND }) },
        ],
        { rounds: ROUNDS, warmUps: 2 },
      );
      const value = median(rounds.of('append'));
      const row = { value, unit: '/s', note: range(rounds.of('append')) };
      return [
        {
          ...row,
          what: 'journal append, chained, signed, with projections',
          target: { of: 'ratio', atLeast: 0.6 },
          baseline: { what: 'bare insert, WAL, FULL', value: median(rounds.of('bare')) },
          ratio: rounds.ratio('append', 'bare'),
        },
        {
          ...row,
          what: 'the same append',
          target: { of: 'ratio', atLeast: 1 },
          baseline: { what: 'PouchDB put, not forced', value: median(rounds.of('pouch')) },
          ratio: rounds.ratio('append', 'pouch'),
        },
        {
          ...row,
          what: 'the same append',
          baseline: {
            what: 'the entry table with its hash and signature, no projection, no seal',
            value: median(rounds.of('signing')),
          },
          ratio: rounds.ratio('append', 'signing'),
        },
      ];
    } finally {
      await pouch.stop();
      bare.database.close();
      signing.database.close();
      journal.close();
    }
  });

export function openBenchJournal(folder: string): Journal {
  const key = unwrap(openKeyFile(join(folder, 'station.key')));
  return unwrap(
    openJournal({
      databasePath: join(folder, 'journal.sqlite'),
      sealPath: join(folder, 'journal.seal'),
      key,
      stationId: STATION_ID,
      clock: systemClock,
      makeId: makeUuid,
      projections: STATION_PROJECTIONS,
    }),
  );
}

type Drafts = readonly ReturnType<typeof saleDraft>[];

/** Each append in a turn of its own, as taps come: the guard of the files and the seal are in it. */
export const appendInTurns = (journal: Journal, drafts: Drafts): Promise<number> =>
  perSecond(drafts.length, async () => {
    for (const draft of drafts) {
      unwrap(journal.append([draft]));
      await nextTurn();
    }
  });

type BareTable = {
  readonly database: Database.Database;
  readonly insert: (body: Uint8Array) => void;
};

function openBareTable(path: string): BareTable {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE entry(seq INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT');
  const insert = database.prepare('INSERT INTO entry(body) VALUES (?)');
  return { database, insert: (body) => void insert.run(body) };
}

/** The least that could be called a journal: the same bytes, one row, one commit, the same turns. */
function insertInTurns(bare: BareTable, drafts: Drafts): Promise<number> {
  const bodies = drafts.map((draft) => canonicalBytes(draft.body));
  return perSecond(bodies.length, async () => {
    for (const body of bodies) {
      bare.insert(body);
      await nextTurn();
    }
  });
}

type SigningTable = {
  readonly database: Database.Database;
  readonly write: (entry: Entry) => void;
  readonly key: SigningKey;
  head: ChainHead;
};

/** The table of a journal with its indexes and triggers, and nothing around it. */
function openSigningTable(path: string): SigningTable {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  for (const migration of MIGRATIONS) database.exec(migration);
  const insert = database.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  return {
    database,
    write: ({ seq, id, kind, at, body, prev, hash, signature }) =>
      void insert.run(seq, id, kind, at, body, prev, hash, signature),
    key: signingKeyFromSeed(makeSeed()),
    head: genesisHead(STATION_ID, sha256),
  };
}

const signInTurns = (table: SigningTable, drafts: Drafts): Promise<number> =>
  perSecond(drafts.length, async () => {
    for (const draft of drafts) {
      const stamp = { id: toId<'Entry'>(makeUuid()), at: systemClock() };
      const entry = makeEntry(table.head, draft, stamp, { sha256, sign: table.key.sign });
      table.write(entry);
      table.head = entry;
      await nextTurn();
    }
  });
