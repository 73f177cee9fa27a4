import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './compile.mjs';
import { countOne, countPlaywright, countVitest } from './counts.mjs';
import { inProject, nodeProgram, packageFile, projectEnvironment, ROOT } from './project.mjs';
import { readJson } from './stamp.mjs';
import { capture, lastLines } from './terminal.mjs';

/**
 * @typedef {import('./counts.mjs').Counts} Counts
 * @typedef {import('./system-packages.mjs').SystemPart} SystemPart
 * @typedef {{ counts: Counts, output: string }} Outcome
 *
 * @typedef {object} Check
 * @property {string} name what `--only` calls it
 * @property {readonly SystemPart[]} needs without one of these it cannot run
 * @property {readonly SystemPart[]} [uses] without one of these it runs in part
 * @property {boolean} [needsBuild] it runs what the build made
 * @property {boolean} [needsElectron]
 * @property {boolean} [isIdle] it mostly waits, so it runs beside the next one
 * @property {(tools: { electronFolder: string | null }) => Promise<Outcome>} run
 */

const REPORTS = inProject('.cache', 'reports');
/** Lines shown of a runner that failed; the whole of it stays in .cache/reports. */
const FAILURE_LINES = 150;

const TYPE_ENVIRONMENTS = ['pure', 'node', 'web', 'electron', 'screen'];

const TOOLS = /** @type {const} */ ({
  prettier: ['prettier', 'bin', 'prettier.cjs'],
  oxlint: ['oxlint', 'bin', 'oxlint'],
  tsc: ['typescript', 'bin', 'tsc'],
  knip: ['knip', 'bin', 'knip.js'],
  vitest: ['vitest', 'vitest.mjs'],
  playwright: ['@playwright', 'test', 'cli.js'],
});

/** In the order they run: what is quick and what others rest on comes first. */
export const CHECKS = /** @type {readonly Check[]} */ ([
  { name: 'format', needs: [], run: () => oneCheck('format', 'prettier', ['--check', '.']) },
  { name: 'lint', needs: [], run: () => oneCheck('lint', 'oxlint', []) },
  ...TYPE_ENVIRONMENTS.map((environment) => ({
    name: `types:${environment}`,
    needs: [],
    run: () =>
      oneCheck(`types-${environment}`, 'tsc', ['--project', `tsconfig.${environment}.json`]),
  })),
  { name: 'unused', needs: [], run: () => oneCheck('unused', 'knip', ['--no-config-hints']) },
  { name: 'build', needs: [], run: buildCheck },
  { name: 'unit', needs: [], run: () => vitest('unit') },
  { name: 'reader', needs: ['compiler', 'pcsc'], isIdle: true, run: () => vitest('reader') },
  { name: 'station', needs: [], needsBuild: true, run: () => vitest('station') },
  { name: 'cloud', needs: [], uses: ['postgres'], run: () => vitest('cloud') },
  { name: 'screen', needs: ['chromium'], needsBuild: true, run: () => playwright('screen', {}) },
  {
    name: 'e2e',
    needs: ['display', 'electron'],
    needsBuild: true,
    needsElectron: true,
    run: ({ electronFolder }) =>
      playwright('e2e', { ELECTRON_OVERRIDE_DIST_PATH: electronFolder ?? '' }),
  },
]);

/**
 * The checks that `--only` names, and the build when one of them needs it. `types` stands for all
 * of `types:...`.
 *
 * @param {string | undefined} only
 */
export function chooseChecks(only) {
  if (only === undefined) return CHECKS;
  const names = only.split(',').map((name) => name.trim());
  const isNamed = (/** @type {Check} */ { name }) =>
    names.includes(name) || names.includes(name.split(':')[0] ?? '');
  const isBuildNeeded = CHECKS.some((check) => isNamed(check) && check.needsBuild);
  return CHECKS.filter((check) => isNamed(check) || (isBuildNeeded && check.name === 'build'));
}

/**
 * @param {string} name
 * @param {keyof typeof TOOLS} tool
 * @param {readonly string[]} args
 * @returns {Promise<Outcome>}
 */
async function oneCheck(name, tool, args) {
  const { code, output } = await runTool(tool, args);
  return { counts: countOne(code === 0), output: keepOutput(name, output) };
}

/** @returns {Promise<Outcome>} */
async function buildCheck() {
  await compile();
  return { counts: countOne(true), output: '' };
}

/**
 * @param {string} project
 * @returns {Promise<Outcome>}
 */
async function vitest(project) {
  const report = reportPath(project);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code, output } = await runTool('vitest', ['run', '--project', project, ...reporters]);
  return { counts: countVitest(readJson(report), code), output: keepOutput(project, output) };
}

/**
 * @param {string} project
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<Outcome>}
 */
async function playwright(project, environment) {
  const report = reportPath(project);
  const args = ['test', '--project', project, '--reporter=list,json', '--pass-with-no-tests'];
  // Playwright tells its workers to use colours, unless it is told no in these words.
  const colours = { NO_COLOR: undefined, FORCE_COLOR: '0' };
  const env = { ...environment, ...colours, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const { code, output } =
    project === 'e2e'
      ? await runUnderXvfb('playwright', args, env)
      : await runTool('playwright', args, env);
  return { counts: countPlaywright(readJson(report), code), output: keepOutput(project, output) };
}

/** @param {string} name */
function reportPath(name) {
  mkdirSync(REPORTS, { recursive: true });
  const path = join(REPORTS, `${name}.json`);
  // A report of an earlier run must never be counted again.
  rmSync(path, { force: true });
  return path;
}

/**
 * @param {string} name
 * @param {string} output
 */
function keepOutput(name, output) {
  mkdirSync(REPORTS, { recursive: true });
  const path = join(REPORTS, `${name}.log`);
  writeFileSync(path, output);
  return `${lastLines(output, FAILURE_LINES)}\n(all of it: ${path.slice(ROOT.length + 1)})`;
}

/**
 * @param {keyof typeof TOOLS} tool
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 */
function runTool(tool, args, environment = {}) {
  return capture(nodeProgram(), [packageFile(...TOOLS[tool]), ...args], {
    cwd: ROOT,
    env: { ...projectEnvironment(), ...environment },
  });
}

/**
 * @param {keyof typeof TOOLS} tool
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} environment
 */
function runUnderXvfb(tool, args, environment) {
  const display = ['--auto-servernum', '--server-args=-screen 0 1920x1080x24'];
  return capture('xvfb-run', [...display, nodeProgram(), packageFile(...TOOLS[tool]), ...args], {
    cwd: ROOT,
    env: { ...projectEnvironment(), ...environment },
  });
}
