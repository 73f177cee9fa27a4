import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';

/** Every state a booking may be in (RULES E3, E5). The database's CHECK lists the same four. */
export const BOOKING_STATES = ['held', 'booked', 'ended', 'cancelled'] as const;
export type BookingState = (typeof BOOKING_STATES)[number];

/**
 * - `pay`: paid, or free; also after its time, when there is still room
 * - `end`: its time is over
 * - `cancel`: the last of its places was given back, or the person let go what was only held
 */
export const BOOKING_MOVES = ['pay', 'end', 'cancel'] as const;
export type BookingMove = (typeof BOOKING_MOVES)[number];

type Transitions = Readonly<
  Record<BookingState, Readonly<Partial<Record<BookingMove, BookingState>>>>
>;

export const BOOKING_TRANSITIONS: Transitions = {
  held: { pay: 'booked', end: 'ended', cancel: 'cancelled' },
  booked: { cancel: 'cancelled' },
  ended: { pay: 'booked', cancel: 'cancelled' },
  cancelled: {},
};

/** The state after a move, or a refusal: the move does not exist from that state. */
export function bookingAfter(
  state: BookingState,
  move: BookingMove,
): Result<BookingState, 'move-refused'> {
  const next = BOOKING_TRANSITIONS[state][move];
  return next === undefined ? err('move-refused') : ok(next);
}
