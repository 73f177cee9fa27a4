import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { STATION_CONFIG_ENV } from '../../../src/contract/config/station.ts';
import type { BasketShown } from '../../../src/contract/kiosk/screen-state.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { builtPath } from '../../../src/shared/node/resources.ts';
import { readDrawerCents } from '../../../src/station/projections/sales.ts';
import { openKioskSocket } from '../../helpers/kiosk-socket.ts';
import { KNOWLEDGE, PRODUCTS } from '../../helpers/station-knowledge.ts';
import { openPairedRig, openRig } from '../../helpers/station-rig.ts';

/** The kill comes after so many sales, somewhere in the next one. */
const SALES_BEFORE_MAX = 3;
const SALE_MS = 12;
/** Parts of 1.00 of a sale of 5.00, before the last one. */
const PLEDGES_MAX = 3;
const MS_PER_KILL_MAX = 3_000;

/** All kills asked for; two files share them, so that both cores are used. */
const KILLS_ASKED = Number(process.env['TORTURE_KILLS'] ?? 200);
export const KILLS_OF_ONE_FILE = Math.ceil(KILLS_ASKED / 2);
export const KILL_MS_MAX = KILLS_OF_ONE_FILE * MS_PER_KILL_MAX;

/**
 * RULES 10, case 11: the real station process is killed in the middle of sales that a screen
 * makes as fast as it can. What was confirmed is there once, nothing is half there.
 * `npm run torture` asks for more kills.
 */
export async function killInTheMiddleOfSales(): Promise<void> {
  const dataDir = await prepareStation();
  try {
    const confirmed = new Set<number>();
    for (let kill = 0; kill < KILLS_OF_ONE_FILE; kill += 1) {
      for (const number of await sellUntilKilled(dataDir)) confirmed.add(number);
    }
    // Otherwise the kills all came before a sale, and this test proves nothing.
    expect(confirmed.size).toBeGreaterThan(KILLS_OF_ONE_FILE / 4);
    await expectEverySaleOnce(dataDir, confirmed);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function prepareStation(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'station-kill-'));
  const rig = await openPairedRig({ dataDir });
  rig.know(KNOWLEDGE);
  await rig.signIn();
  writeFileSync(
    join(dataDir, 'identity.json'),
    JSON.stringify({ stationId: rig.stationId, kioskKey: '0'.repeat(32) }),
    { mode: 0o600 },
  );
  await rig.close();
  return dataDir;
}

async function expectEverySaleOnce(dataDir: string, confirmed: ReadonlySet<number>): Promise<void> {
  const { stationId } = JSON.parse(readFileSync(join(dataDir, 'identity.json'), 'utf8')) as {
    stationId: string;
  };
  const rig = await openRig({ dataDir, stationId });
  const { journal } = rig.station().station.context;
  const sales = rig.entries('sale.recorded@2');
  const numbers = sales.map((sale) => sale.number);
  expect(journal.recheck()).toMatchObject({ kind: 'whole' });
  expect(numbers).toEqual(Array.from({ length: sales.length }, (_, index) => index + 1));
  expect([...confirmed].filter((number) => !numbers.includes(number))).toEqual([]);
  expect(new Set(sales.map((sale) => sale.basketId)).size).toBe(sales.length);
  expect(readDrawerCents(journal.database)).toBe(
    sales.reduce((sum, sale) => sum + sale.totalCents, 0),
  );
  // Each part that was handed over is in its sale once, with the last payment and nothing else.
  const pledged = rig.entries('basket.pledged@1');
  expect(pledged.length).toBeGreaterThan(0);
  for (const sale of sales) {
    const parts = pledged.filter((one) => one.basketId === sale.basketId);
    expect(sale.payments.slice(0, -1)).toEqual(parts.map((one) => one.payment));
    expect(sale.payments.reduce((sum, one) => sum + one.cents, 0)).toBe(sale.totalCents);
  }
  const { basketId, pledges } = rig.state().basket;
  expect(pledges.map((one) => one.pledgeId)).toEqual(
    pledged.filter((one) => one.basketId === basketId).map((one) => one.pledgeId),
  );
  await rig.close();
}

/** Starts the station, sells through a screen, kills it at a random moment; gives the sales it showed as done. */
async function sellUntilKilled(dataDir: string): Promise<readonly number[]> {
  // The built program: what a kiosk runs, and it starts in half the time.
  const child = fork(builtPath('node', 'station', 'main.js'), [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      [STATION_CONFIG_ENV.dataDir]: dataDir,
      [STATION_CONFIG_ENV.cloudUrl]: 'http://127.0.0.1:9',
      [STATION_CONFIG_ENV.port]: '0',
      [STATION_CONFIG_ENV.pcsc]: '0',
      [STATION_CONFIG_ENV.logLevel]: 'error',
    },
  });
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  const shown: number[] = [];
  const socket = await openKioskSocket(child, '0'.repeat(32), ({ activity, basket }, screen) => {
    if (activity.kind === 'result' && activity.result.kind === 'sale-done') {
      shown.push(activity.result.number);
    }
    screen.send(JSON.stringify({ id: makeUuid(), ...nextWish(basket) }), () => undefined);
  });
  const wanted = Math.floor(Math.random() * (SALES_BEFORE_MAX + 1));
  while (new Set(shown).size < wanted) await new Promise((done) => setTimeout(done, 1));
  await new Promise((done) => setTimeout(done, Math.random() * SALE_MS));
  child.kill('SIGKILL');
  await exited;
  socket.terminate();
  return shown;
}

/** Two teas, paid at once or in parts: a coin decides. */
function nextWish({ lines, pledges, revision, dueCents }: BasketShown) {
  if (lines.length === 0) {
    const productId = PRODUCTS.tea.id;
    return { kind: 'add-product', productId, choiceIds: [], count: 2, extra: null };
  }
  const isPart = Math.random() < 0.5 && pledges.length < PLEDGES_MAX;
  return {
    kind: 'pay-cash',
    partCents: isPart ? 100 : null,
    basketRevision: revision,
    givenCents: isPart ? 100 : dueCents,
  };
}
