import type { Logger } from 'pino';
import type { StationConfig } from '../../contract/config/station.ts';
import type { SpaceId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { callWebhook } from './call-webhook.ts';
import { runCommand } from './run-command.ts';

/** What a door is told; nothing of it says who came. */
export type AcceptedTap = {
  readonly direction: 'in' | 'out';
  readonly spaceId: SpaceId;
  readonly at: Instant;
};

export type DoorOpening = {
  /** Returns at once, and never throws: a door that stays shut is no reason to refuse a tap. */
  readonly opened: (tap: AcceptedTap) => void;
  /** Gives up what runs, and ends when nothing does. */
  readonly stop: () => Promise<void>;
};

/** How one opening went, for the log. */
export type OpeningOutcome =
  | { readonly kind: 'opened' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'given-up' };

export type DoorOpeningConfig = Pick<
  StationConfig,
  'doorWebhook' | 'doorSecret' | 'doorCommand' | 'doorArguments' | 'doorMsMax'
>;

/**
 * Opens a door beside an accepted tap: a webhook, a command, or both, as the station's own settings
 * say. One opening runs at a time and one waits; of several that wait only the newest is wanted,
 * since a door that is open is open. Null when no door is set.
 */
export function createDoorOpening(config: DoorOpeningConfig, logger: Logger): DoorOpening | null {
  const ways = waysOf(config);
  if (ways.length === 0) return null;
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  let waiting: AcceptedTap | null = null;

  const open = async (tap: AcceptedTap): Promise<void> => {
    const startedAtMs = performance.now();
    await Promise.all(
      ways.map(async ({ name, run }) => {
        const outcome = await run(tap, stopping.signal).catch(failed);
        const tookMs = Math.round(performance.now() - startedAtMs);
        const line = { door: name, ...outcome, direction: tap.direction, tookMs };
        if (outcome.kind === 'opened') logger.info(line, 'the door was opened');
        else if (!stopping.signal.aborted) logger.warn(line, 'the door was not opened');
      }),
    );
  };
  const openAll = async (first: AcceptedTap): Promise<void> => {
    for (let tap: AcceptedTap | null = first; tap !== null;) {
      await open(tap);
      tap = waiting;
      waiting = null;
    }
    running = null;
  };

  return {
    opened: (tap) => {
      if (stopping.signal.aborted) return;
      if (running === null) {
        running = openAll(tap);
        return;
      }
      if (waiting !== null)
        logger.warn({ at: waiting.at }, 'the door is busy: one opening is left out');
      waiting = tap;
    },
    stop: async () => {
      waiting = null;
      stopping.abort();
      await running;
    },
  };
}

const failed = (error: unknown): OpeningOutcome => ({
  kind: 'failed',
  why: error instanceof Error ? error.message : String(error),
});

type Way = {
  readonly name: 'webhook' | 'command';
  readonly run: (tap: AcceptedTap, stopping: AbortSignal) => Promise<OpeningOutcome>;
};

function waysOf({
  doorWebhook: url,
  doorSecret: secret = '',
  doorCommand: path,
  doorArguments = [],
  doorMsMax: msMax,
}: DoorOpeningConfig): readonly Way[] {
  return [
    ...(url === undefined
      ? []
      : [
          {
            name: 'webhook' as const,
            run: (tap: AcceptedTap, stopping: AbortSignal) =>
              callWebhook({ url, secret, msMax }, tap, stopping),
          },
        ]),
    ...(path === undefined
      ? []
      : [
          {
            name: 'command' as const,
            run: (tap: AcceptedTap, stopping: AbortSignal) =>
              runCommand({ path, arguments: doorArguments, msMax }, tap, stopping),
          },
        ]),
  ];
}
