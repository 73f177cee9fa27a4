import type { Logger } from 'pino';
import { LIMITS, SYNC_PROTOCOL } from '../../contract/sync/protocol.ts';
import { headTextToSign } from '../../contract/sync/signed-request.ts';
import type { UploadAnswer, WireEntry } from '../../contract/sync/messages.ts';
import type { Entry } from '../../domain/journal/chain.ts';
import type { EntryId, StationId } from '../../shared/ids.ts';
import { publicKeyFromHex, verifySignature } from '../../shared/node/crypto.ts';
import type { Journal } from '../journal/journal.ts';
import { isReserveSpent } from '../projections/sales.ts';
import type { Knowledge } from '../work/knowledge.ts';
import type { Settings, WorkDatabase } from '../work/work-database.ts';
import type { CloudClient, CloudFailure } from './cloud-client.ts';
import type { Connection } from './connection.ts';
import { readEvents } from './event-stream.ts';

/** However often something asks, a failed step is not tried again sooner. */
const RETRY_MS_MIN = 250;
/** Waits between tries when the cloud does not answer; the last one repeats. */
const BACK_OFF_MS = [250, 500, 1_000, 2_000, 5_000] as const;
/** JSON of one entry beside its body: hashes, signature, names. */
const ENTRY_OVERHEAD_BYTES = 450;
/** Without a stream the feed is asked at least this often. */
const FEED_EVERY_MS = 15_000;

export type Synchroniser = {
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  /** Something was written: send it soon. */
  readonly wake: () => void;
  /** Stays true while a reserve may still be used by the till: it is not released meanwhile. */
  readonly holdReserve: (reserveId: string) => void;
  readonly freeReserve: (reserveId: string) => void;
};

/** Why the cloud does not take this journal; a person must look. */
export type SyncTrouble =
  'older-copy' | 'chain-wrong' | 'content-differs' | 'station-revoked' | null;

/**
 * Keeps station and cloud together: journal up, released reserves up, feed down. It runs beside
 * the till and never makes it wait; every step may be cut anywhere and is done again.
 */
