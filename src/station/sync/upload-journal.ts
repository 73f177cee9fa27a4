import type { Logger } from 'pino';
import type { UploadAnswer, WireEntry } from '../../contract/sync/messages.ts';
import { LIMITS, SYNC_PROTOCOL } from '../../contract/sync/protocol.ts';
import { headTextToSign } from '../../contract/sync/signed-request.ts';
import type { Entry } from '../../domain/journal/chain.ts';
import type { StationId } from '../../shared/ids.ts';
import { publicKeyFromHex, verifySignature } from '../../shared/node/crypto.ts';
import type { Journal } from '../journal/journal.ts';
import { readPairing } from '../projections/pairing.ts';
import type { Settings } from '../work/work-database.ts';
import type { CloudClient, CloudFailure } from './cloud-client.ts';
import type { Connection } from './connection.ts';

/** Why the cloud does not take this journal; a person must look. */
export const SYNC_TROUBLES = [
  'older-copy',
  'chain-wrong',
  'content-differs',
  'station-revoked',
] as const;
export type SyncTrouble = (typeof SYNC_TROUBLES)[number];

/** JSON of one entry beside its body: hashes, signature, names. */
const ENTRY_OVERHEAD_BYTES = 450;

export type UploadDeps = {
  readonly client: CloudClient;
  readonly connection: Connection;
  readonly journal: Journal;
  readonly settings: Settings;
  readonly stationId: StationId;
  readonly logger: Logger;
  /** Entries up to this one leave now: from here the cloud may have them, answer or not. */
  readonly onSending: (toSeq: number) => void;
  readonly onAcked: () => void;
  readonly onTrouble: (trouble: SyncTrouble | null) => void;
};

/** Sends all that waits, in batches. True when the cloud has everything. */
export async function uploadJournal(deps: UploadDeps): Promise<boolean> {
  for (;;) {
    const before = deps.settings.getNumber('acked-seq');
    if (await uploadBatch(deps)) return true;
    // A step forward is not a failure: more is waiting.
    if (deps.settings.getNumber('acked-seq') <= before) return false;
  }
}

async function uploadBatch(deps: UploadDeps): Promise<boolean> {
  const ackedSeq = deps.settings.getNumber('acked-seq');
  const head = deps.journal.head();
  if (head.seq < ackedSeq) {
    // The cloud has entries that this file no longer holds: an older copy was put back.
    deps.onTrouble('older-copy');
    return false;
  }
  if (head.seq === ackedSeq) return true;
  const waiting = deps.journal.read(ackedSeq + 1, LIMITS.uploadEntriesMax);
  const entries = fitBody(waiting.map(toWire));
  const first = entries[0];
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return true;
  deps.onSending(last.seq);
  const answer = deps.connection.watch(
    await deps.client.upload({
      protocol: SYNC_PROTOCOL,
      from: first.seq,
      to: last.seq,
      entries,
      head: { seq: head.seq, hash: hex(head.hash) },
    }),
  );
  if (answer.ok) return noteAck(deps, answer.value);
  noteRefusal(deps, answer.error);
  return false;
}

/** Keeps the cloud's countersignature, which proves what it has; false while more is waiting. */
function noteAck(deps: UploadDeps, answer: UploadAnswer): boolean {
  const acked = deps.journal.read(answer.ackedSeq, 1)[0];
  // From the journal: the work database may be lost.
  const cloudKeyHex = readPairing(deps.journal.database)?.cloudPublicKey ?? '';
  const cloudKey = publicKeyFromHex(cloudKeyHex);
  const cloudSignature = Buffer.from(answer.countersignature, 'hex');
  const text = headTextToSign(deps.stationId, answer.ackedSeq, answer.ackedHash);
  const isGenuine =
    acked !== undefined &&
    hex(acked.hash) === answer.ackedHash &&
    cloudKey !== undefined &&
    verifySignature(cloudKey, Buffer.from(text), cloudSignature);
  if (!isGenuine) {
    deps.logger.error({ ackedSeq: answer.ackedSeq }, 'the acknowledgement is not genuine');
    deps.onTrouble('chain-wrong');
    return false;
  }
  deps.settings.set('acked-seq', answer.ackedSeq);
  deps.journal.recordCountersignature({
    seq: answer.ackedSeq,
    hash: acked.hash,
    cloudSignature,
    cloudPublicKey: Buffer.from(cloudKeyHex, 'hex'),
  });
  for (const problem of answer.problems) deps.logger.warn(problem, 'entry kept to be checked');
  deps.onTrouble(null);
  deps.onAcked();
  return answer.ackedSeq >= deps.journal.head().seq;
}

function noteRefusal(deps: UploadDeps, failure: CloudFailure): void {
  if (failure.kind === 'unreachable') return;
  const { code, expectedSeq } = failure.error;
  if (code === 'sequence-gap' && expectedSeq !== undefined) {
    // The cloud knows another position than ours: it is right, the entries are all here.
    deps.settings.set('acked-seq', Math.min(expectedSeq - 1, deps.journal.head().seq));
    return;
  }
  deps.logger.warn({ code }, 'the cloud refused an upload');
  const trouble = SYNC_TROUBLES.find((one) => one === code);
  if (trouble !== undefined) deps.onTrouble(trouble);
}

/** Keeps an upload under the body limit: base64 bodies of many long baskets may pass it. */
function fitBody(entries: readonly WireEntry[]): WireEntry[] {
  const bytesMax = LIMITS.bodyBytesMax * 0.8;
  let bytes = 0;
  const fitting = entries.filter((entry) => {
    bytes += entry.body.length + ENTRY_OVERHEAD_BYTES;
    return bytes <= bytesMax;
  });
  return fitting.length > 0 ? fitting : entries.slice(0, 1);
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export const toWire = (entry: Entry): WireEntry => ({
  seq: entry.seq,
  id: entry.id,
  kind: entry.kind,
  at: entry.at,
  body: Buffer.from(entry.body).toString('base64'),
  prev: hex(entry.prev),
  hash: hex(entry.hash),
  signature: hex(entry.signature),
});
