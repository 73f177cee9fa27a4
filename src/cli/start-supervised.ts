import type { StartFailure } from '../contract/supervised.ts';
import { createSupervisor } from '../shared/node/supervisor.ts';
import type { SupervisedProgram } from '../shared/node/supervisor.ts';
import { err, ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';

/** A start that fails so often is given up, with its sentence. */
const FAILED_STARTS_MAX = 3;

type Said =
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'failed' } & StartFailure)
  | { readonly kind: 'leave-allowed' };

export type SupervisedStart<Message extends Said> = {
  /** Ends with its first "ready", or with why there is none. Later it is kept running. */
  readonly ready: Promise<Result<Extract<Message, { kind: 'ready' }>, StartFailure>>;
  /** Ends with its exit code when it stays down until somebody acts; never otherwise. */
  readonly staysDown: Promise<number>;
  readonly stop: () => Promise<void>;
};

/** Starts a program of ours, keeps it running, and tells how its first start went. */
export function startSupervised<Message extends Said>(
  options: Omit<SupervisedProgram, 'isReady'> & {
    /** What it is called in the log: "the cloud". */
    readonly name: string;
    readonly read: (message: unknown) => Message | null;
    /** Each message of each of its lives. */
    readonly onMessage?: (message: Message) => void;
  },
): SupervisedStart<Message> {
  const { name, read, onMessage } = options;
  const started =
    Promise.withResolvers<Result<Extract<Message, { kind: 'ready' }>, StartFailure>>();
  const staysDown = Promise.withResolvers<number>();
  let failure: StartFailure = {
    reason: 'other',
    detail: `${name} cannot start: read the lines above.`,
  };

  const supervisor = createSupervisor(
    { ...options, isReady: (message) => read(message)?.kind === 'ready' },
    {
      onMessage: (raw) => {
        const message = read(raw);
        if (message === null) return;
        if (message.kind === 'ready') {
          started.resolve(ok(message as Extract<Message, { kind: 'ready' }>));
        }
        if (message.kind === 'failed') failure = { reason: message.reason, detail: message.detail };
        onMessage?.(message);
      },
      onDown: ({ code, signal, killedFor, downsInRow, waitMs }) => {
        const cause = killedFor ?? signal ?? `exit ${code}`;
        const next = waitMs === null ? 'it stays down' : `it starts again in ${waitMs} ms`;
        process.stderr.write(`${name} ended (${cause}): ${next}\n`);
        if (waitMs === null) staysDown.resolve(code ?? 1);
        if (waitMs === null || downsInRow >= FAILED_STARTS_MAX) started.resolve(err(failure));
      },
    },
  );
  supervisor.start();
  return { ready: started.promise, staysDown: staysDown.promise, stop: supervisor.stop };
}
