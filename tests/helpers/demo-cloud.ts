import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPairingCode } from '../../src/cloud/api/pairing.ts';
import { loadDemoData } from '../../src/cloud/demo/demo-data.ts';
import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { startCloud } from '../../src/cloud/start.ts';
import type { RunningCloud } from '../../src/cloud/start.ts';
import { cloudConfigSchema } from '../../src/contract/config/cloud.ts';
import { unwrap } from '../../src/shared/result.ts';
import type { Clock } from '../../src/shared/time.ts';

export type DemoCloud = RunningCloud & {
  /** Of the bar, unless another collective is named. */
  readonly pairingCode: (stationName: string, slug?: string) => Promise<string>;
  readonly remove: () => Promise<void>;
};

/** A real cloud with the demo data, listening on a free port; on PostgreSQL when a URL is given. */
export async function startDemoCloud(
  options: { readonly databaseUrl?: string; readonly clock?: Clock } = {},
): Promise<DemoCloud> {
  const { clock: given, ...places } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'cloud-'));
  const cloud = unwrap(
    await startCloud(
      cloudConfigSchema.parse({ dataDir, port: 0, demo: true, logLevel: 'silent', ...places }),
      given,
    ),
  );
  const { collectives } = loadDemoData();
  return {
    ...cloud,
    pairingCode: async (stationName, slug = 'la-grande-oreille') => {
      const collective = collectives.find((one) => one.slug === slug);
      if (collective === undefined) throw new Error(`the demo has no ${slug}`);
      const { db, cloudKey, clock } = cloud.deps;
      const made = await writeTransaction(db, (tx) =>
        createPairingCode(
          tx,
          { collectiveId: collective.id, stationName, byPersonId: null },
          { cloudKey, now: clock() },
        ),
      );
      return made.code;
    },
    remove: async () => {
      await cloud.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
