import { closingInstant } from '../../../domain/badge/calendar.ts';
import { pairPresences } from '../../../domain/badge/pair-presences.ts';
import type { BadgePlan } from '../../../domain/badge/plan.ts';
import type { TapHolder } from '../../../domain/journal/badge-entries.ts';
import type { BadgeEvent, PairedPresence } from '../../../domain/badge/presence.ts';
import { toId } from '../../../shared/ids.ts';
import type { PresenceId, SpaceId, TapId } from '../../../shared/ids.ts';
import { addMs } from '../../../shared/time.ts';
import type { DayRule, Instant } from '../../../shared/time.ts';
import type { OwnCorrection } from '../../projections/presences.ts';
import type { Known } from '../../work/knowledge.ts';
import type { StationContext } from '../context.ts';
import { dayRule } from '../day/till-day.ts';
import type { HeldTap, OwnFacts } from './own-facts.ts';

/** A stay of one holder, before it is priced. */
export type PairedKnown = PairedPresence & {
  /** What the cloud says of it, when it knows it. */
  readonly told: Known<'presence'> | null;
  /** Nothing was done here since the cloud said it: its figures count as they are. */
  readonly isAsTold: boolean;
};

/** Everything that is known of one holder. */
export type HolderFacts = {
  readonly holderKey: string;
  readonly told: readonly Known<'presence'>[];
  readonly taps: readonly HeldTap[];
};

/** What is not written yet: how the stays would be after it. */
export type Supposed = {
  readonly undone: readonly TapId[];
  readonly taps: readonly Extract<BadgeEvent, { kind: 'tap' }>[];
  /** Whose they are. */
  readonly holder: TapHolder | null;
};
export const NOTHING_SUPPOSED: Supposed = { undone: [], taps: [], holder: null };

/** A going out is told late at the most by so much: older stays are taken as the cloud told them. */
const RECENT_MS = 48 * 3_600_000;

/** Puts the taps of this station that the cloud has not told back beside the stays that it has told. */
export function pairKnown(
  context: StationContext,
  own: OwnFacts,
  facts: HolderFacts,
  now: Instant,
  supposed: Supposed = NOTHING_SUPPOSED,
): readonly PairedKnown[] {
  const undone = new Set([...own.undone, ...supposed.undone]);
  const touched = touchedOf(own, facts, supposed);
  const asTold = facts.told.filter((one) => isAsTold(one, touched, now));
  const retold = facts.told.filter((one) => !asTold.includes(one));
  const events = eventsOf(own, facts, retold, supposed, undone);
  const paired = pairPresences({
    events,
    planOf: (planId, version) => planOf(context, planId, version),
    rule: dayRule(context),
    now,
  });
  return [
    ...asTold.map((told) => ({ ...pairOfTold(facts.holderKey, told), told, isAsTold: true })),
    ...paired.map((one) => ({
      ...one,
      told: facts.told.find(({ id }) => one.tapIds.includes(toId<'Tap'>(id))) ?? null,
      isAsTold: false,
    })),
  ];
}

type Touched = { readonly spaces: ReadonlySet<string>; readonly presences: ReadonlySet<string> };

/** Where something was done here that the cloud's figures do not show. */
function touchedOf(own: OwnFacts, { taps }: HolderFacts, supposed: Supposed): Touched {
  const takenBack = own.undoneBefore.map(({ spaceId }) => spaceId);
  return {
    spaces: new Set([...taps, ...supposed.taps].map(({ spaceId }) => spaceId).concat(takenBack)),
    presences: new Set([
      ...own.undone,
      ...supposed.undone,
      ...own.corrections.map(({ presenceId }) => presenceId),
    ]),
  };
}

function isAsTold(told: Known<'presence'>, touched: Touched, now: Instant): boolean {
  if (told.state === 'open' || touched.presences.has(told.id)) return false;
  if (!touched.spaces.has(told.spaceId)) return true;
  const lastAt = told.outAt ?? told.inAt;
  return lastAt === null || lastAt < addMs(now, -RECENT_MS);
}

const pairOfTold = (holder: string, told: Known<'presence'>): PairedPresence => ({
  presenceId: told.id,
  tapIds: [toId<'Tap'>(told.id)],
  holder,
  spaceId: told.spaceId,
  planId: told.planId,
  planVersion: told.planVersion,
  inAt: told.inAt,
  outAt: told.outAt,
  state: told.state,
  isCorrected: false,
});

