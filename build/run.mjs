/**
 * Sets the project up and runs it: `npm start`, `npm test` and their like. Plain JavaScript
 * without packages, because it runs on the Node of the machine before anything is installed.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compile } from './steps/compile.mjs';
import { compilePcsc, installPackages } from './steps/install.mjs';
import { packageApp } from './steps/package-app.mjs';
import {
  checkPlatform,
  inProject,
  nodeProgram,
  packageFile,
  projectEnvironment,
  ROOT,
} from './steps/project.mjs';
import { handOver, sayFailure, StepFailure, stopChildrenWithUs } from './steps/terminal.mjs';
import { runTests } from './steps/test.mjs';

/** Kills in `npm run torture`, of the journal alone and then of the whole station. */
const TORTURE_KILLS = 1_000;

const COMMANDS = /** @type {Record<string, (args: string[]) => Promise<number>>} */ ({
  start: async (args) => {
    await setUp();
    return runNode([inProject('dist', 'node', 'cli', 'main.js'), 'start', ...args]);
  },
  test: async (args) => {
    return runTests({ only: readOnly(args) });
  },
  bench: async (args) => {
    await setUp();
    return runNode([inProject('tests', 'bench', 'main.ts'), ...args]);
  },
  torture: async (args) => {
    // The station that is killed is the built one.
    await setUp();
    const kills = args[0] ?? String(TORTURE_KILLS);
    const journalCode = await runNode([inProject('tests', 'station', 'torture.ts'), kills]);
    const vitest = [packageFile('vitest', 'vitest.mjs'), 'run', '--project', 'station', 'kill'];
    const stationCode = await runNode(vitest, { TORTURE_KILLS: kills });
    return journalCode === 0 ? stationCode : journalCode;
  },
  dist: async (args) => {
    await setUp();
    return packageApp(args);
  },
});

/** @param {string[]} args */
function readOnly(args) {
  try {
    return parseArgs({ args, options: { only: { type: 'string' } } }).values.only;
  } catch (error) {
    throw new StepFailure(String(error), 'Use: npm test, or npm test -- --only unit,cloud');
  }
}

/** What every command needs: packages, the reader's library, a build of the present source. */
async function setUp() {
  await installPackages();
  await compilePcsc();
  await compile();
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [environment]
 */
function runNode(args, environment = {}) {
  return handOver(nodeProgram(), args, {
    cwd: ROOT,
    env: { ...projectEnvironment(), ...environment },
  });
}

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
stopChildrenWithUs();
if (command === undefined) {
  process.stdout.write(
    `Use: node ${join('build', 'run.mjs')} ${Object.keys(COMMANDS).join('|')}\n`,
  );
  process.exitCode = 2;
} else {
  try {
    checkPlatform();
    process.exitCode = await command(args);
  } catch (error) {
    sayFailure(error);
    process.exitCode = 1;
  }
}
