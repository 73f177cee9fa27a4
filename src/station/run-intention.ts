import type { Intention, IntentionOf } from '../contract/kiosk/intentions.ts';
import type { Refusal } from '../contract/kiosk/refusals.ts';
import { parseUidHex, parseUidTyped } from '../domain/card/uid.ts';
import type { TypedByteOrder, UidRefusal } from '../domain/card/uid.ts';
import type { StaffRef } from '../domain/journal/sale-entries.ts';
import { assertNever } from '../shared/assert.ts';
import { err } from '../shared/result.ts';
import { readSession } from './projections/session.ts';
import type { WedgeReader } from './readers/wedge-reader.ts';
import type { Demo } from './station.ts';
import type { Acting, Handlers, Outcome, TillDeps } from './usecases/acting.ts';
import type { Approvals } from './usecases/approvals.ts';
import { badgeHandlers } from './usecases/badge/handlers.ts';
import { runBadgeIntention } from './usecases/badge/open-handlers.ts';
import { basketHandlers } from './usecases/basket/handlers.ts';
import { DONE, refuse } from './usecases/context.ts';
import type { CommandResult } from './usecases/context.ts';
import { correctionHandlers } from './usecases/corrections/handlers.ts';
import { dayHandlers } from './usecases/day/handlers.ts';
import { doorHandlers } from './usecases/door/handlers.ts';
import { scanTicket } from './usecases/door/scan-ticket.ts';
import { passHandlers } from './usecases/pass/handlers.ts';
import { payingHandlers } from './usecases/paying/handlers.ts';
import { pairStation } from './usecases/session/pair.ts';
import { allowLeaving, signInWithPin, signOut } from './usecases/session/sign-in.ts';
import { stockHandlers } from './usecases/stock/handlers.ts';
import { tableHandlers } from './usecases/tables/handlers.ts';
import { finishOrder } from './usecases/tables/send-order.ts';

export type IntentionDeps = TillDeps & {
  readonly approvals: Approvals;
  readonly wedge: WedgeReader;
  readonly wedgeByteOrder: TypedByteOrder;
  readonly demo: Demo | null;
  /** Closes the window; null when there is none. */
  readonly leave: (() => void) | null;
};

/** What needs somebody signed in, feature by feature. */
const STAFF_HANDLERS = {
  ...basketHandlers,
  ...payingHandlers,
  ...passHandlers,
  ...tableHandlers,
  ...correctionHandlers,
  ...dayHandlers,
  ...stockHandlers,
  ...doorHandlers,
  ...badgeHandlers,
} as const;
type StaffIntention = Extract<Intention, { readonly kind: keyof typeof STAFF_HANDLERS }>;
type OpenIntention = Exclude<Intention, StaffIntention>;

const needsStaff = (intention: Intention): intention is StaffIntention =>
  Object.hasOwn(STAFF_HANDLERS, intention.kind);

/** Carries out what the screen asked; `approvedBy` is the manager who agreed to it for this once. */
export function runIntention(
  deps: IntentionDeps,
  intention: Intention,
  approvedBy: StaffRef | null,
): Outcome {
  if (!needsStaff(intention)) return runOpen(deps, intention);
  const { staff, isManager } = readSession(deps.context.journal.database);
  if (staff === null) {
    // The kitchen goes on whoever holds the till.
    return intention.kind === 'order-done'
      ? finishOrder(deps.context, null, intention)
      : err('not-signed-in');
  }
  return runHandler(deps, { staff, isManager, approvedBy }, intention);
}

function runHandler<Kind extends StaffIntention['kind']>(
  deps: TillDeps,
  acting: Acting,
  intention: IntentionOf<Kind>,
): Outcome {
  const handlers: Handlers<StaffIntention['kind']> = STAFF_HANDLERS;
  const handler = handlers[(intention as StaffIntention).kind as Kind];
  return handler(deps, acting, intention);
}

function runOpen(deps: IntentionDeps, intention: OpenIntention): Outcome {
  const { context } = deps;
  switch (intention.kind) {
    case 'pair':
      return pairStation(context, intention.code);
    case 'sign-in-with-pin':
      return signInWithPin(context, intention.pin);
    case 'sign-out':
      return signOut(context);
    case 'leave-kiosk':
      return allowLeaving(context, intention.pin, deps.leave);
    case 'approve-with-pin':
      return deps.approvals.withPin(intention.pin);
    case 'dismiss':
      deps.leaveResult();
      return DONE;
    case 'choose-point-of-sale':
      context.settings.set('point-of-sale', intention.pointOfSaleId);
      return DONE;
    case 'set-preferences': {
      const { id: _id, kind: _kind, ...preferences } = intention;
      context.settings.set('preferences', JSON.stringify(preferences));
      return DONE;
    }
    case 'wedge-typed':
      return typeText(deps, intention.text);
    case 'choose-space':
    case 'undo-tap':
    case 'turn-tap':
    case 'guest-in':
    case 'guest-out':
      return runBadgeIntention(deps, intention);
    case 'tray-put-down':
    case 'tray-take-away':
    case 'demo-cut-network':
      return deps.demo === null ? err('busy') : runDemo(deps.demo, intention);
    default:
      return assertNever(intention);
  }
}

const TYPED_REFUSALS: Readonly<Record<UidRefusal, Refusal>> = {
  'odd-length': 'uid-odd-length',
  'wrong-length': 'uid-wrong-length',
  'not-hex': 'uid-not-hex',
  'random-uid': 'card-random',
};

/** A keyboard reader types a UID, a scanner types the text of a ticket's QR. */
function typeText(deps: IntentionDeps, text: string): Outcome {
  const scanned = scanTicket(deps.context, text);
  if (scanned !== null) return scanned;
  const parsed = parseUidTyped(text, { byteOrder: deps.wedgeByteOrder });
  if (!parsed.ok) return refuse(deps.context, TYPED_REFUSALS[parsed.error], null);
  deps.wedge.typed(text);
  return DONE;
}

type DemoIntention = Extract<
  Intention,
  { readonly kind: 'tray-put-down' | 'tray-take-away' | 'demo-cut-network' }
>;

function runDemo(demo: Demo, intention: DemoIntention): CommandResult {
  if (intention.kind === 'demo-cut-network') {
    demo.network.setCut(intention.cut);
    return DONE;
  }
  const uid = parseUidHex(intention.uid);
  if (!uid.ok) return err(TYPED_REFUSALS[uid.error]);
  if (intention.kind === 'tray-put-down') demo.tray.putDown(uid.value);
  else demo.tray.takeAway(uid.value);
  return DONE;
}
