import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { assert } from '../../src/shared/assert.ts';
import { appPath } from '../../src/shared/node/resources.ts';
import type { Bench, BenchRow } from './bench-row.ts';
import { round } from './statistics.ts';
import { markdownTable } from './table.ts';

const PAGE = join(appPath(), 'docs', 'bench.md');

export type Measured = {
  readonly bench: Bench;
  readonly rows: readonly BenchRow[];
  readonly at: Date;
  readonly loadAtStart: number;
  readonly loadAtEnd: number;
};

/**
 * Puts what was measured between its markers in docs/bench.md. What people wrote around them
 * stays, and so do the tables of benches that did not run.
 */
export async function writePage(
  machine: readonly (readonly [string, string])[],
  measured: readonly Measured[],
): Promise<void> {
  assert(existsSync(PAGE), `${PAGE} is missing: put it back, its markers say where tables go`);
  const parts: readonly (readonly [string, string])[] = [
    ['machine', machine.map(([what, answer]) => `- ${what}: ${answer}`).join('\n')],
    ...measured.map((one) => [one.bench.name, sectionOf(one)] as const),
  ];
  const before = readFileSync(PAGE, 'utf8');
  const after = parts.reduce((page, [name, text]) => replacePart(page, name, text), before);
  const style = await resolveConfig(PAGE);
  writeFileSync(PAGE, await format(after, { ...style, filepath: PAGE }));
}

const sectionOf = ({ rows, at, loadAtStart, loadAtEnd }: Measured): string =>
  [
    markdownTable(rows),
    '',
    `Measured on ${at.toISOString().slice(0, 10)}; load of the machine ${round(loadAtStart)} before, ${round(loadAtEnd)} after.`,
  ].join('\n');

function replacePart(page: string, name: string, text: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = page.indexOf(open);
  const end = page.indexOf(close);
  assert(start >= 0 && end > start, `docs/bench.md has no markers ${open} ${close}`);
  return `${page.slice(0, start + open.length)}\n\n${text}\n\n${page.slice(end)}`;
}
