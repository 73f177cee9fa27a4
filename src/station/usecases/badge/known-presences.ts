import type { PresenceState } from '../../../domain/badge/presence.ts';
import type { VisitBill } from '../../../domain/badge/price-steps.ts';
import type { TapHolder } from '../../../domain/journal/badge-entries.ts';
import type {
  CardId,
  GuestId,
  PlanId,
  PresenceId,
  SpaceId,
  WalletId,
} from '../../../shared/ids.ts';
import type { Cents } from '../../../shared/money.ts';
import type { Day, Instant } from '../../../shared/time.ts';
import type { StationContext } from '../context.ts';

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
  readonly dueCents: Cents;
  /** How the price was found; null when only the cloud reckoned it. */
  readonly bill: VisitBill | null;
};

/** Stays that run, of today and yesterday, and those that nobody has paid; each once, oldest first. */
export function knownPresences(_context: StationContext, _now: Instant): readonly KnownPresence[] {
  throw new Error('not written yet');
}

/** When a tap of now counts: never before what is known of the same holder (a clock set back). */
export function tapInstant(_context: StationContext, _holder: TapHolder): Instant {
  throw new Error('not written yet');
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
