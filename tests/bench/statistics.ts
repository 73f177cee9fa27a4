import { assert } from '../../src/shared/assert.ts';

/** The value below which this part of the samples lies (nearest rank): `quantile(ms, 0.95)` is the p95. */
export function quantile(samples: readonly number[], part: number): number {
  const sorted = samples.toSorted((left, right) => left - right);
  const rank = Math.max(0, Math.ceil(part * sorted.length) - 1);
  const found = sorted[rank];
  assert(found !== undefined, 'a quantile needs a sample');
  return found;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/** The values as a person reads them: three digits that matter, no more. */
export function round(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en').replaceAll(',', ' ');
  return value.toPrecision(value < 0.1 ? 2 : 3).replace(/\.0+$/, '');
}

export type Contestant = {
  readonly name: string;
  /** One round; gives what is compared: items per second, or milliseconds. */
  readonly round: () => Promise<number> | number;
};

export type Rounds = {
  readonly of: (name: string) => readonly number[];
  /** Median over the rounds of one contestant's value by the other's, round by round. */
  readonly ratio: (name: string, baseline: string) => number;
};

/**
 * Runs the contestants in turn, round after round, each round in the other order: what else the
 * machine does then hurts all alike. The first rounds only warm up.
 */
export async function interleave(
  contestants: readonly Contestant[],
  { rounds, warmUps = 1 }: { readonly rounds: number; readonly warmUps?: number },
): Promise<Rounds> {
  const values = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const { name, round: run } of round % 2 === 0 ? contestants : contestants.toReversed()) {
      const value = await run();
      if (round >= 0) values.get(name)?.push(value);
    }
  }
  const of = (name: string): readonly number[] => values.get(name) ?? [];
  return {
    of,
    ratio: (name, baseline) =>
      median(of(name).map((value, index) => value / (of(baseline)[index] ?? Number.NaN))),
  };
}

/** How many per second, for work that is done `count` times. */
export async function perSecond(count: number, work: () => Promise<void> | void): Promise<number> {
  const startedMs = performance.now();
  await work();
  return (count / (performance.now() - startedMs)) * 1_000;
}

/** "p95 12.3 ms, 30 runs" */
export const spread = (samples: readonly number[], unit: string): string =>
  `p95 ${round(quantile(samples, 0.95))} ${unit}, ${samples.length} runs`;

/** "slowest 2 950, fastest 3 600, 12 rounds" */
export const range = (samples: readonly number[]): string =>
  `lowest ${round(Math.min(...samples))}, highest ${round(Math.max(...samples))}, ${samples.length} rounds`;
