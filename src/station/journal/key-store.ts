import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { makeSeed, signingKeyFromSeed } from '../../shared/node/crypto.ts';
import type { SigningKey } from '../../shared/node/crypto.ts';
import { syncFolder } from './seal-file.ts';

/**
 * Where the key of the station comes from: a file of its own, or the keystore of the desktop, whose
 * supervisor hands the seed over (`keyFromSeedHex`). It never stands in the database.
 */
export type KeySource = () => Result<SigningKey, KeyFailure>;

export type KeyFailure = {
  readonly code: 'readable-by-others' | 'not-a-key' | 'missing' | 'io';
  readonly message: string;
};

const SEED_HEX = /^[0-9a-f]{64}\n?$/;
const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/**
 * The key in a file that only its owner can read; made at the first start. With `makes` false a
 * missing file is a failure: a new key would not fit the journal that is there.
 */
export function openKeyFile(
  path: string,
  { makes = true }: { readonly makes?: boolean } = {},
): Result<SigningKey, KeyFailure> {
  try {
    const file = lstatSync(path, { throwIfNoEntry: false });
    if (file === undefined) {
      return makes ? makeKeyFile(path) : failure('missing', `${path} is missing: put it back.`);
    }
    if (!file.isFile()) return failure('not-a-key', `${path} is not a file.`);
    // Windows has no such bits; there the folder of the user protects it.
    if (process.platform !== 'win32' && (file.mode & OTHERS) !== 0) {
      return failure('readable-by-others', `${path} can be read by others: chmod 600 ${path}`);
    }
    return keyFromSeedHex(readFileSync(path, 'utf8'), path);
  } catch (error) {
    return failure('io', `${path} cannot be read: ${String(error)}`);
  }
}

/** The key from its seed as 64 hex characters, as a keystore gives it. */
export function keyFromSeedHex(text: string, from = 'the seed'): Result<SigningKey, KeyFailure> {
  if (!SEED_HEX.test(text)) return failure('not-a-key', `${from} does not hold 64 hex characters.`);
  return ok(signingKeyFromSeed(Buffer.from(text.trim(), 'hex')));
}

/** Written whole under another name, then linked: two first starts at once end with one key, never with half of one. */
function makeKeyFile(path: string): Result<SigningKey, KeyFailure> {
  const temporary = `${path}.${process.pid}.new`;
  rmSync(temporary, { force: true });
  const file = openSync(temporary, 'wx', OWNER_ONLY);
  try {
    writeSync(file, `${Buffer.from(makeSeed()).toString('hex')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary);
  }
  syncFolder(dirname(path));
  return openKeyFile(path, { makes: false });
}

const failure = (code: KeyFailure['code'], message: string): Result<never, KeyFailure> =>
  err({ code, message });
