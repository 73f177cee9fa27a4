import { assert } from '../../shared/assert.ts';
import type { PresenceId } from '../../shared/ids.ts';
import type { DayRule, Instant } from '../../shared/time.ts';
import { msOfInstant } from '../../shared/time.ts';
import { closingInstant, lateOutUntil } from './calendar.ts';
import type { BadgePlan } from './plan.ts';
import type { BadgeEvent, PairedPresence } from './presence.ts';
import { STAY_MS_MAX } from './presence.ts';

type Tap = Extract<BadgeEvent, { kind: 'tap' }>;
type Correction = Extract<BadgeEvent, { kind: 'correction' }>;

type PairingFacts = {
  readonly events: readonly BadgeEvent[];
  readonly planOf: (planId: string, version: number) => BadgePlan | undefined;
  readonly rule: DayRule;
  readonly now: Instant;
};

/** Two doors that heard the same Pass within this time heard the same coming or going. */
const SAME_TAP_MS_MAX = 60_000;

/**
 * Pairs taps into stays by time, for each holder and space apart (RULES B2, B6, B10). Pure: the same
 * events in any order, and any of them twice, give the same stays.
 *
 * - An in within a minute after the in of an open stay is the same one, tapped at another door; so
 *   is an out within a minute after an out.
 * - A later in, while one is open: the going out was forgotten; the first stay ends there, or at
 *   the closing hour when that is earlier, `automatic`.
 * - An in whose closing hour has come: `automatic` at the closing hour. An out that comes after it,
 *   but before the next in and not after `lateOutUntil`, is the real one.
 * - An out with no stay open: `no-in`.
 * - An undone tap never was.
 * - A correction names a stay by any of its taps, so it still finds it when a late tap changed
 *   the pairs. Corrections apply in the order in which they were made (then by id), each to what
 *   the ones before it left; one that would end a stay before its beginning, or make it longer
 *   than `STAY_MS_MAX`, changes nothing.
 */
export function pairPresences(facts: PairingFacts): readonly PairedPresence[] {
  const undone = new Set(
    facts.events.flatMap((event) => (event.kind === 'undo' ? [event.tapId] : [])),
  );
  const taps = new Map(
    facts.events.flatMap((event) =>
      event.kind === 'tap' && !undone.has(event.tapId) ? [[event.tapId, event] as const] : [],
    ),
  );
  const corrections = correctionsInOrder(facts.events);
  return [...Map.groupBy(taps.values(), ({ holder, spaceId }) => `${holder} ${spaceId}`).values()]
    .flatMap((tapsOfOne) => pairTaps(tapsOfOne, facts))
    .map((presence) => {
      const tapIds = new Set<string>(presence.tapIds);
      return correctPresence(
        presence,
        corrections.filter(({ presenceId }) => tapIds.has(presenceId)),
      );
    })
    .toSorted(byTimeThenId);
}

/** A stay while taps are still being added to it; one of the two ends is always there. */
type Draft = { inTap: Tap | null; outTap: Tap | null; readonly taps: Tap[] };

/** All taps belong to one holder and one space. */
function pairTaps(taps: readonly Tap[], facts: PairingFacts): readonly PairedPresence[] {
  const drafts: Draft[] = [];
  for (const tap of taps.toSorted(byTime)) {
    const last = drafts.at(-1);
    if (last !== undefined && isSameTap(last, tap)) last.taps.push(tap);
    else if (last !== undefined && endsStay(last, tap, facts)) {
      last.outTap = tap;
      last.taps.push(tap);
    } else if (tap.direction === 'in') drafts.push({ inTap: tap, outTap: null, taps: [tap] });
    else drafts.push({ inTap: null, outTap: tap, taps: [tap] });
  }
  return drafts.map((draft, index) => toPresence(draft, drafts[index + 1], facts));
}

function isSameTap(last: Draft, tap: Tap): boolean {
  const before = tap.direction === 'out' ? last.outTap : last.outTap === null ? last.inTap : null;
  return before !== null && msOfInstant(tap.at) - msOfInstant(before.at) <= SAME_TAP_MS_MAX;
}

const endsStay = ({ inTap, outTap }: Draft, tap: Tap, facts: PairingFacts): boolean =>
  tap.direction === 'out' &&
  inTap !== null &&
  outTap === null &&
  tap.at <= lateOutUntil(closingRuleOf(inTap, facts), inTap.at, facts.rule);

