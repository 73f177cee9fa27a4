import { assert } from '../../shared/assert.ts';

/** From the first moment to the last one, in milliseconds. */
export type Stretch = { readonly fromMs: number; readonly toMs: number };

const MINUTE_MS = 60_000;

export const wholeMinutes = ({ fromMs, toMs }: Stretch): number =>
  Math.max(0, Math.floor((toMs - fromMs) / MINUTE_MS));

/**
 * Whole minutes that stretches of time cover. Those that overlap are one, counted once; the
 * seconds of each are given away. The order changes nothing, and a longer stretch never counts less.
 *
 * Example: 9:00 to 10:00 and 9:30 to 11:00 give 120; 9:00:00 to 9:30:40 twice, apart, give 60.
 */
export function countMinutes(stretches: readonly Stretch[]): number {
  return joinStretches(stretches).reduce((sum, stretch) => sum + wholeMinutes(stretch), 0);
}

/** The same time without overlaps, in order. */
export function joinStretches(stretches: readonly Stretch[]): readonly Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of stretches.toSorted((left, right) => left.fromMs - right.fromMs)) {
    assert(stretch.fromMs <= stretch.toMs, `ends before it begins: ${JSON.stringify(stretch)}`);
    const last = joined.at(-1);
    if (last === undefined || stretch.fromMs >= last.toMs) joined.push(stretch);
    else joined[joined.length - 1] = { ...last, toMs: Math.max(last.toMs, stretch.toMs) };
  }
  return joined;
}
