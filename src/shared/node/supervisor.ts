import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** Waits before a restart; the last one repeats. The first is short: a till must be back within 2 s. */
export const RESTART_WAITS_MS = [100, 500, 1_000, 2_000, 5_000] as const;
/** A child that lived so long was well: the next restart is the first again. */
const WELL_AFTER_MS = 30_000;
/** A child that is asked to stop and does not is killed. */
const STOP_MS_MAX = 4_000;
/** A child that says so itself must not be started again: its settings or files are wrong. */
const EXIT_NOT_WORTH_A_RESTART = 78;

export type SupervisedProgram = {
  /** The Node that runs it, and the file it runs. */
  readonly nodePath: string;
  readonly programPath: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
};

export type SupervisorEvents = {
  /** What the child sends over IPC, as it came: whoever listens parses it. */
  readonly onMessage: (message: unknown) => void;
  /** It went away by itself; it comes back after `waitMs`, or not at all when that is null. */
  readonly onDown: (exit: {
    readonly code: number | null;
    readonly signal: string | null;
    readonly waitMs: number | null;
  }) => void;
};

export type Supervisor = {
  readonly start: () => void;
  readonly stop: () => Promise<void>;
  readonly processId: () => number | undefined;
};

/** Keeps one program running: it starts again when it dies, later and later when it keeps dying. */
export function createSupervisor(program: SupervisedProgram, events: SupervisorEvents): Supervisor {
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let deathsInRow = 0;
  let isStopping = false;

  const start = (): void => {
    const startedAtMs = Date.now();
    const current = fork(program.programPath, [...(program.args ?? [])], {
      execPath: program.nodePath,
      execArgv: [],
      env: program.env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child = current;
    current.on('message', events.onMessage);
    const ended = (code: number | null, signal: string | null): void => {
      if (child !== current) return;
      child = undefined;
      if (isStopping) return;
      deathsInRow = Date.now() - startedAtMs > WELL_AFTER_MS ? 1 : deathsInRow + 1;
      const waitMs =
        code === EXIT_NOT_WORTH_A_RESTART
          ? null
          : (RESTART_WAITS_MS[Math.min(deathsInRow, RESTART_WAITS_MS.length) - 1] ?? null);
      events.onDown({ code, signal, waitMs });
      if (waitMs !== null) timer = setTimeout(start, waitMs);
    };
    current.on('error', () => ended(null, null));
    current.on('exit', ended);
  };

  return {
    start,
    processId: () => child?.pid,
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      const current = child;
      if (current === undefined || current.exitCode !== null) return;
      const exited = new Promise<void>((done) => current.once('exit', () => done()));
      current.kill('SIGTERM');
      const kill = setTimeout(() => current.kill('SIGKILL'), STOP_MS_MAX);
      await exited;
      clearTimeout(kill);
    },
  };
}
