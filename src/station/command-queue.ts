import type { Logger } from 'pino';
import { err } from '../shared/result.ts';
import type { CommandResult } from './usecases/context.ts';

export type CommandQueue = {
  /** Runs a command after those before it; one that throws is refused and logged. */
  readonly run: (command: () => Promise<CommandResult> | CommandResult) => Promise<CommandResult>;
  /** Ends when all that was asked is done. */
  readonly idle: () => Promise<unknown>;
};

/** One command at a time: each sees the whole effect of the one before. */
export function createCommandQueue(deps: {
  readonly logger: Logger;
  readonly onDone: () => void;
}): CommandQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (command) => {
      const result = last
        .then(command)
        .catch((error: unknown): CommandResult => {
          deps.logger.error({ err: error }, 'a command failed');
          return err('io');
        })
        .finally(deps.onDone);
      last = result;
      return result;
    },
    idle: () => last,
  };
}
