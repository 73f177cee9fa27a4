import type { ResultShown } from '../../src/contract/kiosk/results.ts';
import { assert } from '../../src/shared/assert.ts';
import type { BenchRow } from './bench-row.ts';
import type { BenchScreen } from './bench-screen.ts';
import type { PaintedResult } from './kiosk-page.ts';
import { quantile, round } from './statistics.ts';

export type Tap = {
  /** From the moment pcscd reported the card. */
  readonly fromReportMs: number;
  /** From the moment the card was put down. */
  readonly fromDownMs: number;
};

/** How long a tap took until what it must bring was on glass. */
export function tapTimes(
  screen: BenchScreen,
  painted: PaintedResult,
  expected: { readonly kind: ResultShown['kind']; readonly downAtMs: number },
): Tap {
  const shown = screen.result(painted.resultId);
  assert(
    shown?.result.kind === expected.kind,
    `the tap brought no ${expected.kind}: ${JSON.stringify(shown?.result)}`,
  );
  assert(shown.tapSeenAtMs !== null, 'a result of a tap knows when it was seen');
  return {
    fromReportMs: painted.paintedAtMs - shown.tapSeenAtMs,
    fromDownMs: painted.paintedAtMs - expected.downAtMs,
  };
}

export function tapRow(what: string, taps: readonly Tap[], atMost: number): BenchRow {
  const fromReport = taps.map((tap) => tap.fromReportMs);
  const fromDown = taps.map((tap) => tap.fromDownMs);
  const [downMedian, downP95] = [0.5, 0.95].map((part) => round(quantile(fromDown, part)));
  return {
    what: `${what}: reported by pcscd to painted, p95`,
    value: quantile(fromReport, 0.95),
    unit: 'ms',
    target: { of: 'value', atMost },
    note: `median ${round(quantile(fromReport, 0.5))} ms of ${taps.length} taps; from the card put down: median ${downMedian} ms, p95 ${downP95} ms, in which pcscd looks every 400 ms`,
  };
}
