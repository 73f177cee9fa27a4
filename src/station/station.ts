import type { Logger } from 'pino';
import type { DemoPass } from '../contract/config/station.ts';
import type { Intention } from '../contract/kiosk/intentions.ts';
import type { Refusal } from '../contract/kiosk/screen-state.ts';
import type { TypedByteOrder } from '../domain/card/uid.ts';
import { assertNever } from '../shared/assert.ts';
import { err } from '../shared/result.ts';
import { createActivity } from './activity.ts';
import { createCommandQueue } from './command-queue.ts';
import { readOpenBasket } from './projections/basket.ts';
import { readPairing } from './projections/pairing.ts';
import { readSession } from './projections/session.ts';
import { epochMsOfMonotonic } from './readers/monotonic.ts';
import type { HubEvent, ReaderHub } from './readers/reader-hub.ts';
import type { TrayReader } from './readers/tray-reader.ts';
import type { WedgeReader } from './readers/wedge-reader.ts';
import { runIntention } from './run-intention.ts';
import type { DemoNetwork } from './sync/demo-network.ts';
import { checkPass } from './usecases/check-pass.ts';
import { refuse } from './usecases/context.ts';
import type { CommandResult, StationContext } from './usecases/context.ts';
import { payWithPass } from './usecases/pay-pass.ts';
import type { ShortCard } from './usecases/pay-pass.ts';
import { signInWithPass } from './usecases/sign-in.ts';

/** Answers to the last intentions, so that one sent twice is done once (RULES M7). */
const ANSWERS_KEPT_MAX = 1_000;

export type Demo = {
  readonly network: DemoNetwork;
  readonly tray: TrayReader;
  readonly passes: readonly DemoPass[];
};

export type Station = {
  /** What the screen asked; the answer says only whether it was refused. */
  readonly intend: (intention: Intention) => Promise<Refusal | null>;
  readonly context: StationContext;
  readonly readers: ReaderHub;
  readonly demo: Demo | null;
  readonly stop: () => Promise<void>;
};

export type StationParts = Omit<StationContext, 'screen'> & {
  readonly readers: ReaderHub;
  readonly wedge: WedgeReader;
  readonly wedgeByteOrder: TypedByteOrder;
  readonly demo: Demo | null;
  readonly leave: (() => void) | null;
  readonly logger: Logger;
  /** Something that the screen shows has changed. */
  readonly onChange: () => void;
};

/** The till as one thing: taps and touches come in, facts are written, the screen is told. */
export function createStation(parts: StationParts): Station {
  const activity = createActivity(parts);
  const queue = createCommandQueue({ logger: parts.logger, onDone: parts.onChange });
  const context: StationContext = { ...parts, screen: activity };
  const answers = new Map<string, Promise<Refusal | null>>();
  let shortCard: ShortCard | undefined;
  let isPaying = false;

  const whilePaying = async (pay: () => Promise<CommandResult>): Promise<CommandResult> => {
    isPaying = true;
    try {
      return await pay();
    } finally {
      isPaying = false;
      if (activity.activity().kind === 'pass-at-work') activity.setActivity({ kind: 'none' });
    }
  };
  const intentionDeps = {
    ...parts,
    context,
    whilePaying,
    leaveResult: activity.leave,
    shortCard: () => shortCard,
  };
  const payTapped = (card: ShortCard, seenAtMs: number) => (staff: Staff) =>
    whilePaying(() =>
      payWithPass(context, staff, card, seenAtMs, (short) => {
        shortCard = short;
      }),
    );

  parts.readers.start((event) => {
    // Another Pass in the middle of a payment changes nothing: the first one is being asked.
    if (!isPaying) onReader(context, event, queue.run, payTapped);
    parts.onChange();
  });

  return {
    context,
    readers: parts.readers,
    demo: parts.demo,
    intend: (intention) => {
      const known = answers.get(intention.id);
      if (known !== undefined) return known;
      const mustWait = isPaying && intention.kind !== 'set-preferences';
      const answer = (
        mustWait
          ? Promise.resolve<CommandResult>(err('busy'))
          : queue.run(() => runIntention(intentionDeps, intention))
      ).then((result) => (result.ok ? null : result.error));
      answers.set(intention.id, answer);
      if (answers.size > ANSWERS_KEPT_MAX) answers.delete(answers.keys().next().value ?? '');
      return answer;
    },
    stop: async () => {
      activity.stop();
      await parts.readers.stop();
      await queue.idle();
    },
  };
}

type Staff = NonNullable<ReturnType<typeof readSession>['staff']>;
type Pay = (card: ShortCard, seenAtMs: number) => (staff: Staff) => Promise<CommandResult>;
type Run = (command: () => Promise<CommandResult> | CommandResult) => Promise<CommandResult>;

function onReader(context: StationContext, event: HubEvent, run: Run, pay: Pay): void {
  switch (event.kind) {
    case 'tap':
      void run(() => onTap(context, event, pay));
      return;
    case 'refused':
      void run(() => refuse(context, READER_REFUSALS[event.reason], null));
      return;
    case 'removed':
    case 'readers':
      return;
    default:
      assertNever(event);
  }
}

const READER_REFUSALS = {
  'random-uid': 'card-random',
  'bad-uid': 'card-unreadable',
  unreadable: 'card-unreadable',
  'removed-too-soon': 'removed-too-soon',
  'several-cards': 'several-cards',
} as const satisfies Record<Extract<HubEvent, { kind: 'refused' }>['reason'], Refusal>;

/** A Pass was put down: it signs in, pays the open basket, or is checked when the basket is empty. */
function onTap(
  context: StationContext,
  tap: Extract<HubEvent, { kind: 'tap' }>,
  pay: Pay,
): Promise<CommandResult> | CommandResult {
  const { database } = context.journal;
  // Epoch milliseconds, so that the screen can say how long the answer took.
  const seenAtMs = epochMsOfMonotonic(tap.seenAtMs);
  if (readPairing(database) === null) return err('not-signed-in');
  const card = context.knowledge.findCard(tap.uid);
  const { staff } = readSession(database);
  if (staff === null) return signInWithPass(context, card, seenAtMs);
  if (readOpenBasket(database).lines.length === 0) return checkPass(context, card, seenAtMs);
  return pay({ uid: tap.uid, card }, seenAtMs)(staff);
}
