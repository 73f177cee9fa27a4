import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { descendantsOf, findDescendant, isRunning } from '../helpers/processes.ts';

/** `tibillet start` as `npm start` runs it: the built program, real processes, no window. */

const PROGRAM = fileURLToPath(new URL('../../dist/node/cli/main.js', import.meta.url));

/** Starts of the demo on a machine that runs other tests beside it. */
const START_MS_MAX = 25_000;

type Demo = {
  readonly pid: number;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
  readonly stop: (signal: NodeJS.Signals) => void;
};

let folder = '';
const running: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-command-'));
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

function start(...args: readonly string[]): Demo {
  const child = spawn(process.execPath, [PROGRAM, 'start', '--headless', ...args], {
    env: { ...process.env, STATION_PCSC: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  }
  return {
    pid: child.pid ?? 0,
    output: () => output,
    ended: once(child, 'exit').then(([code]) => code as number | null),
    stop: (signal) => child.kill(signal),
  };
}

const FREE_PORTS = ['--cloud-port', '0', '--station-port', '0'] as const;
const dataDir = (): string => join(folder, 'data');

async function startWhole(
  ...args: readonly string[]
): Promise<Demo & { kiosk: string; badge: string; site: string }> {
  const demo = start('--data', dataDir(), ...FREE_PORTS, ...args);
  const addressAfter = (word: string): string =>
    new RegExp(`${word} +(http://\\S+)`).exec(demo.output())?.[1] ?? '';
  await expect
    .poll(() => `${addressAfter('Kiosk')} ${demo.output()}`, { timeout: START_MS_MAX })
    .toMatch(/^http[\s\S]*Ctrl\+C/);
  return {
    ...demo,
    kiosk: addressAfter('Kiosk'),
    badge: addressAfter('Badge'),
    site: addressAfter('Site'),
  };
}

const statusOf = (url: string): Promise<number> =>
  fetch(url, { redirect: 'manual' }).then(
    ({ status }) => status,
    () => 0,
  );

type StationFolder = 'station' | 'badge';

const stationId = (folderName: StationFolder = 'station'): string =>
  (
    JSON.parse(readFileSync(join(dataDir(), folderName, 'identity.json'), 'utf8')) as {
      stationId: string;
    }
  ).stationId;

function modeOf(folderName: StationFolder): string | undefined {
  const work = new Database(join(dataDir(), folderName, 'work.sqlite'), { readonly: true });
  const row = work.prepare("SELECT value FROM setting WHERE name = 'mode'").get() as
    { readonly value: string } | undefined;
  work.close();
  return row?.value;
}

/** Name of the collective that a station's own journal says it is paired with. */
function pairedWith(folderName: StationFolder): string | undefined {
  const journal = new Database(join(dataDir(), folderName, 'journal.sqlite'), { readonly: true });
  const row = journal.prepare('SELECT body FROM pairing').get() as
    { readonly body: string } | undefined;
  journal.close();
  return row === undefined
    ? undefined
    : (JSON.parse(row.body) as { readonly collectiveName: string }).collectiveName;
}

describe('the demo', () => {
  test('starts, is kept alive, stops in order, starts again where it was, or anew', async () => {
    const first = await startWhole();
    expect(await statusOf(first.kiosk)).toBe(303);
    expect(await statusOf(first.site)).toBe(200);
    expect(await statusOf(first.badge)).toBe(303);
    expect(first.output()).toContain('PIN 246810');
    expect(pairedWith('station')).toBe('La Grande Oreille');
    expect(pairedWith('badge')).toBe('L’Établi');
    expect([modeOf('station'), modeOf('badge')]).toEqual([undefined, 'badge']);
    const ports = [first.kiosk, first.badge].map((url) => Number(new URL(url).port));
    expect(ports[1]).toBeGreaterThan(ports[0] ?? Infinity);

    for (const [name, count] of [
      ['cloud/main', 1],
      ['station/main', 2],
    ] as const) {
      const pids = (): readonly number[] =>
        descendantsOf(first.pid)
          .filter(({ command }) => command.includes(name))
          .map(({ pid }) => pid);
      const killed = pids();
      expect(killed).toHaveLength(count);
      for (const pid of killed) process.kill(pid, 'SIGKILL');
      await expect
        .poll(() => pids().filter((pid) => !killed.includes(pid)).length, { timeout: 5_000 })
        .toBe(count);
    }
    await expect.poll(() => statusOf(first.site), { timeout: START_MS_MAX }).toBe(200);
    await expect.poll(() => statusOf(first.kiosk), { timeout: START_MS_MAX }).toBe(303);
    await expect.poll(() => statusOf(first.badge), { timeout: START_MS_MAX }).toBe(303);

    const [madeId, badgeId] = [stationId(), stationId('badge')];
    expect(badgeId).not.toBe(madeId);
    const processes = descendantsOf(first.pid).map(({ pid }) => pid);
    expect(processes.length).toBeGreaterThanOrEqual(3);
    first.stop('SIGINT');
    expect(await first.ended).toBe(0);
    expect(processes.filter(isRunning)).toEqual([]);

    const second = await startWhole();
    expect([stationId(), stationId('badge')]).toEqual([madeId, badgeId]);
    second.stop('SIGTERM');
    expect(await second.ended).toBe(0);

    const third = await startWhole('--fresh');
    expect(stationId()).not.toBe(madeId);
    third.stop('SIGHUP');
    expect(await third.ended).toBe(0);
  }, 120_000);

  test('leaves nothing behind when it is killed itself, and refuses a second one beside it', async () => {
    const demo = await startWhole();
    const beside = start('--data', dataDir(), ...FREE_PORTS, '--fresh');
    expect(await beside.ended).toBe(75);
    expect(beside.output()).toContain('A demo runs in');
    expect(await statusOf(demo.site)).toBe(200);

    const processes = descendantsOf(demo.pid).map(({ pid }) => pid);
    demo.stop('SIGKILL');
    await demo.ended;
    await expect.poll(() => processes.filter(isRunning), { timeout: 10_000 }).toEqual([]);
  }, 60_000);

  test('stopped in the middle of its start leaves nothing behind', async () => {
    const demo = start('--data', dataDir(), ...FREE_PORTS);
    await expect
      .poll(() => findDescendant(demo.pid, 'cloud/main'), { timeout: START_MS_MAX, interval: 10 })
      .toBeDefined();
    const processes = descendantsOf(demo.pid).map(({ pid }) => pid);
    demo.stop('SIGINT');
    expect(await demo.ended).toBe(0);
    expect(processes.filter(isRunning)).toEqual([]);
  }, 60_000);
});

describe('a start that cannot be', () => {
  test('says which port is taken and how to choose another one', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = String((server.address() as AddressInfo).port);
    const onSite = start('--data', dataDir(), '--cloud-port', port, '--station-port', '0');
    const onKiosk = start(
      '--data',
      join(folder, 'other'),
      '--cloud-port',
      '0',
      '--station-port',
      port,
    );
    expect([await onSite.ended, await onKiosk.ended]).toEqual([75, 75]);
    expect(onSite.output()).toContain(
      `Port ${port}, for the site, is taken by another program. Choose another one with --cloud-port.`,
    );
    expect(onKiosk.output()).toContain('Choose another one with --station-port.');
    server.close();
  });

  test('takes the port that is asked for the badge station, or says that it is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = String((server.address() as AddressInfo).port);
    const demo = start('--data', dataDir(), ...FREE_PORTS, '--badge-port', port);
    expect(await demo.ended).toBe(75);
    expect(demo.output()).toContain(`Port ${port}, for the badge station, is taken`);
    expect(demo.output()).toContain('Choose another one with --badge-port.');
    server.close();
  });

  test('never touches a folder that holds something else, also with --fresh', async () => {
    writeFileSync(join(folder, 'my-letters.txt'), 'dear');
    const demo = start('--data', folder, '--fresh', ...FREE_PORTS);
    expect(await demo.ended).toBe(78);
    expect(demo.output()).toContain('holds something else');
    expect(readFileSync(join(folder, 'my-letters.txt'), 'utf8')).toBe('dear');
  });

  test('names a wrong use of the command', async () => {
    const demo = start('--cloud-port', '70000');
    expect(await demo.ended).toBe(1);
    expect(demo.output()).toContain('It must be a number from 0 to 65535.');
  });
});
