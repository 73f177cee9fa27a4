import { parseUidTyped } from '../../domain/card/uid.ts';
import type { TypedByteOrder } from '../../domain/card/uid.ts';
import type { CardReader } from './card-reader.ts';
import { createOneReaderSource } from './one-reader-source.ts';

/** A reader that acts as a keyboard and types the UID. It never says when a card leaves. */
export type WedgeReader = CardReader & {
  /** What was typed up to Enter. Each text is a card put down and taken away at once, or a refusal. */
  readonly typed: (text: string) => void;
};

export function createWedgeReader(settings: { readonly byteOrder: TypedByteOrder }): WedgeReader {
  const { start, stop, putDown, takeAway, refuse } = createOneReaderSource({
    id: 'wedge',
    name: 'wedge',
    source: 'wedge',
  });
  return {
    start,
    stop,
    typed(text) {
      const uid = parseUidTyped(text, settings);
      if (!uid.ok) {
        refuse(uid.error === 'random-uid' ? 'random-uid' : 'bad-uid');
        return;
      }
      putDown(uid.value);
      takeAway(uid.value);
    },
  };
}
