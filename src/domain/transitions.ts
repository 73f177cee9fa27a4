import { assert } from '../shared/assert.ts';
import { err, ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';

/** A life cycle as data: from which state which move leads where. A move that is not in it does not exist. */
export type Transitions<State extends string, Move extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Move, State>>>>
>;

/** The state after a move, or a refusal: the move does not exist from that state. */
export function stateAfter<State extends string, Move extends string>(
  table: Transitions<State, Move>,
  state: State,
  move: Move,
): Result<State, 'move-refused'> {
  const next = table[state][move];
  return next === undefined ? err('move-refused') : ok(next as State);
}

/** From where a move exists, and the one state it leads to: for a write that touches only those. */
export function moveOf<State extends string, Move extends string>(
  table: Transitions<State, Move>,
  move: Move,
): { readonly from: readonly State[]; readonly to: State } {
  const from = (Object.keys(table) as State[]).filter((state) => table[state][move] !== undefined);
  const [to, ...others] = new Set(from.map((state) => table[state][move] as State));
  assert(
    to !== undefined && others.length === 0,
    `${move} leads to one state, got ${String(to)}, ${others.join()}`,
  );
  return { from, to };
}
