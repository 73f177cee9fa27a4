import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { STATION_CONFIG_ENV } from '../../../src/contract/config/station.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { PATHS } from '../../../src/contract/sync/protocol.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { programPath } from '../../../src/shared/node/resources.ts';
import { startDemoCloud } from '../../helpers/demo-cloud.ts';
import type { DemoCloud } from '../../helpers/demo-cloud.ts';
import { openKioskSocket } from '../../helpers/kiosk-socket.ts';
import { openRig } from '../../helpers/station-rig.ts';

/**
 * The real station process is killed between the cloud's yes and its own journal (RULES M7, T6):
 * the money is off the Pass, so the cash must be paid, once, and written once.
 */

const KARIM_PIN = '135790';
/** 1.20 of the bar's own money. */
const SHORT = '04B7D21A6F5C80';
const KIOSK_KEY = '0'.repeat(32);

let cloud: DemoCloud;
let dataDir: string;
let stationId: string;

beforeEach(async () => {
  cloud = await startDemoCloud();
  dataDir = mkdtempSync(join(tmpdir(), 'station-empty-'));
  const pairingCode = await cloud.pairingCode('Comptoir');
  const rig = await openRig({ dataDir, cloudUrl: cloud.url, pairingCode });
  const { context } = rig.station().station;
  const patient = { timeout: 15_000 };
  await expect.poll(() => context.knowledge.all('product').length, patient).toBeGreaterThan(5);
  await rig.wish({ kind: 'sign-in-with-pin', pin: KARIM_PIN });
  stationId = rig.stationId;
  const identity = JSON.stringify({ stationId, kioskKey: KIOSK_KEY });
  writeFileSync(join(dataDir, 'identity.json'), identity, { mode: 0o600 });
  await rig.close();
});
afterEach(async () => {
  expect(await auditLedger(cloud.deps.db)).toEqual([]);
  await cloud.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

it('killed after the cloud said yes: paid once, written once, shown at the next start', async () => {
  await emptyAndDie();
  expect(await refunds()).toHaveLength(1);

  const rig = await openRig({ dataDir, stationId, cloudUrl: cloud.url });
  const emptied = () => rig.entries('pass.emptied@1');
  await expect.poll(() => emptied().length, { timeout: 15_000 }).toBe(1);
  expect(emptied()).toMatchObject([{ cashCents: 120, staff: { name: 'Karim' } }]);
  expect(rig.state().activity).toMatchObject({
    kind: 'result',
    result: { kind: 'pass-emptied', cashCents: 120 },
  });
  const { context } = rig.station().station;
  expect(context.synchroniser.commands.all()).toEqual([]);
  const isAllSent = () => context.settings.getNumber('acked-seq') === context.journal.head().seq;
  await expect.poll(isAllSent, { timeout: 15_000 }).toBe(true);
  await rig.restart();
  await new Promise((done) => setTimeout(done, 1_000));
  expect(emptied()).toHaveLength(1);
  expect(await refunds()).toHaveLength(1);
  await rig.close();
}, 90_000);

const refunds = () =>
  cloud.deps.db.query.selectFrom('posting').select('id').where('kind', '=', 'refund').execute();

/** A station whose cloud answers the emptying, and which is dead before it hears the answer. */
async function emptyAndDie(): Promise<void> {
  const proxy = http.createServer();
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const child = fork(programPath('station/main'), [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      [STATION_CONFIG_ENV.dataDir]: dataDir,
      [STATION_CONFIG_ENV.cloudUrl]: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      [STATION_CONFIG_ENV.port]: '0',
      [STATION_CONFIG_ENV.pcsc]: '0',
      [STATION_CONFIG_ENV.logLevel]: 'error',
    },
  });
  const exited = once(child, 'exit');
  proxy.on('request', (request, response) => {
    const target = new URL(request.url ?? '/', cloud.url);
    const { method, headers } = request;
    const onward = http.request(target, { method, headers }, (answer) => {
      if (target.pathname === PATHS.emptyCard && answer.statusCode === 200) {
        child.kill('SIGKILL');
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  const socket = await openKioskSocket(child, KIOSK_KEY, next);
  await exited;
  socket.terminate();
  proxy.closeAllConnections();
  proxy.close();
}

/** What a cashier does next: the Pass is put down, then emptied. */
function next({ activity, network }: ScreenState, socket: WebSocket): void {
  const send = (wish: object): void =>
    socket.send(JSON.stringify({ id: makeUuid(), ...wish }), () => undefined);
  if (network.kind === 'offline') return;
  if (activity.kind === 'pass-desk') {
    send({ kind: 'empty-pass', cardId: activity.cardId, isHandedBack: false });
  } else if (activity.kind === 'none') {
    send({ kind: 'wedge-typed', text: SHORT });
  }
}
