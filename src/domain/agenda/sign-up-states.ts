import type { Result } from '../../shared/result.ts';
import { stateAfter } from '../transitions.ts';
import type { Transitions } from '../transitions.ts';

/** Every state of a volunteer's sign-up for a shift (RULES E7). The database's CHECK lists the same four. */
export const SIGN_UP_STATES = ['signed-up', 'dropped-out', 'done', 'absent'] as const;
export type SignUpState = (typeof SIGN_UP_STATES)[number];

/** `did` and `missed` are said by the collective, after the shift; either may be put right. */
export const SIGN_UP_MOVES = ['drop-out', 'did', 'missed'] as const;
export type SignUpMove = (typeof SIGN_UP_MOVES)[number];

export const SIGN_UP_TRANSITIONS: Transitions<SignUpState, SignUpMove> = {
  'signed-up': { 'drop-out': 'dropped-out', did: 'done', missed: 'absent' },
  'dropped-out': {},
  done: { missed: 'absent' },
  absent: { did: 'done' },
};

/** The state after a move, or a refusal: the move does not exist from that state. */
export const signUpAfter = (
  state: SignUpState,
  move: SignUpMove,
): Result<SignUpState, 'move-refused'> => stateAfter(SIGN_UP_TRANSITIONS, state, move);
