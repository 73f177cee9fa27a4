#!/usr/bin/env node
/** `npx tibillet ...`: the command line, on the project's own Node. */
import { existsSync } from 'node:fs';
import { inProject, nodeProgram, projectEnvironment } from './steps/project.mjs';
import { handOver, sayFailure, StepFailure, stopChildrenWithUs } from './steps/terminal.mjs';

const BUILT = inProject('dist', 'node', 'cli', 'main.js');
const SOURCE = inProject('src', 'cli', 'main.ts');

stopChildrenWithUs();
try {
  if (!existsSync(inProject('node_modules'))) {
    throw new StepFailure('The packages are not installed.', 'Run: npm start');
  }
  const program = existsSync(BUILT) ? BUILT : SOURCE;
  process.exitCode = await handOver(nodeProgram(), [program, ...process.argv.slice(2)], {
    cwd: process.cwd(),
    env: projectEnvironment(),
  });
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