export function createSynchroniser(deps: {
  readonly client: CloudClient;
  readonly connection: Connection;
  readonly journal: Journal;
  readonly knowledge: Knowledge;
  readonly settings: Settings;
  readonly work: WorkDatabase;
  readonly stationId: StationId;
  readonly logger: Logger;
  readonly onKnowledge: () => void;
  readonly onAcked: () => void;
  readonly onTrouble: (trouble: SyncTrouble) => void;
}): Synchroniser {
  const stopping = new AbortController();
  const inUse = new Set<string>();
  const uploadSignal = createSignal();
  const feedSignal = createSignal();
  const loops: Promise<void>[] = [];

  const listAsked = deps.work.prepare<[], { id: string }>('SELECT id FROM asked_reserve');
  const forgetAsked = deps.work.prepare('DELETE FROM asked_reserve WHERE id = ?');

  /** True when all is sent; throws never. */
  const uploadOnce = async (): Promise<boolean> => {
    const acked = deps.settings.getNumber('acked-seq');
    const head = deps.journal.head();
    if (head.seq <= acked) return true;
    const entries = fitBody(deps.journal.read(acked + 1, LIMITS.uploadEntriesMax).map(toWire));
    const first = entries[0];
    const last = entries.at(-1);
    if (first === undefined || last === undefined) return true;
    const answer = deps.connection.watch(
      await deps.client.upload({
        protocol: SYNC_PROTOCOL,
        from: first.seq,
        to: last.seq,
        entries,
        head: { seq: head.seq, hash: hex(head.hash) },
      }),
    );
    if (!answer.ok) return uploadRefused(answer.error);
    return noteAck(answer.value);
  };

  const noteAck = (answer: UploadAnswer): boolean => {
    const acked = deps.journal.read(answer.ackedSeq, 1)[0];
    const cloudKeyHex = deps.settings.get('cloud-public-key') ?? '';
    const cloudKey = publicKeyFromHex(cloudKeyHex);
    const text = headTextToSign(deps.stationId, answer.ackedSeq, answer.ackedHash);
    const isGenuine =
      acked !== undefined &&
      hex(acked.hash) === answer.ackedHash &&
      cloudKey !== undefined &&
      verifySignature(cloudKey, Buffer.from(text), Buffer.from(answer.countersignature, 'hex'));
    if (!isGenuine) {
      deps.logger.error({ ackedSeq: answer.ackedSeq }, 'the acknowledgement is not genuine');
      deps.onTrouble('chain-wrong');
      return false;
    }
    deps.settings.set('acked-seq', answer.ackedSeq);
    deps.journal.recordCountersignature({
      seq: answer.ackedSeq,
      hash: acked.hash,
      cloudSignature: Buffer.from(answer.countersignature, 'hex'),
      cloudPublicKey: Buffer.from(cloudKeyHex, 'hex'),
    });
    for (const problem of answer.problems) deps.logger.warn(problem, 'entry kept to be checked');
    deps.onTrouble(null);
    deps.onAcked();
    return answer.ackedSeq >= deps.journal.head().seq;
  };

  const uploadRefused = (failure: CloudFailure): boolean => {
    if (failure.kind === 'refused') {
      const { code, expectedSeq } = failure.error;
      if (code === 'sequence-gap' && expectedSeq !== undefined) {
        // The cloud knows another position than ours: it is right, the entries are all here.
        deps.settings.set('acked-seq', Math.min(expectedSeq - 1, deps.journal.head().seq));
      } else if (
        code === 'older-copy' ||
        code === 'chain-wrong' ||
        code === 'content-differs' ||
        code === 'station-revoked'
      ) {
        deps.onTrouble(code);
      }
    }
    return false;
  };

  /** Releases what was asked and never became a sale. */
  const releaseOnce = async (): Promise<boolean> => {
    for (const { id } of listAsked.all()) {
      if (inUse.has(id)) continue;
      if (isReserveSpent(deps.journal.database, id)) {
        forgetAsked.run(id);
        continue;
      }
      const answer = deps.connection.watch(await deps.client.release(id));
      if (!answer.ok) return false;
      forgetAsked.run(id);
    }
    return true;
  };

  const pullFeed = async (): Promise<boolean> => {
    const reservedSeq = deps.journal.head().seq;
    const unsecuredSeq = deps.settings.getNumber('acked-seq');
    let cursor = deps.settings.get('feed-cursor');
    for (;;) {
      const answer = deps.connection.watch(await deps.client.feed(cursor));
      if (!answer.ok) return false;
      const { items, isFull, more } = answer.value;
      deps.knowledge.apply(items, isFull);
      cursor = answer.value.cursor;
      deps.settings.set('feed-cursor', cursor);
      if (items.length > 0) deps.onKnowledge();
      if (more) continue;
      // What was taken before this pull began is inside the wallets it brought.
      deps.settings.set('reflected-reserved-seq', reservedSeq);
      deps.settings.set('reflected-unsecured-seq', unsecuredSeq);
      return true;
    }
  };

  const repeat = async (
    step: () => Promise<boolean>,
    signal: Signal,
    idleMs: number,
  ): Promise<void> => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      signal.clear();
      const isDone = await step().catch((error: unknown) => {
        deps.logger.error({ error }, 'sync step failed');
        return false;
      });
      failures = isDone ? 0 : failures + 1;
      const waitMs = isDone ? idleMs : BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length) - 1];
      await signal.wait(isDone ? 0 : RETRY_MS_MIN, waitMs ?? idleMs);
    }
  };

  const uploadAll = async (): Promise<boolean> => {
    for (;;) {
      const before = deps.settings.getNumber('acked-seq');
      if (await uploadOnce()) break;
      // A step forward is not a failure: more is waiting.
      if (deps.settings.getNumber('acked-seq') <= before) return false;
    }
    return releaseOnce();
  };

  const follow = async (): Promise<boolean> => {
    const opened = await deps.client.openEvents(stopping.signal);
    if (!opened.ok) return false;
    const close = (): void => void opened.value.destroy();
    stopping.signal.addEventListener('abort', close);
    feedSignal.raise();
    await readEvents(opened.value, (name) => {
      if (name === 'changed') feedSignal.raise();
    });
    stopping.signal.removeEventListener('abort', close);
    if (!stopping.signal.aborted) feedSignal.raise();
    return false;
  };

  return {
    start: () => {
      loops.push(
        repeat(uploadAll, uploadSignal, 60_000),
        repeat(pullFeed, feedSignal, FEED_EVERY_MS),
        repeat(follow, createSignal(), 0),
      );
      stopping.signal.addEventListener('abort', () => {
        uploadSignal.raise();
        feedSignal.raise();
      });
    },
    stop: async () => {
      stopping.abort();
      await Promise.race([
        Promise.all(loops),
        new Promise((done) => setTimeout(done, 1_000).unref()),
      ]);
    },
    wake: () => uploadSignal.raise(),
    holdReserve: (reserveId) => void inUse.add(reserveId),
    freeReserve: (reserveId) => {
      inUse.delete(reserveId);
      uploadSignal.raise();
    },
  };
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

const toWire = (entry: Entry): WireEntry => ({
  seq: entry.seq,
  id: entry.id as EntryId,
  kind: entry.kind,
  at: entry.at,
  body: Buffer.from(entry.body).toString('base64'),
  prev: hex(entry.prev),
  hash: hex(entry.hash),
  signature: hex(entry.signature),
});

type Signal = {
  readonly raise: () => void;
  readonly clear: () => void;
  /** Waits until raised, not less than the first nor more than the second, in milliseconds. */
  readonly wait: (msMin: number, msMax: number) => Promise<void>;
};

/** Wakes a loop early. A raise while the loop works makes it run once more. */
function createSignal(): Signal {
  let isRaised = false;
  let wake: (() => void) | undefined;
  const sleepUntilRaised = (ms: number): Promise<void> =>
    new Promise((done) => {
      if (isRaised) return done();
      const timer = setTimeout(done, ms);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  return {
    raise: () => {
      isRaised = true;
      wake?.();
    },
    clear: () => {
      isRaised = false;
      wake = undefined;
    },
    wait: async (msMin, msMax) => {
      if (msMin > 0) await new Promise((done) => setTimeout(done, msMin));
      await sleepUntilRaised(Math.max(0, msMax - msMin));
    },
  };
}
