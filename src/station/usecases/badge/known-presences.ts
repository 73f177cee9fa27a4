import type { PresenceState } from '../../../domain/badge/presence.ts';
import type { VisitBill } from '../../../domain/badge/price-steps.ts';
import type { TapHolder } from '../../../domain/journal/badge-entries.ts';
import type {
  CardId,
  GuestId,
  PlanId,
  PresenceId,
  SpaceId,
  TapId,
  WalletId,
} from '../../../shared/ids.ts';
import { assert } from '../../../shared/assert.ts';
import { addDays } from '../../../shared/format.ts';
import { addCents, cents, ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { addMs, businessDay, msOfInstant } from '../../../shared/time.ts';
import type { Day, Instant } from '../../../shared/time.ts';
import { paidAfter } from '../../projections/presences.ts';
import type { StationContext } from '../context.ts';
import { dayRule } from '../day/till-day.ts';
import { billKnown } from './bill-known.ts';
import type { HolderStays } from './bill-known.ts';
import { allHolders, lastOf, pairedOf, sharersOf } from './gather.ts';
import { holderKeyOf, holderOfFeed, holderOfTap } from './holders.ts';
import { readOwnFacts } from './own-facts.ts';
import type { OwnFacts } from './own-facts.ts';
import { NOTHING_SUPPOSED } from './pair-known.ts';
import type { PairedKnown, Supposed } from './pair-known.ts';

const MINUTE_MS = 60_000;
const BEHIND_MS = 1_000;

/** Who a stay belongs to, as staff read it. */
export type KnownHolder =
  | {
      readonly kind: 'card';
      /** Null: the site knows them, but no Pass of theirs is known here. */
      readonly cardId: CardId | null;
      readonly cardNumber: string;
      readonly walletId: WalletId | null;
      /** Empty when nobody has linked the Pass. */
      readonly name: string;
    }
  | {
      readonly kind: 'guest';
      readonly guestId: GuestId;
      readonly name: string;
      /** Null: a day visitor. */
      readonly hostCardId: CardId | null;
      readonly hostName: string;
    };

/** A stay as this station knows it: what the cloud told, with what it did itself since. */
export type KnownPresence = {
  readonly presenceId: PresenceId;
  /** What it is made of, as far as this station knows. */
  readonly tapIds: readonly TapId[];
  readonly spaceId: SpaceId;
  readonly spaceName: string;
  readonly planId: PlanId;
  readonly planVersion: number;
  /** The wallet's id, or the guest's; `card:<id>` for a Pass without a wallet. */
  readonly holderKey: string;
  readonly holder: KnownHolder;
  readonly inAt: Instant | null;
  readonly outAt: Instant | null;
  readonly state: PresenceState;
  readonly day: Day;
  readonly stayedMinutes: number;
  /** Up to now while it is open. */
  readonly cents: Cents;
  readonly paidCents: Cents;
  /** 0 while it is open. */
  readonly dueCents: Cents;
  /** How the price was found; null when only the cloud reckoned it. */
  readonly bill: VisitBill | null;
};

/** Stays that run, of today and yesterday, and those that nobody has paid; each once, oldest first. */
export function knownPresences(context: StationContext, now: Instant): readonly KnownPresence[] {
  const yesterday = addDays(businessDay(now, dayRule(context)), -1);
  return allHolders(context, readOwnFacts(context))
    .flatMap((holderKey) => presencesOf(context, holderKey, now).presences)
    .filter(({ state, day, dueCents }) => state === 'open' || day >= yesterday || dueCents > 0)
    .toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

/** One stay, whatever its age; undefined when nothing is known of it. */
export function knownPresence(
  context: StationContext,
  presenceId: PresenceId,
  now: Instant,
): KnownPresence | undefined {
  const own = readOwnFacts(context);
  const holderKey = allHolders(context, own).find((key) =>
    pairedOf(context, own, key, now).some((stay) => stay.presenceId === presenceId),
  );
  return holderKey === undefined
    ? undefined
    : presencesOf(context, holderKey, now).presences.find((one) => one.presenceId === presenceId);
}

const orderOf = (presence: KnownPresence): string => `${startOf(presence)} ${presence.presenceId}`;

/** One of the two ends is always there. */
function startOf({ inAt, outAt }: Pick<KnownPresence, 'inAt' | 'outAt'>): Instant {
  const at = inAt ?? outAt;
  assert(at !== null, 'a stay has a beginning or an end');
  return at;
}

/** Everything that is known of one holder. */
export type KnownStays = {
  readonly presences: readonly KnownPresence[];
  /** What each pool of hours has left, stays that run not counted. */
  readonly poolsLeft: ReadonlyMap<string, number>;
};

/** The stays of one holder; `supposed` is what is about to be written. */
export function presencesOf(
  context: StationContext,
  holderKey: string,
  now: Instant,
  supposed: Supposed = NOTHING_SUPPOSED,
): KnownStays {
  const own = readOwnFacts(context);
  const stays = pairedOf(context, own, holderKey, now, supposed);
  const isTouched = stays.some(({ isAsTold }) => !isAsTold);
  const sharers = isTouched ? sharersOf(context, own, holderKey, now) : [];
  const ended = billKnown(context, [{ holderKey, stays }, ...sharers], null);
  const running = billRunning(context, { holderKey, stays }, sharers, now);
  const holder = holderOf(context, own, holderKey, supposed);
  const presences = stays.map((stay) =>
    presenceOf(context, own, stay, {
      holderKey,
      holder,
      bill: ended.bills.get(stay.presenceId) ?? running?.get(stay.presenceId) ?? null,
    }),
  );
  return { presences, poolsLeft: ended.poolsLeft };
}

/** What stays that run would cost, were they over now: after all that ended, as they end later. */
function billRunning(
  context: StationContext,
  mine: HolderStays,
  sharers: readonly HolderStays[],
  now: Instant,
) {
  if (mine.stays.every(({ state }) => state !== 'open')) return null;
  const ends = mine.stays.flatMap(({ inAt, outAt }) => [inAt, outAt]);
  const until = ends.reduce<Instant>((last, at) => (at !== null && at > last ? at : last), now);
  return billKnown(context, [mine, ...sharers.map(endedOnly)], until).bills;
}

const endedOnly = ({ holderKey, stays }: HolderStays): HolderStays => ({
  holderKey,
  stays: stays.filter(({ state }) => state !== 'open'),
});

type About = Pick<KnownPresence, 'holderKey' | 'holder' | 'bill'>;

function presenceOf(
  context: StationContext,
  own: OwnFacts,
  stay: PairedKnown,
  about: About,
): KnownPresence {
  const { presenceId, spaceId, planId, planVersion, inAt, outAt, state, told, isAsTold } = stay;
  const paidCents = addCents(
    told?.paidCents ?? ZERO_CENTS,
    paidAfter(context.journal.database, stay.tapIds, told === null ? 0 : own.reflectedSeq),
  );
  const billed = isAsTold && told !== null ? told.billedCents : (about.bill?.cents ?? ZERO_CENTS);
  // The cloud knows more; what this station would reckon does not explain another price.
  const bill = about.bill?.cents === billed ? about.bill : null;
  const tap = own.taps.find(({ tapId }) => stay.tapIds.includes(tapId));
  const day = isAsTold && told !== null ? told.day : businessDay(startOf(stay), dayRule(context));
  return {
    ...about,
    bill,
    presenceId,
    tapIds: stay.tapIds,
    spaceId,
    spaceName: context.knowledge.one('space', spaceId)?.name ?? tap?.spaceName ?? '',
    planId,
    planVersion,
    inAt,
    outAt,
    state,
    day,
    stayedMinutes: bill?.stayedMinutes ?? minutesOf(stay),
    cents: billed,
    paidCents,
    dueCents: state === 'open' ? ZERO_CENTS : cents(Math.max(0, billed - paidCents)),
  };
}

const minutesOf = ({ inAt, outAt }: PairedKnown): number =>
  inAt === null || outAt === null
    ? 0
    : Math.max(0, Math.floor((msOfInstant(outAt) - msOfInstant(inAt)) / MINUTE_MS));

function holderOf(
  context: StationContext,
  own: OwnFacts,
  holderKey: string,
  { holder }: Supposed,
): KnownHolder {
  const { tap, told } = lastOf(context, own, holderKey);
  const known = holder ?? tap?.holder;
  if (known !== undefined) return holderOfTap(context, known);
  assert(told !== undefined, `nothing is known of ${holderKey}`);
  return holderOfFeed(context, told);
}

/**
 * When a tap of now counts. A clock that was set back does not turn the order of a person's taps
 * round: the tap then comes a second after the last one.
 */
export function tapInstant(context: StationContext, holder: TapHolder): Instant {
  const now = context.clock();
  const own = readOwnFacts(context);
  const stays = pairedOf(context, own, holderKeyOf(context, holder), now);
  const last = stays
    .flatMap(({ inAt, outAt, state }) => [inAt, state === 'automatic' ? null : outAt])
    .reduce<Instant | null>(
      (latest, at) => (at !== null && at > (latest ?? '') ? at : latest),
      null,
    );
  return last !== null && last >= now ? addMs(last, BEHIND_MS) : now;
}

/** What a tap of the person of a stay is sealed with; null when no Pass of theirs is known here. */
export function tapHolderOf({ holder }: KnownPresence): TapHolder | null {
  if (holder.kind === 'guest') {
    const { kind, guestId, name, hostCardId } = holder;
    return { kind, guestId, name, hostCardId };
  }
  const { cardId, cardNumber } = holder;
  return cardId === null ? null : { kind: 'card', cardId, cardNumber };
}
