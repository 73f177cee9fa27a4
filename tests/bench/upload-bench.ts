import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import type { PassBacking } from '../../src/domain/journal/sale-entries.ts';
import { assert } from '../../src/shared/assert.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import type { StationId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { addMs, systemClock } from '../../src/shared/time.ts';
import { SYNC_PROTOCOL } from '../../src/contract/sync/protocol.ts';
import { unwrap } from '../../src/shared/result.ts';
import { openKeyFile } from '../../src/station/journal/key-store.ts';
import { openJournal } from '../../src/station/journal/journal.ts';
import type { Journal } from '../../src/station/journal/journal.ts';
import { STATION_PROJECTIONS } from '../../src/station/projections/all.ts';
import { createCloudClient } from '../../src/station/sync/cloud-client.ts';
import { createConnection } from '../../src/station/sync/connection.ts';
import { createSynchroniser } from '../../src/station/sync/synchroniser.ts';
import { createKnowledge } from '../../src/station/work/knowledge.ts';
import { createSettings, openWorkDatabase } from '../../src/station/work/work-database.ts';
import type { BenchRow } from './bench-row.ts';
import { applyAll, makeWorld, startCloudProcess, withCloudDatabase } from './bench-world.ts';
import type { BenchWorld } from './bench-world.ts';
import { withFolder } from './places.ts';
import { startPouch } from './pouchdb-baseline.ts';
import { makePassSale, saleDraft } from './sample-sales.ts';
import { interleave, median, round, spread } from './statistics.ts';

const SALES = 10_000;
const PASSES = 500;
const BATCH = 100;
const ROUNDS = 5;
const RESERVE_MS = 3_600_000;

/** Sales that waited without network, sent to a cloud that verifies and posts each; beside a replication of the same documents. */
export async function benchUpload(): Promise<readonly BenchRow[]> {
  const rounds = await interleave(
    [
      { name: 'upload', round: () => withFolder('upload', uploadOnce) },
      { name: 'pouch', round: replicateTo('fullCouchDB') },
      { name: 'small pouch', round: replicateTo('minimumForPouchDB') },
    ],
    { rounds: ROUNDS },
  );
  const tookMs = rounds.of('upload');
  return [
    {
      what: 'upload of 10 000 waiting sales, each verified and posted',
      value: median(tookMs),
      unit: 'ms',
      target: { of: 'ratio', atMost: 1 },
      baseline: {
        what: 'PouchDB to express-pouchdb as its manual sets it up, batches of 500',
        value: median(rounds.of('pouch')),
      },
      ratio: rounds.ratio('upload', 'pouch'),
      note: `${spread(tookMs, 'ms')}; ${round((SALES / median(tookMs)) * 1_000)} sales/s; half of them with a reserve, half without`,
    },
    {
      what: 'the same upload',
      value: median(tookMs),
      unit: 'ms',
      baseline: {
        what: 'express-pouchdb with nothing but replication',
        value: median(rounds.of('small pouch')),
      },
      ratio: rounds.ratio('upload', 'small pouch'),
    },
  ];
}

async function uploadOnce(folder: string): Promise<number> {
  const cloudDir = join(folder, 'cloud');
  const stationId = toId<'Station'>(makeUuid());
  const world = await makeWorld(cloudDir, PASSES);
  const cloud = await startCloudProcess(cloudDir);
  const station = openSyncParts(folder, stationId, cloud.url);
  try {
    const reserveIds = Array.from({ length: SALES / 2 }, () => toId<'Reserve'>(makeUuid()));
    await station.pair(world);
    await holdReserves(world, stationId, reserveIds);
    appendSales(station.journal, world, reserveIds);
    const tookMs = await station.sendAll();
    checkArrival(cloudDir);
    return tookMs;
  } finally {
    await station.close();
    await cloud.stop();
  }
}

/** The parts of a station that send: its journal and its synchroniser, without readers and screen. */
function openSyncParts(folder: string, stationId: StationId, cloudUrl: string) {
  const key = unwrap(openKeyFile(join(folder, 'station.key')));
  const work = unwrap(openWorkDatabase(join(folder, 'work.sqlite')));
  const settings = createSettings(work);
  const logger = pino({ level: 'error' }, pino.destination(2));
  const connection = createConnection({
    machineClock: systemClock,
    settings,
    onChange: () => undefined,
    onJump: () => undefined,
  });
  const journal = unwrap(
    openJournal({
      databasePath: join(folder, 'journal.sqlite'),
      sealPath: join(folder, 'journal.seal'),
      key,
      stationId,
      clock: connection.clock,
      makeId: makeUuid,
      projections: STATION_PROJECTIONS,
    }),
  );
  const client = createCloudClient({
    baseUrl: () => cloudUrl,
    stationId,
    key,
    clock: connection.clock,
  });
  const sent = Promise.withResolvers<void>();
  const shared = { client, connection, journal, settings, work, logger, stationId };
  const synchroniser = createSynchroniser({
    ...shared,
    knowledge: createKnowledge(work),
    onKnowledge: () => undefined,
    onAcked: () => {
      if (settings.getNumber('acked-seq') === journal.head().seq) sent.resolve();
    },
    onTrouble: () => sent.reject(new Error('the cloud does not take this journal')),
  });
  return {
    journal,
    pair: async (world: BenchWorld): Promise<void> => {
      const publicKey = key.publicKeyHex;
      const request = { protocol: SYNC_PROTOCOL, code: world.pairingCode, stationId, publicKey };
      const { serverTime: _time, ...body } = unwrap(await client.pair(request));
      unwrap(journal.append([{ kind: 'station.paired@1', body }]));
    },
    sendAll: async (): Promise<number> => {
      const startedMs = performance.now();
      synchroniser.start();
      await sent.promise;
      return performance.now() - startedMs;
    },
    close: async (): Promise<void> => {
      await synchroniser.stop();
      journal.close();
      work.close();
    },
  };
}

