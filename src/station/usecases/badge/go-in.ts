import type { TypedDraft } from '../../../domain/journal/entries.ts';
import { addCents } from '../../../shared/money.ts';
import type { Instant } from '../../../shared/time.ts';
import { toId } from '../../../shared/ids.ts';
import { DONE, record, refuse } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { recordOperation } from '../day/record-operation.ts';
import { countInside } from './shown.ts';
import { versionNow } from './comer.ts';
import type { Comer, Space } from './comer.ts';
import { holderKeyOf } from './holders.ts';
import { presencesOf } from './known-presences.ts';
import { makeTap, tapDraft } from './record-tap.ts';
import { badgedFields, showBadged } from './show-badged.ts';

/** A tap that was wrong, taken back in the same append as the one that stands for it. */
export type Instead = {
  readonly drafts: readonly TypedDraft[];
  readonly at: Instant;
};

/** Somebody comes in: it is written, then shown, and the door opens. */
export function goIn(
  context: StationContext,
  comer: Comer,
  space: Space,
  instead: Instead | null = null,
): CommandResult {
  const { holder, seenAtMs } = comer;
  const tap = makeTap(
    context,
    {
      holder,
      direction: 'in',
      spaceId: space.id,
      spaceName: space.name,
      planId: space.planId,
      planVersion: versionNow(context, space),
      staff: null,
    },
    instead?.at,
  );
  if (!tap.ok) return refuse(context, tap.error, seenAtMs);
  const drafts = [...(instead?.drafts ?? []), tapDraft(tap.value)];
  // A sale that is taken back counts on a day; a tap alone does not.
  const isMoney = drafts.some(({ kind }) => kind === 'sale.corrected@1');
  const recorded = isMoney ? recordOperation(context, drafts) : record(context, drafts);
  if (!recorded.ok) return refuse(context, recorded.error, seenAtMs);
  if (instead === null) {
    context.doorOpening?.opened({
      direction: 'in',
      spaceId: space.id,
      at: tap.value.tappedAt,
    });
  }
  const stays = presencesOf(context, holderKeyOf(context, holder), tap.value.tappedAt);
  showBadged(
    context,
    {
      kind: 'badged-in',
      ...badgedFields(context, comer, tap.value, stays),
      presenceId: toId<'Presence'>(tap.value.tapId),
      insideCount: countInside(context, space.id),
      dueCents: addCents(...stays.presences.map(({ dueCents }) => dueCents)),
    },
    seenAtMs,
  );
  return DONE;
}
