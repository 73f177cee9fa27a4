import { assert } from '../../shared/assert.ts';
import type { CardUid } from '../../domain/card/uid.ts';
import type { CardRefusal, CardReader, ReaderInfo, ReaderListener } from './card-reader.ts';
import { monotonicMs } from './monotonic.ts';

/** The common part of sources with exactly one reader that is always there: wedge and tray. */
export type OneReaderSource = CardReader & {
  readonly putDown: (uid: CardUid, laterMs?: number) => void;
  readonly takeAway: (uid: CardUid) => void;
  readonly refuse: (reason: CardRefusal) => void;
};

/** Calls made before start or after stop do nothing: the screen may be quicker than the station. */
export function createOneReaderSource(reader: ReaderInfo): OneReaderSource {
  const cardsDown = new Set<CardUid>();
  let listener: ReaderListener | undefined;
  let isStarted = false;

  const takeAway = (uid: CardUid): void => {
    if (cardsDown.delete(uid)) listener?.({ kind: 'card-removed', readerId: reader.id, uid });
  };

  return {
    start(listen) {
      assert(!isStarted, `reader source ${reader.id} started twice`);
      isStarted = true;
      listener = listen;
      listen({ kind: 'source-state', source: reader.source, state: 'ready' });
      listen({ kind: 'reader-plugged', reader });
    },
    async stop() {
      // A set may be emptied while it is walked through.
      for (const uid of cardsDown) takeAway(uid);
      listener?.({ kind: 'reader-unplugged', readerId: reader.id });
      listener?.({ kind: 'source-state', source: reader.source, state: 'off' });
      listener = undefined;
    },
    putDown(uid, laterMs = 0) {
      if (listener === undefined || cardsDown.has(uid)) return;
      cardsDown.add(uid);
      listener({ kind: 'card', readerId: reader.id, uid, seenAtMs: monotonicMs() + laterMs });
    },
    takeAway,
    refuse: (reason) => listener?.({ kind: 'card-refused', readerId: reader.id, reason }),
  };
}
