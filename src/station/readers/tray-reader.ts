import type { CardUid } from '../../domain/card/uid.ts';
import type { CardReader } from './card-reader.ts';
import { createOneReaderSource } from './one-reader-source.ts';

/** The demo's tray of Passes: a click puts one down, another takes it away. */
export type TrayReader = CardReader & {
  /** `laterMs`: so much later than now is it seen; of use when a day is played in a minute. */
  readonly putDown: (uid: CardUid, laterMs?: number) => void;
  readonly takeAway: (uid: CardUid) => void;
};

export function createTrayReader(): TrayReader {
  const { start, stop, putDown, takeAway } = createOneReaderSource({
    id: 'tray',
    name: 'tray',
    source: 'tray',
  });
  return { start, stop, putDown, takeAway };
}
