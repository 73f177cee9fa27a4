import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import { toId } from '../../../shared/ids.ts';
import { refuse } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { passOf } from '../pass/known-pass.ts';
import { isHostHere } from './badge-memory.ts';
import { findSpace } from './comer.ts';
import { goIn } from './go-in.ts';
import { goOut } from './go-out.ts';
import { knownPresence, tapHolderOf } from './known-presences.ts';

/** Somebody without a Pass comes in: for a day, or with the person whose Pass was just here. */
export function guestIn(
  context: StationContext,
  { name, spaceId, hostCardId }: IntentionOf<'guest-in'>,
): CommandResult {
  const badge = context.knowledge.settings()?.badge ?? null;
  if (badge?.allowsGuests !== true) return refuse(context, 'no-guests-here', null);
  const space = findSpace(context, spaceId);
  if (space === undefined) return refuse(context, 'space-unknown', null);
  if (hostCardId !== null && !isHostHere(context, hostCardId)) {
    return refuse(context, 'card-not-on-reader', null);
  }
  const host = hostCardId === null ? undefined : passOf(context, hostCardId);
  if (host?.state === 'lost') return refuse(context, 'card-lost', null);
  const guestId = toId<'Guest'>(context.makeId());
  const holder = { kind: 'guest', guestId, name, hostCardId } as const;
  return goIn(context, { holder, pass: null, seenAtMs: null }, space);
}

/** They say that they leave. A guest pays nothing here: the host does, or the till asks. */
export function guestOut(
  context: StationContext,
  { presenceId }: IntentionOf<'guest-out'>,
): Promise<CommandResult> | CommandResult {
  const stay = knownPresence(context, presenceId, context.clock());
  const holder = stay === undefined ? null : tapHolderOf(stay);
  if (stay === undefined || holder?.kind !== 'guest')
    return refuse(context, 'presence-unknown', null);
  if (stay.state !== 'open') return refuse(context, 'presence-over', null);
  const { spaceId, spaceName, planId, planVersion } = stay;
  return goOut(
    context,
    { holder, pass: null, seenAtMs: null },
    { spaceId, spaceName, planId, planVersion },
  );
}
