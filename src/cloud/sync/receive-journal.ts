import type { ApiError } from '../../contract/sync/errors.ts';
import type { UploadRequest } from '../../contract/sync/messages.ts';
import { assert } from '../../shared/assert.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { apiError } from '../http/answers.ts';
import type { KnownStation } from '../http/deps.ts';
import { applyEntries } from './apply-entries.ts';
import type { FoundProblem } from './followers.ts';
import { chainWrong } from './check-upload.ts';
import type { CheckedEntry } from './check-upload.ts';
import { releaseEndedReserves } from './release-ended.ts';

export type Received = {
  readonly ackedSeq: number;
  readonly ackedHash: string;
  readonly problems: readonly FoundProblem[];
};

/**
 * Takes the next entries of a station's journal, checked before. Entries that are known already
 * are success when they are the same. Two instances that get the same upload take turns on the
 * station's head.
 */
export async function receiveJournal(
  tx: WritableDb,
  station: KnownStation,
  upload: { readonly head: UploadRequest['head']; readonly entries: readonly CheckedEntry[] },
  now: Instant,
): Promise<Result<Received, ApiError>> {
  const { entries } = upload;
  const head = await lockHead(tx, station);
  const refusal = await refuseUpload(tx, station, upload, head);
  if (refusal !== null) return err(refusal);

  const fresh = entries.filter((entry) => entry.seq > head.seq);
  const problems = fresh.length === 0 ? [] : await applyEntries(tx, station, fresh, now);
  const last = fresh.at(-1) ?? head;
  const updated = await tx.query
    .updateTable('station_head')
    .set({ seq: last.seq, hash: last.hash, station_seq: upload.head.seq, spoke_at: now })
    .where('station_id', '=', station.id)
    .where('seq', '=', head.seq)
    .executeTakeFirst();
  assert(updated.numUpdatedRows === 1n, `the head of ${station.id} moved under its lock`);
  // Only a station that has told everything can have no sale left that cites an ended reserve.
  if (upload.head.seq === last.seq) await releaseEndedReserves(tx, station, now);
  return ok({ ackedSeq: last.seq, ackedHash: last.hash, problems });
}

type Head = { readonly seq: number; readonly hash: string };

async function lockHead(tx: WritableDb, station: KnownStation): Promise<Head> {
  const query = tx.query
    .selectFrom('station_head')
    .select(['seq', 'hash'])
    .where('station_id', '=', station.id);
  return (tx.kind === 'postgres' ? query.forUpdate() : query).executeTakeFirstOrThrow();
}

async function refuseUpload(
  tx: WritableDb,
  station: KnownStation,
  { head: stationHead, entries }: Parameters<typeof receiveJournal>[2],
  head: Head,
): Promise<ApiError | null> {
  const expectedSeq = head.seq + 1;
  // The cloud has countersigned more than this journal holds: somebody put an older copy back.
  if (stationHead.seq < head.seq) {
    const message = `The journal ends at ${stationHead.seq}, but ${head.seq} was acknowledged.`;
    return apiError('older-copy', message, { expectedSeq });
  }
  const first = entries[0];
  assert(first !== undefined, 'an upload without entries');
  if (first.seq > expectedSeq) {
    return apiError('sequence-gap', `Expected entry ${expectedSeq}.`, { expectedSeq });
  }
  const known = entries.filter((entry) => entry.seq <= head.seq);
  const different = await findDifferent(tx, station, known);
  if (different !== null) {
    const message = `Entry ${different} is not the one that was acknowledged.`;
    return apiError('content-differs', message, { expectedSeq });
  }
  const next = entries[known.length];
  const isLinked = next === undefined || next.prev === head.hash;
  return isLinked ? null : chainWrong(next.seq, 'it is not linked to the entry acknowledged last');
}

/** Hashes were computed from the content, so equal hashes are equal entries. */
async function findDifferent(
  tx: WritableDb,
  station: KnownStation,
  known: readonly CheckedEntry[],
): Promise<number | null> {
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined) return null;
  const rows = await tx.query
    .selectFrom('journal_entry')
    .select(['seq', 'hash'])
    .where('station_id', '=', station.id)
    .where('seq', '>=', first.seq)
    .where('seq', '<=', last.seq)
    .execute();
  const stored = new Map(rows.map((row) => [row.seq, row.hash]));
  return known.find((entry) => stored.get(entry.seq) !== entry.hash)?.seq ?? null;
}
