import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** A step that could not be done: what happened, what to do, and the last lines it wrote. */
export class StepFailure extends Error {
  /**
   * @param {string} whatHappened
   * @param {string} whatToDo
   * @param {string} [output]
   */
  constructor(whatHappened, whatToDo, output = '') {
    super(whatHappened);
    this.name = 'StepFailure';
    this.whatToDo = whatToDo;
    this.output = output;
  }
}

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const SPINNER_MS = 100;
/** Where no line can be rewritten, a long step says now and then that it goes on. */
const HEARTBEAT_MS = 30_000;
/** Lines of a failed step that are shown. */
export const TAIL_LINES = 40;

const isTerminal = process.stdout.isTTY;

export const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} s`;

export const say = (/** @type {string} */ line) => void process.stdout.write(`${line}\n`);

export const lastLines = (/** @type {string} */ text, lineCount = TAIL_LINES) =>
  text.trimEnd().split('\n').slice(-lineCount).join('\n');

/**
 * Runs one step and shows its name, that it goes on, and its time.
 *
 * @template Result
 * @param {string} name
 * @param {() => Promise<Result>} work
 * @param {(result: Result) => { mark: string, note?: string }} [describe]
 * @returns {Promise<Result>}
 */
export async function step(name, work, describe = () => ({ mark: '✓' })) {
  const startedAt = Date.now();
  const stopShowing = showProgress(name, startedAt);
  try {
    const result = await work();
    stopShowing();
    const { mark, note } = describe(result);
    say(`${mark} ${name}  ${seconds(Date.now() - startedAt)}${note ? `  ${note}` : ''}`);
    return result;
  } catch (error) {
    stopShowing();
    say(`✗ ${name}  ${seconds(Date.now() - startedAt)}`);
    throw error;
  }
}

/**
 * @param {string} name
 * @param {number} startedAt
 */
function showProgress(name, startedAt) {
  if (!isTerminal) {
    const heartbeat = setInterval(
      () => say(`… ${name}  ${seconds(Date.now() - startedAt)}`),
      HEARTBEAT_MS,
    );
    return () => clearInterval(heartbeat);
  }
  let frame = 0;
  const draw = () => {
    frame = (frame + 1) % SPINNER.length;
    process.stdout.write(`\r\u001B[K${SPINNER[frame]} ${name}  ${seconds(Date.now() - startedAt)}`);
  };
  draw();
  const spinner = setInterval(draw, SPINNER_MS);
  return () => {
    clearInterval(spinner);
    process.stdout.write('\r\u001B[K');
  };
}

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** Programs whose end is waited for even when we are asked to stop: they save what they hold. */
const handedOver = /** @type {Set<ChildProcess>} */ (new Set());
const captured = /** @type {Set<ChildProcess>} */ (new Set());

/** Ends with us what we started: a Ctrl-C or a CI that gives up leaves nothing behind. */
export function stopChildrenWithUs() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // A Ctrl-C reaches all programs of a terminal; a second one would mean "at once".
      const isSentToAll = signal === 'SIGINT' && process.stdin.isTTY;
      if (!isSentToAll) for (const child of [...handedOver, ...captured]) child.kill(signal);
      if (handedOver.size === 0) process.exit(130);
    });
  }
}

/**
 * Runs a program to its end and keeps what it writes.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} where
 * @returns {Promise<{ code: number, output: string }>}
 */
export function capture(program, args, where) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      cwd: where.cwd,
      // What is kept in a file or shown later carries no colours.
      env: { NO_COLOR: '1', ...where.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    captured.add(child);
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      captured.delete(child);
      // Some tools colour their output whatever they are told.
      const output = stripVTControlCharacters(Buffer.concat(chunks).toString('utf8'));
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * Runs a program that speaks to the person itself, and gives its exit code.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} where
 * @returns {Promise<number>}
 */
export function handOver(program, args, where) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { ...where, stdio: 'inherit' });
    handedOver.add(child);
    child.once('error', reject);
    child.once('close', (code) => {
      handedOver.delete(child);
      resolve(code ?? 1);
    });
  });
}

/** @param {unknown} error */
export function sayFailure(error) {
  if (!(error instanceof StepFailure)) throw error;
  if (error.output !== '') say(`\n${lastLines(error.output)}\n`);
  say(`What happened: ${error.message}`);
  say(`What to do:    ${error.whatToDo}`);
}
