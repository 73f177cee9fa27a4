import { existsSync, readdirSync } from 'node:fs';
import { ROOT } from './project.mjs';
import { capture, say, step } from './terminal.mjs';

/**
 * What the tests need from the system: the Debian packages, and how to see that they are there.
 *
 * @type {Record<string, { packages: readonly string[], isThere: () => boolean }>}
 */
const PARTS = {
  compiler: {
    packages: ['build-essential', 'python3'],
    isThere: () => ['g++', 'make', 'python3'].every(isInPath),
  },
  pcsc: {
    packages: ['pcscd', 'libpcsclite-dev', 'vsmartcard-vpcd'],
    isThere: () =>
      existsSync('/usr/sbin/pcscd') &&
      existsSync('/usr/include/PCSC/winscard.h') &&
      existsSync('/etc/reader.conf.d/vpcd'),
  },
  postgres: { packages: ['postgresql'], isThere: hasPostgres },
  chromium: { packages: ['chromium'], isThere: () => existsSync('/usr/bin/chromium') },
  display: {
    packages: ['xvfb', 'xauth'],
    isThere: () => ['Xvfb', 'xvfb-run', 'xauth'].every(isInPath),
  },
  // What an Electron window loads and Chromium's package does not bring.
  electron: {
    packages: ['unzip', 'libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1'],
    isThere: () => isInPath('unzip') && hasLibrary('libgtk-3.so.0') && hasLibrary('libnss3.so'),
  },
};

/** @typedef {'compiler' | 'pcsc' | 'postgres' | 'chromium' | 'display' | 'electron'} SystemPart */

/**
 * Installs the parts that are missing where it may (root and apt), otherwise names them.
 *
 * @param {readonly SystemPart[]} needed
 * @returns {Promise<ReadonlySet<SystemPart>>} the parts that are still missing
 */
export async function installSystemParts(needed) {
  const missing = findMissing(needed);
  const packages = missing.flatMap((part) => PARTS[part]?.packages ?? []);
  if (missing.length > 0 && process.getuid?.() === 0 && isInPath('apt-get')) {
    await step(`install system packages: ${packages.join(' ')}`, () => installPackages(packages));
  }
  const stillMissing = findMissing(needed);
  for (const part of stillMissing) {
    say(`! Missing: ${part}. As root: apt-get install ${PARTS[part]?.packages.join(' ')}`);
  }
  return new Set(stillMissing);
}

/** @param {readonly SystemPart[]} needed */
const findMissing = (needed) => needed.filter((part) => PARTS[part]?.isThere() !== true);

/** @param {readonly string[]} packages */
async function installPackages(packages) {
  const where = { cwd: ROOT, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await capture('apt-get', ['update'], where);
  const install = ['install', '--yes', '--no-install-recommends'];
  const { code, output } = await capture('apt-get', [...install, ...packages], where);
  // What is missing afterwards is named by the caller; the reason is shown here.
  if (code !== 0) say(output.trimEnd());
}

/** @param {string} program */
function isInPath(program) {
  const folders = `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/bin:/sbin:/bin`.split(':');
  return folders.some((folder) => existsSync(`${folder}/${program}`));
}

/** @param {string} file */
function hasLibrary(file) {
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  return [`/usr/lib/${triplet}`, `/lib/${triplet}`, '/usr/lib64', '/usr/lib'].some((folder) =>
    existsSync(`${folder}/${file}`),
  );
}

function hasPostgres() {
  const folder = '/usr/lib/postgresql';
  return (
    existsSync(folder) &&
    readdirSync(folder).some((version) => existsSync(`${folder}/${version}/bin/initdb`))
  );
}
