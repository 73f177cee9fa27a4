import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { STATION_CONFIG_ENV } from '../../../src/contract/config/station.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { programPath } from '../../../src/shared/node/resources.ts';
import { openKioskSocket } from '../../helpers/kiosk-socket.ts';
import { KNOWLEDGE, PRODUCTS } from '../../helpers/station-knowledge.ts';
import { openPairedRig, openRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';

/** The real station process is killed while tabs are put aside, opened, cut and put together. */
const KILLS = 8;
const MS_PER_KILL_MAX = 15_000;
/** The kill comes after so many touches at most, somewhere in the next one. */
const TOUCHES_MAX = 30;
const TOUCH_MS = 15;

let dataDir: string;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'station-tables-kill-'));
  const rig = await openPairedRig({ dataDir });
  rig.know(KNOWLEDGE);
  await rig.signIn();
  writeFileSync(
    join(dataDir, 'identity.json'),
    JSON.stringify({ stationId: rig.stationId, kioskKey: '0'.repeat(32) }),
    { mode: 0o600 },
  );
  await rig.close();
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

it(
  `${KILLS} kills while tabs are moved about: no piece is lost and none is there twice`,
  async () => {
    for (let kill = 0; kill < KILLS; kill += 1) await workUntilKilled();
    const { stationId } = JSON.parse(readFileSync(join(dataDir, 'identity.json'), 'utf8')) as {
      stationId: string;
    };
    const rig = await openRig({ dataDir, stationId });
    expect(rig.station().station.context.journal.recheck()).toMatchObject({ kind: 'whole' });
    // Otherwise the kills all came before the work, and this test proves nothing.
    expect(rig.entries('basket.parked@1').length).toBeGreaterThan(KILLS);
    expect(rig.entries('basket.discarded@1').length).toBeGreaterThan(0);
    expect(piecesIn(rig.state())).toBe(piecesAdded(rig));
    await rig.close();
  },
  KILLS * MS_PER_KILL_MAX,
);

const piecesIn = ({ basket, parked }: ScreenState): number =>
  [...basket.lines.map(({ count }) => count), ...parked.map((tab) => tab.pieceCount)].reduce(
    (sum, count) => sum + count,
    0,
  );

/** Every piece is added by an append of one entry alone; tabs are moved by several at once. */
const piecesAdded = (rig: Rig): number => {
  let pieces = 0;
  const counts = new Map<string, number>();
  for (const set of rig.entries('basket.line-set@2')) {
    const key = `${set.basketId}:${set.lineId}`;
    const before = counts.get(key) ?? 0;
    counts.set(key, set.count);
    // Only adding says nothing of the kitchen, and only ever goes up by one.
    if (set.sentCount === undefined && set.count === before + 1) pieces += 1;
  }
  return pieces;
};

/** What a hurried waiter does next. */
function nextWish({ basket, parked }: ScreenState): object {
  const productId = Math.random() < 0.5 ? PRODUCTS.tea.id : PRODUCTS.soda.id;
  const [first, second] = parked;
  const [line] = basket.lines;
  if (basket.name !== '' && line !== undefined && line.count > 1 && Math.random() < 0.5) {
    return { kind: 'split-basket', lines: [{ lineId: line.lineId, count: 1 }] };
  }
  if (basket.lines.length > 0 && Math.random() < 0.6) {
    return { kind: 'park-basket', name: basket.name || 'Table', tableId: null };
  }
  if (first !== undefined && second !== undefined && parked.length > 3) {
    return {
      kind: 'merge-baskets',
      fromBasketId: first.basketId,
      intoBasketId: second.basketId,
    };
  }
  if (first !== undefined && Math.random() < 0.3) {
    return { kind: 'open-basket', basketId: first.basketId };
  }
  return { kind: 'add-product', productId, choiceIds: [], count: 1, extra: null };
}

async function workUntilKilled(): Promise<void> {
  const child = fork(programPath('station/main'), [], {
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
  const wanted = 1 + Math.floor(Math.random() * TOUCHES_MAX);
  let touches = 0;
  const worked = Promise.withResolvers<void>();
  const socket = await openKioskSocket(child, '0'.repeat(32), (state, screen) => {
    touches += 1;
    if (touches === wanted) worked.resolve();
    const wish = { id: makeUuid(), ...nextWish(state) };
    screen.send(JSON.stringify(wish), () => undefined);
  });
  await worked.promise;
  await new Promise((done) => setTimeout(done, Math.random() * TOUCH_MS));
  child.kill('SIGKILL');
  await exited;
  socket.terminate();
}
