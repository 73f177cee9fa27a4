import type { BookingId, EventId, PersonId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';

export type HoldOrder = {
  /** Made by the form: sent twice, it holds once. */
  readonly id: BookingId;
  readonly eventId: EventId;
  readonly personId: PersonId;
  readonly places: readonly WantedPlace[];
  /** As typed; null or blank: none. */
  readonly promoCode: string | null;
  readonly answers: readonly { readonly questionId: string; readonly answer: string }[];
  readonly now: Instant;
};

export type WantedPlace = {
  readonly priceId: string;
  readonly holderName: string;
  /** Only for an open price. */
  readonly openCents: Cents | null;
};

export type Held = {
  readonly bookingId: BookingId;
  /** Null: it is booked by now (the form was sent again). */
  readonly endsAt: Instant | null;
  readonly totalCents: Cents;
};

export type HoldRefusal =
  | {
      readonly code:
        | 'event-unknown'
        | 'event-over'
        /** Who comes, comes: nothing is booked. */
        | 'no-booking'
        /** Members only. */
        | 'not-for-you'
        | 'nothing-asked'
        | 'promo-unknown'
        | 'promo-ended'
        /** It is for none of the prices chosen. */
        | 'promo-useless'
        | 'content-differs'
        /** The same form again, after its time. */
        | 'booking-over';
    }
  /** `state` says when or why; `price-unknown`: not of this event. */
  | {
      readonly code: 'price-unknown' | 'sale-closed' | 'price-closed';
      readonly priceId: string;
      readonly state: 'not-yet' | 'closed' | 'members-only' | 'unknown';
    }
  | {
      readonly code: 'amount-too-low' | 'amount-too-high';
      /** Which of the places asked, from 0. */
      readonly place: number;
      readonly limitCents: Cents;
    }
  | { readonly code: 'name-missing' | 'name-too-long'; readonly place: number }
  | { readonly code: 'question-missing' | 'answer-wrong'; readonly questionId: string }
  /** How many the person may still take. */
  | { readonly code: 'too-many'; readonly max: number }
  | {
      readonly code: 'sold-out';
      readonly left: number;
      /** The price that has no more; null: the event. */
      readonly priceId: string | null;
      readonly hasWaitingList: boolean;
    }
  /** Places it may still be used for. */
  | { readonly code: 'promo-spent'; readonly left: number };

/**
 * Keeps places for 15 minutes: all that is asked, or none (RULES E3). Who was offered places of the
 * waiting list takes those first, until the deadline of the offer.
 */
export async function holdPlaces(
  _tx: WritableDb,
  _order: HoldOrder,
): Promise<Result<Held, HoldRefusal>> {
  throw new Error('not written yet');
}
