import type { CardUid } from '../../domain/card/uid.ts';
import type { ReaderInfo, ReaderListener } from './card-reader.ts';

/**
 * Remembers which readers are plugged and which card lies on each, so that every one is closed in
 * order when its process dies without a word (the promise of ReaderEvent).
 */
export type ReaderBook = {
  readonly plug: (reader: ReaderInfo) => void;
  readonly unplug: (readerId: string) => void;
  readonly unplugAll: () => void;
  readonly putDown: (readerId: string, uid: CardUid, seenAtMs: number) => void;
  readonly takeAway: (readerId: string) => void;
};

export function createReaderBook(emit: ReaderListener): ReaderBook {
  const cardsDown = new Map<string, CardUid | undefined>();

  const takeAway = (readerId: string): void => {
    const uid = cardsDown.get(readerId);
    if (uid === undefined) return;
    cardsDown.set(readerId, undefined);
    emit({ kind: 'card-removed', readerId, uid });
  };
  const unplug = (readerId: string): void => {
    takeAway(readerId);
    if (cardsDown.delete(readerId)) emit({ kind: 'reader-unplugged', readerId });
  };

  return {
    plug(reader) {
      cardsDown.set(reader.id, undefined);
      emit({ kind: 'reader-plugged', reader });
    },
    unplug,
    unplugAll: () => Array.from(cardsDown.keys()).forEach(unplug),
    putDown(readerId, uid, seenAtMs) {
      takeAway(readerId);
      cardsDown.set(readerId, uid);
      emit({ kind: 'card', readerId, uid, seenAtMs });
    },
    takeAway,
  };
}
