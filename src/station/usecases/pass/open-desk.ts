import type { CardLookAnswer } from '../../../contract/sync/questions.ts';
import type { CardUid } from '../../../domain/card/uid.ts';
import type { CardState } from '../../../domain/card/state.ts';
import type { CardId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import { epochMsOfMonotonic, monotonicMs } from '../../readers/monotonic.ts';
import type { StationContext } from '../context.ts';
import { findPass, passOf } from './known-pass.ts';
import type { Reflected } from './own-money.ts';

/** A keyboard reader cannot tell when a Pass leaves: so long after its tap it counts as there. */
const WEDGE_THERE_MS = 60_000;

/** What the cloud told of a Pass, and which entries of this station it knew. */
export type CardLook = {
  readonly answer: CardLookAnswer;
  readonly at: Instant;
  readonly reflected: Reflected;
};

/** The Pass that was put on the counter last. */
export type OpenDesk = {
  readonly uid: CardUid;
  readonly tapSeenAtMs: number;
  readonly cardId: CardId;
  /** Null until the cloud has answered. */
  readonly look: CardLook | null;
};

/** One for each station; a restart forgets it, as the person takes the Pass away then. */
const desks = new WeakMap<StationContext['journal'], OpenDesk>();

export const readDesk = ({ journal }: StationContext): OpenDesk | null =>
  desks.get(journal) ?? null;

export const keepDesk = ({ journal }: StationContext, desk: OpenDesk): void =>
  void desks.set(journal, desk);

/** A Pass as far as the station or the cloud's last look at it know it. */
export type DeskPass = {
  readonly cardId: CardId;
  readonly cardNumber: string;
  readonly state: CardState;
  readonly isOfVillage: boolean;
};

/** The Pass that an intention names: one this station knows, or the one that lies open. */
export function deskPass(context: StationContext, cardId: CardId): DeskPass | null {
  const card = passOf(context, cardId);
  if (card !== undefined) {
    return { cardId, cardNumber: card.number, state: card.state, isOfVillage: true };
  }
  const desk = readDesk(context);
  if (desk?.cardId !== cardId || desk.look === null) return null;
  const { cardNumber, state, isOfVillage } = desk.look.answer;
  return { cardId, cardNumber, state, isOfVillage };
}

/** The chip that lies there for a card; null when the card is not on a reader. */
export function uidThere(context: StationContext, cardId: CardId): CardUid | null {
  const { presence } = context;
  const last = presence.lastTap();
  const desk = readDesk(context);
  const uids = [last?.uid, desk?.cardId === cardId ? desk.uid : undefined].filter(
    (uid) => uid !== undefined,
  );
  const isOfCard = (uid: CardUid): boolean =>
    findPass(context, uid)?.id === cardId || (desk?.cardId === cardId && desk.uid === uid);
  const isFresh = (uid: CardUid): boolean =>
    last !== null &&
    last.uid === uid &&
    !last.isWatched &&
    epochMsOfMonotonic(monotonicMs()) - last.seenAtMs <= WEDGE_THERE_MS;
  return uids.find((uid) => isOfCard(uid) && (presence.isOnReader(uid) || isFresh(uid))) ?? null;
}
