import { fork } from 'node:child_process';
import {
  END_WAIT_MS_MAX,
  LOOK_EVERY_MS,
  SILENT_LOOKS_MAX,
  SILENT_LOOKS_MAX_AT_START,
} from './pcsc-limits.ts';

/** Only the last words of a crash are kept for the log. */
const LAST_WORDS_LENGTH_MAX = 1_000;

export type ChildOptions = {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onMessage: (message: unknown) => void;
  /** Said once, with the cause for the log. No message comes after it. */
  readonly onEnd: (cause: string) => void;
};

export type RunningChild = {
  readonly pid: number | undefined;
  readonly kill: (cause: string) => void;
  /** Hangs up, which makes the child end; kills it when it does not. */
  readonly end: () => Promise<void>;
};

/** Starts a module with the Node that runs us and kills it when it falls silent. */
export function startChild({ path, env, onMessage, onEnd }: ChildOptions): RunningChild {
  const child = fork(path, {
    execArgv: [],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let silentLooks = 0;
  let silentLooksMax = SILENT_LOOKS_MAX_AT_START;
  let killedFor: string | undefined;
  let lastWords = '';
  let hasEnded = false;
  const ended = Promise.withResolvers<void>();

  const kill = (cause: string): void => {
    killedFor ??= cause;
    // Also ends a stopped process, which would leave SIGTERM waiting.
    child.kill('SIGKILL');
  };
  const look = setInterval(() => {
    silentLooks += 1;
    if (silentLooks > silentLooksMax) kill('silent');
  }, LOOK_EVERY_MS);
  const finish = (cause: string): void => {
    if (hasEnded) return;
    hasEnded = true;
    clearInterval(look);
    ended.resolve();
    onEnd(killedFor ?? `${cause} ${lastWords.trim()}`.trim());
  };
  child.once('error', (error) => finish(error.message));
  child.once('exit', (code, signal) => {
    const cause = `exit ${signal ?? code}`;
    // Its last messages may still be in the channel; `disconnect` comes after them.
    if (child.connected) child.once('disconnect', () => finish(cause));
    else finish(cause);
  });

  child.on('message', (message) => {
    silentLooks = 0;
    silentLooksMax = SILENT_LOOKS_MAX;
    if (!hasEnded) onMessage(message);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS_LENGTH_MAX);
  });

  return {
    pid: child.pid,
    kill,
    async end() {
      if (child.connected) child.disconnect();
      const killTimer = setTimeout(() => kill('did not end'), END_WAIT_MS_MAX);
      await ended.promise;
      clearTimeout(killTimer);
    },
  };
}
