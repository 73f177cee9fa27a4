import type { CardUid } from '../../domain/card/uid.ts';

export type ReaderSource = 'pcsc' | 'wedge' | 'tray';

export type ReaderInfo = {
  readonly id: string;
  readonly name: string;
  readonly source: ReaderSource;
};

/**
 * - `no-service`: pcscd does not answer, or refuses us; tried again by itself
 * - `not-built`: nfc-pcsc or its native part is missing; tried again by itself
 * - `off`: stopped
 */
export type SourceState = 'ready' | 'starting' | 'restarting' | 'no-service' | 'not-built' | 'off';

export type CardRefusal = 'random-uid' | 'bad-uid' | 'unreadable' | 'removed-too-soon';

/**
 * What a source of cards reports. For each reader: `reader-plugged` first, then each `card` is
 * followed by its `card-removed`, and `reader-unplugged` last, also when the source crashes or stops.
 */
export type ReaderEvent =
  | { readonly kind: 'reader-plugged'; readonly reader: ReaderInfo }
  | { readonly kind: 'reader-unplugged'; readonly readerId: string }
  | {
      readonly kind: 'card';
      readonly readerId: string;
      readonly uid: CardUid;
      /** When the card was noticed (for PC/SC: when pcscd reported it), on the clock of monotonic.ts. */
      readonly seenAtMs: number;
    }
  | { readonly kind: 'card-removed'; readonly readerId: string; readonly uid: CardUid }
  | { readonly kind: 'card-refused'; readonly readerId: string; readonly reason: CardRefusal }
  | { readonly kind: 'source-state'; readonly source: ReaderSource; readonly state: SourceState };

export type ReaderListener = (event: ReaderEvent) => void;

/** A source of cards: PC/SC, a keyboard-wedge reader, the demo tray. All pass tests/reader/contract.ts. */
export type CardReader = {
  /** Starts once. Nothing throws afterwards: what goes wrong is an event. */
  readonly start: (listener: ReaderListener) => void;
  /** Closes every reader, says `off`, then stays silent. May be called twice, or before start. */
  readonly stop: () => Promise<void>;
};
