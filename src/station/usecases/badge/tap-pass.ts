import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import { lateOutUntil } from '../../../domain/badge/calendar.ts';
import { UNDO_MS_MAX } from '../../../domain/badge/presence.ts';
import type { TapId } from '../../../shared/ids.ts';
import { toId } from '../../../shared/ids.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { addMs } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import { DONE, refuse } from '../context.ts';
import type { CommandResult, StationContext, TappedPass } from '../context.ts';
import { readTraining } from '../day/shown.ts';
import { dayRule } from '../day/till-day.ts';
import { cardRefusal } from '../pass/card-refusal.ts';
import { findPass } from '../pass/known-pass.ts';
import { CHOICE_MS, chooseNext, chosenSpaceId, keepWaiting, noteHost } from './badge-memory.ts';
import { badgeSpaces, findSpace } from './comer.ts';
import type { Comer, Space } from './comer.ts';
import { pairedOf } from './gather.ts';
import { goIn } from './go-in.ts';
import { goOut } from './go-out.ts';
import { holderKeyOf, holderOfTap } from './holders.ts';
import { findLastTap } from './last-tap.ts';
import type { LastTap } from './last-tap.ts';
import { readOwnFacts } from './own-facts.ts';
import { planOf } from './pair-known.ts';
import type { PairedKnown } from './pair-known.ts';
import { countInside } from './shown.ts';

/** A Pass was put down at the badge station: its holder comes in, or goes out (RULES B1). */
export async function badgeTap(
  context: StationContext,
  tapped: TappedPass,
): Promise<CommandResult> {
  const refuseIt = (reason: Refusal): CommandResult => refuse(context, reason, tapped.seenAtMs);
  if (readTraining(context)) return refuseIt('not-in-training');
  if (badgeSpaces(context).length === 0) return refuseIt('no-space');
  const comer = await findComer(context, tapped);
  if (!comer.ok) return refuseIt(comer.error);
  const { holder } = comer.value;
  if (holder.kind === 'card') noteHost(context, holder.cardId);
  const chosen = chosenSpaceId(context);
  const last = findLastTap(context, holderKeyOf(context, holder));
  if (last !== null && (chosen === null || chosen === last.spaceId)) {
    return askUndo(context, comer.value, last);
  }
  const space = spaceOf(context, comer.value);
  return space === null ? askSpace(context, comer.value) : tapAt(context, comer.value, space);
}

/** In or out of a space: the other way than what is known of it. */
export function tapAt(
  context: StationContext,
  comer: Comer,
  space: Space,
): Promise<CommandResult> | CommandResult {
  chooseNext(context, null);
  keepWaiting(context, null);
  const open = openStays(context, comer).find(({ spaceId }) => spaceId === space.id);
  if (open === undefined) return goIn(context, comer, space);
  const { planId, planVersion } = open;
  return goOut(context, comer, {
    spaceId: space.id,
    spaceName: space.name,
    planId,
    planVersion,
  });
}

/** Whose Pass it is. One that no feed told of is asked of the cloud, as at the till. */
async function findComer(
  context: StationContext,
  { uid, seenAtMs }: TappedPass,
): Promise<Result<Comer, Refusal>> {
  const card = findPass(context, uid);
  if (card !== undefined) {
    const refusal = refusalOf(card.state);
    if (refusal !== null) return err(refusal);
    const holder = { kind: 'card', cardId: card.id, cardNumber: card.number } as const;
    return ok({ holder, pass: { uid, card }, seenAtMs });
  }
  if (context.connection.state().kind === 'offline') return err('card-unknown');
  context.screen.setActivity({ kind: 'pass-at-work' });
  const looked = context.connection.watch(await context.client.lookAtCard({ uid }));
  if (!looked.ok) {
    const { error } = looked;
    return err(error.kind === 'refused' ? cardRefusal(error.error.code) : 'card-unknown');
  }
  const { cardId, cardNumber, state, isOfVillage } = looked.value;
  const refusal = isOfVillage ? refusalOf(state) : 'card-foreign';
  if (refusal !== null) return err(refusal);
  const holder = { kind: 'card', cardId, cardNumber } as const;
  return ok({ holder, pass: { uid, card: undefined }, seenAtMs });
}

