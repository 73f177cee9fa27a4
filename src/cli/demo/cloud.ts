import { CLOUD_CONFIG_ENV } from '../../contract/config/cloud.ts';
import { createSupervisor } from '../../shared/node/supervisor.ts';
import { programPath } from '../../shared/node/resources.ts';
import { makeDemoPairingCode } from '../pair.ts';

const START_MS_MAX = 60_000;
const POLL_MS = 50;

export type DemoCloud = {
  readonly url: string;
  readonly makePairingCode: () => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** Starts the cloud with the demo data, on SQLite, and waits until it answers. */
export async function startDemoCloud(options: {
  readonly dataDir: string;
  readonly port: number;
}): Promise<DemoCloud> {
  const url = `http://127.0.0.1:${options.port}`;
  let failure: string | undefined;
  const supervisor = createSupervisor(
    {
      nodePath: process.execPath,
      programPath: programPath('cloud/main'),
      env: {
        ...process.env,
        [CLOUD_CONFIG_ENV.dataDir]: options.dataDir,
        [CLOUD_CONFIG_ENV.port]: String(options.port),
        [CLOUD_CONFIG_ENV.publicUrl]: url,
        [CLOUD_CONFIG_ENV.demo]: '1',
        [CLOUD_CONFIG_ENV.logLevel]: process.env[CLOUD_CONFIG_ENV.logLevel] ?? 'warn',
      },
      isReady: (message) => (message as { readonly kind?: unknown } | null)?.kind === 'ready',
    },
    {
      onMessage: () => undefined,
      onDown: ({ waitMs }) => {
        if (waitMs === null) failure = 'The cloud cannot start: read the lines above.';
      },
    },
  );
  supervisor.start();
  const until = Date.now() + START_MS_MAX;
  while (!(await answers(`${url}/healthz`))) {
    if (failure !== undefined) throw new Error(failure);
    if (Date.now() > until) {
      await supervisor.stop();
      throw new Error(`The cloud did not answer at ${url}. Is the port taken? Try --cloud-port.`);
    }
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
  return {
    url,
    makePairingCode: () => makeDemoPairingCode(options.dataDir),
    stop: supervisor.stop,
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    // Not listening yet.
    return false;
  }
}
