import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { ResultShown } from '../../../contract/kiosk/results.ts';
import type { PresenceTapped } from '../../../domain/journal/badge-entries.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import type { TapId } from '../../../shared/ids.ts';
import { toId } from '../../../shared/ids.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { Instant } from '../../../shared/time.ts';
import { RECEIPT_TEXTS } from '../../printers/receipt-texts.ts';
import { record, refuse, DONE } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { readTraining } from '../day/shown.ts';
import { paperLanguage } from '../receipts/receipt-head.ts';
import { knownPresences, presencesOf, tapHolderOf } from './known-presences.ts';
import type { KnownPresence } from './known-presences.ts';
import { planOf } from './pair-known.ts';
import { recordTap } from './record-tap.ts';
import { badgedFields, showBadged } from './show-badged.ts';

type BadgedOut = Extract<ResultShown, { readonly kind: 'badged-out' }>;

/**
 * Staff say that somebody has left. What the stay costs is priced and due: their Pass is not here,
 * so nothing is taken from it.
 */
export function takeOut(
  context: StationContext,
  staff: StaffRef,
  { presenceId }: IntentionOf<'presence-out'>,
): CommandResult {
  if (readTraining(context)) return refuse(context, 'not-in-training', null);
  const find = (): KnownPresence | undefined =>
    knownPresences(context, context.clock()).find((one) => one.presenceId === presenceId);
  const stay = find();
  if (stay === undefined) return refuse(context, 'presence-unknown', null);
  if (stay.state !== 'open') return refuse(context, 'presence-over', null);
  const out = tapOut(context, staff, stay);
  if (!out.ok) return refuse(context, out.error, null);
  showBadged(context, resultOf(context, find() ?? stay, out.value), null);
  return DONE;
}

/** `tap` is null when the stay was said to end without one. */
type Out = {
  readonly tapId: TapId;
  readonly at: Instant;
  readonly tap: PresenceTapped | null;
};

function tapOut(
  context: StationContext,
  staff: StaffRef,
  stay: KnownPresence,
): Result<Out, Refusal> {
  const holder = tapHolderOf(stay);
  if (holder === null) return correctOut(context, staff, stay);
  const { spaceId, spaceName, planId, planVersion } = stay;
  const tapped = recordTap(context, {
    holder,
    direction: 'out',
    spaceId,
    spaceName,
    planId,
    planVersion,
    staff,
  });
  if (!tapped.ok) return tapped;
  const { tapId, tappedAt } = tapped.value;
  return ok({ tapId, at: tappedAt, tap: tapped.value });
}

/** Who came in by phone may have no Pass to seal a tap with: the stay itself is said to end. */
function correctOut(
  context: StationContext,
  staff: StaffRef,
  { presenceId }: KnownPresence,
): Result<Out, Refusal> {
  const at = context.clock();
  const correctionId = context.makeId();
  const recorded = record(context, [
    {
      kind: 'presence.corrected@1',
      body: {
        correctionId,
        presenceId,
        inAt: null,
        outAt: at,
        isRemoved: false,
        staff,
        approvedBy: null,
        reason: RECEIPT_TEXTS[paperLanguage(context)]('presence.saidByStaff'),
      },
    },
  ]);
  return recorded.ok
    ? ok({ tapId: toId<'Tap'>(correctionId), at, tap: null })
    : err(recorded.error);
}

function resultOf(context: StationContext, stay: KnownPresence, out: Out): BadgedOut {
  const { bill } = stay;
  return {
    kind: 'badged-out',
    ...fieldsOf(context, stay, out),
    // Staff see the person go: nothing is to be turned round.
    canTurn: false,
    presenceId: stay.presenceId,
    inAt: stay.inAt,
    stayedMinutes: stay.stayedMinutes,
    cents: stay.cents,
    why: [...(bill?.why ?? [])] as BadgedOut['why'],
    timeMinutes: bill?.timeMinutes ?? 0,
    payment:
      stay.dueCents > 0
        ? { kind: 'to-pay', dueCents: stay.dueCents, reason: 'no-pass' }
        : { kind: 'nothing' },
  };
}

function fieldsOf(context: StationContext, stay: KnownPresence, { tapId, at, tap }: Out) {
  const holder = tapHolderOf(stay);
  if (tap !== null && holder !== null) {
    const stays = presencesOf(context, stay.holderKey, at);
    return badgedFields(context, { holder, pass: null, seenAtMs: null }, tap, stays);
  }
  const plan = planOf(context, stay.planId, stay.planVersion);
  return {
    tapId,
    name: stay.holder.name,
    cardNumber: '',
    cardId: null,
    spaceName: stay.spaceName,
    at,
    planName: plan?.name ?? '',
    isVolunteer: plan?.kind === 'volunteer',
    isMember: false,
    left: [],
    undoUntilAt: at,
  };
}