function refusalOf(state: string): Refusal | null {
  if (state === 'lost') return 'card-lost';
  return state === 'retired' ? 'card-retired' : null;
}

/** The chosen one, the only one, or the only one that they are in; null: they are asked. */
function spaceOf(context: StationContext, comer: Comer): Space | null {
  const spaces = badgeSpaces(context);
  const chosen = chosenSpaceId(context);
  const named = spaces.find(({ id }) => id === chosen) ?? (spaces.length === 1 ? spaces[0] : null);
  if (named != null) return named;
  const [open, ...others] = openStays(context, comer);
  return open === undefined || others.length > 0
    ? null
    : (findSpace(context, open.spaceId) ?? null);
}

/**
 * Where they are. Who taps after the closing hour, on the same day, was there all the time: the
 * stay that was closed by itself ends now.
 */
function openStays(context: StationContext, { holder }: Comer): readonly PairedKnown[] {
  const now = context.clock();
  const stays = pairedOf(context, readOwnFacts(context), holderKeyOf(context, holder), now);
  const lasts = new Map(
    stays.toSorted((a, b) => (beginOf(a) < beginOf(b) ? -1 : 1)).map((one) => [one.spaceId, one]),
  );
  return [...lasts.values()].filter(
    (stay) =>
      stay.state === 'open' || (stay.state === 'automatic' && isStillDay(context, stay, now)),
  );
}

const beginOf = ({ inAt, outAt }: PairedKnown): string => inAt ?? outAt ?? '';

function isStillDay(context: StationContext, stay: PairedKnown, now: Instant): boolean {
  const { planId, planVersion, inAt } = stay;
  const plan = planOf(context, planId, planVersion) ?? { closesAt: null };
  return inAt !== null && now <= lateOutUntil(plan, inAt, dayRule(context));
}

/** A second tap within a minute asks; a third one while it is asked keeps what was tapped. */
function askUndo(context: StationContext, comer: Comer, last: LastTap): CommandResult {
  const { seenAtMs, holder } = comer;
  if (isAsked(context, last.tapId)) {
    context.screen.setActivity({ kind: 'none' });
    return DONE;
  }
  context.screen.setActivity({
    kind: 'ask-undo',
    tapId: last.tapId,
    direction: last.direction,
    name: holderOfTap(context, holder).name,
    spaceName: last.spaceName,
    at: last.tappedAt,
    undoUntilAt: addMs(last.at, UNDO_MS_MAX),
    tapSeenAtMs: seenAtMs,
  });
  return DONE;
}

function isAsked(context: StationContext, tapId: TapId): boolean {
  const activity = context.screen.activity();
  return activity.kind === 'ask-undo' && activity.tapId === tapId;
}

function askSpace(context: StationContext, comer: Comer): CommandResult {
  const { holder, seenAtMs } = comer;
  if (holder.kind === 'guest') return refuse(context, 'no-space', seenAtMs);
  const open = new Set(openStays(context, comer).map(({ spaceId }) => spaceId));
  keepWaiting(context, comer);
  context.screen.setActivity({
    kind: 'ask-space',
    cardId: toId<'Card'>(holder.cardId),
    name: holderOfTap(context, holder).name,
    cardNumber: holder.cardNumber,
    spaces: badgeSpaces(context).map(({ id, name, places }) => ({
      spaceId: id,
      name,
      isIn: open.has(id),
      placesLeft: Math.max(0, places - countInside(context, id)),
    })),
    endsAt: addMs(context.clock(), CHOICE_MS),
    tapSeenAtMs: seenAtMs,
  });
  return DONE;
}
