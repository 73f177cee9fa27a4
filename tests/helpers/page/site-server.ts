import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import type { Moment } from '../site-moments.ts';

const ROOT = join(import.meta.dirname, '../../..');
const CACHE = join(ROOT, '.cache');
const START_MS_MAX = 30_000;

export type SiteServer = {
  readonly url: string;
  /** Makes something happen elsewhere: a sale, a top-up. Gives what came of it. */
  readonly play: (moment: Moment) => Promise<unknown>;
  readonly stop: () => Promise<void>;
};

type Answer =
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'played'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: string };

/** Builds the site as it is now and starts it, in a process of its own. */
export async function startSiteServer(): Promise<SiteServer> {
  const folder = await buildServer();
  const child = fork(join(folder, 'site-server-program.js'), { cwd: ROOT, stdio: 'inherit' });
  const ready = await nextAnswer(child);
  if (ready.kind !== 'ready') throw new Error('the site did not start');
  return {
    url: ready.url,
    play: async (moment) => {
      const answered = nextAnswer(child);
      child.send(moment);
      const answer = await answered;
      if (answer.kind !== 'played') throw new Error(JSON.stringify(answer));
      return answer.value;
    },
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function nextAnswer(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const end = (finish: () => void): void => {
      clearTimeout(timer);
      child.off('exit', onExit);
      child.off('message', onMessage);
      finish();
    };
    const onExit = (code: number | null): void =>
      end(() => reject(new Error(`the site ended with ${code}`)));
    const onMessage = (answer: unknown): void => end(() => resolve(answer as Answer));
    const timer = setTimeout(
      () => end(() => reject(new Error('the site did not answer'))),
      START_MS_MAX,
    );
    child.once('exit', onExit);
    child.once('message', onMessage);
  });
}

/** Inside the project, so that the built file finds node_modules and resources. */
async function buildServer(): Promise<string> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'site-server-'));
  if (!existsSync(join(ROOT, 'dist/site/account.js'))) {
    await build({ configFile: join(ROOT, 'vite.site.config.ts'), root: ROOT, logLevel: 'warn' });
  }
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    publicDir: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
    build: {
      ssr: join(ROOT, 'tests/helpers/site-server-program.ts'),
      target: 'node24',
      outDir: folder,
      emptyOutDir: true,
      minify: false,
    },
  });
  return folder;
}