/** Every other sale was made with the network: its money is held. */
const holdReserves = (
  world: BenchWorld,
  stationId: StationId,
  reserveIds: readonly ReturnType<typeof toId<'Reserve'>>[],
): Promise<void> =>
  withCloudDatabase(world.dataDir, async ({ db }) => {
    const at = db.clock();
    const amountCents = cents(world.product.priceCents * 2);
    await applyAll(
      db,
      reserveIds.map((id, index) => ({
        ...{ kind: 'reserve', id, stationId, collectiveId: world.collectiveId, at },
        card: { cardId: passOf(world, index * 2).cardId },
        ...{ amountCents, wantedCents: amountCents, endsAt: addMs(at, RESERVE_MS) },
      })),
    );
  });

function appendSales(
  journal: Journal,
  world: BenchWorld,
  reserveIds: readonly ReturnType<typeof toId<'Reserve'>>[],
): void {
  for (let start = 0; start < SALES; start += BATCH) {
    const drafts = Array.from({ length: BATCH }, (_, offset) => {
      const index = start + offset;
      const pass = passOf(world, index);
      const reserveId = index % 2 === 0 ? reserveIds[index / 2] : undefined;
      const backing: PassBacking =
        reserveId === undefined
          ? { kind: 'unsecured', reserveId: null }
          : { kind: 'reserve', reserveId, final: true };
      return saleDraft(
        makePassSale({
          number: index + 1,
          staff: { id: world.staff.id, name: world.staff.name },
          pointOfSaleId: world.pointOfSaleId,
          product: world.product,
          cardId: pass.cardId,
          cardNumber: pass.number,
          part: { assetId: world.localAssetId, kind: 'local' },
          backing,
        }),
      );
    });
    unwrap(journal.append(drafts));
  }
}

/** An upload that lost a sale or left one to be checked would be fast for nothing. */
function checkArrival(cloudDir: string): void {
  const db = new Database(join(cloudDir, 'cloud.sqlite'), { readonly: true });
  const count = (sql: string): number => db.prepare(sql).pluck().get() as number;
  const sales = count('SELECT count(*) FROM sale_payment WHERE posting_id IS NOT NULL');
  const problems = count('SELECT count(*) FROM journal_problem');
  db.close();
  assert(sales === SALES && problems === 0, `${sales} sales posted, ${problems} problems`);
}

function passOf(world: BenchWorld, index: number) {
  const pass = world.passes[index % world.passes.length];
  assert(pass !== undefined, 'the world has Passes');
  return pass;
}

type ServerMode = 'fullCouchDB' | 'minimumForPouchDB';

const replicateTo = (mode: ServerMode) => () =>
  withFolder('replicate', (folder) => replicateOnce(folder, mode));

async function replicateOnce(folder: string, mode: ServerMode): Promise<number> {
  const documents = join(folder, 'documents.json');
  const server = join(folder, 'server');
  mkdirSync(server);
  writeFileSync(documents, JSON.stringify(makeDocuments()));
  const there = await startPouch('server', [server, mode]);
  try {
    const url = `http://127.0.0.1:${await there.ask()}/sales`;
    const here = await startPouch('replicate', [join(folder, 'here'), documents, url]);
    try {
      return await here.ask();
    } finally {
      await here.stop();
    }
  } finally {
    await there.stop();
  }
}

/** What PouchDB carries of the same sales: the body and what is known of it, nothing signed. */
function makeDocuments(): readonly object[] {
  const part = { assetId: toId<'Asset'>(makeUuid()), kind: 'local' } as const;
  const staff = { id: toId<'Staff'>(makeUuid()), name: 'Nolwenn' };
  const product = {
    ...{ id: toId<'Product'>(makeUuid()), name: 'Expresso' },
    ...{ categoryId: makeUuid(), priceCents: 150 },
  };
  return Array.from({ length: SALES }, (_, index) => ({
    _id: makeUuid(),
    kind: 'sale.recorded@2',
    at: systemClock(),
    body: makePassSale({
      ...{ number: index + 1, staff, pointOfSaleId: makeUuid(), product, part },
      cardId: toId<'Card'>(makeUuid()),
      cardNumber: '04B00001',
      backing: { kind: 'unsecured', reserveId: null },
    }),
  }));
}
