import type { Command } from 'commander';
import { CLOUD_CONFIG_ENV, CLOUD_CONFIG_FILE_ENV } from '../contract/config/cloud.ts';
import { EXIT_MAY_PASS, EXIT_WAITS_FOR_SOMEBODY } from '../shared/exit-codes.ts';

type CloudOptions = {
  readonly data?: string;
  readonly host?: string;
  readonly port?: string;
  readonly publicUrl?: string;
  readonly demo?: true;
  readonly json?: true;
};

/**
 * `tibillet cloud`: one instance of the cloud, in this process. Settings also come from a file or
 * the environment; what the command line gives wins.
 *
 * Exit codes:
 * 0 stopped by a signal
 * 1 wrong use of the command
 * 75 it may pass: the port is taken, the database does not answer
 * 78 the settings or the files are wrong: the sentence says which
 */
export function registerCloud(program: Command): void {
  program
    .command('cloud')
    .description('run the cloud: the API of stations, the site and the office')
    .option('--data <dir>', 'folder of the SQLite database and of the key')
    .option('--host <address>', 'address to listen on')
    .option('--port <port>', 'port to listen on; 0 takes a free one')
    .option('--public-url <url>', 'how people reach the site')
    .option('--demo', 'put the demo data in, and show the outbox page')
    .option('--json', 'print one JSON line when it is ready')
    .addHelpText('after', describeEnvironment)
    .action(async (options: CloudOptions) => {
      process.exitCode = await runCloud(options);
    });
}

async function runCloud(options: CloudOptions): Promise<number> {
  // Loaded here, so that the other commands start without the whole site.
  const { readCloudConfig } = await import('../cloud/config.ts');
  const { startCloud } = await import('../cloud/start.ts');
  const { data, host, port, publicUrl, demo } = options;
  const given = { dataDir: data, host, port, publicUrl, demo };
  const config = readCloudConfig(
    process.env,
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  if (!config.ok) {
    process.stderr.write(`${config.error.join('\n')}\n`);
    return EXIT_WAITS_FOR_SOMEBODY;
  }
  const started = await startCloud(config.value);
  if (!started.ok) {
    process.stderr.write(`${started.error.sentence}\n`);
    return started.error.mayPass ? EXIT_MAY_PASS : EXIT_WAITS_FOR_SOMEBODY;
  }
  const { url, stop } = started.value;
  const ready = JSON.stringify({ kind: 'ready', url });
  process.stdout.write(options.json === true ? `${ready}\n` : `Site: ${url}\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  await stop();
  return 0;
}

const describeEnvironment = (): string =>
  [
    '',
    'Environment (each can also stand in a JSON file that',
    `${CLOUD_CONFIG_FILE_ENV} names, under the name on the right):`,
    ...Object.entries(CLOUD_CONFIG_ENV).map(([name, key]) => `  ${key.padEnd(28)} ${name}`),
    '',
  ].join('\n');
