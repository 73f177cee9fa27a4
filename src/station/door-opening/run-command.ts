import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { AcceptedTap, OpeningOutcome } from './door-opening.ts';

/**
 * Runs a program once, without a shell: its file and arguments are those of the settings, and
 * what a screen sends never gets here. It knows the direction and the space from its environment,
 * and nothing else of ours. With its time over it is killed, with all that it started.
 */
export function runCommand(
  command: {
    readonly path: string;
    readonly arguments: readonly string[];
    readonly msMax: number;
  },
  tap: AcceptedTap,
  stopping: AbortSignal,
): Promise<OpeningOutcome> {
  return new Promise((resolve) => {
    // Its output goes nowhere: a grandchild that keeps a pipe open would make us wait for it.
    const child = spawn(command.path, command.arguments, {
      stdio: 'ignore',
      // A group of its own, so that all of it can be killed.
      detached: process.platform !== 'win32',
      env: {
        PATH: process.env['PATH'],
        TIBILLET_DIRECTION: tap.direction,
        TIBILLET_SPACE: tap.spaceId,
      },
    });
    const giveUp = (): void => {
      killGroup(child);
      end({ kind: 'given-up' });
    };
    const timer = setTimeout(giveUp, command.msMax);
    const end = (outcome: OpeningOutcome): void => {
      clearTimeout(timer);
      stopping.removeEventListener('abort', giveUp);
      resolve(outcome);
    };
    stopping.addEventListener('abort', giveUp, { once: true });
    child.once('error', (error) => end({ kind: 'failed', why: error.message }));
    child.once('exit', (code, signal) =>
      end(code === 0 ? { kind: 'opened' } : { kind: 'failed', why: signal ?? `exit ${code}` }),
    );
  });
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It ended in the same moment.
  }
}
