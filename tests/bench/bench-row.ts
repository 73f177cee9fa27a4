/** What a number must be (DESIGN 9): the value itself, or how it compares with the baseline. */
export type Target = { readonly of: 'value' | 'ratio' } & (
  { readonly atLeast: number } | { readonly atMost: number }
);

/** One line of the table. `null`: not measured, and the note says why. */
export type BenchRow = {
  readonly what: string;
  readonly value: number | null;
  readonly unit: string;
  readonly target?: Target;
  /** What ran beside it, in the same minutes on the same disk. */
  readonly baseline?: { readonly what: string; readonly value: number };
  /** Value by baseline, as the median of the rounds: a noisy minute hurts both. */
  readonly ratio?: number;
  /** How it spread, how many runs, what else is worth knowing. */
  readonly note?: string;
};

/**
 * One bench: a file of this folder, named in `main.ts`. How to add one: 1. a file with a function
 * that gives rows; 2. warm up, measure several rounds, run the baseline between them
 * (`interleave`); 3. name it in `main.ts`; 4. put its two markers into docs/bench.md.
 */
export type Bench = {
  readonly name: string;
  readonly title: string;
  readonly run: () => Promise<readonly BenchRow[]>;
};

export type Verdict = 'met' | 'missed' | 'no target' | 'not measured';

export function judge({ value, ratio, target }: BenchRow): Verdict {
  if (value === null) return 'not measured';
  if (target === undefined) return 'no target';
  const measured = target.of === 'value' ? value : ratio;
  if (measured === undefined) return 'not measured';
  const isMet = 'atLeast' in target ? measured >= target.atLeast : measured <= target.atMost;
  return isMet ? 'met' : 'missed';
}
