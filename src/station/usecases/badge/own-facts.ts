import type { TapHolder } from '../../../domain/journal/badge-entries.ts';
import type { TapId } from '../../../shared/ids.ts';
import { correctionsAfter, readTap, tapsAfter, undoneAfter } from '../../projections/presences.ts';
import type { OwnCorrection, OwnTap } from '../../projections/presences.ts';
import type { StationContext } from '../context.ts';
import { readHolder } from './seal-holder.ts';

/** A tap of this station, unsealed. */
export type HeldTap = OwnTap & { readonly holder: TapHolder };

/** What this station did and the known presences may not show yet. */
export type OwnFacts = {
  /** Up to here the feed shows what this station sent. */
  readonly reflectedSeq: number;
  readonly taps: readonly HeldTap[];
  readonly undone: ReadonlySet<TapId>;
  /** Taps that the feed shows and that were taken back since. */
  readonly undoneBefore: readonly HeldTap[];
  readonly corrections: readonly OwnCorrection[];
};

type Kept = {
  readonly headSeq: number;
  readonly keys: string;
  readonly facts: OwnFacts;
};

/** What was unsealed stays in memory only as long as its key is known: it is forgotten with it. */
const kept = new WeakMap<StationContext['journal'], Kept>();

/** Read at each tap and each state that a screen is sent: only what came since is read anew. */
export function readOwnFacts(context: StationContext): OwnFacts {
  const { journal, knowledge, settings } = context;
  const headSeq = journal.head().seq;
  const keys = knowledge
    .all('presence-key')
    .map(({ id }) => id)
    .join(' ');
  // Acked before the feed was asked: what was sent later may or may not be inside.
  const reflectedSeq = settings.getNumber('reflected-unsecured-seq');
  const last = kept.get(journal);
  const isSameKeys = last?.keys === keys;
  if (isSameKeys && last.headSeq === headSeq && last.facts.reflectedSeq === reflectedSeq) {
    return last.facts;
  }
  const before = isSameKeys ? last : undefined;
  const facts = gather(context, reflectedSeq, before);
  kept.set(journal, { headSeq, keys, facts });
  return facts;
}

function gather(context: StationContext, reflectedSeq: number, before: Kept | undefined): OwnFacts {
  const db = context.journal.database;
  const isLater = before !== undefined && before.facts.reflectedSeq <= reflectedSeq;
  const fromSeq = isLater ? Math.max(before.headSeq, reflectedSeq) : reflectedSeq;
  const added = tapsAfter(db, fromSeq).flatMap((tap) => unsealed(context, tap));
  const taps = isLater
    ? [...before.facts.taps.filter(({ seq }) => seq > reflectedSeq), ...added]
    : added;
  const undone = new Set(undoneAfter(db, reflectedSeq));
  const known = new Set(taps.map(({ tapId }) => tapId));
  return {
    reflectedSeq,
    taps,
    undone,
    undoneBefore: [...undone].flatMap((tapId) => {
      const tap = known.has(tapId) ? undefined : readTap(db, tapId);
      return tap === undefined ? [] : unsealed(context, tap);
    }),
    corrections: correctionsAfter(db, reflectedSeq),
  };
}

export function unsealed(context: StationContext, tap: OwnTap): readonly HeldTap[] {
  const holder = readHolder(context, tap);
  return holder === null ? [] : [{ ...tap, holder }];
}
