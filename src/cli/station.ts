import type { Command } from 'commander';
import { isReadyMessage, readSupervisedMessage } from '../contract/supervised.ts';
import { createSupervisor } from '../shared/node/supervisor.ts';
import { programPath } from '../shared/node/resources.ts';

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
    .option('--json', 'print one JSON line when it is ready')
    .action(async ({ json }: { readonly json?: boolean }) => {
      process.exitCode = await runStation(process.env, json === true);
    });
}

function runStation(
  env: Readonly<Record<string, string | undefined>>,
  isJson: boolean,
): Promise<number> {
  return new Promise((resolve) => {
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
          if (known?.kind !== 'ready') return;
          process.stdout.write(
            isJson ? `${JSON.stringify(known)}\n` : `Kiosk: ${known.kioskUrl}\n`,
          );
        },
        onDown: ({ code, waitMs }) => {
          if (waitMs === null) resolve(code ?? 1);
        },
      },
    );
    const stop = (): void => void supervisor.stop().then(() => resolve(0));
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    supervisor.start();
  });
}
