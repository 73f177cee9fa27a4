import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { readCloudConfig } from '../cloud/config.ts';
import { seedDemo } from '../cloud/demo/seed.ts';
import { openCloud } from '../cloud/open-cloud.ts';
import { EXIT_MAY_PASS, EXIT_WAITS_FOR_SOMEBODY } from '../shared/exit-codes.ts';
import type { DaySpeed } from './day/day-clock.ts';

/** Faster than this a request would be too old before it is answered. */
const SPEED_MAX = 1_000;
/** From eight in the morning to eight in the evening in three minutes. */
const SPEED_USUAL = 240;

type SeedOptions = {
  readonly data?: string;
  readonly json?: true;
  readonly day?: 'coworking';
  readonly speed: DaySpeed;
};

/**
 * `tibillet seed`: puts the demo data into the cloud's database. Run again, it changes nothing.
 * `tibillet seed --day coworking`: plays a day in a coworking place on a cloud, two doors and a
 * till of its own, in a temporary folder, and prints who stayed how long and what it costs.
 *
 * Exit codes:
 * 0 the demo data is there; the day was played to its end
 * 1 wrong use of the command
 * 2 the day did not go as it must: the sentence says at which moment, and what was shown
 * 75 it may pass: the database does not answer, no port is free
 * 78 the settings or the files of the cloud are wrong: the sentence says which
 * 130 the day was stopped by a signal
 */
export function registerSeed(program: Command): void {
  program
    .command('seed')
    .description('put the demo data into the cloud, or play a day of the demo')
    .option('--data <dir>', 'folder of the cloud')
    .addOption(
      new Option('--day <name>', 'play this day instead').choices(['coworking']).conflicts('data'),
    )
    .addOption(
      new Option('--speed <N>', `so many times as fast as a real day, up to ${SPEED_MAX}, or max`)
        .argParser(readSpeed)
        .default(SPEED_USUAL),
    )
    .option('--json', 'answer in JSON')
    .action(async (options: SeedOptions) => {
      process.exitCode = await (options.day === undefined ? seed(options) : playDay(options));
    });
}

async function playDay({ speed, json }: SeedOptions): Promise<number> {
  // Loaded here, so that the other commands start without cloud and station.
  const { playCoworkingDay } = await import('./day/play-coworking-day.ts');
  return playCoworkingDay({ speed, isJson: json === true });
}

function readSpeed(text: string): DaySpeed {
  const speed = Number(text);
  if (text === 'max') return 'max';
  if (/^\d{1,4}$/.test(text) && speed >= 1 && speed <= SPEED_MAX) return speed;
  throw new InvalidArgumentError(`It must be a number from 1 to ${SPEED_MAX}, or max.`);
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
