import type { Result } from '../../shared/result.ts';
import { stateAfter } from '../transitions.ts';
import type { Transitions } from '../transitions.ts';

/** Every state a card may be in (RULES C3). The database's CHECK lists the same five. */
export const CARD_STATES = ['blank', 'anonymous', 'linked', 'lost', 'retired'] as const;
export type CardState = (typeof CARD_STATES)[number];

/**
 * - `open-wallet`: first credit of a blank card, which gets a wallet of its own
 * - `link`: the holder proved who they are (C4)
 * - `declare-lost`: by the holder or by staff (C6, C7)
 * - `hand-back`: the card is emptied and given back, ready for somebody else (T6)
 * - `retire`: out of use for good
 */
export const CARD_MOVES = ['open-wallet', 'link', 'declare-lost', 'hand-back', 'retire'] as const;
export type CardMove = (typeof CARD_MOVES)[number];

/** Every move that exists. A linked card cannot be linked again: it would be taken from its holder (C4). */
export const CARD_TRANSITIONS: Transitions<CardState, CardMove> = {
  blank: { 'open-wallet': 'anonymous', link: 'linked', retire: 'retired' },
  anonymous: { link: 'linked', 'declare-lost': 'lost', 'hand-back': 'blank', retire: 'retired' },
  linked: { 'declare-lost': 'lost', 'hand-back': 'blank', retire: 'retired' },
  lost: { retire: 'retired' },
  retired: {},
};

/** The state after a move, or a refusal: the move does not exist from that state. */
export const cardAfter = (state: CardState, move: CardMove): Result<CardState, 'move-refused'> =>
  stateAfter(CARD_TRANSITIONS, state, move);
