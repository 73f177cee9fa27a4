import { WebSocketServer } from 'ws';
import type { RawData, WebSocket } from 'ws';
import type { Logger } from 'pino';
import { INTENTION_BYTES_MAX, intentionSchema } from '../../contract/kiosk/intentions.ts';
import { askSchema } from '../../contract/kiosk/questions.ts';
import type { Reply } from '../../contract/kiosk/questions.ts';
import { SCREEN_PROTOCOL } from '../../contract/kiosk/screen-state.ts';
import type { ScreenState, StationMessage } from '../../contract/kiosk/screen-state.ts';
import type { Station } from '../station.ts';
import { customerState } from './customer-state.ts';
import { readCatalogue, readScreenState } from './screen-state.ts';

export const SCREENS_MAX = 8;
/** A screen that does not read for so long is closed; it connects again and gets the whole state. */
const BUFFERED_BYTES_MAX = 4_000_000;

export type Screens = {
  readonly server: WebSocketServer;
  /** Greets a new screen with all it must show, then listens to it. */
  readonly welcome: (screen: WebSocket) => void;
  /** Greets the screen of the person in front of the till: it is told little, and never heard. */
  readonly welcomeCustomer: (screen: WebSocket) => void;
  /** Sends the state to every screen; several changes of one command make one message. */
  readonly changed: () => void;
  /** Closes every screen; the station behind them may be gone from now on. */
  readonly stop: () => void;
};

type ScreensDeps = {
  readonly station: () => Station;
  readonly version: string;
  readonly logger: Logger;
};

export function createScreens(deps: ScreensDeps): Screens {
  const server = new WebSocketServer({ noServer: true, maxPayload: INTENTION_BYTES_MAX });
  let revision = 0;
  let isPushDue = false;
  let isStopped = false;
  let catalogueRevision = 0;
  const customers = new WeakSet<WebSocket>();

  const push = (): void => {
    isPushDue = false;
    if (isStopped || server.clients.size === 0) return;
    revision += 1;
    const state = readScreenState(deps.station(), revision);
    const messages: StationMessage[] = [{ kind: 'state', state }];
    if (deps.station().context.knowledge.catalogueRevision() !== catalogueRevision) {
      const catalogue = readCatalogue(deps.station());
      catalogueRevision = catalogue.revision;
      messages.unshift({ kind: 'catalogue', catalogue });
    }
    for (const screen of server.clients) {
      if (customers.has(screen)) send(screen, forCustomer(state));
      else for (const message of messages) send(screen, message);
    }
  };
  return {
    server,
    welcome: (screen) => {
      send(screen, { kind: 'hello', protocol: SCREEN_PROTOCOL, version: deps.version });
      send(screen, { kind: 'catalogue', catalogue: readCatalogue(deps.station()) });
      send(screen, { kind: 'state', state: readScreenState(deps.station(), revision) });
      screen.on('message', (data) => void receive(deps, screen, data));
      screen.on('error', () => screen.terminate());
    },
    welcomeCustomer: (screen) => {
      customers.add(screen);
      send(screen, { kind: 'hello', protocol: SCREEN_PROTOCOL, version: deps.version });
      send(screen, forCustomer(readScreenState(deps.station(), revision)));
      screen.on('error', () => screen.terminate());
    },
    changed: () => {
      if (isPushDue) return;
      isPushDue = true;
      setImmediate(push);
    },
    stop: () => {
      isStopped = true;
      for (const screen of server.clients) screen.terminate();
    },
  };
}

/** What a screen sends is a question to read something, or an intention to do something. */
async function receive(
  { station, logger }: ScreensDeps,
  screen: WebSocket,
  data: RawData,
): Promise<void> {
  const message = parseJson(data);
  const ask = askSchema.safeParse(message);
  if (ask.success) {
    const { id: questionId, question } = ask.data;
    const reply = await station()
      .answer(question)
      .catch((error: unknown): Reply => {
        logger.error({ err: error, question: question.kind }, 'a question failed');
        return { kind: 'refused', reason: 'io' };
      });
    send(screen, { kind: 'reply', questionId, reply });
    return;
  }
  const intention = intentionSchema.safeParse(message);
  if (!intention.success) {
    logger.warn({ issues: intention.error.issues }, 'a screen sent what is no intention');
    screen.close(1008, 'not an intention');
    return;
  }
  const refusal = await station().intend(intention.data);
  send(screen, { kind: 'answer', intentionId: intention.data.id, refusal });
}

const forCustomer = (state: ScreenState): StationMessage => ({
  kind: 'customer',
  customer: customerState(state),
});

function send(screen: WebSocket, message: StationMessage): void {
  if (screen.bufferedAmount > BUFFERED_BYTES_MAX) screen.terminate();
  else if (screen.readyState === screen.OPEN) screen.send(JSON.stringify(message));
}

function parseJson(data: RawData): unknown {
  try {
    return JSON.parse((data as Buffer).toString('utf8'));
  } catch {
    return undefined;
  }
}