function eventsOf(
  own: OwnFacts,
  { holderKey, told, taps }: HolderFacts,
  retold: readonly Known<'presence'>[],
  supposed: Supposed,
  undone: ReadonlySet<TapId>,
): readonly BadgeEvent[] {
  const ownTaps = [...taps, ...own.undoneBefore];
  const toldEvents = retold.flatMap((one) => eventsOfTold(holderKey, one, ownTaps));
  // What the cloud knows already arrives from both sides while an answer is on its way.
  const known = new Set<string>([
    ...toldEvents.map(({ tapId }) => tapId),
    ...told.map(({ id }) => id),
  ]);
  const tapEvents = [
    ...toldEvents,
    ...taps.filter(({ tapId }) => !known.has(tapId)).map((tap) => eventOfTap(holderKey, tap)),
    ...supposed.taps,
  ];
  const presenceIds = new Set<string>(tapEvents.map(({ tapId }) => tapId));
  return [
    ...tapEvents,
    ...tapEvents
      .filter(({ tapId }) => undone.has(tapId))
      .map(({ tapId }): BadgeEvent => ({ kind: 'undo', tapId })),
    ...own.corrections
      .filter(({ presenceId }) => presenceIds.has(presenceId))
      .map((correction) => eventOfCorrection(correction)),
  ];
}

type TapEvent = Extract<BadgeEvent, { kind: 'tap' }>;

/** A stay that the cloud told, as the taps that it is made of. */
function eventsOfTold(
  holder: string,
  told: Known<'presence'>,
  ownTaps: readonly HeldTap[],
): readonly TapEvent[] {
  if (told.state === 'removed') return [];
  const { spaceId, planId, planVersion } = told;
  const common = { kind: 'tap', holder, spaceId, planId, planVersion } as const;
  const tapId = toId<'Tap'>(told.id);
  const { inAt, outAt } = told;
  if (inAt === null) {
    return outAt === null ? [] : [{ ...common, tapId, at: outAt, direction: 'out' }];
  }
  const came: TapEvent = { ...common, tapId, at: inAt, direction: 'in' };
  // The end of a forgotten stay was no tap: a real one may still come.
  if (outAt === null || told.state !== 'closed') return [came];
  const ownOut = ownTaps.find(
    (tap) => tap.direction === 'out' && tap.spaceId === spaceId && tap.tappedAt === outAt,
  );
  return [
    came,
    { ...common, tapId: ownOut?.tapId ?? outTapIdOf(told.id), at: outAt, direction: 'out' },
  ];
}

/** The cloud does not tell the id of the tap that ended a stay; nobody takes that one back by it. */
const outTapIdOf = (presenceId: PresenceId): TapId => `${presenceId}-out` as TapId;

export const eventOfTap = (
  holder: string,
  tap: Pick<HeldTap, 'tapId' | 'tappedAt' | 'direction' | 'planId' | 'planVersion'> & {
    readonly spaceId: SpaceId;
  },
): TapEvent => ({
  kind: 'tap',
  tapId: tap.tapId,
  at: tap.tappedAt,
  direction: tap.direction,
  holder,
  spaceId: tap.spaceId,
  planId: tap.planId,
  planVersion: tap.planVersion,
});

const eventOfCorrection = (correction: OwnCorrection): BadgeEvent => ({
  kind: 'correction',
  correctionId: correction.correctionId,
  madeAt: correction.at,
  presenceId: correction.presenceId,
  inAt: correction.inAt,
  outAt: correction.outAt,
  isRemoved: correction.isRemoved,
});

export const planOf = (
  { knowledge }: StationContext,
  planId: string,
  version: number,
): BadgePlan | undefined => {
  const versions = knowledge.one('badge-plan', planId)?.versions ?? [];
  return versions.find((one) => one.version === version);
};

/** When the first of some open stays is closed by itself; null when none is open. */
export function nextClosing(
  context: StationContext,
  paired: readonly PairedPresence[],
  rule: DayRule,
): Instant | null {
  const closings = paired.flatMap(({ state, inAt, planId, planVersion }) =>
    state === 'open' && inAt !== null
      ? [closingInstant(planOf(context, planId, planVersion) ?? { closesAt: null }, inAt, rule)]
      : [],
  );
  return closings.toSorted()[0] ?? null;
}
