import type { Transitions } from '../transitions.ts';

/** Every state of a place in a waiting list (RULES E4). The database's CHECK lists the same five. */
export const WAITING_STATES = ['waiting', 'offered', 'taken', 'passed', 'left'] as const;
export type WaitingState = (typeof WAITING_STATES)[number];

/**
 * - `offer`: places are free and kept for this person until a deadline
 * - `take`: the person booked them
 * - `pass`: the deadline went by, or the person said no
 * - `leave`: the person does not wait any longer, or the event has begun
 */
export const WAITING_MOVES = ['offer', 'take', 'pass', 'leave'] as const;
export type WaitingMove = (typeof WAITING_MOVES)[number];

export const WAITING_TRANSITIONS: Transitions<WaitingState, WaitingMove> = {
  waiting: { offer: 'offered', take: 'taken', leave: 'left' },
  offered: { take: 'taken', pass: 'passed', leave: 'left' },
  taken: {},
  passed: {},
  left: {},
};
