import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { err, ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';
import { makeSeed, signingKeyFromSeed } from '../shared/node/crypto.ts';
import type { SigningKey } from '../shared/node/crypto.ts';
import { writeTransaction } from './db/write-transaction.ts';
import type { Db } from './db/open-database.ts';

export type CloudKeyFailure =
  /** The file is there but is not 64 hexadecimal digits. */
  | { readonly code: 'key-not-valid' }
  /** Stations trust another key: this instance was started without its key file. */
  | { readonly code: 'key-differs'; readonly expected: string; readonly found: string };

/** The cloud's key from its file (0600); made at the first start. */
export function readOrMakeCloudKey(path: string): Result<SigningKey, CloudKeyFailure> {
  if (!existsSync(path)) writeSeed(path);
  const text = readFileSync(path, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) return err({ code: 'key-not-valid' });
  return ok(signingKeyFromSeed(Buffer.from(text, 'hex')));
}

function writeSeed(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'wx', 0o600);
  writeSync(file, `${Buffer.from(makeSeed()).toString('hex')}\n`);
  fsyncSync(file);
  closeSync(file);
}

/**
 * Ties the database to this key at the first start, and refuses another key later: what one
 * instance countersigned, the stations check with the key they were paired with.
 */
export async function claimDatabase(
  db: Db,
  key: SigningKey,
): Promise<Result<void, CloudKeyFailure>> {
  const expected = await writeTransaction(db, async (tx) => {
    await tx.query
      .insertInto('cloud_identity')
      .values({ id: 1, public_key: key.publicKeyHex, created_at: db.clock() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await tx.query
      .selectFrom('cloud_identity')
      .select('public_key')
      .where('id', '=', 1)
      .executeTakeFirstOrThrow();
    return row.public_key;
  });
  return expected === key.publicKeyHex
    ? ok(undefined)
    : err({ code: 'key-differs', expected, found: key.publicKeyHex });
}
