import { verify } from 'node:crypto';
import type { ApiError } from '../../contract/sync/errors.ts';
import type { UploadRequest, WireEntry } from '../../contract/sync/messages.ts';
import { parseCanonical } from '../../domain/journal/canonical-json.ts';
import type { JsonValue } from '../../domain/journal/canonical-json.ts';
import { BODY_BYTES_MAX, entryHashInput, isEntryKind } from '../../domain/journal/chain.ts';
import { sha256 } from '../../shared/node/crypto.ts';
import type { PublicKey } from '../../shared/node/crypto.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { apiError } from '../http/answers.ts';

/** An entry whose content gives its hash and whose hash its station signed. */
export type CheckedEntry = Omit<WireEntry, 'body'> & {
  readonly bodyText: string;
  readonly body: JsonValue;
};

/**
 * Checks what can be known without the database: entries from `from` to `to` without a hole, each
 * hashed, linked to the one before and signed. Signatures are checked on the thread pool, all at
 * once, before any lock is taken.
 */
export async function checkUpload(
  upload: UploadRequest,
  publicKey: PublicKey,
): Promise<Result<readonly CheckedEntry[], ApiError>> {
  const { entries, from, to, head } = upload;
  const isWhole =
    entries.length === to - from + 1 && entries.every((entry, index) => entry.seq === from + index);
  if (!isWhole || head.seq < to) {
    return err(apiError('body-not-valid', 'Fields "from", "to", "head" and "entries" disagree.'));
  }
  const checked: CheckedEntry[] = [];
  for (const [index, entry] of entries.entries()) {
    const previous = entries[index - 1];
    if (previous !== undefined && entry.prev !== previous.hash) {
      return err(chainWrong(entry.seq, 'it is not linked to the entry before it'));
    }
    const content = checkContent(entry);
    if (!content.ok) return content;
    checked.push(content.value);
  }
  const last = entries.at(-1);
  if (last !== undefined && head.seq === to && head.hash !== last.hash) {
    return err(chainWrong(to, 'the head names another hash for it'));
  }
  const signed = await Promise.all(entries.map((entry) => isSigned(entry, publicKey)));
  const unsigned = signed.indexOf(false);
  return unsigned === -1
    ? ok(checked)
    : err(chainWrong(from + unsigned, 'its signature is not of this station'));
}

export const chainWrong = (seq: number, why: string): ApiError =>
  apiError('chain-wrong', `Entry ${seq}: ${why}.`);

function checkContent(entry: WireEntry): Result<CheckedEntry, ApiError> {
  const bytes = Buffer.from(entry.body, 'base64');
  if (!isEntryKind(entry.kind)) return err(chainWrong(entry.seq, 'its kind is not one'));
  if (bytes.length > BODY_BYTES_MAX) return err(chainWrong(entry.seq, 'its body is too long'));
  const hash = sha256(
    entryHashInput({ ...entry, body: bytes, prev: Buffer.from(entry.prev, 'hex') }),
  );
  if (Buffer.from(hash).toString('hex') !== entry.hash) {
    return err(chainWrong(entry.seq, 'its content does not give its hash'));
  }
  const body = parseCanonical(bytes);
  if (body === undefined) return err(chainWrong(entry.seq, 'its body is not canonical JSON'));
  return ok({ ...entry, bodyText: bytes.toString('utf8'), body });
}

const isSigned = (entry: WireEntry, publicKey: PublicKey): Promise<boolean> =>
  new Promise((resolve, reject) => {
    verify(
      null,
      Buffer.from(entry.hash, 'hex'),
      publicKey.key,
      Buffer.from(entry.signature, 'hex'),
      (error, isValid) => (error === null ? resolve(isValid) : reject(error)),
    );
  });
