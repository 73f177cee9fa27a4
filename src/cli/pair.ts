import type { Command } from 'commander';
import { createPairingCode } from '../cloud/api/pairing.ts';
import type { PairingCode } from '../cloud/api/pairing.ts';
import { readCloudConfig } from '../cloud/config.ts';
import { writeTransaction } from '../cloud/db/write-transaction.ts';
import { openCloud } from '../cloud/open-cloud.ts';
import type { OpenedCloud } from '../cloud/open-cloud.ts';
import { EXIT_MAY_PASS, EXIT_WAITS_FOR_SOMEBODY } from '../shared/exit-codes.ts';
import { toId } from '../shared/ids.ts';
import { err, ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';
import type { DemoStationPlace } from './demo/tray.ts';

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

/** A code for each of the demo's stations; throws when the demo is not there. */
export async function makeDemoPairingCodes(
  dataDir: string,
  stations: readonly DemoStationPlace[],
): Promise<readonly string[]> {
  const opened = await openPairingPlace(dataDir);
  if (!opened.ok) throw new Error(opened.error.sentence);
  try {
    const codes: string[] = [];
    for (const { slug, stationName } of stations) {
      const made = await makeCode(opened.value, { slug, stationName });
      if (!made.ok) throw new Error(made.error.sentence);
      codes.push(made.value.code);
    }
    return codes;
  } finally {
    await opened.value.db.close();
  }
}

async function makePairingCode(order: {
  readonly slug: string;
  readonly stationName: string;
  readonly dataDir: string | undefined;
}): Promise<Result<PairingCode, Failure>> {
  const opened = await openPairingPlace(order.dataDir);
  if (!opened.ok) return opened;
  try {
    return await makeCode(opened.value, order);
  } finally {
    await opened.value.db.close();
  }
}

async function openPairingPlace(
  dataDir: string | undefined,
): Promise<Result<OpenedCloud, Failure>> {
  const config = readCloudConfig(process.env, dataDir === undefined ? {} : { dataDir });
  if (!config.ok) {
    return err({ sentence: config.error.join('\n'), exitCode: EXIT_WAITS_FOR_SOMEBODY });
  }
  const opened = await openCloud(config.value);
  if (opened.ok) return opened;
  const { sentence, mayPass } = opened.error;
  return err({ sentence, exitCode: mayPass ? EXIT_MAY_PASS : EXIT_WAITS_FOR_SOMEBODY });
}

async function makeCode(
  { db, cloudKey }: OpenedCloud,
  order: { readonly slug: string; readonly stationName: string },
): Promise<Result<PairingCode, Failure>> {
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
}
