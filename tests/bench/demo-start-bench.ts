import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { appPath } from '../../src/shared/node/resources.ts';
import type { BenchRow } from './bench-row.ts';
import { makeWorld, startCloudProcess } from './bench-world.ts';
import { withFolder } from './places.ts';
import { residentMb } from './processes.ts';
import { median, spread } from './statistics.ts';

const STARTS = 7;
const SETTLE_MS = 2_000;
const START_MS_MAX = 60_000;
const POLL_MS = 20;

/** The cloud's start and memory, and `npm start` as somebody types it the second time. */
export const benchDemoStart = (): Promise<readonly BenchRow[]> =>
  withFolder('demo', async (folder) => [
    ...(await measureCloud(join(folder, 'cloud'))),
    await measureNpmStart(join(folder, 'demo')),
  ]);

async function measureCloud(dataDir: string): Promise<readonly BenchRow[]> {
  await makeWorld(dataDir, 0);
  const startsMs: number[] = [];
  let memoryMb = 0;
  for (let start = -1; start < STARTS; start += 1) {
    const port = await findFreePort();
    const startedMs = performance.now();
    const starting = startCloudProcess(dataDir, port);
    await waitUntilHealthy(`http://127.0.0.1:${port}/healthz`);
    if (start >= 0) startsMs.push(performance.now() - startedMs);
    const cloud = await starting;
    if (start === STARTS - 1) {
      await wait(SETTLE_MS);
      memoryMb = residentMb(cloud.pid);
    }
    await cloud.stop();
  }
  return [
    {
      what: 'cloud: process start to an answer of /healthz, SQLite',
      value: median(startsMs),
      unit: 'ms',
      note: spread(startsMs, 'ms'),
    },
    { what: 'memory of the cloud, nobody asking', value: memoryMb, unit: 'MB', note: 'resident' },
  ];
}

/** From the command to the printed address of the kiosk: packages and build looked at, cloud and station up. */
async function measureNpmStart(dataDir: string): Promise<BenchRow> {
  const startsMs: number[] = [];
  for (let start = -1; start < STARTS; start += 1) {
    const tookMs = await startAsTyped(dataDir);
    // The first makes the demo data and may build.
    if (start >= 0) startsMs.push(tookMs);
  }
  return {
    what: 'second npm start: the command to an open kiosk, no window',
    value: median(startsMs),
    unit: 'ms',
    target: { of: 'value', atMost: 5_000 },
    note: spread(startsMs, 'ms'),
  };
}

async function startAsTyped(dataDir: string): Promise<number> {
  const [cloudPort, stationPort] = [await findFreePort(), await findFreePort()];
  const options = ['--headless', '--data', dataDir, '--cloud-port', String(cloudPort)];
  const urlFile = join(dataDir, 'station', 'kiosk.url');
  const startedMs = performance.now();
  const child = spawn(
    'npm',
    ['start', '--', ...options, '--station-port', String(stationPort)],
    // A group of its own: npm does not pass every signal on.
    { cwd: appPath(), stdio: ['ignore', 'pipe', 'ignore'], detached: true },
  );
  try {
    await waitForKiosk(child, urlFile);
    return performance.now() - startedMs;
  } finally {
    await stopGroup(child);
  }
}

/** The printed address, and a kiosk that answers at it. */
async function waitForKiosk(child: ChildProcess, urlFile: string): Promise<void> {
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  const end = Date.now() + START_MS_MAX;
  while (!/Kiosk\s+http/.test(printed) || !existsSync(urlFile)) {
    if (child.exitCode !== null) throw new Error(`npm start ended: ${printed}`);
    if (Date.now() > end) throw new Error(`npm start printed no address: ${printed}`);
    await wait(POLL_MS);
  }
  // With its key it sends on to the page.
  const page = await fetch(readFileSync(urlFile, 'utf8').trim(), { redirect: 'manual' });
  if (page.status >= 400) throw new Error(`the kiosk answered ${page.status}`);
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const exited = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await exited;
  await wait(SETTLE_MS);
}

async function waitUntilHealthy(url: string): Promise<void> {
  const end = Date.now() + START_MS_MAX;
  while (Date.now() < end) {
    const isUp = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isUp) return;
    await wait(POLL_MS / 4);
  }
  throw new Error(`${url} did not answer`);
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
