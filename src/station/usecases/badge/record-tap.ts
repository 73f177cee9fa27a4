import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { PresenceTapped, TapHolder } from '../../../domain/journal/badge-entries.ts';
import type { TypedDraft } from '../../../domain/journal/entries.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import { toId } from '../../../shared/ids.ts';
import type { PlanId, SpaceId } from '../../../shared/ids.ts';
import { ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { Instant } from '../../../shared/time.ts';
import { record } from '../context.ts';
import type { StationContext } from '../context.ts';
import { tapInstant } from './known-presences.ts';
import { sealHolder } from './seal-holder.ts';

export type TapWish = {
  readonly holder: TapHolder;
  readonly direction: 'in' | 'out';
  readonly spaceId: SpaceId;
  readonly spaceName: string;
  readonly planId: PlanId;
  /** In force now when coming in; the stay's own when going out. */
  readonly planVersion: number;
  /** Null at a badge station, where nobody is signed in. */
  readonly staff: StaffRef | null;
};

/** A tap, not written yet. It never goes back behind the last one of the same holder. */
export function makeTap(
  context: StationContext,
  { holder, ...wish }: TapWish,
  at: Instant = tapInstant(context, holder),
): Result<PresenceTapped, Refusal> {
  const sealed = sealHolder(context, holder, at);
  if (!sealed.ok) return sealed;
  return ok({
    ...wish,
    tapId: toId<'Tap'>(context.makeId()),
    tappedAt: at,
    holder: sealed.value,
  });
}

/** Writes a tap alone, without a payment. */
export function recordTap(context: StationContext, wish: TapWish): Result<PresenceTapped, Refusal> {
  const tap = makeTap(context, wish);
  if (!tap.ok) return tap;
  const recorded = record(context, [tapDraft(tap.value)]);
  return recorded.ok ? tap : recorded;
}

export const tapDraft = (tap: PresenceTapped): TypedDraft => ({
  kind: 'presence.tapped@1',
  body: tap,
});
