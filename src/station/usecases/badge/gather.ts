import type { Instant } from '../../../shared/time.ts';
import type { Known } from '../../work/knowledge.ts';
import type { StationContext } from '../context.ts';
import { dayRule } from '../day/till-day.ts';
import type { HolderStays } from './bill-known.ts';
import { accountOf, feedHolderKey, holderKeyOf } from './holders.ts';
import type { HeldTap, OwnFacts } from './own-facts.ts';
import { nextClosing, NOTHING_SUPPOSED, pairKnown } from './pair-known.ts';
import type { HolderFacts, PairedKnown, Supposed } from './pair-known.ts';

/** All that is known, by holder, and the stays that were made of it. */
type Gathered = {
  readonly own: OwnFacts;
  readonly revision: number;
  readonly byHolder: ReadonlyMap<string, HolderFacts>;
  readonly paired: Map<string, Paired>;
};

/** Holds until an open stay is closed by itself, or the clock is set back. */
type Paired = {
  readonly stays: readonly PairedKnown[];
  readonly fromAt: Instant;
  readonly untilAt: Instant | null;
};

const gathered = new WeakMap<StationContext['journal'], Gathered>();

function gather(context: StationContext, own: OwnFacts): Gathered {
  const last = gathered.get(context.journal);
  const revision = context.knowledge.revision();
  if (last?.own === own && last.revision === revision) return last;
  const next: Gathered = {
    own,
    revision,
    byHolder: groupByHolder(context, own),
    paired: new Map(),
  };
  if (last !== undefined) keepPaired(last, next);
  gathered.set(context.journal, next);
  return next;
}

function groupByHolder(context: StationContext, own: OwnFacts): Map<string, HolderFacts> {
  const told = Map.groupBy(context.knowledge.all('presence'), feedHolderKey);
  const taps = Map.groupBy(own.taps, ({ holder }) => holderKeyOf(context, holder));
  return new Map(
    [...new Set([...told.keys(), ...taps.keys()])].map((holderKey) => [
      holderKey,
      { holderKey, told: told.get(holderKey) ?? [], taps: taps.get(holderKey) ?? [] },
    ]),
  );
}

/** One tap changes one holder: the stays of the others are as they were. */
function keepPaired(last: Gathered, next: Gathered): void {
  const isSameBeside =
    last.own.reflectedSeq === next.own.reflectedSeq &&
    last.own.undone.size === next.own.undone.size &&
    last.own.corrections.length === next.own.corrections.length &&
    last.revision === next.revision;
  if (!isSameBeside) return;
  for (const [holderKey, paired] of last.paired) {
    const before = last.byHolder.get(holderKey)?.taps.length ?? 0;
    if (before === (next.byHolder.get(holderKey)?.taps.length ?? 0)) {
      next.paired.set(holderKey, paired);
    }
  }
}

export const allHolders = (context: StationContext, own: OwnFacts): readonly string[] => [
  ...gather(context, own).byHolder.keys(),
];

export const factsOf = (context: StationContext, own: OwnFacts, holderKey: string): HolderFacts =>
  gather(context, own).byHolder.get(holderKey) ?? { holderKey, told: [], taps: [] };

/** The stays of one holder, not priced. */
export function pairedOf(
  context: StationContext,
  own: OwnFacts,
  holderKey: string,
  now: Instant,
  supposed: Supposed = NOTHING_SUPPOSED,
): readonly PairedKnown[] {
  const facts = factsOf(context, own, holderKey);
  if (supposed !== NOTHING_SUPPOSED) return pairKnown(context, own, facts, now, supposed);
  const { paired } = gather(context, own);
  const known = paired.get(holderKey);
  const isFresh =
    known !== undefined && known.fromAt <= now && (known.untilAt === null || now < known.untilAt);
  if (isFresh) return known.stays;
  const stays = pairKnown(context, own, facts, now);
  paired.set(holderKey, {
    stays,
    fromAt: now,
    untilAt: nextClosing(context, stays, dayRule(context)),
  });
  return stays;
}

/** Those who share hours with a holder, when this station did something with their stays too. */
export function sharersOf(
  context: StationContext,
  own: OwnFacts,
  holderKey: string,
  now: Instant,
): readonly HolderStays[] {
  const pools = accountOf(context, holderKey)?.pools ?? [];
  const keys = new Set(pools.flatMap(({ holders }) => holders).filter((key) => key !== holderKey));
  return [...keys].flatMap((key) => {
    const stays = pairedOf(context, own, key, now);
    return stays.some(({ isAsTold }) => !isAsTold) ? [{ holderKey: key, stays }] : [];
  });
}

/** The last thing that is known of a holder: who they are. */
export function lastOf(
  context: StationContext,
  own: OwnFacts,
  holderKey: string,
): { readonly tap: HeldTap | undefined; readonly told: Known<'presence'> | undefined } {
  const { taps, told } = factsOf(context, own, holderKey);
  return { tap: taps.at(-1), told: told.at(-1) };
}
