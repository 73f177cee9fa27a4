import { join, resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { CLOUD_CONFIG_ENV } from '../contract/config/cloud.ts';
import { STATION_CONFIG_ENV } from '../contract/config/station.ts';
import { exitCodeOfFailure } from '../contract/supervised.ts';
import type { StartFailure, SupervisedMessage } from '../contract/supervised.ts';
import { ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';
import { startDemoCloud } from './demo/cloud.ts';
import { findElectron } from './demo/electron.ts';
import { openDemoFolder } from './demo/folder.ts';
import { createParts } from './demo/parts.ts';
import type { Parts } from './demo/parts.ts';
import { chooseNextPort, choosePort } from './demo/ports.ts';
import { startDemoBadge, startDemoStation } from './demo/station.ts';
import type { DemoStation } from './demo/station.ts';
import { DEMO_BADGE, DEMO_TILL, writeTray } from './demo/tray.ts';
import { printWelcome } from './demo/welcome.ts';
import { makeDemoPairingCodes } from './pair.ts';

type StartOptions = {
  readonly data: string;
  readonly fresh: boolean;
  readonly headless: boolean;
  readonly cloudPort: number;
  readonly stationPort: number;
  readonly badgePort?: number;
};

/**
 * `tibillet start`: the whole thing on one machine (cloud, a paired till, a paired badge station,
 * demo data), as `npm start` runs it. The next start takes up where this one ended.
 *
 * Exit codes:
 * 0 stopped by a signal, or the window was closed
 * 1 wrong use of the command
 * 75 it may pass: a port is taken, another demo runs on the folder
 * 78 folder, settings or files are wrong: the sentence says which
 */
export function registerStart(program: Command): void {
  const port = (flags: string, description: string, variable: string, usual: number): Option =>
    new Option(flags, description).env(variable).argParser(readPort).default(usual);
  program
    .command('start')
    .description('run the demo: cloud, site, a paired till and a badge station with demo data')
    .option('--data <dir>', 'folder of the demo’s data', '.data')
    .option('--fresh', 'begin again with new demo data', false)
    .option('--headless', 'open no window', false)
    .addOption(port('--cloud-port <port>', 'port of the site', CLOUD_CONFIG_ENV.port, 8080))
    .addOption(port('--station-port <port>', 'port of the kiosk', STATION_CONFIG_ENV.port, 4711))
    .addOption(
      new Option(
        '--badge-port <port>',
        'port of the badge station (default: the next free one)',
      ).argParser(readPort),
    )
    .action(async (options: StartOptions) => {
      process.exitCode = await start(options);
      // Started by the packed app: the line to it would keep us here.
      if (process.connected) process.disconnect();
    });
}

async function start(options: StartOptions): Promise<number> {
  // The demo has a database of its own, whatever this machine has for others.
  process.env[CLOUD_CONFIG_ENV.databaseUrl] = '';
  const parts = createParts();
  const stopped = whenAskedToStop();
  try {
    const demo = await Promise.race([startDemo(options, parts), stopped]);
    if (demo === 'stopped') return 0;
    if (!demo.ok) return await fail(demo.error);
    await tellParent({ kind: 'ready', kioskUrl: demo.value.kioskUrl });
    await Promise.race([demo.value.closed, stopped]);
    return 0;
  } finally {
    await parts.stopAll();
  }
}

/** Starts one after the other; what is started is in `parts`, whatever happens then. */
async function startDemo(
  options: StartOptions,
  parts: Parts,
): Promise<Result<DemoStation, StartFailure>> {
  const dataDir = resolve(options.data);
  const folder = openDemoFolder(dataDir, options.fresh);
  if (!folder.ok) return folder;
  const ports = await choosePorts(options);
  if (!ports.ok) return ports;

  const cloudDir = join(dataDir, 'cloud');
  const cloudUrl = await startDemoCloud({ dataDir: cloudDir, port: ports.value.cloud }, parts);
  if (!cloudUrl.ok) return cloudUrl;
  const [tillCode = '', badgeCode = ''] = await makeDemoPairingCodes(cloudDir, [
    DEMO_TILL,
    DEMO_BADGE,
  ]);
  const [station, badge] = await Promise.all([
    startDemoStation(
      {
        dataDir: join(dataDir, 'station'),
        cloudUrl: cloudUrl.value,
        port: ports.value.station,
        demoPassesPath: writeTray(join(dataDir, 'tray.json'), DEMO_TILL),
        pairingCode: tillCode,
        window: options.headless ? { kind: 'none', why: 'not-wanted' } : findElectron(),
      },
      parts,
    ),
    startDemoBadge(
      {
        dataDir: join(dataDir, 'badge'),
        cloudUrl: cloudUrl.value,
        port: ports.value.badge,
        demoPassesPath: writeTray(join(dataDir, 'badge-tray.json'), DEMO_BADGE),
        pairingCode: badgeCode,
      },
      parts,
    ),
  ]);
  if (!station.ok) return station;
  if (!badge.ok) return badge;
  const { kioskUrl, window } = station.value;
  printWelcome({ siteUrl: cloudUrl.value, kioskUrl, badgeUrl: badge.value, window });
  return ok(station.value);
}

async function choosePorts(
  options: StartOptions,
): Promise<Result<Readonly<Record<'cloud' | 'station' | 'badge', number>>, StartFailure>> {
  const cloud = await choosePort({
    port: options.cloudPort,
    purpose: 'the site',
    option: '--cloud-port',
  });
  if (!cloud.ok) return cloud;
  const station = await choosePort({
    port: options.stationPort,
    purpose: 'the kiosk',
    option: '--station-port',
  });
  if (!station.ok) return station;
  const wanted = { purpose: 'the badge station', option: '--badge-port' };
  const badge = await (options.badgePort === undefined
    ? chooseNextPort(station.value, { ...wanted, promised: [cloud.value] })
    : choosePort({ ...wanted, port: options.badgePort }));
  return badge.ok ? ok({ cloud: cloud.value, station: station.value, badge: badge.value }) : badge;
}

async function fail(failure: StartFailure): Promise<number> {
  process.stderr.write(`${failure.detail}\n`);
  await tellParent({ kind: 'failed', ...failure });
  return exitCodeOfFailure(failure.reason);
}

/** For the packed app, which shows the demo in its window. */
function tellParent(message: SupervisedMessage): Promise<void> {
  return new Promise((sent) => {
    if (process.send === undefined || !process.connected) sent();
    else process.send(message, () => sent());
  });
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a number from 0 to 65535.');
}

const whenAskedToStop = (): Promise<'stopped'> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve('stopped'));
    }
    // Started by the window: it went away.
    process.once('disconnect', () => resolve('stopped'));
  });
