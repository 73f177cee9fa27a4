import { CHECKS, chooseChecks } from './checks.mjs';
import { countOne, NO_COUNTS, sumCounts, summaryLine } from './counts.mjs';
import { prepareElectronRuntime } from './electron-runtime.mjs';
import { compilePcsc, installPackages } from './install.mjs';
import { installSystemParts } from './system-packages.mjs';
import { say, sayFailure, step, StepFailure } from './terminal.mjs';

/**
 * @typedef {import('./checks.mjs').Check} Check
 * @typedef {import('./counts.mjs').Counts} Counts
 * @typedef {import('./system-packages.mjs').SystemPart} SystemPart
 */

/**
 * Runs all checks, or those of `only`, and goes on after one that fails. The last line it writes
 * is the sum of all.
 *
 * @param {{ only: string | undefined }} options
 * @returns {Promise<number>} the exit code
 */
export async function runTests({ only }) {
  const checks = chooseChecks(only);
  if (checks.length === 0) {
    const names = CHECKS.map(({ name }) => name).join(', ');
    throw new StepFailure(`--only ${only} names no check.`, `Use one or more of: ${names}.`);
  }
  // In CI a part that is missing is a failure; elsewhere it is named, and the rest runs.
  const isStrict = process.env['CI'] === 'true';
  const parts = new Set(checks.flatMap(({ needs, uses = [] }) => [...needs, ...uses]));
  const missing = new Set(await installSystemParts([...parts]));
  await installPackages();
  if (!(await compilePcsc())) missing.add('pcsc');
  const electronFolder = await prepareElectron(checks, missing);

  /** @type {Map<string, Counts>} */
  const results = new Map();
  let idle = Promise.resolve();
  for (const check of checks) {
    const wanted = [...check.needs, ...(isStrict ? (check.uses ?? []) : [])];
    const absent = wanted.filter((part) => missing.has(part));
    const isBuildBroken = check.needsBuild && results.get('build')?.failed !== 0;
    const run = async () => {
      results.set(
        check.name,
        isBuildBroken
          ? reportNotRun(check, 'the build failed', true)
          : absent.length > 0
            ? reportNotRun(check, `${absent.join(', ')} missing`, isStrict)
            : await runCheck(check, electronFolder),
      );
    };
    if (check.isIdle) idle = run();
    else await Promise.all([idle, run()]);
  }
  await idle;
  const sum = sumCounts([...results.values()]);
  if (sum.skipped > 0) say(`${sum.skipped} skipped`);
  say(summaryLine(sum));
  return sum.failed === 0 ? 0 : 1;
}

/**
 * @param {readonly Check[]} checks
 * @param {Set<SystemPart>} missing
 */
async function prepareElectron(checks, missing) {
  if (!checks.some(({ needsElectron }) => needsElectron) || missing.has('electron')) return null;
  try {
    const folder = await prepareElectronRuntime();
    if (folder === null) missing.add('electron');
    return folder;
  } catch (error) {
    sayFailure(error);
    missing.add('electron');
    return null;
  }
}

/**
 * @param {Check} check
 * @param {string} reason
 * @param {boolean} isFailure
 */
function reportNotRun({ name }, reason, isFailure) {
  say(`${isFailure ? '✗' : '-'} ${name}  not run: ${reason}`);
  return isFailure ? countOne(false) : NO_COUNTS;
}

/**
 * @param {Check} check
 * @param {string | null} electronFolder
 * @returns {Promise<Counts>}
 */
async function runCheck(check, electronFolder) {
  try {
    const { counts, output } = await step(
      check.name,
      () => check.run({ electronFolder }),
      ({ counts: { passed, failed, skipped } }) => ({
        mark: failed === 0 ? '✓' : '✗',
        note: `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
      }),
    );
    if (counts.failed > 0) say(`\n${output}\n`);
    return counts;
  } catch (error) {
    sayFailure(error);
    return countOne(false);
  }
}
