import { judge } from './bench-row.ts';
import type { BenchRow, Target } from './bench-row.ts';
import { round } from './statistics.ts';

const HEADINGS = ['what', 'measured', 'target', '', 'beside it', 'ratio'] as const;

/** The rows as an aligned table for a terminal. */
export function textTable(rows: readonly BenchRow[]): string {
  const lines = [HEADINGS, ...rows.map(cellsOf)];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  return lines
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line, index) => {
      const note = rows[index - 1]?.note;
      return note === undefined ? line.trimEnd() : `${line.trimEnd()}\n    ${note}`;
    })
    .join('\n');
}

/** The same rows for docs/bench.md. */
export function markdownTable(rows: readonly BenchRow[]): string {
  const headings = [...HEADINGS, 'note'];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(headings),
    line(headings.map(() => '---')),
    ...rows.map((row) => line([...cellsOf(row), row.note ?? ''])),
  ].join('\n');
}

function cellsOf(row: BenchRow): readonly string[] {
  const { what, value, unit, target, baseline, ratio } = row;
  return [
    what,
    value === null ? 'not yet' : `${round(value)} ${unit}`,
    target === undefined ? '' : describeTarget(target, unit),
    VERDICTS[judge(row)],
    baseline === undefined ? '' : `${baseline.what}: ${round(baseline.value)} ${unit}`,
    ratio === undefined ? '' : ratio.toFixed(2),
  ];
}

const VERDICTS = { met: 'met', missed: 'MISSED', 'no target': '', 'not measured': '' } as const;

function describeTarget(target: Target, unit: string): string {
  const what = target.of === 'ratio' ? 'ratio ' : '';
  const how = target.of === 'ratio' ? '' : ` ${unit}`;
  return 'atLeast' in target
    ? `${what}>= ${round(target.atLeast)}${how}`
    : `${what}<= ${round(target.atMost)}${how}`;
}
