import type { ResultShown } from '../../../contract/kiosk/results.ts';
import { UNDO_MS_MAX } from '../../../domain/badge/presence.ts';
import type { PresenceTapped } from '../../../domain/journal/badge-entries.ts';
import { toId } from '../../../shared/ids.ts';
import { addMs, businessDay, msOfInstant } from '../../../shared/time.ts';
import type { StationContext } from '../context.ts';
import { dayRule } from '../day/till-day.ts';
import { isMember } from './bill-known.ts';
import type { Comer } from './comer.ts';
import { accountOf, holderKeyOf, holderOfTap } from './holders.ts';
import type { KnownStays } from './known-presences.ts';
import { planOf } from './pair-known.ts';

/** How long a result stays when nobody comes: going out has more to read. */
const SHOWN_MS = { 'badged-in': 8_000, 'badged-out': 12_000, 'tap-undone': 8_000 } as const;
/** The feed comes every 15 s at least: older than this, another door may know better. */
const HEARD_MS_MAX = 40_000;

type BadgedShown = Extract<ResultShown, { readonly kind: keyof typeof SHOWN_MS }>;

export function showBadged(
  context: StationContext,
  result: BadgedShown,
  tapSeenAtMs: number | null,
): void {
  context.screen.setActivity({
    kind: 'result',
    resultId: toId<'Result'>(context.makeId()),
    endsAt: addMs(context.clock(), SHOWN_MS[result.kind]),
    tapSeenAtMs,
    result,
  });
}

/** What coming in and going out both say (RULES B3). */
export function badgedFields(
  context: StationContext,
  { holder }: Comer,
  tap: PresenceTapped,
  { poolsLeft }: Pick<KnownStays, 'poolsLeft'>,
) {
  const { planId, planVersion, tapId, tappedAt } = tap;
  const known = holderOfTap(context, holder);
  const plan = planOf(context, planId, planVersion);
  const account = accountOf(context, holderKeyOf(context, holder));
  const day = businessDay(tappedAt, dayRule(context));
  return {
    tapId,
    name: known.name,
    cardNumber: known.kind === 'card' ? known.cardNumber : '',
    cardId: known.kind === 'card' ? known.cardId : null,
    spaceName: tap.spaceName,
    at: tappedAt,
    planName: plan?.name ?? '',
    isVolunteer: plan?.kind === 'volunteer',
    isMember: isMember(account, { id: planId }, day),
    left: (account?.pools ?? [])
      .filter(
        (pool) =>
          pool.planId === planId &&
          pool.startsOn <= day &&
          (pool.endsOn === null || day <= pool.endsOn),
      )
      .toSorted((a, b) => ((a.endsOn ?? '9') < (b.endsOn ?? '9') ? -1 : 1))
      .map(({ id, label, leftMinutes, endsOn }) => ({
        label,
        leftMinutes: poolsLeft.get(id) ?? leftMinutes,
        endsOn,
      })),
    undoUntilAt: addMs(tappedAt, UNDO_MS_MAX),
    canTurn: mayNotKnow(context),
  };
}

/** Whether another door may have told the cloud something that this station has not heard. */
function mayNotKnow(context: StationContext): boolean {
  if (context.connection.state().kind === 'offline') return true;
  const heardAt = context.synchroniser.heardAt();
  return heardAt === null || msOfInstant(context.clock()) - msOfInstant(heardAt) > HEARD_MS_MAX;
}
