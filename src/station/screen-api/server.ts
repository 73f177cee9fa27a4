import http from 'node:http';
import { once } from 'node:events';
import { timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import sirv from 'sirv';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Logger } from 'pino';
import { INTENTION_BYTES_MAX, intentionSchema } from '../../contract/kiosk/intentions.ts';
import { SCREEN_PATH, SCREEN_PROTOCOL } from '../../contract/kiosk/screen-state.ts';
import type { StationMessage } from '../../contract/kiosk/screen-state.ts';
import type { Station } from '../station.ts';
import { readCatalogue, readScreenState } from './screen-state.ts';

const COOKIE = 'kiosk';
const SCREENS_MAX = 8;
/** A screen that does not read for so long is closed; it connects again and gets the whole state. */
const BUFFERED_BYTES_MAX = 4_000_000;

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

export type ScreenServer = {
  readonly port: number;
  /** Address of the kiosk with its key, for the window or the browser of this machine. */
  readonly kioskUrl: string;
  readonly changed: () => void;
  readonly close: () => Promise<void>;
};

/**
 * Serves the kiosk screen on this machine only. Whoever opens it must know the kiosk key, so
 * that another page or another user of the machine cannot sell.
 */
export async function startScreenServer(deps: {
  readonly station: () => Station;
  readonly port: number;
  readonly kioskKey: string;
  readonly rendererPath: string;
  readonly picturesPath: string;
  readonly version: string;
  readonly logger: Logger;
}): Promise<ScreenServer> {
  const screens = new WebSocketServer({ noServer: true, maxPayload: INTENTION_BYTES_MAX });
  const serveRenderer = sirv(deps.rendererPath, { dev: false, etag: true, single: false });
  const servePicture = sirv(deps.picturesPath, { etag: true, maxAge: 3_600 });

  const server = http.createServer((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const url = new URL(request.url ?? '/', 'http://kiosk');
    if (!isLoopbackHost(request.headers.host)) return refuse(response, 421);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    const offered = url.searchParams.get('key');
    if (offered !== null && isSameText(offered, deps.kioskKey)) {
      response.setHeader(
        'set-cookie',
        `${COOKIE}=${deps.kioskKey}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000`,
      );
      response.writeHead(303, { location: '/' }).end();
      return;
    }
    if (!hasKey(request, deps.kioskKey)) return refuse(response, 403);
    if (url.pathname.startsWith('/pictures/')) {
      request.url = url.pathname.slice('/pictures'.length);
      servePicture(request, response, () => refuse(response, 404));
      return;
    }
    serveRenderer(request, response, () => refuse(response, 404));
  });

  server.on('upgrade', (request, socket: Duplex, head) => {
    const mayEnter =
      new URL(request.url ?? '/', 'http://kiosk').pathname === SCREEN_PATH &&
      isLoopbackHost(request.headers.host) &&
      request.headers.origin === `http://${request.headers.host}` &&
      hasKey(request, deps.kioskKey) &&
      screens.clients.size < SCREENS_MAX;
    if (!mayEnter) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    screens.handleUpgrade(request, socket, head, (screen) => welcome(screen));
  });

  let revision = 0;
  let isPushDue = false;
  let catalogueRevision = 0;

  const send = (screen: WebSocket, message: StationMessage): void => {
    if (screen.bufferedAmount > BUFFERED_BYTES_MAX) screen.terminate();
    else if (screen.readyState === screen.OPEN) screen.send(JSON.stringify(message));
  };
  const broadcast = (message: StationMessage): void => {
    for (const screen of screens.clients) send(screen, message);
  };
  const push = (): void => {
    isPushDue = false;
    revision += 1;
    const catalogue = readCatalogue(deps.station());
    if (catalogue.revision !== catalogueRevision) {
      catalogueRevision = catalogue.revision;
      broadcast({ kind: 'catalogue', catalogue });
    }
    broadcast({ kind: 'state', state: readScreenState(deps.station(), revision) });
  };
  const welcome = (screen: WebSocket): void => {
    send(screen, { kind: 'hello', protocol: SCREEN_PROTOCOL, version: deps.version });
    send(screen, { kind: 'catalogue', catalogue: readCatalogue(deps.station()) });
    send(screen, { kind: 'state', state: readScreenState(deps.station(), revision) });
    screen.on('message', (data) => void receive(screen, String(data)));
    screen.on('error', () => screen.terminate());
  };
  const receive = async (screen: WebSocket, text: string): Promise<void> => {
    const intention = intentionSchema.safeParse(parseJson(text));
    if (!intention.success) {
      deps.logger.warn({ issues: intention.error.issues }, 'a screen sent what is no intention');
      screen.close(1008, 'not an intention');
      return;
    }
    const refusal = await deps.station().intend(intention.data);
    send(screen, { kind: 'answer', intentionId: intention.data.id, refusal });
  };

  server.listen(deps.port, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    kioskUrl: `http://127.0.0.1:${port}/?key=${deps.kioskKey}`,
    changed: () => {
      if (isPushDue) return;
      // Several changes of one command make one message.
      isPushDue = true;
      setImmediate(push);
    },
    close: async () => {
      for (const screen of screens.clients) screen.terminate();
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => undefined);
    },
  };
}

function refuse(response: http.ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(status === 403 ? 'Open the kiosk by the address that the station printed.\n' : '');
}

/** Another name for this machine would let a web page reach the kiosk (DNS rebinding). */
const isLoopbackHost = (host: string | undefined): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');

function hasKey(request: http.IncomingMessage, key: string): boolean {
  const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
  return cookies.some((cookie) => isSameText(cookie, `${COOKIE}=${key}`));
}

const isSameText = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
