import type { Transitions } from '../transitions.ts';

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

export const BOOKING_TRANSITIONS: Transitions<BookingState, BookingMove> = {
  held: { pay: 'booked', end: 'ended', cancel: 'cancelled' },
  booked: { cancel: 'cancelled' },
  ended: { pay: 'booked', cancel: 'cancelled' },
  cancelled: {},
};
