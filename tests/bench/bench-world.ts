import { createPairingCode } from '../../src/cloud/api/pairing.ts';
import { loadDemoData } from '../../src/cloud/demo/demo-data.ts';
import { seedDemo } from '../../src/cloud/demo/seed.ts';
import type { Db } from '../../src/cloud/db/open-database.ts';
import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { COMMANDS_MAX, applyCommands } from '../../src/cloud/ledger/apply-commands.ts';
import type { LedgerCommand } from '../../src/cloud/ledger/commands.ts';
import { openCloud } from '../../src/cloud/open-cloud.ts';
import type { OpenedCloud } from '../../src/cloud/open-cloud.ts';
import { CLOUD_CONFIG_ENV } from '../../src/contract/config/cloud.ts';
import type { PostingId } from '../../src/domain/wallet/ledger-types.ts';
import { assert } from '../../src/shared/assert.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import type { AssetId, CardId, CollectiveId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { unwrap } from '../../src/shared/result.ts';
import { builtProgram, startProgram } from './processes.ts';
import type { RunningProgram } from './processes.ts';

const SLUG = 'la-grande-oreille';
/** More on each Pass, and more without network, than any bench takes. */
const PASS_CENTS = 100_000;
const OFFLINE_CENTS = 10_000_000;
const FIRST_TAG = 0x04_b0_00_00;

export type WorldPass = { readonly uid: string; readonly cardId: CardId; readonly number: string };

/** The demo's bar in a cloud of its own, with many full Passes beside the demo's. */
export type BenchWorld = {
  readonly dataDir: string;
  readonly collectiveId: CollectiveId;
  readonly localAssetId: AssetId;
  readonly pairingCode: string;
  readonly staff: {
    readonly id: ReturnType<typeof toId<'Staff'>>;
    readonly name: string;
    readonly pin: string;
  };
  readonly pointOfSaleId: string;
  readonly product: {
    readonly id: ReturnType<typeof toId<'Product'>>;
    readonly name: string;
    readonly categoryId: string;
    readonly priceCents: number;
  };
  readonly passes: readonly WorldPass[];
};

/** Makes the database of a cloud before that cloud starts. */
export const makeWorld = (dataDir: string, passCount: number): Promise<BenchWorld> =>
  withCloudDatabase(dataDir, async ({ db, cloudKey }) => {
    await seedDemo(db);
    const facts = demoFacts();
    const passes = await makePasses(db, facts, passCount);
    await liftOfflineLimits(db, facts.collectiveId);
    const { code } = await writeTransaction(db, (tx) =>
      createPairingCode(
        tx,
        { collectiveId: facts.collectiveId, stationName: 'Bench', byPersonId: null },
        { cloudKey, now: db.clock() },
      ),
    );
    return { ...facts, dataDir, passes, pairingCode: code };
  });

/** Works in the database of a cloud, which may be running. */
export async function withCloudDatabase<Value>(
  dataDir: string,
  work: (opened: OpenedCloud) => Promise<Value>,
): Promise<Value> {
  const opened = unwrap(await openCloud({ dataDir }));
  try {
    return await work(opened);
  } finally {
    await opened.db.close();
  }
}

export type BenchCloud = RunningProgram & { readonly url: string };

/** The cloud as it ships, on SQLite, on a free port or the one given. */
export async function startCloudProcess(dataDir: string, port = 0): Promise<BenchCloud> {
  const running = await startProgram([builtProgram('cloud/main')], {
    env: {
      [CLOUD_CONFIG_ENV.dataDir]: dataDir,
      [CLOUD_CONFIG_ENV.port]: String(port),
      [CLOUD_CONFIG_ENV.logLevel]: 'error',
      // Its outbox gives the code to sign in with.
      [CLOUD_CONFIG_ENV.demo]: '1',
    },
    isReady: (line) => line.includes('"ready"'),
  });
  const { url } = JSON.parse(running.readyLine) as { readonly url: string };
  return { ...running, url };
}

/** Applies ledger commands in batches; every one must succeed. */
export async function applyAll(db: Db, commands: readonly LedgerCommand[]): Promise<void> {
  for (let start = 0; start < commands.length; start += COMMANDS_MAX) {
    const batch = commands.slice(start, start + COMMANDS_MAX);
    const answers = await writeTransaction(db, (tx) => applyCommands(tx, batch));
    for (const { result } of answers) {
      assert(result.ok, `the ledger refused: ${JSON.stringify(result)}`);
    }
  }
}

type Facts = Omit<BenchWorld, 'dataDir' | 'passes' | 'pairingCode'>;

function demoFacts(): Facts {
  const demo = loadDemoData();
  const collective = demo.collectives.find(({ slug }) => slug === SLUG);
  const ofBar = <One extends { readonly collectiveId: string }>(all: readonly One[]) =>
    all.filter(({ collectiveId }) => collectiveId === collective?.id);
  const local = demo.assets.find(
    ({ kind, issuerId }) => kind === 'local' && issuerId === collective?.id,
  );
  const staff = ofBar(demo.staff)[0];
  const pointOfSale = ofBar(demo.pointsOfSale)[0];
  const product = ofBar(demo.products).find(
    ({ kind, options, categoryId }) =>
      kind === 'piece' &&
      options.length === 0 &&
      pointOfSale?.categoryIds.includes(categoryId) === true,
  );
  assert(
    collective !== undefined && local !== undefined && staff !== undefined,
    'the demo has a bar with its money and its staff',
  );
  assert(pointOfSale !== undefined && product !== undefined, 'the bar sells something');
  return {
    collectiveId: toId<'Collective'>(collective.id),
    localAssetId: toId<'Asset'>(local.id),
    staff: { id: toId<'Staff'>(staff.id), name: staff.name, pin: staff.pin },
    pointOfSaleId: pointOfSale.id,
    product: {
      id: toId<'Product'>(product.id),
      name: product.name,
      categoryId: product.categoryId,
      priceCents: product.priceCents,
    },
  };
}

async function makePasses(db: Db, facts: Facts, count: number): Promise<readonly WorldPass[]> {
  const passes = Array.from({ length: count }, (_, index): WorldPass => {
    const tag = (FIRST_TAG + index).toString(16).toUpperCase().padStart(8, '0');
    return { uid: `${tag}A1B2C3`, cardId: toId<'Card'>(makeUuid()), number: tag };
  });
  const at = db.clock();
  await writeTransaction(db, async ({ query, changed }) => {
    for (const { uid, cardId, number } of passes) {
      await query
        .insertInto('card')
        .values({
          ...{ id: cardId, uid, tag4: uid.slice(0, 8), number, qr: makeUuid() },
          ...{ state: 'blank', wallet_id: null, person_id: null },
          ...{ collective_id: facts.collectiveId, trust_level: 3, created_at: at },
        })
        .execute();
      changed('card', cardId, null);
    }
  });
  await applyAll(
    db,
    passes.map(({ cardId }) => ({
      ...{ kind: 'top-up', id: makeUuid() as PostingId, at, stationId: null, cause: null },
      ...{ collectiveId: facts.collectiveId, to: { cardId }, assetId: facts.localAssetId },
      amountCents: cents(PASS_CENTS),
    })),
  );
  return passes;
}

const liftOfflineLimits = (db: Db, collectiveId: CollectiveId): Promise<void> =>
  writeTransaction(db, async ({ query, changed }) => {
    await query
      .updateTable('station_settings')
      .set({ offline_card_cents_3: OFFLINE_CENTS, offline_station_cents: OFFLINE_CENTS })
      .where('collective_id', '=', collectiveId)
      .execute();
    changed('settings', collectiveId, collectiveId);
  });
