import { assertNever } from '../../shared/assert.ts';
import type { CardUid } from './uid.ts';

/** The same card seen again sooner than this after it was last seen is the same tap (RULES C8). */
export const SAME_TAP_MS = 2_000;

/** What readers report. `atMs` is monotonic, in milliseconds, from one clock for all readers of a station. */
export type CardSighting =
  | {
      readonly kind: 'put-down';
      readonly readerId: string;
      readonly uid: CardUid;
      readonly atMs: number;
    }
  | {
      readonly kind: 'taken-away';
      readonly readerId: string;
      readonly uid: CardUid;
      readonly atMs: number;
    }
  /** A card came and could not be read: unresponsive, or gone too soon. */
  | { readonly kind: 'unread'; readonly readerId: string; readonly atMs: number }
  | { readonly kind: 'reader-gone'; readonly readerId: string; readonly atMs: number };

/** `refusal`: the unread card is worth telling the person. */
export type TapDecision = 'tap' | 'same-tap' | 'several-cards' | 'refusal' | 'nothing';

type Decided = { readonly state: TapState; readonly decision: TapDecision };

type CardPresent = {
  readonly readerId: string;
  readonly uid: CardUid;
  /** False for a card refused beside another one: it must be taken away and put down again. */
  readonly isCounted: boolean;
};

export type TapState = {
  readonly present: readonly CardPresent[];
  /** Where and when counted cards were last seen; older than SAME_TAP_MS is forgotten, so this stays short. */
  readonly lastSeen: readonly {
    readonly uid: CardUid;
    readonly readerId: string;
    readonly atMs: number;
  }[];
};

export const NO_CARD_SEEN: TapState = { present: [], lastSeen: [] };

/**
 * Says whether a sighting is a tap (RULES C8): one tap counts once, however long the card is held,
 * however often a reader loses and finds it, and whichever reader of the station sees it.
 *
 * The 2 s run from the moment the card was last seen, not from the first: a card held for a minute
 * and lost for an instant by the reader is still the same tap.
 */
export function decideTap(before: TapState, sighting: CardSighting): Decided {
  const state = {
    present: before.present,
    lastSeen: before.lastSeen.filter(({ atMs }) => sighting.atMs - atMs < SAME_TAP_MS),
  };
  switch (sighting.kind) {
    case 'put-down':
      return putDown(state, sighting);
    case 'taken-away':
      return takeAway(state, sighting, ({ uid }) => uid === sighting.uid);
    case 'reader-gone':
      return takeAway(state, sighting, () => true);
    case 'unread':
      return { state, decision: isSeenOn(state, sighting.readerId) ? 'same-tap' : 'refusal' };
    default:
      return assertNever(sighting);
  }
}

function putDown(
  state: TapState,
  { readerId, uid }: { readonly readerId: string; readonly uid: CardUid },
): Decided {
  const isBesideAnother = state.present.some((card) => card.uid !== uid);
  const isHeld = state.present.some((card) => card.uid === uid && card.isCounted);
  const present = [
    ...state.present.filter((card) => card.uid !== uid || card.readerId !== readerId),
    { readerId, uid, isCounted: isHeld || !isBesideAnother },
  ];
  const isSeen = isHeld || state.lastSeen.some((seen) => seen.uid === uid);
  const decision = isBesideAnother ? 'several-cards' : isSeen ? 'same-tap' : 'tap';
  return { state: { present, lastSeen: state.lastSeen }, decision };
}

function takeAway(
  state: TapState,
  { readerId, atMs }: { readonly readerId: string; readonly atMs: number },
  isMeant: (card: CardPresent) => boolean,
): Decided {
  const isLeaving = (card: CardPresent): boolean => card.readerId === readerId && isMeant(card);
  const counted = state.present.filter((card) => isLeaving(card) && card.isCounted);
  const lastSeen = [
    ...state.lastSeen.filter((seen) => counted.every((card) => card.uid !== seen.uid)),
    ...counted.map(({ uid }) => ({ uid, readerId, atMs })),
  ];
  const present = state.present.filter((card) => !isLeaving(card));
  return { state: { present, lastSeen }, decision: 'nothing' };
}

// A card that is lifted often comes back for an instant at the edge of the field, unreadable. Telling
// so would wipe "payé" off the screen.
const isSeenOn = (state: TapState, readerId: string): boolean =>
  state.lastSeen.some((seen) => seen.readerId === readerId) ||
  state.present.some((card) => card.readerId === readerId && card.isCounted);
