import { UNDO_MS_MAX } from '../../../domain/badge/presence.ts';
import type { TapHolder } from '../../../domain/journal/badge-entries.ts';
import { toId } from '../../../shared/ids.ts';
import type { SpaceId, TapId } from '../../../shared/ids.ts';
import { msOfInstant } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import { readTap, recentTaps } from '../../projections/presences.ts';
import type { StationContext } from '../context.ts';
import { factsOf, pairedOf } from './gather.ts';
import { holderKeyOf } from './holders.ts';
import { readOwnFacts } from './own-facts.ts';
import { knownPresence, tapHolderOf } from './known-presences.ts';
import { readHolder } from './seal-holder.ts';

/** A tap that can be taken back. */
export type LastTap = {
  readonly tapId: TapId;
  readonly direction: 'in' | 'out';
  readonly spaceId: SpaceId;
  readonly spaceName: string;
  readonly tappedAt: Instant;
  /** When it was written: the minute counts from then, whatever the clock said before. */
  readonly at: Instant;
  readonly holder: TapHolder;
  /** Its entry; null when another door wrote it. */
  readonly seq: number | null;
};

/** More than a queue at eight in the morning taps within a minute. */
const RECENT_TAPS = 100;

/** The last tap of a holder, when it is less than a minute old; null otherwise. */
export function findLastTap(context: StationContext, holderKey: string): LastTap | null {
  const own = recentTaps(context.journal.database, RECENT_TAPS).find((tap) => {
    const holder = isFresh(context, tap.at) ? readHolder(context, tap) : null;
    return holder !== null && holderKeyOf(context, holder) === holderKey;
  });
  if (own !== undefined) return findTap(context, own.tapId);
  const told = factsOf(context, readOwnFacts(context), holderKey).told.find(
    ({ state, inAt }) => state === 'open' && inAt !== null && isFresh(context, inAt),
  );
  return told === undefined ? null : findTap(context, toId<'Tap'>(told.id));
}

/** A tap of this station, or a coming in that the cloud told. */
export function findTap(context: StationContext, tapId: TapId): LastTap | null {
  const tap = readTap(context.journal.database, tapId);
  if (tap !== undefined) {
    const holder = readHolder(context, tap);
    return holder === null ? null : { ...tap, holder };
  }
  const told = knownPresence(context, toId<'Presence'>(tapId), context.clock());
  const holder = told === undefined ? null : tapHolderOf(told);
  if (told?.inAt == null || holder === null) return null;
  const { spaceId, spaceName, inAt } = told;
  return {
    tapId,
    direction: 'in',
    spaceId,
    spaceName,
    tappedAt: inAt,
    at: inAt,
    holder,
    seq: null,
  };
}

export function isFresh(context: StationContext, at: Instant): boolean {
  const ageMs = msOfInstant(context.clock()) - msOfInstant(at);
  return ageMs >= 0 && ageMs <= UNDO_MS_MAX;
}

/** Whether nothing came after it: what it began still runs, what it ended is the last stay. */
export function isStillLast(context: StationContext, tap: LastTap): boolean {
  const stays = pairedOf(
    context,
    readOwnFacts(context),
    holderKeyOf(context, tap.holder),
    context.clock(),
  ).filter(({ spaceId }) => spaceId === tap.spaceId);
  const last = stays.reduce<(typeof stays)[number] | undefined>(
    (latest, stay) =>
      latest === undefined || (stay.inAt ?? stay.outAt ?? '') >= (latest.inAt ?? latest.outAt ?? '')
        ? stay
        : latest,
    undefined,
  );
  if (last === undefined) return false;
  return tap.direction === 'in'
    ? last.inAt === tap.tappedAt && last.outAt === null
    : last.outAt === tap.tappedAt;
}
