import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { EXIT_WAITS_FOR_SOMEBODY } from '../exit-codes.ts';
import { watchAlive } from './watch-alive.ts';

/** Waits before a restart; the last one repeats. The first is short: a till must be back within 2 s. */
export const RESTART_WAITS_MS = [100, 500, 1_000, 2_000, 5_000] as const;
/** A child that lived so long was well: the next restart is the first again. */
const WELL_AFTER_MS = 30_000;
/** A child that is asked to stop and does not is killed. */
const STOP_MS_MAX = 4_000;
/** A start takes 3 s (DESIGN 9). One that takes ten times that will not end. */
const START_MS_MAX = 30_000;
/** With that, a child that hangs is killed within 30 s: longer than any disk makes it wait. */
const LOOK = { everyMs: 5_000, missesMax: 3 } as const;

export type SupervisedProgram = {
  /** The Node that runs it, and the file it runs. */
  readonly nodePath: string;
  readonly programPath: string;
  /** Options of Node itself. */
  readonly nodeArgs?: readonly string[];
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether this message says that the start is over. */
  readonly isReady: (message: unknown) => boolean;
  readonly startMsMax?: number;
  /** A sign of life after the start; without it a child that hangs is left alone. */
  readonly isAlive?: () => Promise<boolean>;
  readonly look?: { readonly everyMs: number; readonly missesMax: number };
};

export type Down = {
  readonly code: number | null;
  readonly signal: string | null;
  /** Why, when it did not end by itself. */
  readonly killedFor: 'slow-start' | 'hung' | null;
  /** Ends one after the other, each soon after its start. */
  readonly downsInRow: number;
  /** It comes back after so long, or not at all when this is null. */
  readonly waitMs: number | null;
};

export type SupervisorEvents = {
  /** What the child sends over IPC, as it came: whoever listens parses it. */
  readonly onMessage: (message: unknown) => void;
  /** It ended without being asked to. */
  readonly onDown: (down: Down) => void;
};

export type Supervisor = {
  /** Starts it; also after an end that was not worth a restart. Does nothing while it runs. */
  readonly start: () => void;
  /** Asks it to stop, kills it when it does not. It is over when this ends. */
  readonly stop: () => Promise<void>;
  readonly processId: () => number | undefined;
};

/** Keeps one program running: it starts again when it dies, later and later when it keeps dying. */
export function createSupervisor(program: SupervisedProgram, events: SupervisorEvents): Supervisor {
  let running: RunningChild | undefined;
  let restartTimer: NodeJS.Timeout | undefined;
  let downsInRow = 0;
  let isStopping = false;

  const startChild = (): void => {
    running = runChild(program, {
      onMessage: events.onMessage,
      onEnd: (end) => {
        running = undefined;
        if (isStopping) return;
        downsInRow = end.livedMs > WELL_AFTER_MS ? 1 : downsInRow + 1;
        const { code, signal, killedFor } = end;
        const waitMs = code === EXIT_WAITS_FOR_SOMEBODY ? null : restartWait(downsInRow);
        // Before the event, so that whoever hears of it may stop us.
        if (waitMs !== null) restartTimer = setTimeout(startChild, waitMs);
        events.onDown({ code, signal, killedFor, downsInRow, waitMs });
      },
    });
  };

  return {
    start: () => {
      if (running !== undefined) return;
      clearTimeout(restartTimer);
      isStopping = false;
      downsInRow = 0;
      startChild();
    },
    stop: async () => {
      isStopping = true;
      clearTimeout(restartTimer);
      await running?.stop();
    },
    processId: () => running?.child.pid,
  };
}

const restartWait = (downsInRow: number): number =>
  RESTART_WAITS_MS[downsInRow - 1] ?? RESTART_WAITS_MS[RESTART_WAITS_MS.length - 1] ?? 0;

type RunningChild = {
  readonly child: ChildProcess;
  readonly stop: () => Promise<void>;
};

type ChildEnd = Pick<Down, 'code' | 'signal' | 'killedFor'> & { readonly livedMs: number };

/** One life of the program, from its start to its end. */
function runChild(
  program: SupervisedProgram,
  events: {
    readonly onMessage: (message: unknown) => void;
    readonly onEnd: (end: ChildEnd) => void;
  },
): RunningChild {
  const startedAtMs = performance.now();
  const child = fork(program.programPath, [...(program.args ?? [])], {
    execPath: program.nodePath,
    execArgv: [...(program.nodeArgs ?? [])],
    env: program.env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = Promise.withResolvers<void>();
  let killedFor: Down['killedFor'] = null;
  let hasEnded = false;
  let stopWatching = (): void => undefined;

  const kill = (cause: Down['killedFor']): void => {
    killedFor = cause;
    // Also ends a stopped process, which would leave SIGTERM waiting.
    child.kill('SIGKILL');
  };
  const startTimer = setTimeout(() => kill('slow-start'), program.startMsMax ?? START_MS_MAX);
  const end = (code: number | null, signal: string | null): void => {
    if (hasEnded) return;
    hasEnded = true;
    clearTimeout(startTimer);
    stopWatching();
    events.onEnd({ code, signal, killedFor, livedMs: performance.now() - startedAtMs });
    ended.resolve();
  };

  child.on('message', (message) => {
    if (hasEnded) return;
    if (program.isReady(message)) {
      clearTimeout(startTimer);
      stopWatching();
      if (program.isAlive !== undefined) {
        const look = { look: program.isAlive, ...(program.look ?? LOOK) };
        stopWatching = watchAlive({ ...look, onHung: () => kill('hung') });
      }
    }
    events.onMessage(message);
  });
  child.on('exit', (code, signal) => {
    // Its last words may still be in the channel; `disconnect` comes after them.
    if (child.connected) child.once('disconnect', () => end(code, signal));
    else end(code, signal);
  });
  child.on('error', () => {
    // It could not be started at all. An error of a child that runs is told by its end.
    if (child.pid === undefined) end(null, null);
  });

  return {
    child,
    stop: async () => {
      clearTimeout(startTimer);
      stopWatching();
      askToStop(child);
      const killTimer = setTimeout(() => kill(null), STOP_MS_MAX);
      await ended.promise;
      clearTimeout(killTimer);
    },
  };
}

function askToStop(child: ChildProcess): void {
  // Windows has no SIGTERM that a program can hear; there it stops when we hang up.
  if (process.platform !== 'win32') child.kill('SIGTERM');
  else if (child.connected) child.disconnect();
}
