import type { Command } from 'commander';
import { readSupervisedMessage } from '../contract/supervised.ts';
import type { SupervisedMessage } from '../contract/supervised.ts';
import { answersHttp } from '../shared/node/answers-http.ts';
import { programPath } from '../shared/node/resources.ts';
import { STATION_NODE_ARGS } from '../shared/node/station-node.ts';
import { startSupervised } from './start-supervised.ts';
import type { SupervisedStart } from './start-supervised.ts';

/**
 * `tibillet station`: one station without a window, kept running. Its settings come from the
 * environment or a file: see src/station/config.ts.
 *
 * Exit codes:
 * 0 stopped by a signal
 * 78 the settings or the files of the station are wrong: the sentence says which
 */
export function registerStation(program: Command): void {
  program
    .command('station')
    .description('run a station without a window; settings in STATION_* variables')
    .option('--json', 'print one JSON line each time it is ready')
    .action(async ({ json }: { readonly json?: boolean }) => {
      process.exitCode = await runStation(process.env, json === true);
    });
}

async function runStation(
  env: Readonly<Record<string, string | undefined>>,
  isJson: boolean,
): Promise<number> {
  const stopped = new Promise<0>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.once(signal, () => resolve(0));
    }
  });
  const station = superviseStation(env, (message) => {
    if (message.kind !== 'ready') return;
    process.stdout.write(isJson ? `${JSON.stringify(message)}\n` : `Kiosk: ${message.kioskUrl}\n`);
  });
  const exitCode = await Promise.race([stopped, station.staysDown]);
  await station.stop();
  return exitCode;
}

/** Starts a station without a window and keeps it running. */
export function superviseStation(
  env: Readonly<Record<string, string | undefined>>,
  onMessage: (message: SupervisedMessage) => void,
): SupervisedStart<SupervisedMessage> {
  let origin: string | undefined;
  return startSupervised({
    name: 'the station',
    nodePath: process.execPath,
    programPath: programPath('station/main'),
    nodeArgs: STATION_NODE_ARGS,
    env,
    isAlive: async () => origin === undefined || answersHttp(origin),
    read: readSupervisedMessage,
    onMessage: (message) => {
      if (message.kind === 'ready') ({ origin } = new URL(message.kioskUrl));
      onMessage(message);
    },
  });
}
