import { CLOUD_CONFIG_ENV } from '../../contract/config/cloud.ts';
import { readCloudMessage } from '../../contract/supervised.ts';
import type { StartFailure } from '../../contract/supervised.ts';
import { answersHttp } from '../../shared/node/answers-http.ts';
import { programPath } from '../../shared/node/resources.ts';
import { ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { startSupervised } from '../start-supervised.ts';
import type { Parts } from './parts.ts';

/** The first start makes the database and the demo data. */
const START_MS_MAX = 60_000;

/** Starts the cloud with the demo data, on SQLite, and gives its address once it answers. */
export async function startDemoCloud(
  options: { readonly dataDir: string; readonly port: number },
  parts: Parts,
): Promise<Result<string, StartFailure>> {
  const cloud = startSupervised({
    name: 'the cloud',
    nodePath: process.execPath,
    programPath: programPath('cloud/main'),
    env: {
      ...process.env,
      [CLOUD_CONFIG_ENV.dataDir]: options.dataDir,
      [CLOUD_CONFIG_ENV.port]: String(options.port),
      [CLOUD_CONFIG_ENV.demo]: '1',
      [CLOUD_CONFIG_ENV.logLevel]: process.env[CLOUD_CONFIG_ENV.logLevel] ?? 'warn',
    },
    startMsMax: START_MS_MAX,
    isAlive: () => answersHttp(`http://127.0.0.1:${options.port}/healthz`),
    read: readCloudMessage,
  });
  parts.add(cloud.stop);
  const ready = await cloud.ready;
  return ready.ok ? ok(ready.value.url) : ready;
}
