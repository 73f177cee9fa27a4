import fc from 'fast-check';
import { moveOf, stateAfter } from '../../../src/domain/transitions.ts';
import { describe, expect, it } from 'vitest';
import {
  BOOKING_MOVES,
  BOOKING_STATES,
  BOOKING_TRANSITIONS,
} from '../../../src/domain/agenda/booking-states.ts';
import { offerDeadline } from '../../../src/domain/agenda/offer-deadline.ts';
import {
  WAITING_MOVES,
  WAITING_STATES,
  WAITING_TRANSITIONS,
} from '../../../src/domain/agenda/waiting-states.ts';
import { addMs, toInstant } from '../../../src/shared/time.ts';

const NOW = toInstant('2026-11-22T14:00:00.000Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('the deadline of an offer', () => {
  const minutesGiven = (hoursBefore: number): number | null => {
    const deadline = offerDeadline(NOW, addMs(NOW, hoursBefore * HOUR_MS));
    return deadline === null ? null : (Date.parse(deadline) - Date.parse(NOW)) / MINUTE_MS;
  };

  it('is a day, 2 hours within 48, 30 minutes within 3, and nothing once it began', () => {
    expect(minutesGiven(49)).toBe(24 * 60);
    expect(minutesGiven(48)).toBe(120);
    expect(minutesGiven(6)).toBe(120);
    expect(minutesGiven(3)).toBe(30);
    expect(minutesGiven(0.25)).toBe(15);
    expect(minutesGiven(0)).toBeNull();
    expect(minutesGiven(-1)).toBeNull();
  });

  it('is after now and never after the start', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 * HOUR_MS }), (ms) => {
        const startsAt = addMs(NOW, ms);
        const deadline = offerDeadline(NOW, startsAt) ?? expect.unreachable();
        expect(deadline > NOW && deadline <= startsAt).toBe(true);
      }),
    );
  });
});

describe('states', () => {
  it('every state of a booking is reached from held; what was let go or given back stays so', () => {
    const reached = new Set<string>(['held']);
    for (const state of reached) {
      const next = BOOKING_TRANSITIONS[state as keyof typeof BOOKING_TRANSITIONS];
      for (const one of Object.values(next)) reached.add(one);
    }
    expect([...reached].toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
      [...BOOKING_STATES].toSorted((a, b) => (a < b ? -1 : 1)),
    );
    for (const move of BOOKING_MOVES)
      expect(stateAfter(BOOKING_TRANSITIONS, 'cancelled', move).ok).toBe(false);
    expect(stateAfter(BOOKING_TRANSITIONS, 'booked', 'pay').ok).toBe(false);
    expect(stateAfter(BOOKING_TRANSITIONS, 'booked', 'end').ok).toBe(false);
  });

  it('who took, passed or left waits no more', () => {
    for (const move of WAITING_MOVES) {
      for (const state of WAITING_STATES.slice(2))
        expect(stateAfter(WAITING_TRANSITIONS, state, move).ok).toBe(false);
    }
    expect(stateAfter(WAITING_TRANSITIONS, 'waiting', 'pass').ok).toBe(false);
    expect(stateAfter(WAITING_TRANSITIONS, 'offered', 'offer').ok).toBe(false);
  });

  it('a move leads to one state, from each it exists in', () => {
    expect(moveOf(BOOKING_TRANSITIONS, 'pay')).toEqual({ from: ['held', 'ended'], to: 'booked' });
    const fork = { here: { go: 'there' }, there: { go: 'here' } } as const;
    expect(() => moveOf<'here' | 'there', 'go'>(fork, 'go')).toThrow('leads to one state');
  });
});
