import type { Intention } from '../contract/kiosk/intentions.ts';
import type { Refusal } from '../contract/kiosk/screen-state.ts';
import { parseUidHex, parseUidTyped } from '../domain/card/uid.ts';
import type { TypedByteOrder, UidRefusal } from '../domain/card/uid.ts';
import type { StaffRef } from '../domain/journal/entries.ts';
import { assertNever } from '../shared/assert.ts';
import { err } from '../shared/result.ts';
import { readSession } from './projections/session.ts';
import type { WedgeReader } from './readers/wedge-reader.ts';
import type { Demo } from './station.ts';
import { DONE, refuse } from './usecases/context.ts';
import type { CommandResult, StationContext } from './usecases/context.ts';
import { addProduct, discardBasket, setLineCount } from './usecases/edit-basket.ts';
import { pairStation } from './usecases/pair.ts';
import { payCash } from './usecases/pay-cash.ts';
import { payRestInCash } from './usecases/pay-pass.ts';
import type { ShortCard } from './usecases/pay-pass.ts';
import { allowLeaving, signInWithPin, signOut } from './usecases/sign-in.ts';

export type IntentionDeps = {
  readonly context: StationContext;
  readonly wedge: WedgeReader;
  readonly wedgeByteOrder: TypedByteOrder;
  readonly demo: Demo | null;
  /** Closes the window; null when there is none. */
  readonly leave: (() => void) | null;
  readonly leaveResult: () => void;
  /** The Pass that was short, while the screen says so. */
  readonly shortCard: () => ShortCard | undefined;
  readonly whilePaying: (pay: () => Promise<CommandResult>) => Promise<CommandResult>;
};

type Outcome = Promise<CommandResult> | CommandResult;

/** Carries out what the screen asked. */
export function runIntention(deps: IntentionDeps, intention: Intention): Outcome {
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
    case 'add-product':
    case 'set-line-count':
    case 'discard-basket':
    case 'pay-cash':
    case 'pay-rest-in-cash': {
      const { staff } = readSession(context.journal.database);
      return staff === null ? err('not-signed-in') : runSelling(deps, staff, intention);
    }
    case 'wedge-typed':
      return typeUid(deps, intention.text);
    case 'tray-put-down':
    case 'tray-take-away':
    case 'demo-cut-network':
      return deps.demo === null ? err('busy') : runDemo(deps.demo, intention);
    default:
      return assertNever(intention);
  }
}

type SellingIntention = Extract<
  Intention,
  {
    readonly kind:
      'add-product' | 'set-line-count' | 'discard-basket' | 'pay-cash' | 'pay-rest-in-cash';
  }
>;

function runSelling(deps: IntentionDeps, staff: StaffRef, intention: SellingIntention): Outcome {
  const { context } = deps;
  switch (intention.kind) {
    case 'add-product':
      deps.leaveResult();
      return addProduct(context, staff, intention);
    case 'set-line-count':
      deps.leaveResult();
      return setLineCount(context, staff, intention);
    case 'discard-basket':
      deps.leaveResult();
      return discardBasket(context, staff);
    case 'pay-cash':
      return payCash(context, staff, intention);
    case 'pay-rest-in-cash': {
      const shown = context.screen.activity();
      const card = deps.shortCard();
      if (shown.kind !== 'pass-short' || card === undefined) return err('basket-changed');
      const { availableCents } = shown;
      return deps.whilePaying(() =>
        payRestInCash(context, staff, card, { ...intention, availableCents }),
      );
    }
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

function typeUid(deps: IntentionDeps, text: string): CommandResult {
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
