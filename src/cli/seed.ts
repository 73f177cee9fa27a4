import type { Command } from 'commander';
import { readCloudConfig } from '../cloud/config.ts';
import { seedDemo } from '../cloud/demo/seed.ts';
import { openCloud } from '../cloud/open-cloud.ts';
import { EXIT_MAY_PASS, EXIT_WAITS_FOR_SOMEBODY } from '../shared/exit-codes.ts';

type SeedOptions = { readonly data?: string; readonly json?: true };

/**
 * `tibillet seed`: puts the demo data into the cloud's database. Run again, it changes nothing.
 *
 * Exit codes:
 * 0 the demo data is there
 * 1 wrong use of the command
 * 75 the database does not answer
 * 78 the settings or the files of the cloud are wrong: the sentence says which
 */
export function registerSeed(program: Command): void {
  program
    .command('seed')
    .description('put the demo data into the cloud')
    .option('--data <dir>', 'folder of the cloud')
    .option('--json', 'answer in JSON')
    .action(async (options: SeedOptions) => {
      process.exitCode = await seed(options);
    });
}

async function seed({ data, json }: SeedOptions): Promise<number> {
  const config = readCloudConfig(process.env, data === undefined ? {} : { dataDir: data });
  if (!config.ok) {
    process.stderr.write(`${config.error.join('\n')}\n`);
    return EXIT_WAITS_FOR_SOMEBODY;
  }
  const opened = await openCloud(config.value);
  if (!opened.ok) {
    process.stderr.write(`${opened.error.sentence}\n`);
    return opened.error.mayPass ? EXIT_MAY_PASS : EXIT_WAITS_FOR_SOMEBODY;
  }
  try {
    const result = await seedDemo(opened.value.db);
    const sentence =
      result === 'made' ? 'The demo data is in place.' : 'The demo data was there already.';
    process.stdout.write(json === true ? `${JSON.stringify({ result })}\n` : `${sentence}\n`);
    return 0;
  } finally {
    await opened.value.db.close();
  }
}
