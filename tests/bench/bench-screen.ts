import { once } from 'node:events';
import { WebSocket } from 'ws';
import { SCREEN_PATH, stationMessageSchema } from '../../src/contract/kiosk/screen-state.ts';
import type { Activity } from '../../src/contract/kiosk/activity.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { makeUuid } from '../../src/shared/ids.ts';
import type { Wish } from '../helpers/station-rig.ts';

const WAIT_MS_MAX = 10_000;

export type ResultActivity = Extract<Activity, { readonly kind: 'result' }>;

/** A second screen on a station: it touches as a cashier would, and reads what the first one shows. */
export type BenchScreen = {
  readonly wish: (wish: Wish) => void;
  /** Waits for a state; says what was awaited when it does not come. */
  readonly until: (what: string, isSo: (state: ScreenState) => boolean) => Promise<ScreenState>;
  /** The result that was shown under this id. */
  readonly result: (resultId: string) => ResultActivity | undefined;
  readonly close: () => void;
};

export async function openScreen(kioskUrl: string): Promise<BenchScreen> {
  const { host, searchParams } = new URL(kioskUrl);
  const socket = new WebSocket(`ws://${host}${SCREEN_PATH}`, {
    headers: { cookie: `kiosk=${searchParams.get('key') ?? ''}` },
    origin: `http://${host}`,
  });
  const results = new Map<string, ResultActivity>();
  const waiting = new Set<() => void>();
  let state: ScreenState | undefined;
  socket.on('message', (data: Buffer) => {
    const message = stationMessageSchema.parse(JSON.parse(data.toString('utf8')));
    if (message.kind !== 'state') return;
    state = message.state;
    const { activity } = state;
    if (activity.kind === 'result') results.set(activity.resultId, activity);
    for (const look of waiting) look();
  });
  await once(socket, 'open');
  return {
    wish: (wish) => socket.send(JSON.stringify({ ...wish, id: makeUuid() })),
    until: (what, isSo) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`the station never came to: ${what}`));
        }, WAIT_MS_MAX);
        const look = (): void => {
          if (state === undefined || !isSo(state)) return;
          waiting.delete(look);
          clearTimeout(timer);
          resolve(state);
        };
        waiting.add(look);
        look();
      }),
    result: (resultId) => results.get(resultId),
    close: () => socket.close(),
  };
}
