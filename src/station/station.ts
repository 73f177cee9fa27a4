import type { Logger } from 'pino';
import type { DemoPass } from '../contract/config/station.ts';
import type { Intention } from '../contract/kiosk/intentions.ts';
import type { Question, Reply } from '../contract/kiosk/questions.ts';
import type { Refusal } from '../contract/kiosk/refusals.ts';
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
import type { IntentionDeps } from './run-intention.ts';
import type { DemoNetwork } from './sync/demo-network.ts';
import { answerQuestion } from './answer-question.ts';
import type { TillDeps } from './usecases/acting.ts';
import { createApprovals } from './usecases/approvals.ts';
import type { Approvals } from './usecases/approvals.ts';
import { refuse } from './usecases/context.ts';
import type {
  CommandResult,
  PresencePart,
  StationContext,
  TappedPass,
} from './usecases/context.ts';
import { readMode } from './usecases/badge/shown.ts';
import { badgeTap } from './usecases/badge/tap-pass.ts';
import { admitByPass, openDoorEvent } from './usecases/door/admit.ts';
import { findPass } from './usecases/pass/known-pass.ts';
import { openPassDesk } from './usecases/pass/pass-desk.ts';
import { createResume } from './usecases/pass/resume-asked.ts';
import { payWithPass } from './usecases/paying/pay-pass.ts';
import { changeStaff, signInWithPass } from './usecases/session/sign-in.ts';

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
  /** What the screen wants to read; changes nothing. */
  readonly answer: (question: Question) => Promise<Reply>;
  readonly context: StationContext;
  /** The network is back: what the cloud may have done unheard is asked again. */
  readonly resume: () => void;
  readonly readers: ReaderHub;
  readonly demo: Demo | null;
  readonly stop: () => Promise<void>;
};

export type StationParts = Omit<StationContext, 'screen' | 'presence'> & {
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
  const onDone = (): void => {
    parts.onChange();
    resume();
  };
  const queue = createCommandQueue({ logger: parts.logger, onDone });
  const { noteTap, ...presence } = createPresence(parts.readers);
  const context: StationContext = { ...parts, screen: activity, presence };
  const resume = createResume(context, queue.run);
  const answers = new Map<string, Promise<Refusal | null>>();
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
  const approvals = createApprovals({
    context,
    run: (intention, approvedBy) => runIntention(intentionDeps, intention, approvedBy),
  });
  const intentionDeps: IntentionDeps = {
    ...parts,
    context,
    approvals,
    askApproval: approvals.ask,
    whilePaying,
    leaveResult: activity.leave,
  };

  parts.readers.start((event) => {
    if (event.kind === 'tap') noteTap(event);
    // Another Pass in the middle of a payment changes nothing: the first one is being asked.
    if (!isPaying) onReader(intentionDeps, approvals, event, queue.run);
    parts.onChange();
  });

  return {
    context,
    readers: parts.readers,
    demo: parts.demo,
    answer: (question) => answerQuestion(context, question),
    resume,
    intend: (intention) => {
      const known = answers.get(intention.id);
      if (known !== undefined) return known;
      const mustWait = isPaying && intention.kind !== 'set-preferences';
      const answer = (
        mustWait
          ? Promise.resolve<CommandResult>(err('busy'))
          : queue.run(() => runIntention(intentionDeps, intention, null))
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

type Tap = Extract<HubEvent, { kind: 'tap' }>;

/** Remembers the last tap, beside what the readers say lies there. */
function createPresence(
  readers: ReaderHub,
): PresencePart & { readonly noteTap: (tap: Tap) => void } {
  let lastTap: ReturnType<PresencePart['lastTap']> = null;
  return {
    isOnReader: readers.isOnReader,
    lastTap: () => lastTap,
    noteTap: ({ uid, seenAtMs, readerId }) => {
      const reader = readers.overview().readers.find(({ id }) => id === readerId);
      const isWatched = reader?.source !== 'wedge';
      lastTap = { uid, seenAtMs: epochMsOfMonotonic(seenAtMs), isWatched };
    },
  };
}

type Run = (command: () => Promise<CommandResult> | CommandResult) => Promise<CommandResult>;

function onReader(deps: TillDeps, approvals: Approvals, event: HubEvent, run: Run): void {
  switch (event.kind) {
    case 'tap':
      void run(() => onTap(deps, approvals, event));
      return;
    case 'refused':
      void run(() => refuse(deps.context, READER_REFUSALS[event.reason], null));
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

/** What a Pass that was put down means (docs/decisions/0003). */
function onTap(
  deps: TillDeps,
  approvals: Approvals,
  tap: Tap,
): Promise<CommandResult> | CommandResult {
  const { context } = deps;
  const { database } = context.journal;
  if (readPairing(database) === null) return err('not-signed-in');
  const card = findPass(context, tap.uid);
  // Epoch milliseconds, so that the screen can say how long the answer took.
  const tapped: TappedPass = { uid: tap.uid, seenAtMs: epochMsOfMonotonic(tap.seenAtMs) };
  const { staff, isManager } = readSession(database);
  if (staff === null && readMode(context) === 'badge') return badgeTap(context, tapped);
  if (staff === null) return signInWithPass(context, card, tapped.seenAtMs);
  if (approvals.isAsking()) return approvals.withPass(card, tapped.seenAtMs);
  const acting = { staff, isManager, approvedBy: null };
  if (openDoorEvent(context) !== null) return admitByPass(context, acting, tapped);
  if (readOpenBasket(database).lines.length > 0) return payWithPass(deps, acting, tapped);
  const isOtherStaff = card !== undefined && changeStaff(context, card, staff);
  return isOtherStaff === false ? openPassDesk(context, tapped) : isOtherStaff;
}
