import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from '../assert.ts';

const PACKAGE_NAME = 'tibillet-station';

/** Programs of ours that are started as a process or a thread of their own. */
export type ProgramName =
  | 'station/main'
  | 'station/readers/pcsc-process'
  | 'station/journal/full-check-worker'
  | 'cloud/main'
  | 'cli/main';

/**
 * The folder that holds `package.json` and `resources/`: the checkout, or the `station` folder of
 * the packed app. Found from here upwards, because built code lies deeper than its source.
 */
const rootFolder: string = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Where a file or folder of `resources/` is on disk: `resourcesPath('locales', 'fr')`. */
export const resourcesPath = (...parts: readonly string[]): string =>
  join(rootFolder, 'resources', ...parts);

/** The folder that Electron opens as its app: the one with `package.json`. */
export const appPath = (): string => rootFolder;

/** Where a built page or module is on disk: `builtPath('renderer')`. It needs a build before. */
export const builtPath = (...parts: readonly string[]): string =>
  join(rootFolder, 'dist', ...parts);

/**
 * The file to give to Node to start one of our programs. Code that runs from source starts source,
 * built code starts built code, so the two never mix.
 */
export const programPath = (name: ProgramName): string =>
  import.meta.url.endsWith('.ts')
    ? join(rootFolder, 'src', `${name}.ts`)
    : join(rootFolder, 'dist', 'node', `${name}.js`);

function findRoot(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) {
    const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly name?: string };
    if (name === PACKAGE_NAME) return folder;
  }
  const parent = dirname(folder);
  assert(parent !== folder, `no package.json of ${PACKAGE_NAME} above the program`);
  return findRoot(parent);
}
