/**
 * `tibillet start`: the whole thing on one machine — cloud, a paired station, demo data — as
 * `npm start` runs it. The second start takes up where the first one ended.
 *
 * Exit codes:
 * 0 stopped by a signal, or the window was closed
 * 1 wrong use of the command
 * 78 cloud or station cannot start: the sentence says why
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { startDemoCloud } from './demo/cloud.ts';
import { findElectron } from './demo/electron.ts';
import { startDemoStation } from './demo/station.ts';
import { printWelcome } from './demo/welcome.ts';
import { writeTray } from './demo/tray.ts';

const EXIT_CANNOT_START = 78;
/** Marks a folder as ours, so that --fresh never empties another one. */
const MARKER = 'tibillet-demo';

type StartOptions = {
  readonly data: string;
  readonly fresh: boolean;
  readonly headless: boolean;
  readonly cloudPort: string;
  readonly stationPort: string;
};

export function registerStart(program: Command): void {
  program
    .command('start')
    .description('run the demo: cloud, site and a paired kiosk with demo data')
    .option('--data <dir>', 'folder of the demo’s data', '.data')
    .option('--fresh', 'begin again with new demo data', false)
    .option('--headless', 'open no window', false)
    .option('--cloud-port <port>', 'port of the site', '8080')
    .option('--station-port <port>', 'port of the kiosk', '4711')
    .action(async (options: StartOptions) => {
      process.exitCode = await start(options).catch((error: unknown) => {
        const sentence = error instanceof Error ? error.message : String(error);
        process.stderr.write(`${sentence}\n`);
        process.send?.({ kind: 'failed', sentence });
        return EXIT_CANNOT_START;
      });
    });
}

async function start(options: StartOptions): Promise<number> {
  const dataDir = resolve(options.data);
  prepareFolder(dataDir, options.fresh);
  const cloud = await startDemoCloud({
    dataDir: join(dataDir, 'cloud'),
    port: readPort('--cloud-port', options.cloudPort),
  });
  const window = options.headless ? null : await findElectron();
  const station = await startDemoStation({
    dataDir: join(dataDir, 'station'),
    cloudUrl: cloud.url,
    port: readPort('--station-port', options.stationPort),
    demoPassesPath: writeTray(join(dataDir, 'tray.json')),
    makePairingCode: cloud.makePairingCode,
    window,
  });
  printWelcome({ siteUrl: cloud.url, kioskUrl: station.kioskUrl, window });
  process.send?.({ kind: 'ready', kioskUrl: station.kioskUrl });

  await untilStopped(station.closed);
  await station.stop();
  await cloud.stop();
  return 0;
}

function prepareFolder(dataDir: string, isFresh: boolean): void {
  const isOurs = existsSync(join(dataDir, MARKER));
  const isEmpty = !existsSync(dataDir) || readdirSync(dataDir).length === 0;
  if (!isOurs && !isEmpty) {
    throw new Error(`${dataDir} holds something else. Choose another folder with --data.`);
  }
  if (isFresh) rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(join(dataDir, MARKER), 'Data of the TiBillet Station demo.\n');
}

function readPort(name: string, text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new Error(`${name} must be a number from 0 to 65535.`);
}

const untilStopped = (closed: Promise<void>): Promise<void> =>
  new Promise((done) => {
    void closed.then(done);
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
    // Started by the window: it went away.
    process.once('disconnect', () => done());
  });
