import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { stationMessageSchema } from '../../src/contract/kiosk/screen-state.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { supervisedMessageSchema } from '../../src/contract/supervised.ts';

/** How long a person waits before they touch again. */
const TOUCH_AGAIN_MS = 2_000;

/**
 * The screen of a station that was started as a child, without a browser. `hear` is called for each
 * state from the very first, which may come together with the answer that opens the socket; when
 * the station says nothing for a while it is called again with the last one, as a person touches again.
 */
export async function openKioskSocket(
  child: ChildProcess,
  kioskKey: string,
  hear: (state: ScreenState, socket: WebSocket) => void,
): Promise<WebSocket> {
  const { host } = new URL(await kioskUrlOf(child));
  const socket = new WebSocket(`ws://${host}/screen`, {
    headers: { cookie: `kiosk=${kioskKey}`, origin: `http://${host}` },
  });
  socket.on('error', () => undefined);
  let last: ScreenState | null = null;
  const again = setInterval(() => {
    if (last !== null && socket.readyState === WebSocket.OPEN) hear(last, socket);
  }, TOUCH_AGAIN_MS);
  socket.once('close', () => clearInterval(again));
  socket.on('message', (data) => {
    const message = stationMessageSchema.parse(JSON.parse((data as Buffer).toString('utf8')));
    if (message.kind !== 'state') return;
    last = message.state;
    again.refresh();
    hear(message.state, socket);
  });
  await once(socket, 'open');
  return socket;
}

const kioskUrlOf = (child: ChildProcess): Promise<string> =>
  new Promise((done, fail) => {
    child.on('message', (message) => {
      const parsed = supervisedMessageSchema.parse(message);
      if (parsed.kind === 'ready') done(parsed.kioskUrl);
      if (parsed.kind === 'failed') fail(new Error(parsed.detail));
    });
    child.once('exit', () => fail(new Error('the station ended before it was ready')));
  });
