import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One fingerprint for the content and names of files and folders, below a root. What is not there
 * counts as nothing. Two trees with the same fingerprint build the same thing.
 *
 * @param {string} root
 * @param {readonly string[]} paths
 */
export function fingerprint(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((start) => listFiles(root, start)).toSorted()) {
    const content = readFileSync(join(root, path));
    // The length keeps apart what is name and what is content.
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function listFiles(root, path) {
  const entry = statSync(join(root, path), { throwIfNoEntry: false });
  if (entry === undefined) return [];
  if (entry.isFile()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => listFiles(root, `${path}/${name}`));
}

/** @param {string} path @returns {unknown} */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Not there, or cut in the middle by a crash: the step it stamps is done again.
    return null;
  }
}

/**
 * Whether the packages on disk are those of the lock file. npm writes down what it installed, so a
 * package added by hand is seen as well as one that is missing.
 *
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }} Package
 * @typedef {{ packages?: Record<string, Package> } | null} Lock
 *
 * @param {Lock} wanted package-lock.json
 * @param {Lock} installed node_modules/.package-lock.json
 */
export function isInstalled(wanted, installed) {
  const present = installed?.packages;
  if (present === undefined || wanted?.packages === undefined) return false;
  return Object.entries(wanted.packages)
    .filter(([path]) => path !== '')
    .every(([path, entry]) => {
      const found = present[path];
      // An optional package is left out where it does not fit the machine.
      if (found === undefined) return entry.optional === true || entry.devOptional === true;
      return found.version === entry.version;
    });
}

/**
 * Packages that bring a Node (the app holds its program alone), and parts of the compiler, which
 * the lock file does not mark as tools because a package of ours may use the compiler.
 */
const LEFT_OUT = /^node_modules\/(node-(linux|win|darwin)-|@typescript\/|@types\/)/;

/**
 * The folders of the packages that run with the program, from the lock file.
 *
 * @param {Lock} lock
 */
export function productionPackages(lock) {
  return Object.entries(lock?.packages ?? {})
    .filter(([path, entry]) => path !== '' && !isTool(entry) && !LEFT_OUT.test(path))
    .map(([path]) => path);
}

/** "devOptional" is a tool of ours that a package of ours may also use, like the compiler. */
const isTool = (/** @type {Package} */ { dev, devOptional }) =>
  dev === true || devOptional === true;