function toPresence(draft: Draft, next: Draft | undefined, facts: PairingFacts): PairedPresence {
  const { holder, spaceId, planId, planVersion, tapId } = firstTap(draft);
  return {
    presenceId: tapId as string as PresenceId,
    tapIds: draft.taps.map((tap) => tap.tapId),
    holder,
    spaceId,
    planId,
    planVersion,
    inAt: draft.inTap?.at ?? null,
    ...endOf(draft, next?.inTap?.at, facts),
    isCorrected: false,
  };
}

function endOf(
  { inTap, outTap }: Draft,
  nextInAt: Instant | undefined,
  facts: PairingFacts,
): Pick<PairedPresence, 'outAt' | 'state'> {
  if (inTap === null) return { outAt: outTap?.at ?? null, state: 'no-in' };
  if (outTap !== null) return { outAt: outTap.at, state: 'closed' };
  const closesAt = closingInstant(closingRuleOf(inTap, facts), inTap.at, facts.rule);
  if (nextInAt !== undefined && nextInAt < closesAt) return { outAt: nextInAt, state: 'automatic' };
  return closesAt <= facts.now
    ? { outAt: closesAt, state: 'automatic' }
    : { outAt: null, state: 'open' };
}

/** What corrections make of a stay so far. */
type Said = Pick<PairedPresence, 'inAt' | 'outAt'> & {
  readonly isOutSaid: boolean;
  readonly isRemoved: boolean;
  readonly isCorrected: boolean;
};

function correctPresence(
  presence: PairedPresence,
  corrections: readonly Correction[],
): PairedPresence {
  const { inAt, outAt, isOutSaid, isRemoved, isCorrected } = corrections.reduce<Said>(applyOne, {
    inAt: presence.inAt,
    outAt: presence.outAt,
    isOutSaid: false,
    isRemoved: false,
    isCorrected: false,
  });
  if (!isCorrected) return presence;
  const corrected = { ...presence, inAt, outAt, isCorrected };
  if (isRemoved) return { ...corrected, state: 'removed' };
  if (inAt === null) return { ...corrected, state: 'no-in' };
  if (outAt === null) return { ...corrected, state: 'open' };
  const isAutomatic = presence.state === 'automatic' && !isOutSaid;
  return { ...corrected, state: isAutomatic ? 'automatic' : 'closed' };
}

function applyOne(said: Said, correction: Correction): Said {
  const inAt = correction.inAt ?? said.inAt;
  const outAt = correction.outAt ?? said.outAt;
  if (!isPossible(inAt, outAt)) return said;
  return {
    inAt,
    outAt,
    isOutSaid: said.isOutSaid || correction.outAt !== null,
    isRemoved: correction.isRemoved,
    isCorrected: true,
  };
}

function isPossible(inAt: Instant | null, outAt: Instant | null): boolean {
  if (inAt === null || outAt === null) return true;
  const stayedMs = msOfInstant(outAt) - msOfInstant(inAt);
  return stayedMs >= 0 && stayedMs <= STAY_MS_MAX;
}

const correctionsInOrder = (events: readonly BadgeEvent[]): readonly Correction[] =>
  [
    ...new Map(
      events.flatMap((event) =>
        event.kind === 'correction' ? [[event.correctionId, event] as const] : [],
      ),
    ).values(),
  ].toSorted(
    (left, right) =>
      compareText(left.madeAt, right.madeAt) || compareText(left.correctionId, right.correctionId),
  );

function firstTap({ taps }: Draft): Tap {
  const [first] = taps;
  assert(first !== undefined, 'a stay has at least one tap');
  return first;
}

/** Without its plan, a stay ends at the cut-off hour. */
const closingRuleOf = (tap: Tap, { planOf }: PairingFacts): Pick<BadgePlan, 'closesAt'> =>
  planOf(tap.planId, tap.planVersion) ?? { closesAt: null };

/** At the same moment a going out comes first: it ends the stay before. */
const byTime = (left: Tap, right: Tap): number =>
  compareText(left.at, right.at) ||
  -compareText(left.direction, right.direction) ||
  compareText(left.tapId, right.tapId);

const byTimeThenId = (left: PairedPresence, right: PairedPresence): number =>
  compareText(timeOf(left), timeOf(right)) || compareText(left.presenceId, right.presenceId);

const timeOf = ({ inAt, outAt }: PairedPresence): string => inAt ?? outAt ?? '';

const compareText = (left: string, right: string): number =>
  left < right ? -1 : left > right ? 1 : 0;
