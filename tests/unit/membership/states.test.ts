import { describe, expect, it } from 'vitest';
import {
  MEMBERSHIP_MOVES,
  MEMBERSHIP_STATES,
  MEMBERSHIP_TRANSITIONS,
  membershipAfter,
} from '../../../src/domain/membership/states.ts';
import type { MembershipMove, MembershipState } from '../../../src/domain/membership/states.ts';
import { err, ok } from '../../../src/shared/result.ts';

/** Every move that exists (RULES A2); all others are refused. */
const ALLOWED = new Map<string, MembershipState>([
  ['requested approve', 'approved'],
  ['requested refuse', 'refused'],
  ['requested cancel', 'cancelled'],
  ['approved start-paying', 'waiting-for-payment'],
  ['approved pay', 'active'],
  ['approved cancel', 'cancelled'],
  ['waiting-for-payment stop-paying', 'approved'],
  ['waiting-for-payment pay', 'active'],
  ['waiting-for-payment cancel', 'cancelled'],
  ['active end', 'ended'],
  ['active cancel', 'cancelled'],
]);

const ALL = MEMBERSHIP_STATES.flatMap((state) =>
  MEMBERSHIP_MOVES.map((move): readonly [MembershipState, MembershipMove] => [state, move]),
);

describe('the states of a membership', () => {
  it.each(ALL)('%s: "%s" goes where the table says, or is refused', (state, move) => {
    const next = ALLOWED.get(`${state} ${move}`);
    expect(membershipAfter(state, move)).toEqual(
      next === undefined ? err('move-refused') : ok(next),
    );
  });

  it('are all reached from a request or from an offer without approval', () => {
    const reached = new Set<MembershipState>(['requested', 'approved']);
    for (const state of reached) {
      for (const next of Object.values(MEMBERSHIP_TRANSITIONS[state])) reached.add(next);
    }
    expect([...reached].toSorted()).toEqual([...MEMBERSHIP_STATES].toSorted());
  });
});
