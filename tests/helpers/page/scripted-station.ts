import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { intentionSchema } from '../../../src/contract/kiosk/intentions.ts';
import type { Intention } from '../../../src/contract/kiosk/intentions.ts';
import { askSchema } from '../../../src/contract/kiosk/questions.ts';
import type { Question, Reply } from '../../../src/contract/kiosk/questions.ts';
import {
  SCREEN_PATH,
  SCREEN_PROTOCOL,
  stationMessageSchema,
} from '../../../src/contract/kiosk/screen-state.ts';
import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState, StationMessage } from '../../../src/contract/kiosk/screen-state.ts';
import { CUSTOMER_VIEW } from '../../../src/contract/kiosk/customer-state.ts';
import { customerState } from '../../../src/station/screen-api/customer-state.ts';
import type { Refusal } from '../../../src/contract/kiosk/refusals.ts';

/** The built screen; another build of it may be tried beside (`KIOSK_RENDERER`). */
const RENDERER =
  process.env['KIOSK_RENDERER'] ??
  fileURLToPath(new URL('../../../dist/renderer', import.meta.url));
const PICTURES = fileURLToPath(new URL('../../../resources/demo/pictures', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wav': 'audio/wav',
  '.woff2': 'font/woff2',
};

export type ScriptedStation = {
  readonly url: string;
  /** What the screen asked, in order; each was checked against the contract. */
  readonly asked: Intention[];
  readonly show: (state: ScreenState) => void;
  readonly sell: (catalogue: CatalogueShown) => void;
  /** How the next intentions are answered; accepted unless told otherwise. */
  readonly answerWith: (answer: (intention: Intention) => Refusal | null) => void;
  /** How the next questions are answered; `needs-network` unless told otherwise. Null: never. */
  readonly replyWith: (reply: (question: Question) => Reply | null) => void;
  /** Cuts the screens off, and lets nobody in until `comeBack`. */
  readonly die: () => void;
  readonly comeBack: () => void;
  readonly close: () => Promise<void>;
};

/**
 * Shows the screen any state, also those that a real station reaches only with a full disk or a
 * broken reader. It decides nothing: what a station does is tested with the real one.
 */
export async function startScriptedStation(first: {
  readonly state: ScreenState;
  readonly catalogue: CatalogueShown;
}): Promise<ScriptedStation> {
  let { state, catalogue } = first;
  let answer: (intention: Intention) => Refusal | null = () => null;
  let reply: (question: Question) => Reply | null = () => ({
    kind: 'refused',
    reason: 'needs-network',
  });
  let isDead = false;
  const asked: Intention[] = [];
  const screens = new WebSocketServer({ noServer: true });
  const customers = new WeakSet<WebSocket>();
  const files = readScreen();
  const servePicture = sirv(PICTURES);

  const server = createServer((request, response) => {
    const notFound = () => {
      response.writeHead(404).end();
    };
    if (request.url?.startsWith('/pictures/') === true) {
      request.url = request.url.slice('/pictures'.length);
      servePicture(request, response, notFound);
      return;
    }
    const path = new URL(request.url ?? '/', 'http://kiosk').pathname;
    const name = path === '/' ? 'index.html' : path.slice(1);
    const body = files.get(name);
    if (body === undefined) {
      notFound();
      return;
    }
    response.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
    response.end(body);
  });
  server.on('upgrade', (request, socket, head) => {
    const path = new URL(request.url ?? '/', 'http://kiosk').pathname;
    if (isDead || path !== SCREEN_PATH) {
      socket.destroy();
      return;
    }
    const view = new URL(request.url ?? '/', 'http://kiosk').searchParams.get('view');
    screens.handleUpgrade(request, socket, head, (screen) => {
      if (view === CUSTOMER_VIEW) {
        customers.add(screen);
        send(screen, { kind: 'hello', protocol: SCREEN_PROTOCOL, version: 'test' });
        send(screen, { kind: 'customer', customer: customerState(state) });
        return;
      }
      send(screen, { kind: 'hello', protocol: SCREEN_PROTOCOL, version: 'test' });
      send(screen, { kind: 'catalogue', catalogue });
      send(screen, { kind: 'state', state });
      screen.on('message', (data: Buffer) => {
        const message: unknown = JSON.parse(data.toString('utf8'));
        const ask = askSchema.safeParse(message);
        if (ask.success) {
          const answered = reply(ask.data.question);
          if (answered !== null) {
            send(screen, { kind: 'reply', questionId: ask.data.id, reply: answered });
          }
          return;
        }
        const intention = intentionSchema.parse(message);
        asked.push(intention);
        send(screen, { kind: 'answer', intentionId: intention.id, refusal: answer(intention) });
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    show: (next) => {
      state = next;
      for (const screen of screens.clients) {
        const message: StationMessage = customers.has(screen)
          ? { kind: 'customer', customer: customerState(state) }
          : { kind: 'state', state };
        send(screen, message);
      }
    },
    sell: (next) => {
      catalogue = next;
      for (const screen of screens.clients) {
        if (!customers.has(screen)) send(screen, { kind: 'catalogue', catalogue });
      }
    },
    answerWith: (next) => {
      answer = next;
    },
    replyWith: (next) => {
      reply = next;
    },
    die: () => {
      isDead = true;
      for (const screen of screens.clients) screen.terminate();
    },
    comeBack: () => {
      isDead = false;
    },
    close: async () => {
      for (const screen of screens.clients) screen.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** All of the built screen at once: a build in the middle of a test changes nothing. */
const readScreen = (): ReadonlyMap<string, Buffer> =>
  new Map(
    readdirSync(RENDERER, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(RENDERER, path), readFileSync(path)]),
  );

/** A script that breaks the contract is a wrong test, so it fails here. */
const send = (screen: WebSocket, message: StationMessage): void =>
  screen.send(JSON.stringify(stationMessageSchema.parse(message)));
