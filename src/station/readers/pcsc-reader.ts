import { assert, assertNever } from '../../shared/assert.ts';
import { programPath } from '../../shared/node/resources.ts';
import { unwrap } from '../../shared/result.ts';
import { parseUidHex } from '../../domain/card/uid.ts';
import { pcscMessageSchema } from '../../contract/reader/pcsc-messages.ts';
import type { PcscMessage } from '../../contract/reader/pcsc-messages.ts';
import type { CardReader, ReaderListener, SourceState } from './card-reader.ts';
import { startChild } from './child-process.ts';
import type { RunningChild } from './child-process.ts';
import { monotonicMs } from './monotonic.ts';
import { planRestart } from './plan-restart.ts';
import { createReaderBook } from './reader-book.ts';
import type { ReaderBook } from './reader-book.ts';

export type PcscReader = CardReader & {
  /** The reader process of the moment; undefined between two. */
  readonly processId: () => number | undefined;
};

export type PcscReaderOptions = {
  /** Added to the environment of the reader process. */
  readonly env?: Readonly<Record<string, string>>;
  /** One line for the technical log at each fault. */
  readonly log?: (line: string) => void;
};

/** Readers of the machine through PC/SC, in a child process that is watched and restarted. */
export function createPcscReader(options: PcscReaderOptions = {}): PcscReader {
  const { env = {}, log = () => undefined } = options;
  let listener: ReaderListener | undefined;
  let child: RunningChild | undefined;
  let restartTimer: NodeJS.Timeout | undefined;
  let restartsInRow = 0;
  let lastState: SourceState | undefined;
  const book = createReaderBook((event) => listener?.(event));

  const say = (state: SourceState): void => {
    if (state !== lastState) listener?.({ kind: 'source-state', source: 'pcsc', state });
    lastState = state;
  };

  const spawn = (): void => {
    const startedAtMs = monotonicMs();
    let leaving: Extract<PcscMessage, { readonly kind: 'leaving' }> | undefined;
    child = startChild({
      path: programPath('station/readers/pcsc-process'),
      env,
      onMessage(raw) {
        const message = pcscMessageSchema.safeParse(raw);
        if (!message.success) return child?.kill('it said something unknown');
        if (message.data.kind === 'leaving') leaving = message.data;
        else if (message.data.kind === 'state') say(message.data.state);
        else if (message.data.kind === 'card-refused') listener?.(message.data);
        else writeInBook(book, message.data);
      },
      onEnd(cause) {
        child = undefined;
        if (listener === undefined) return;
        log(`reader process ended: ${leaving ? `${leaving.reason}, ${leaving.detail}` : cause}`);
        const livedMs = monotonicMs() - startedAtMs;
        const plan = planRestart({ reason: leaving?.reason, livedMs, restartsInRow });
        restartsInRow = plan.restartsInRow;
        say(plan.state);
        book.unplugAll();
        restartTimer = setTimeout(spawn, plan.waitMs);
      },
    });
  };

  return {
    processId: () => child?.pid,
    start(listen) {
      assert(lastState === undefined, 'PC/SC reader started twice');
      listener = listen;
      say('starting');
      spawn();
    },
    async stop() {
      clearTimeout(restartTimer);
      book.unplugAll();
      say('off');
      listener = undefined;
      await child?.end();
    },
  };
}

type BookMessage = Exclude<
  PcscMessage,
  { readonly kind: 'leaving' } | { readonly kind: 'state' } | { readonly kind: 'card-refused' }
>;

function writeInBook(book: ReaderBook, message: BookMessage): void {
  switch (message.kind) {
    case 'alive':
      return;
    case 'reader-plugged':
      book.plug({ id: message.readerId, name: message.name, source: 'pcsc' });
      return;
    case 'reader-unplugged':
      book.unplug(message.readerId);
      return;
    case 'card':
      book.putDown(message.readerId, unwrap(parseUidHex(message.uid)), message.seenAtMs);
      return;
    case 'card-removed':
      book.takeAway(message.readerId);
      return;
    default:
      assertNever(message);
  }
}
