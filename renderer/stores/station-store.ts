import { create } from 'zustand';
import { connectToStation, screenAddress } from '../bridge/station-link.ts';
import type { IntentionDraft, StationLink } from '../bridge/station-link.ts';
import type { CatalogueShown } from '../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState, StationMessage } from '../../src/contract/kiosk/screen-state.ts';
import type { CustomerState } from '../../src/contract/kiosk/customer-state.ts';
import type { Question, Reply } from '../../src/contract/kiosk/questions.ts';
import type { Refusal } from '../../src/contract/kiosk/refusals.ts';
import type { Id } from '../../src/shared/ids.ts';

/** `first`: never connected yet. `away`: was there, is gone; the last state stays on glass. */
export type LinkState = 'first' | 'open' | 'away';

type RefusedTouch = { readonly intentionId: Id<'Intention'>; readonly reason: Refusal };

type StationStore = {
  readonly link: LinkState;
  readonly screen: ScreenState | null;
  readonly catalogue: CatalogueShown | null;
  /** What the page of the person in front of the till shows; null on every other page. */
  readonly customer: CustomerState | null;
  /** The last touch the station refused, until the next touch. A refused Pass is a result instead. */
  readonly refusedTouch: RefusedTouch | null;
  /** The answer to the last intention that was answered: a sheet that waits for a yes closes then. */
  readonly lastAnswer: {
    readonly intentionId: Id<'Intention'>;
    readonly refusal: Refusal | null;
  } | null;
  /** How many touches were refused: what was typed for one of them is typed anew. */
  readonly refusals: number;
};

/** What the station said last. Written by the link only; the screen never corrects it. */
export const useStation = create<StationStore>(() => ({
  link: 'first',
  screen: null,
  catalogue: null,
  customer: null,
  refusedTouch: null,
  lastAnswer: null,
  refusals: 0,
}));

/** How long a page of another version waits before it loads the one the station serves. */
const RELOAD_WAIT_MS = 1_000;

let link: StationLink | null = null;

/** Who waits for the answer to a question. What nobody waits for any more is dropped. */
const waitingForReply = new Map<Id<'Question'>, (reply: Reply) => void>();

/** @param view as the page's address names it: a customer's page is told less, and never heard */
export function startStation(view: string | null): void {
  link = connectToStation(screenAddress(location, view), {
    onOpen: () => useStation.setState({ link: 'open' }),
    onLost: () =>
      useStation.setState(({ screen, customer }) => ({
        link: screen === null && customer === null ? 'first' : 'away',
      })),
    onMessage: receive,
    onOtherProtocol: () => setTimeout(() => location.reload(), RELOAD_WAIT_MS),
  });
}

/** Asks the station for something. With `once`, a double touch is one (see the link). */
export function ask(draft: IntentionDraft, once?: string): Id<'Intention'> | null {
  useStation.setState({ refusedTouch: null });
  return link?.send(draft, once) ?? null;
}

/** Asks to read something (stores/questions.ts). Returns how to forget the answer; null while away. */
export function askToRead(
  question: Question,
  onReply: (reply: Reply) => void,
): (() => void) | null {
  const id = link?.ask(question) ?? null;
  if (id === null) return null;
  waitingForReply.set(id, onReply);
  return () => waitingForReply.delete(id);
}

function receive(message: StationMessage): void {
  switch (message.kind) {
    case 'hello':
      return;
    case 'state':
      useStation.setState({ screen: message.state });
      return;
    case 'customer':
      useStation.setState({ customer: message.customer });
      return;
    case 'catalogue':
      useStation.setState({ catalogue: message.catalogue });
      return;
    case 'answer':
      useStation.setState({
        lastAnswer: { intentionId: message.intentionId, refusal: message.refusal },
      });
      if (message.refusal !== null) {
        const { intentionId, refusal: reason } = message;
        useStation.setState(({ refusals }) => ({
          refusedTouch: { intentionId, reason },
          refusals: refusals + 1,
        }));
      }
      return;
    case 'reply': {
      const onReply = waitingForReply.get(message.questionId);
      waitingForReply.delete(message.questionId);
      onReply?.(message.reply);
      return;
    }
  }
}
