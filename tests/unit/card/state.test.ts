import { describe, expect, test } from 'vitest';
import {
  CARD_MOVES,
  CARD_STATES,
  CARD_TRANSITIONS,
  cardAfter,
} from '../../../src/domain/card/state.ts';
import type { CardMove, CardState } from '../../../src/domain/card/state.ts';
import { err, ok } from '../../../src/shared/result.ts';

/** The whole table, written a second time on purpose: a change of rule must be made in both. */
const ALLOWED: readonly (readonly [CardState, CardMove, CardState])[] = [
  ['blank', 'open-wallet', 'anonymous'],
  ['blank', 'link', 'linked'],
  ['blank', 'retire', 'retired'],
  ['anonymous', 'link', 'linked'],
  ['anonymous', 'declare-lost', 'lost'],
  ['anonymous', 'hand-back', 'blank'],
  ['anonymous', 'retire', 'retired'],
  ['linked', 'declare-lost', 'lost'],
  ['linked', 'hand-back', 'blank'],
  ['linked', 'retire', 'retired'],
  ['lost', 'retire', 'retired'],
];

const FORBIDDEN = CARD_STATES.flatMap((state) =>
  CARD_MOVES.filter((move) => !ALLOWED.some(([from, by]) => from === state && by === move)).map(
    (move) => [state, move] as const,
  ),
);

describe('states of a card', () => {
  test.each(ALLOWED)('from %s, %s gives %s', (state, move, next) => {
    expect(cardAfter(state, move)).toEqual(ok(next));
  });

  test.each(FORBIDDEN)('from %s, %s is refused', (state, move) => {
    expect(cardAfter(state, move)).toEqual(err('move-refused'));
  });

  test('every state can be reached from a blank card', () => {
    const reached = new Set<CardState>(['blank']);
    for (const state of reached) {
      for (const next of Object.values(CARD_TRANSITIONS[state])) reached.add(next);
    }
    expect([...reached].toSorted()).toEqual([...CARD_STATES].toSorted());
  });

  test('every state but the last can be retired, and a retired card never comes back', () => {
    for (const state of CARD_STATES) {
      expect(cardAfter(state, 'retire').ok).toBe(state !== 'retired');
    }
    expect(CARD_TRANSITIONS.retired).toEqual({});
  });
});
