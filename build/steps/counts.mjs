/**
 * What a runner found.
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/** @type {Counts} */
export const NO_COUNTS = { passed: 0, failed: 0, skipped: 0 };

/** A check that is right or wrong as a whole: format, lint, types. @param {boolean} isRight */
export const countOne = (isRight) => ({
  passed: isRight ? 1 : 0,
  failed: isRight ? 0 : 1,
  skipped: 0,
});

/**
 * A runner that ends badly without naming a test still counts as one failure: a file that cannot
 * be loaded, a setup that throws, a report that was never written.
 *
 * @param {Counts} counts
 * @param {number} exitCode
 * @returns {Counts}
 */
const withExitCode = (counts, exitCode) =>
  exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;

/**
 * @param {any} report the JSON report of vitest, null when there is none
 * @param {number} exitCode
 */
export function countVitest(report, exitCode) {
  if (report === null) return withExitCode(NO_COUNTS, exitCode === 0 ? 1 : exitCode);
  return withExitCode(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    exitCode,
  );
}

/**
 * @param {any} report the JSON report of Playwright, null when there is none
 * @param {number} exitCode
 */
export function countPlaywright(report, exitCode) {
  if (report === null) return withExitCode(NO_COUNTS, exitCode === 0 ? 1 : exitCode);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return withExitCode({ passed: expected + flaky, failed: unexpected, skipped }, exitCode);
}

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function sumCounts(all) {
  const sum = (/** @type {keyof Counts} */ key) => all.reduce((total, one) => total + one[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** The last line of `npm test`. @param {Counts} counts */
export const summaryLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;
