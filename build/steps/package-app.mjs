import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { prepareElectronRuntime } from './electron-runtime.mjs';
import {
  bundledNodeFolder,
  inProject,
  nodeProgram,
  packageFile,
  projectEnvironment,
  ROOT,
} from './project.mjs';
import { productionPackages, readJson } from './stamp.mjs';
import { capture, say, step, StepFailure } from './terminal.mjs';

/** What electron-builder.yml puts into the app as `resources/station`. */
const STAGE = inProject('release', 'stage');
const ELECTRON_COPY = inProject('release', 'electron');

/**
 * Makes the app: `npm run dist -- --linux dir`. The window goes into the app's archive; station,
 * cloud and command line stand beside it with their own Node, as they do in a checkout.
 *
 * @param {readonly string[]} args for electron-builder
 */
export async function packageApp(args) {
  await step('gather what the app holds', gather);
  const electron = await findElectron();
  const builder = packageFile('electron-builder', 'cli.js');
  const options = ['--publish', 'never', `--config.electronDist=${electron}`];
  const result = await step('package the app', () => run([builder, ...args, ...options]));
  if (result.code !== 0) {
    throw new StepFailure('electron-builder failed.', 'Read the lines above.', result.output);
  }
  for (const done of [STAGE, ELECTRON_COPY]) rmSync(done, { recursive: true, force: true });
  say(`The app is in ${inProject('release')}.`);
  return 0;
}

async function gather() {
  rmSync(STAGE, { recursive: true, force: true });
  mkdirSync(join(STAGE, 'bin'), { recursive: true });
  for (const path of [
    'package.json',
    'LICENSE',
    'resources',
    'dist/node',
    'dist/renderer',
    'dist/site',
  ]) {
    if (existsSync(inProject(path)))
      cpSync(inProject(path), join(STAGE, path), { recursive: true });
  }
  const lock = /** @type {import('./stamp.mjs').Lock} */ (readJson(inProject('package-lock.json')));
  for (const path of productionPackages(lock)) copyPackage(path);
  if (bundledNodeFolder() !== null) {
    copyFileSync(nodeProgram(), join(STAGE, 'bin', basename(nodeProgram())));
  }
}

/** Packages inside a package have a line of their own in the lock file. @param {string} path */
function copyPackage(path) {
  const from = inProject(path);
  if (!existsSync(from)) return;
  const left = new Set([join(from, 'node_modules'), join(from, 'build', 'Release', 'obj.target')]);
  mkdirSync(dirname(join(STAGE, path)), { recursive: true });
  cpSync(from, join(STAGE, path), { recursive: true, filter: (file) => !left.has(file) });
}

/** Electron's own binary, or where its host is out of reach the older one of the tests. */
async function findElectron() {
  const own = inProject('node_modules', 'electron', 'dist');
  if (existsSync(own)) return own;
  const fetched = await step(
    'fetch Electron',
    () => run([packageFile('electron', 'install.js')]),
    ({ code }) => ({ mark: code === 0 ? '✓' : '!' }),
  );
  if (fetched.code === 0 && existsSync(own)) return own;
  const runtime = await prepareElectronRuntime();
  if (runtime === null) {
    throw new StepFailure(
      'Electron cannot be fetched.',
      'Check the network, then try again.',
      fetched.output,
    );
  }
  say('! Electron cannot be fetched: this app holds the older one of the tests. Do not ship it.');
  rmSync(ELECTRON_COPY, { recursive: true, force: true });
  const linked = join(runtime, 'resources', 'app');
  cpSync(runtime, ELECTRON_COPY, { recursive: true, filter: (file) => file !== linked });
  return ELECTRON_COPY;
}

/** @param {readonly string[]} args */
function run(args) {
  return capture(nodeProgram(), args, { cwd: ROOT, env: projectEnvironment() });
}
