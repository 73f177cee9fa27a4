import {
  SCREEN_PATH,
  SCREEN_PROTOCOL,
  stationMessageSchema,
} from '../../src/contract/kiosk/screen-state.ts';
import type { StationMessage } from '../../src/contract/kiosk/screen-state.ts';
import type { Intention } from '../../src/contract/kiosk/intentions.ts';
import type { Question } from '../../src/contract/kiosk/questions.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import type { Id } from '../../src/shared/ids.ts';

/** First wait before connecting again, and the longest: a restarted station is back on glass within 2 s. */
const RETRY_WAIT_MS = 150;
const RETRY_WAIT_MS_MAX = 1_000;

type WithoutId<Message> = Message extends Intention ? Omit<Message, 'id'> : never;
/** What a touch means, before the link gives it its id. */
export type IntentionDraft = WithoutId<Intention>;

export type LinkListener = {
  readonly onOpen: () => void;
  readonly onMessage: (message: StationMessage) => void;
  readonly onLost: () => void;
  /** The station speaks another version: this page is older or newer than the one it serves. */
  readonly onOtherProtocol: () => void;
};

export type StationLink = {
  /**
   * Sends one intention and gives its id. With `once`, the same name again before the answer is the
   * same touch: nothing more is sent and the first id comes back.
   */
  readonly send: (draft: IntentionDraft, once?: string) => Id<'Intention'> | null;
  /** Asks to read something; null while the station is away. The answer is a `reply`. */
  readonly ask: (question: Question) => Id<'Question'> | null;
  readonly close: () => void;
};

/** The only place that speaks to the station. It connects again for ever, until closed. */
export function connectToStation(address: string, listener: LinkListener): StationLink {
  const waiting = new Map<string, Id<'Intention'>>();
  let socket: WebSocket | null = null;
  let retryWaitMs = RETRY_WAIT_MS;
  let isClosed = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  const forgetAnswered = (intentionId: Id<'Intention'>) => {
    for (const [name, id] of waiting) if (id === intentionId) waiting.delete(name);
  };

  const receive = (data: unknown) => {
    const message = parseMessage(data);
    if (message === null) return;
    if (message.kind === 'hello' && message.protocol !== SCREEN_PROTOCOL) {
      listener.onOtherProtocol();
      return;
    }
    if (message.kind === 'answer') forgetAnswered(message.intentionId);
    listener.onMessage(message);
  };

  const open = () => {
    const current = new WebSocket(address);
    socket = current;
    current.addEventListener('open', () => {
      retryWaitMs = RETRY_WAIT_MS;
      listener.onOpen();
    });
    current.addEventListener('message', (event) => receive(event.data));
    current.addEventListener('close', () => {
      // What waited for an answer is not sent again: the next state tells whether it was done.
      waiting.clear();
      if (isClosed) return;
      listener.onLost();
      retryTimer = setTimeout(open, retryWaitMs);
      retryWaitMs = Math.min(retryWaitMs * 2, RETRY_WAIT_MS_MAX);
    });
  };
  open();

  return {
    send: (draft, once) => {
      const earlier = once === undefined ? undefined : waiting.get(once);
      if (earlier !== undefined) return earlier;
      if (socket?.readyState !== WebSocket.OPEN) return null;
      const id = toId<'Intention'>(makeUuid());
      if (once !== undefined) waiting.set(once, id);
      socket.send(JSON.stringify({ id, ...draft }));
      return id;
    },
    ask: (question) => {
      if (socket?.readyState !== WebSocket.OPEN) return null;
      const id = toId<'Question'>(makeUuid());
      socket.send(JSON.stringify({ kind: 'ask', id, question }));
      return id;
    },
    close: () => {
      isClosed = true;
      clearTimeout(retryTimer);
      socket?.close();
    },
  };
}

/** The address of the station that served this page. */
export const screenAddress = (page: Location, view: string | null): string =>
  `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}${SCREEN_PATH}${view === null ? '' : `?view=${view}`}`;

/** A message that does not fit is dropped: the next state is whole again. */
function parseMessage(data: unknown): StationMessage | null {
  if (typeof data !== 'string') return null;
  try {
    const parsed = stationMessageSchema.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
