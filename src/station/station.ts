import type { Logger } from 'pino';
import type { Intention } from '../contract/kiosk/intentions.ts';
import type { Activity, Refusal } from '../contract/kiosk/screen-state.ts';
import { assertNever } from '../shared/assert.ts';
import type { MakeId, StationId } from '../shared/ids.ts';
import { err } from '../shared/result.ts';
import { msOfInstant } from '../shared/time.ts';
import { parseUidTyped } from '../domain/card/uid.ts';
import type { TypedByteOrder } from '../domain/card/uid.ts';
import type { Journal } from './journal/journal.ts';
import { readOpenBasket } from './projections/basket.ts';
import { readPairing } from './projections/pairing.ts';
import { readSession } from './projections/session.ts';
import type { HubEvent, ReaderHub } from './readers/reader-hub.ts';
import { epochMsOfMonotonic } from './readers/monotonic.ts';
import type { TrayReader } from './readers/tray-reader.ts';
import type { WedgeReader } from './readers/wedge-reader.ts';
import type { CloudClient } from './sync/cloud-client.ts';
import type { Connection } from './sync/connection.ts';
import type { Synchroniser } from './sync/synchroniser.ts';
import { checkPass } from './usecases/check-pass.ts';
import { DONE, refuse } from './usecases/context.ts';
import type { CommandResult, StationContext } from './usecases/context.ts';
import { addProduct, discardBasket, setLineCount } from './usecases/edit-basket.ts';
import { pairStation } from './usecases/pair.ts';
import { payCash } from './usecases/pay-cash.ts';
import { payRestInCash, payWithPass } from './usecases/pay-pass.ts';
import type { ShortCard } from './usecases/pay-pass.ts';
import { signInWithPass, signInWithPin, signOut } from './usecases/sign-in.ts';
import type { Knowledge } from './work/knowledge.ts';
import type { Settings, WorkDatabase } from './work/work-database.ts';
import type { DemoNetwork } from './sync/demo-network.ts';
import type { DemoPass } from './config.ts';

/** Answers to the last intentions, so that one sent twice is done once (RULES M7). */
const ANSWERS_KEPT_MAX = 1_000;

export type Station = {
  /** What the screen asked; the answer says only whether it was refused. */
  readonly intend: (intention: Intention) => Promise<Refusal | null>;
  readonly context: StationContext;
  readonly readers: ReaderHub;
  readonly demo: Demo | null;
  readonly stop: () => Promise<void>;
};

export type Demo = {
  readonly network: DemoNetwork;
  readonly tray: TrayReader;
  readonly passes: readonly DemoPass[];
};

export type StationParts = {
  readonly stationId: StationId;
  readonly publicKeyHex: string;
  readonly journal: Journal;
  readonly knowledge: Knowledge;
  readonly settings: Settings;
  readonly work: WorkDatabase;
  readonly client: CloudClient;
  readonly connection: Connection;
  readonly synchroniser: Synchroniser;
  readonly readers: ReaderHub;
  readonly wedge: WedgeReader;
  readonly wedgeByteOrder: TypedByteOrder;
  readonly demo: Demo | null;
  readonly makeId: MakeId;
  readonly logger: Logger;
  /** Something that the screen shows has changed. */
  readonly onChange: () => void;
};

