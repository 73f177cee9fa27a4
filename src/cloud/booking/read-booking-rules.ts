import type { PriceState } from '../../domain/agenda/price-booking.ts';
import type {
  BookingId,
  CollectiveId,
  EventId,
  OfferId,
  PersonId,
  WaitingId,
} from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb } from '../db/open-database.ts';
import type { PriceKind } from '../db/site-tables.ts';

export type BookablePrice = {
  readonly id: string;
  readonly name: string;
  readonly kind: PriceKind;
  /** 0 when free; `open`: the amount proposed. */
  readonly cents: Cents;
  /** `open`: the least. */
  readonly minCents: Cents | null;
  readonly state: PriceState;
  readonly opensAt: Instant | null;
  readonly closesAt: Instant | null;
  /** Places at this price, of this event too; null: no limit. */
  readonly left: number | null;
  /** `member`: the offer that opens it; null: any membership. */
  readonly offer: { readonly id: OfferId; readonly name: string } | null;
};

export type Question = {
  readonly id: string;
  readonly label: string;
  readonly kind: 'text' | 'choice' | 'yes-no';
  readonly choices: readonly string[];
  readonly isRequired: boolean;
};

/** Places kept for the person until a moment; not paid yet. */
export type OwnHold = {
  readonly bookingId: BookingId;
  readonly endsAt: Instant;
  readonly places: number;
};

export type OwnWaiting = {
  readonly waitingId: WaitingId;
  /** 1: the next. */
  readonly position: number;
  readonly places: number;
  /** Places kept for the person alone; `holdPlaces` takes them. */
  readonly offer: OwnHold | null;
};

/** What a person may book of an event at a moment; nobody signed in: what anybody may. */
export type BookingRules = {
  readonly eventId: EventId;
  readonly collectiveId: CollectiveId;
  readonly name: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /**
   * - `open`: at least one price can be taken now
   * - `no-booking`: who comes, comes
   * - `members-only`: the event, or what is left to buy, is for members
   */
  readonly state:
    'open' | 'over' | 'no-booking' | 'members-only' | 'not-yet' | 'closed' | 'sold-out';
  readonly isMembersOnly: boolean;
  readonly isMember: boolean;
  readonly asksNames: boolean;
  readonly prices: readonly BookablePrice[];
  readonly questions: readonly Question[];
  /** Places of the event that anybody may take; the person's own offer counts for them. */
  readonly left: number | null;
  readonly perPersonMax: number;
  /** How many places the person may still take, as far as there are places. */
  readonly mayTake: number;
  readonly hasPromoCodes: boolean;
  readonly cancelUntil: Instant;
  /** Places held and not paid; the newest first. */
  readonly holds: readonly OwnHold[];
  readonly waiting: {
    /** Whether the person may join: it is full, not begun, and they do not wait yet. */
    readonly isOpen: boolean;
    /** How many people wait. */
    readonly count: number;
    readonly own: OwnWaiting | null;
  };
};

/** Null when there is no such event, or it is not published. */
export async function readBookingRules(
  _db: ReadableDb,
  _eventId: EventId,
  _personId: PersonId | null,
  _now: Instant,
): Promise<BookingRules | null> {
  throw new Error('not written yet');
}
