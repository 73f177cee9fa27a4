import { assert, assertNever } from '../../shared/assert.ts';
import { NO_CARD_SEEN, decideTap } from '../../domain/card/tap.ts';
import type { CardSighting, TapState } from '../../domain/card/tap.ts';
import type { CardUid } from '../../domain/card/uid.ts';
import type {
  CardReader,
  CardRefusal,
  ReaderEvent,
  ReaderInfo,
  ReaderSource,
  SourceState,
} from './card-reader.ts';
import { monotonicMs } from './monotonic.ts';

export type ReaderOverview = {
  readonly readers: readonly ReaderInfo[];
  readonly sources: Readonly<Partial<Record<ReaderSource, SourceState>>>;
};

export type HubEvent =
  | {
      readonly kind: 'tap';
      readonly uid: CardUid;
      readonly readerId: string;
      /** On the clock of monotonic.ts. */
      readonly seenAtMs: number;
    }
  | {
      readonly kind: 'refused';
      readonly readerId: string;
      readonly reason: CardRefusal | 'several-cards';
    }
  | { readonly kind: 'removed'; readonly uid: CardUid; readonly readerId: string }
  | { readonly kind: 'readers'; readonly overview: ReaderOverview };

export type ReaderHub = {
  readonly start: (listener: (event: HubEvent) => void) => void;
  readonly stop: () => Promise<void>;
  readonly overview: () => ReaderOverview;
  /** True while the card lies on a reader that can tell (a wedge reader cannot). */
  readonly isOnReader: (uid: CardUid) => boolean;
};

type HubState = { readonly overview: ReaderOverview; readonly taps: TapState };
type HubStep = { readonly state: HubState; readonly event?: HubEvent };

/** All sources of a station as one: one tap counts once, whichever reader saw it (RULES C8). */
export function createReaderHub(sources: readonly CardReader[]): ReaderHub {
  let state: HubState = { overview: { readers: [], sources: {} }, taps: NO_CARD_SEEN };
  let listener: ((event: HubEvent) => void) | undefined;

  const take = (event: ReaderEvent): void => {
    const step = stepHub(state, event, monotonicMs());
    state = step.state;
    if (step.event !== undefined) listener?.(step.event);
  };

  return {
    start(listen) {
      assert(listener === undefined, 'reader hub started twice');
      listener = listen;
      for (const source of sources) source.start(take);
    },
    async stop() {
      await Promise.all(sources.map((source) => source.stop()));
      listener = undefined;
    },
    overview: () => state.overview,
    isOnReader: (uid) => state.taps.present.some((card) => card.uid === uid),
  };
}

function stepHub(state: HubState, event: ReaderEvent, nowMs: number): HubStep {
  switch (event.kind) {
    case 'source-state':
      return stepOverview(state, {
        ...state.overview,
        sources: { ...state.overview.sources, [event.source]: event.state },
      });
    case 'reader-plugged':
      return stepOverview(state, {
        ...state.overview,
        readers: [...otherReaders(state, event.reader.id), event.reader],
      });
    case 'reader-unplugged': {
      const { readerId } = event;
      const readers = otherReaders(state, readerId);
      const taps = decideTap(state.taps, { kind: 'reader-gone', readerId, atMs: nowMs }).state;
      return stepOverview({ ...state, taps }, { ...state.overview, readers });
    }
    case 'card':
    case 'card-removed':
    case 'card-refused':
      return stepCard(state, event, nowMs);
    default:
      return assertNever(event);
  }
}

type CardEvent = Extract<
  ReaderEvent,
  { readonly kind: 'card' } | { readonly kind: 'card-removed' } | { readonly kind: 'card-refused' }
>;

function stepCard(before: HubState, event: CardEvent, nowMs: number): HubStep {
  const { readerId } = event;
  const { state: taps, decision } = decideTap(before.taps, sightingOf(event, nowMs));
  const state = { ...before, taps };
  switch (event.kind) {
    case 'card': {
      const { uid, seenAtMs } = event;
      if (decision === 'tap') return { state, event: { kind: 'tap', uid, readerId, seenAtMs } };
      if (decision !== 'several-cards') return { state };
      return { state, event: { kind: 'refused', readerId, reason: 'several-cards' } };
    }
    case 'card-removed':
      return { state, event: { kind: 'removed', uid: event.uid, readerId } };
    case 'card-refused': {
      const { reason } = event;
      // The wrong kind of card is always told; a bad contact only when it does not end a good one.
      const isWrongCard = reason === 'random-uid' || reason === 'bad-uid';
      const isTold = isWrongCard || decision === 'refusal';
      return isTold ? { state, event: { kind: 'refused', readerId, reason } } : { state };
    }
    default:
      return assertNever(event);
  }
}

function sightingOf(event: CardEvent, nowMs: number): CardSighting {
  const { readerId } = event;
  if (event.kind === 'card') {
    return { kind: 'put-down', readerId, uid: event.uid, atMs: event.seenAtMs };
  }
  return event.kind === 'card-removed'
    ? { kind: 'taken-away', readerId, uid: event.uid, atMs: nowMs }
    : { kind: 'unread', readerId, atMs: nowMs };
}

const stepOverview = (state: HubState, overview: ReaderOverview): HubStep => ({
  state: { ...state, overview },
  event: { kind: 'readers', overview },
});

const otherReaders = (state: HubState, readerId: string): readonly ReaderInfo[] =>
  state.overview.readers.filter(({ id }) => id !== readerId);
