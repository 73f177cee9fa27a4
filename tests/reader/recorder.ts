import type { ReaderEvent } from '../../src/station/readers/card-reader.ts';
import type { HubEvent } from '../../src/station/readers/reader-hub.ts';

export type Recorder<Event> = {
  readonly listen: (event: Event) => void;
  readonly events: readonly Event[];
  /** The first event from `from` on that fits; throws with all events when none comes in time. */
  readonly waitFor: (
    fits: (event: Event) => boolean,
    options?: { readonly from?: number; readonly waitMsMax?: number },
  ) => Promise<Event>;
};

const WAIT_MS_MAX = 5_000;

export function createRecorder<Event extends ReaderEvent | HubEvent>(): Recorder<Event> {
  const events: Event[] = [];
  const waiting = new Set<() => void>();

  return {
    listen(event) {
      events.push(event);
      for (const look of waiting) look();
    },
    events,
    waitFor(fits, { from = 0, waitMsMax = WAIT_MS_MAX } = {}) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(
            new Error(`not seen within ${waitMsMax} ms: ${JSON.stringify(events.slice(from))}`),
          );
        }, waitMsMax);
        const look = (): void => {
          const found = events.slice(from).find((event) => fits(event));
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
  };
}

export const isState =
  (state: string) =>
  (event: ReaderEvent): boolean =>
    event.kind === 'source-state' && event.state === state;

export const isCard =
  (uid: string) =>
  (event: ReaderEvent): boolean =>
    event.kind === 'card' && event.uid === uid;

export const isPlugged = (event: ReaderEvent): boolean => event.kind === 'reader-plugged';

export const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