/** The till as one thing: taps and touches come in, facts are written, the screen is told. */
export function createStation(parts: StationParts): Station {
  let activity: Activity = { kind: 'none' };
  let resultTimer: NodeJS.Timeout | undefined;
  let short: ShortCard | undefined;
  let isPaying = false;
  let queue: Promise<unknown> = Promise.resolve();
  const answers = new Map<string, Promise<Refusal | null>>();

  const setActivity = (next: Activity): void => {
    clearTimeout(resultTimer);
    activity = next;
    if (next.kind !== 'pass-short' && next.kind !== 'pass-at-work') short = undefined;
    if (next.kind === 'result') {
      const leftMs = msOfInstant(next.endsAt) - msOfInstant(parts.connection.clock());
      resultTimer = setTimeout(
        () => {
          if (activity === next) setActivity({ kind: 'none' });
        },
        Math.max(0, leftMs),
      );
    }
    parts.onChange();
  };
  const context: StationContext = {
    ...parts,
    clock: parts.connection.clock,
    screen: { activity: () => activity, setActivity },
  };

  /** One command at a time: each sees the whole effect of the one before. */
  const enqueue = (
    command: () => Promise<CommandResult> | CommandResult,
  ): Promise<CommandResult> => {
    const run = queue.then(command);
    queue = run.catch(() => undefined);
    return run
      .catch((error: unknown): CommandResult => {
        parts.logger.error({ error }, 'a command failed');
        return refuse(context, 'io', null);
      })
      .finally(parts.onChange);
  };
  const pay = async (command: () => Promise<CommandResult>): Promise<CommandResult> => {
    isPaying = true;
    try {
      return await command();
    } finally {
      isPaying = false;
      if (activity.kind === 'pass-at-work') setActivity({ kind: 'none' });
    }
  };
  const asStaff = (
    command: (
      staff: NonNullable<ReturnType<typeof readSession>['staff']>,
    ) => Promise<CommandResult> | CommandResult,
  ): Promise<CommandResult> | CommandResult => {
    const { staff } = readSession(parts.journal.database);
    return staff === null ? err('not-signed-in') : command(staff);
  };
  const leaveResult = (): void => {
    if (activity.kind !== 'none' && activity.kind !== 'pass-at-work') setActivity({ kind: 'none' });
  };

  const execute = (intention: Intention): Promise<CommandResult> | CommandResult => {
    switch (intention.kind) {
      case 'pair':
        return pairStation(context, intention.code);
      case 'sign-in-with-pin':
        return signInWithPin(context, intention.pin);
      case 'sign-out':
        return signOut(context);
      case 'choose-point-of-sale':
        parts.settings.set('point-of-sale', intention.pointOfSaleId);
        return DONE;
      case 'add-product':
        leaveResult();
        return asStaff((staff) => addProduct(context, staff, intention));
      case 'set-line-count':
        leaveResult();
        return asStaff((staff) => setLineCount(context, staff, intention));
      case 'discard-basket':
        leaveResult();
        return asStaff((staff) => discardBasket(context, staff));
      case 'pay-cash':
        return asStaff((staff) => payCash(context, staff, intention));
      case 'pay-rest-in-cash':
        return asStaff((staff) => {
          const current = activity;
          const card = short;
          if (current.kind !== 'pass-short' || card === undefined) return err('basket-changed');
          const { availableCents } = current;
          return pay(() => payRestInCash(context, staff, card, { ...intention, availableCents }));
        });
      case 'dismiss':
        leaveResult();
        return DONE;
      case 'set-preferences': {
        const { id: _id, kind: _kind, ...preferences } = intention;
        parts.settings.set('preferences', JSON.stringify(preferences));
        return DONE;
      }
      case 'wedge-typed':
        return typeUid(intention.text);
      case 'tray-put-down':
      case 'tray-take-away':
        return moveTrayCard(intention.kind, intention.uid);
      case 'demo-cut-network':
        if (parts.demo === null) return err('busy');
        parts.demo.network.setCut(intention.cut);
        return DONE;
      default:
        return assertNever(intention);
    }
  };

  const typeUid = (text: string): CommandResult => {
    const parsed = parseUidTyped(text, { byteOrder: parts.wedgeByteOrder });
    if (!parsed.ok) {
      const reasons = {
        'odd-length': 'uid-odd-length',
        'wrong-length': 'uid-wrong-length',
        'not-hex': 'uid-not-hex',
        'random-uid': 'card-random',
      } as const;
      return refuse(context, reasons[parsed.error], null);
    }
    parts.wedge.typed(text);
    return DONE;
  };
  const moveTrayCard = (kind: 'tray-put-down' | 'tray-take-away', text: string): CommandResult => {
    const uid = parseUidTyped(text, { byteOrder: 'first-byte-first' });
    if (parts.demo === null || !uid.ok) return err('card-unreadable');
    if (kind === 'tray-put-down') parts.demo.tray.putDown(uid.value);
    else parts.demo.tray.takeAway(uid.value);
    return DONE;
  };

  const tap = (event: Extract<HubEvent, { kind: 'tap' }>): Promise<CommandResult> => {
    // Epoch milliseconds, so that the screen can say how long the answer took.
    const seenAtMs = epochMsOfMonotonic(event.seenAtMs);
    return enqueue(() => {
      if (readPairing(parts.journal.database) === null) return err('not-signed-in');
      const card = parts.knowledge.findCard(event.uid);
      const { staff } = readSession(parts.journal.database);
      if (staff === null) return signInWithPass(context, card, seenAtMs);
      if (readOpenBasket(parts.journal.database).lines.length === 0) {
        return checkPass(context, card, seenAtMs);
      }
      return pay(() =>
        payWithPass(context, staff, { uid: event.uid, card }, seenAtMs, (card) => {
          short = card;
        }),
      );
    });
  };

  const onReader = (event: HubEvent): void => {
    switch (event.kind) {
      case 'tap':
        // A second Pass in the middle of a payment changes nothing: the first one is being asked.
        if (isPaying) return;
        void tap(event);
        return;
      case 'refused': {
        const reasons = {
          'random-uid': 'card-random',
          'bad-uid': 'card-unreadable',
          unreadable: 'card-unreadable',
          'removed-too-soon': 'removed-too-soon',
          'several-cards': 'several-cards',
        } as const;
        if (!isPaying) void enqueue(() => refuse(context, reasons[event.reason], null));
        return;
      }
      case 'removed':
      case 'readers':
        parts.onChange();
        return;
      default:
        assertNever(event);
    }
  };
  parts.readers.start(onReader);

  return {
    context,
    readers: parts.readers,
    demo: parts.demo,
    intend: (intention) => {
      const known = answers.get(intention.id);
      if (known !== undefined) return known;
      const run =
        isPaying && intention.kind !== 'set-preferences'
          ? Promise.resolve(err('busy' as const))
          : enqueue(() => execute(intention));
      const answer = run.then((result) => (result.ok ? null : result.error));
      answers.set(intention.id, answer);
      if (answers.size > ANSWERS_KEPT_MAX) answers.delete(answers.keys().next().value ?? '');
      return answer;
    },
    stop: async () => {
      clearTimeout(resultTimer);
      await parts.readers.stop();
      await queue;
    },
  };
}
