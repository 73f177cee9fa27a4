import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from '../../build/steps/install.mjs';
import { appPath } from '../../src/shared/node/resources.ts';
import { keptFolder } from './places.ts';

const SOURCES = join(appPath(), 'tests', 'bench', 'pouchdb');

/** A program of PouchDB's that answers one number at a time. */
export type PouchProcess = {
  readonly ask: (message?: object) => Promise<number>;
  readonly stop: () => Promise<void>;
};

/**
 * Installs the packages of the baseline, once, beside the project: nobody who sells needs them.
 * LevelDB's package brings its binary, so no install script runs.
 */
async function installPouchDb(): Promise<string> {
  const folder = keptFolder('pouchdb');
  if (existsSync(join(folder, 'node_modules', '.package-lock.json'))) return folder;
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(join(SOURCES, file), join(folder, file));
  }
  const { code, output } = await runNpm(['ci', '--ignore-scripts'], folder);
  if (code !== 0) throw new Error(`The packages of PouchDB could not be installed.\n${output}`);
  return folder;
}

/** Starts one of the programs in tests/bench/pouchdb, in a process of its own, and waits until it is ready. */
export async function startPouch(
  program: 'put' | 'server' | 'replicate',
  args: readonly string[],
): Promise<PouchProcess> {
  const packages = await installPouchDb();
  const child = fork(join(SOURCES, `${program}.mjs`), [packages, ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await nextAnswer(child);
  return {
    ask: (message = {}) => {
      child.send(message);
      return nextAnswer(child);
    },
    stop: async () => {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

async function nextAnswer(child: ChildProcess): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const take = ({ value, error }: { readonly value?: number; readonly error?: string }): void =>
    value === undefined ? reject(new Error(error)) : resolve(value);
  const end = (code: number | null): void => reject(new Error(`PouchDB ended with code ${code}`));
  child.once('message', take);
  child.once('exit', end);
  try {
    return await promise;
  } finally {
    child.off('message', take);
    child.off('exit', end);
  }
}
