import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { WINDOW_CONFIG_ENV } from '../../contract/config/window.ts';
import { STATION_CONFIG_ENV } from '../../contract/config/station.ts';
import { isReadyMessage, readSupervisedMessage } from '../../contract/supervised.ts';
import { createSupervisor } from '../../shared/node/supervisor.ts';
import { appPath, programPath } from '../../shared/node/resources.ts';
import type { WindowProgram } from './electron.ts';

const START_MS_MAX = 30_000;
const POLL_MS = 50;

export type DemoStation = {
  readonly kioskUrl: string;
  /** Ends when the window was closed; never without one. */
  readonly closed: Promise<void>;
  readonly stop: () => Promise<void>;
};

type DemoStationOptions = {
  readonly dataDir: string;
  readonly cloudUrl: string;
  readonly port: number;
  readonly demoPassesPath: string;
  readonly makePairingCode: () => Promise<string>;
  readonly window: WindowProgram | null;
};

/** Starts the demo's station: under the window when there is one, else under a supervisor of its own. */
export async function startDemoStation(options: DemoStationOptions): Promise<DemoStation> {
  const isNew = !existsSync(join(options.dataDir, 'journal.sqlite'));
  const env = {
    ...process.env,
    [STATION_CONFIG_ENV.dataDir]: options.dataDir,
    [STATION_CONFIG_ENV.cloudUrl]: options.cloudUrl,
    [STATION_CONFIG_ENV.port]: String(options.port),
    [STATION_CONFIG_ENV.demoPassesPath]: options.demoPassesPath,
    [STATION_CONFIG_ENV.logLevel]: process.env[STATION_CONFIG_ENV.logLevel] ?? 'warn',
    ...(isNew ? { [STATION_CONFIG_ENV.pairingCode]: await options.makePairingCode() } : {}),
  };
  const urlFile = join(options.dataDir, 'kiosk.url');
  rmSync(urlFile, { force: true });
  const running =
    options.window?.kind === 'found'
      ? runInWindow(options.window.path, env)
      : runWithoutWindow(env);
  const kioskUrl = await Promise.race([
    waitForFile(urlFile),
    running.failed.then((sentence) => {
      throw new Error(sentence);
    }),
  ]);
  return { kioskUrl, closed: running.closed, stop: running.stop };
}

type Running = {
  readonly failed: Promise<string>;
  readonly closed: Promise<void>;
  readonly stop: () => Promise<void>;
};

function runWithoutWindow(env: Readonly<Record<string, string | undefined>>): Running {
  const failure = Promise.withResolvers<string>();
  const supervisor = createSupervisor(
    {
      nodePath: process.execPath,
      programPath: programPath('station/main'),
      env,
      isReady: isReadyMessage,
    },
    {
      onMessage: (message) => {
        const known = readSupervisedMessage(message);
        if (known?.kind === 'failed') failure.resolve(known.detail);
      },
      onDown: ({ waitMs }) => {
        if (waitMs === null) failure.resolve('The station cannot start: read the lines above.');
      },
    },
  );
  supervisor.start();
  return { failed: failure.promise, closed: new Promise(() => undefined), stop: supervisor.stop };
}

function runInWindow(path: string, env: Readonly<Record<string, string | undefined>>): Running {
  // Chromium's sandbox needs a user of its own; root, as in a container, has none.
  const isRoot = process.getuid?.() === 0;
  const electron = spawn(path, [...(isRoot ? ['--no-sandbox'] : []), appPath()], {
    env: {
      ...env,
      [WINDOW_CONFIG_ENV.program]: 'station',
      [WINDOW_CONFIG_ENV.nodePath]: process.execPath,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise<void>((done) => {
    electron.once('exit', () => done());
    electron.once('error', () => done());
  });
  return {
    failed: ended.then(() => 'The window closed before the kiosk was ready.'),
    closed: ended,
    stop: async () => {
      if (electron.exitCode === null) electron.kill('SIGTERM');
      await ended;
    },
  };
}

async function waitForFile(path: string): Promise<string> {
  const until = Date.now() + START_MS_MAX;
  while (Date.now() < until) {
    if (existsSync(path)) {
      const text = readFileSync(path, 'utf8').trim();
      if (text !== '') return text;
    }
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
  throw new Error(`The station did not start within ${START_MS_MAX / 1_000} s.`);
}
