import type { Result } from '../../shared/result.ts';
import { stateAfter } from '../transitions.ts';
import type { Transitions } from '../transitions.ts';

/** Every state of a membership (RULES A2). The database's CHECK lists the same seven. */
export const MEMBERSHIP_STATES = [
  'requested',
  'approved',
  'waiting-for-payment',
  'active',
  'ended',
  'cancelled',
  'refused',
] as const;
export type MembershipState = (typeof MEMBERSHIP_STATES)[number];

/**
 * - `approve`, `refuse`: somebody of the collective answers a request
 * - `start-paying`: the person goes to the bank
 * - `stop-paying`: the bank's page was left, or refused
 * - `pay`: all of it is paid; also by somebody who paid too late
 * - `end`: its last day is over, or the renewal could not be paid
 * - `cancel`: the person takes the request back, or the sale was taken back
 */
export const MEMBERSHIP_MOVES = [
  'approve',
  'refuse',
  'start-paying',
  'stop-paying',
  'pay',
  'end',
  'cancel',
] as const;
export type MembershipMove = (typeof MEMBERSHIP_MOVES)[number];

/** An offer that needs no approval begins at `approved`. */
export const MEMBERSHIP_TRANSITIONS: Transitions<MembershipState, MembershipMove> = {
  requested: { approve: 'approved', refuse: 'refused', cancel: 'cancelled' },
  approved: { 'start-paying': 'waiting-for-payment', pay: 'active', cancel: 'cancelled' },
  'waiting-for-payment': { 'stop-paying': 'approved', pay: 'active', cancel: 'cancelled' },
  active: { end: 'ended', cancel: 'cancelled' },
  ended: {},
  cancelled: {},
  refused: {},
};

/** The state after a move, or a refusal: the move does not exist from that state. */
export const membershipAfter = (
  state: MembershipState,
  move: MembershipMove,
): Result<MembershipState, 'move-refused'> => stateAfter(MEMBERSHIP_TRANSITIONS, state, move);
