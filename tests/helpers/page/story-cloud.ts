import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openMailBox } from './mail-box.ts';
import type { MailBox } from './mail-box.ts';

/** The built cloud, as `npm start` runs it, with the demo data and a real mail server. */
export type StoryCloud = {
  readonly url: string;
  readonly mailBox: MailBox;
  readonly stop: () => Promise<void>;
};

const PROGRAM = fileURLToPath(new URL('../../../dist/node/cloud/main.js', import.meta.url));

export async function startStoryCloud(): Promise<StoryCloud> {
  const dataDir = mkdtempSync(join(tmpdir(), 'story-cloud-'));
  const mailBox = await openMailBox();
  const cloud = fork(PROGRAM, [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
    env: {
      ...process.env,
      TIBILLET_CLOUD_DATA: dataDir,
      TIBILLET_CLOUD_PORT: '0',
      TIBILLET_CLOUD_DEMO: '1',
      TIBILLET_CLOUD_SMTP_URL: mailBox.url,
      TIBILLET_CLOUD_LOG: process.env['TEST_LOG'] ?? 'error',
    },
  });
  const [ready] = (await once(cloud, 'message')) as [
    { readonly kind: string; readonly url: string },
  ];
  if (ready.kind !== 'ready') throw new Error(`the cloud did not start: ${JSON.stringify(ready)}`);
  return {
    url: ready.url,
    mailBox,
    stop: async () => {
      const exited = once(cloud, 'exit');
      cloud.kill('SIGTERM');
      await exited;
      await mailBox.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
