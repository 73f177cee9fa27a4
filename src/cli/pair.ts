import type { Command } from 'commander';
import { createPairingCode } from '../cloud/api/pairing.ts';
import type { PairingCode } from '../cloud/api/pairing.ts';
import { readCloudConfig } from '../cloud/config.ts';
import { writeTransaction } from '../cloud/db/write-transaction.ts';
import { openCloud } from '../cloud/open-cloud.ts';
import { EXIT_MAY_PASS, EXIT_WAITS_FOR_SOMEBODY } from '../shared/exit-codes.ts';
import { toId } from '../shared/ids.ts';
import { err, ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';
import { DEMO_COLLECTIVE, DEMO_STATION_NAME } from './demo/tray.ts';

const EXIT_NO_SUCH_COLLECTIVE = 2;

type Failure = { readonly sentence: string; readonly exitCode: number };

/**
 * `tibillet pair --collective SLUG`: prints a code that pairs one station, on the cloud's own
 * machine. Works while the cloud runs.
 *
 * Exit codes:
 * 0 the code is printed
 * 1 wrong use of the command
 * 2 there is no such collective
 * 75 the database does not answer
 * 78 the settings or the files of the cloud are wrong: the sentence says which
 */
export function registerPair(program: Command): void {
  program
    .command('pair')
    .description('print a code that pairs a new station')
    .requiredOption('--collective <slug>', 'the collective that the station sells for')
    .option('--name <name>', 'name of the station', 'Caisse')
    .option('--data <dir>', 'folder of the cloud')
    .option('--json', 'answer in JSON')
    .action(async (options: PairOptions) => {
      const { collective, name, data, json } = options;
      const made = await makePairingCode({ slug: collective, stationName: name, dataDir: data });
      if (!made.ok) {
        const text =
          json === true ? JSON.stringify({ error: made.error.sentence }) : made.error.sentence;
        process.stderr.write(`${text}\n`);
        process.exitCode = made.error.exitCode;
        return;
      }
      const { code, expiresAt } = made.value;
      process.stdout.write(
        json === true
          ? `${JSON.stringify({ code, expiresAt })}\n`
          : `${code.slice(0, 4)} ${code.slice(4)}  (one use, until ${expiresAt})\n`,
      );
    });
}

type PairOptions = {
  readonly collective: string;
  readonly name: string;
  readonly data?: string;
  readonly json?: true;
};

/** The code of the demo's station; throws when the demo is not there. */
export async function makeDemoPairingCode(dataDir: string): Promise<string> {
  const made = await makePairingCode({
    slug: DEMO_COLLECTIVE,
    stationName: DEMO_STATION_NAME,
    dataDir,
  });
  if (!made.ok) throw new Error(made.error.sentence);
  return made.value.code;
}

async function makePairingCode(order: {
  readonly slug: string;
  readonly stationName: string;
  readonly dataDir: string | undefined;
}): Promise<Result<PairingCode, Failure>> {
  const given = order.dataDir === undefined ? {} : { dataDir: order.dataDir };
  const config = readCloudConfig(process.env, given);
  if (!config.ok) {
    return err({ sentence: config.error.join('\n'), exitCode: EXIT_WAITS_FOR_SOMEBODY });
  }
  const opened = await openCloud(config.value);
  if (!opened.ok) {
    const { sentence, mayPass } = opened.error;
    return err({ sentence, exitCode: mayPass ? EXIT_MAY_PASS : EXIT_WAITS_FOR_SOMEBODY });
  }
  const { db, cloudKey } = opened.value;
  try {
    const collective = await db.query
      .selectFrom('collective')
      .select('id')
      .where('slug', '=', order.slug)
      .executeTakeFirst();
    if (collective === undefined) {
      const sentence = `There is no collective "${order.slug}".`;
      return err({ sentence, exitCode: EXIT_NO_SUCH_COLLECTIVE });
    }
    const collectiveId = toId<'Collective'>(collective.id);
    return ok(
      await writeTransaction(db, (tx) =>
        createPairingCode(
          tx,
          { collectiveId, stationName: order.stationName, byPersonId: null },
          { cloudKey, now: db.clock() },
        ),
      ),
    );
  } finally {
    await db.close();
  }
}
