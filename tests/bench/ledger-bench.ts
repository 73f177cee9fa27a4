import { join } from 'node:path';
import { migrate } from '../../src/cloud/db/migrate.ts';
import { openDatabase } from '../../src/cloud/db/open-database.ts';
import type { DatabaseOptions, Db } from '../../src/cloud/db/open-database.ts';
import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { applyCommands } from '../../src/cloud/ledger/apply-commands.ts';
import { auditLedger } from '../../src/cloud/ledger/audit-ledger.ts';
import type { SaleCommand } from '../../src/cloud/ledger/commands.ts';
import { reserve, settleSale } from '../../src/cloud/ledger/operations.ts';
import { assert } from '../../src/shared/assert.ts';
import type { CardId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { unwrap } from '../../src/shared/result.ts';
import {
  AT,
  ENDS_AT,
  load,
  makeCard,
  makeLedgerWorld,
  newPostingId,
  newReserveId,
} from '../cloud/ledger/ledger-world.ts';
import type { LedgerWorld } from '../cloud/ledger/ledger-world.ts';
import { createPostgresDatabase, startPostgres } from '../helpers/postgres.ts';
import type { BenchRow } from './bench-row.ts';
import { withFolder } from './places.ts';
import { median, perSecond, range } from './statistics.ts';

const CARDS = 100;
const CLIENTS = 8;
const PAYMENTS_A_ROUND = 400;
const SALES_A_BATCH = 500;
const ROUNDS = 5;
const PRICE = cents(250);
/** More than all rounds together take from one card. */
const LOADED_CENTS = 10_000_000;

/** A Pass payment as two transactions, and a batch of sales as one, on both databases (DESIGN 9). */
export const benchLedger = (): Promise<readonly BenchRow[]> =>
  withFolder('ledger', async (folder) => [
    ...(await measure({ kind: 'sqlite', path: join(folder, 'cloud.sqlite') }, 300)),
    ...(await onPostgres()),
  ]);

async function onPostgres(): Promise<readonly BenchRow[]> {
  const server = await startPostgres();
  if (server === null) {
    const note = 'PostgreSQL is not installed';
    return [{ what: 'reserve + settle, PostgreSQL', value: null, unit: '/s', note }];
  }
  try {
    const { url } = await createPostgresDatabase(server.url);
    return await measure({ kind: 'postgres', url }, 200);
  } finally {
    await server.stop();
  }
}

async function measure(options: DatabaseOptions, target: number): Promise<readonly BenchRow[]> {
  const db = openDatabase(options);
  try {
    unwrap(await migrate(db));
    const world = await makeLedgerWorld(db);
    const cards: CardId[] = [];
    for (let index = 0; index < CARDS; index += 1) {
      const card = await makeCard(db, world.bar);
      await load(db, card, world.assets.barLocal, LOADED_CENTS);
      cards.push(card);
    }
    const name = options.kind === 'sqlite' ? 'SQLite' : 'PostgreSQL';
    const pairs = await repeat(() => payAll(db, world, cards));
    const batches = await repeat(() => settleBatch(db, world, cards));
    const faults = await auditLedger(db);
    assert(faults.length === 0, `the ledger does not add up: ${JSON.stringify(faults)}`);
    return [
      {
        what: `reserve + settle, ${name}, ${CLIENTS} at once`,
        value: median(pairs),
        unit: '/s',
        target: { of: 'value', atLeast: target },
        note: range(pairs),
      },
      {
        what: `sales settled ${SALES_A_BATCH} a transaction, ${name}`,
        value: median(batches),
        unit: '/s',
        note: range(batches),
      },
    ];
  } finally {
    await db.close();
  }
}

async function repeat(round: () => Promise<number>): Promise<readonly number[]> {
  await round();
  const values: number[] = [];
  for (let index = 0; index < ROUNDS; index += 1) values.push(await round());
  return values;
}

/** Tills side by side; each payment waits for its reserve, then for its settlement. */
function payAll(db: Db, world: LedgerWorld, cards: readonly CardId[]): Promise<number> {
  let next = 0;
  const till = async (): Promise<void> => {
    while (next < PAYMENTS_A_ROUND) {
      next += 1;
      const cardId = cards[next % cards.length];
      assert(cardId !== undefined, 'no card');
      const sale = await reserveFor(db, world, cardId);
      unwrap(await writeTransaction(db, (tx) => settleSale(tx, sale)));
    }
  };
  return perSecond(PAYMENTS_A_ROUND, async () => {
    await Promise.all(Array.from({ length: CLIENTS }, till));
  });
}

/** What an upload costs the ledger: many sales whose reserves are there, in one transaction. */
async function settleBatch(db: Db, world: LedgerWorld, cards: readonly CardId[]): Promise<number> {
  const sales = await writeTransaction(db, async (tx) => {
    const commands = Array.from({ length: SALES_A_BATCH }, (_, index) => ({
      ...reserveCommand(world, cards[index % cards.length] as CardId),
      kind: 'reserve' as const,
    }));
    const answers = await applyCommands(tx, commands);
    assert(
      answers.every(({ result }) => result.ok),
      'a reserve was refused',
    );
    return commands.map(({ id }) => saleOf(world, id));
  });
  return perSecond(SALES_A_BATCH, async () => {
    await writeTransaction(db, (tx) => applyCommands(tx, sales));
  });
}

async function reserveFor(db: Db, world: LedgerWorld, cardId: CardId): Promise<SaleCommand> {
  const command = reserveCommand(world, cardId);
  const reserved = unwrap(await writeTransaction(db, (tx) => reserve(tx, command)));
  return saleOf(world, reserved.reserveId);
}

const reserveCommand = (world: LedgerWorld, cardId: CardId) => ({
  ...{ id: newReserveId(), stationId: world.barStation, collectiveId: world.bar },
  ...{ card: { cardId }, amountCents: PRICE, wantedCents: PRICE, endsAt: ENDS_AT, at: AT },
});

const saleOf = (world: LedgerWorld, reserveId: ReturnType<typeof newReserveId>): SaleCommand => ({
  ...{ kind: 'sale', id: newPostingId(), reserveId, at: AT, cause: null, final: true },
  ...{ stationId: world.barStation, collectiveId: world.bar },
  parts: [{ assetId: world.assets.barLocal, cents: PRICE }],
});
