import type { Knowledge } from '../work/knowledge.ts';
import type { WorkDatabase } from '../work/work-database.ts';
import { createAskedCommands } from './asked-commands.ts';
import type { AskedCommands } from './asked-commands.ts';
import { readEvents } from './event-stream.ts';
import { pullFeed } from './pull-feed.ts';
import { createSignal, repeat } from './repeat.ts';
import type { Signal } from './repeat.ts';
import { createGoodsHolds } from './goods-holds.ts';
import type { GoodsHolds } from './goods-holds.ts';
import { createReserves } from './reserves.ts';
import type { Reserves } from './reserves.ts';
import { createSending } from './sending.ts';
import type { Sending } from './sending.ts';
import type { Instant } from '../../shared/time.ts';
import { uploadJournal } from './upload-journal.ts';
import type { SyncTrouble, UploadDeps } from './upload-journal.ts';

/** Nothing to send: look again so often, should a wake have been missed. */
const UPLOAD_EVERY_MS = 60_000;
/** Without a stream the feed is asked at least this often. */
const FEED_EVERY_MS = 15_000;
const STOP_MS_MAX = 1_000;

export type Synchroniser = Omit<Sending, 'onSending'> & {
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  /** Something was written: send it soon. */
  readonly wake: () => void;
  readonly reserves: Reserves;
  readonly commands: AskedCommands;
  readonly goodsHolds: GoodsHolds;
  /** When all that the cloud knows was heard last; null: not since the start. */
  readonly heardAt: () => Instant | null;
  /** Why the cloud does not take this journal, since its last answer. */
  readonly trouble: () => SyncTrouble | null;
};

type SynchroniserDeps = Omit<UploadDeps, 'onTrouble' | 'onSending'> & {
  readonly knowledge: Knowledge;
  readonly work: WorkDatabase;
  readonly onKnowledge: () => void;
  readonly onTrouble: () => void;
};

/**
 * Keeps station and cloud together: journal up, unused reserves released, feed down. It runs
 * beside the till and never makes it wait; every step may be cut anywhere and is done again.
 */
export function createSynchroniser(deps: SynchroniserDeps): Synchroniser {
  const stop = new AbortController();
  const uploadSignal = createSignal();
  const feedSignal = createSignal();
  const loops: Promise<void>[] = [];
  const { clock } = deps.connection;
  const reserves = createReserves({ ...deps, wake: uploadSignal.raise });
  const goodsHolds = createGoodsHolds({ ...deps, clock, wake: uploadSignal.raise });
  const common = { stopping: stop.signal, logger: deps.logger };
  let trouble: SyncTrouble | null = null;
  const sending = createSending({ ...deps, wake: uploadSignal.raise, stopping: stop.signal });
  const hearing = createHearing({ ...deps, sentSeq: sending.sentSeq });
  const uploadDeps: UploadDeps = {
    ...deps,
    onSending: sending.onSending,
    onTrouble: (found) => {
      if (found === trouble) return;
      trouble = found;
      if (found !== null) deps.logger.error({ found }, 'the cloud does not take this journal');
      deps.onTrouble();
    },
  };

  return {
    reserves,
    commands: createAskedCommands(deps.work),
    goodsHolds,
    heardAt: hearing.heardAt,
    trouble: () => trouble,
    wake: uploadSignal.raise,
    ...sending,
    start: () => {
      if (loops.length > 0) return;
      loops.push(
        repeat({
          ...common,
          step: async () =>
            (await uploadJournal(uploadDeps)) &&
            (await reserves.releaseUnused()) &&
            goodsHolds.releaseUnused(),
          signal: uploadSignal,
          idleMs: UPLOAD_EVERY_MS,
        }),
        repeat({
          ...common,
          step: hearing.hear,
          signal: feedSignal,
          idleMs: FEED_EVERY_MS,
        }),
        repeat({
          ...common,
          step: () => follow(deps, stop.signal, feedSignal, uploadSignal),
          signal: createSignal(),
          idleMs: 0,
        }),
      );
    },
    stop: async () => {
      stop.abort();
      uploadSignal.raise();
      feedSignal.raise();
      const timeOut = new Promise((done) => setTimeout(done, STOP_MS_MAX).unref());
      await Promise.race([Promise.all(loops), timeOut]);
    },
  };
}

/** Asks the feed, and remembers when it was heard to its end. */
function createHearing(deps: Parameters<typeof pullFeed>[0]): {
  readonly hear: () => Promise<boolean>;
  readonly heardAt: () => Instant | null;
} {
  let heardAt: Instant | null = null;
  return {
    hear: async () => {
      const isWhole = await pullFeed(deps);
      if (isWhole) heardAt = deps.connection.clock();
      return isWhole;
    },
    heardAt: () => heardAt,
  };
}

/** Listens until the stream ends; the loop opens another one. */
async function follow(
  deps: SynchroniserDeps,
  stopping: AbortSignal,
  feedSignal: Signal,
  uploadSignal: Signal,
): Promise<boolean> {
  const opened = await deps.client.openEvents(stopping);
  if (!opened.ok) return false;
  const close = (): void => void opened.value.destroy();
  stopping.addEventListener('abort', close, { once: true });
  // The network is back: what waited goes now, and what was missed meanwhile is asked.
  feedSignal.raise();
  uploadSignal.raise();
  await readEvents(opened.value, (name) => {
    if (name === 'changed') feedSignal.raise();
  });
  stopping.removeEventListener('abort', close);
  // Asking the feed tells at once whether only the stream broke or the network went.
  feedSignal.raise();
  return false;
}
