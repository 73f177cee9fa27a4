import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledNodeFolder, inProject, projectEnvironment, ROOT } from './project.mjs';
import { isInstalled, readJson } from './stamp.mjs';
import { capture, say, step, StepFailure } from './terminal.mjs';

/** What was compiled on this machine, and for which Node. */
const NATIVE_STAMP = inProject('node_modules', '.station-install.json');
const PCSC_FOLDER = inProject('node_modules', '@pokusew', 'pcsclite');
const PCSC_HEADERS = '/usr/include/PCSC/winscard.h';
const HEADERS_ADVICE =
  'To use a PC/SC reader: sudo apt install pcscd libpcsclite-dev build-essential python3, then start again.';

/** Installs the packages of package-lock.json, exactly, unless they are there already. */
export async function installPackages() {
  const wanted = /** @type {import('./stamp.mjs').Lock} */ (
    readJson(inProject('package-lock.json'))
  );
  const installed = readJson(inProject('node_modules', '.package-lock.json'));
  if (isInstalled(wanted, /** @type {import('./stamp.mjs').Lock} */ (installed))) return;
  await step('install packages', async () => {
    // Scripts of packages are not run: the one that is needed is compiled below, for our Node.
    const { code, output } = await runNpm([
      'ci',
      '--ignore-scripts',
      '--include=dev',
      '--include=optional',
    ]);
    if (code !== 0) {
      throw new StepFailure(
        'npm could not install the packages.',
        'Check the network and the free space on the disk, then try again.',
        output,
      );
    }
  });
}

/**
 * Compiles the PC/SC library for the Node that loads it. Without it the kiosk runs and sells, with
 * the other readers.
 *
 * @returns {Promise<boolean>} whether PC/SC readers can be used
 */
export async function compilePcsc() {
  const manifest = /** @type {{ version: string } | null} */ (
    readJson(join(PCSC_FOLDER, 'package.json'))
  );
  if (manifest === null) return false;
  const wanted = {
    pcsclite: manifest.version,
    node: nodeVersion(),
    machine: `${process.platform}-${process.arch}`,
  };
  const isBuilt = existsSync(join(PCSC_FOLDER, 'build', 'Release', 'pcsclite.node'));
  if (isBuilt && sameStamp(wanted)) return true;

  if (process.platform === 'linux' && !existsSync(PCSC_HEADERS)) {
    say(`! PC/SC readers are off: the library's headers are missing. ${HEADERS_ADVICE}`);
    return false;
  }
  const headers = bundledNodeFolder();
  const result = await step(
    'compile the PC/SC library',
    () =>
      runNpm([
        'rebuild',
        '@pokusew/pcsclite',
        ...(headers === null ? [] : [`--nodedir=${headers}`]),
      ]),
    ({ code }) => ({ mark: code === 0 ? '✓' : '!' }),
  );
  if (result.code !== 0) {
    say(result.output.trimEnd());
    say(`! PC/SC readers are off: the library did not compile. ${HEADERS_ADVICE}`);
    return false;
  }
  writeFileSync(NATIVE_STAMP, JSON.stringify(wanted));
  return true;
}

/** @param {Record<string, string>} wanted */
function sameStamp(wanted) {
  return JSON.stringify(readJson(NATIVE_STAMP)) === JSON.stringify(wanted);
}

function nodeVersion() {
  const folder = bundledNodeFolder();
  if (folder === null) return process.versions.node;
  return String(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version);
}

/**
 * The npm that started us, or the one in PATH.
 *
 * @param {readonly string[]} args
 */
export function runNpm(args, cwd = ROOT) {
  const where = { cwd, env: projectEnvironment() };
  const npm = process.env['npm_execpath'];
  if (npm !== undefined && npm.endsWith('.js'))
    return capture(process.execPath, [npm, ...args], where);
  return capture(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, where);
}
