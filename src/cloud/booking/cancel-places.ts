import type { Cents } from '../../shared/money.ts';
import type { Result } from '../../shared/result.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { OwnBooking } from './extend-hold.ts';

export type CancelOrder = OwnBooking & { readonly placeIds: readonly string[] };

/** Where the money went. */
export type Cancelled = {
  readonly places: number;
  readonly toWalletCents: Cents;
  readonly toBankCardCents: Cents;
  /** No place of the booking is left. */
  readonly isWhole: boolean;
};

export type CancelRefusal =
  | {
      readonly code:
        | 'booking-unknown'
        | 'not-booked'
        | 'nothing-asked'
        | 'place-unknown'
        /** After the event's deadline. */
        | 'too-late';
    }
  | { readonly code: 'scanned'; readonly placeId: string };

/**
 * Gives places of a booking back, up to the event's deadline: the money goes back where it came
 * from, and the places are offered at once (RULES E5). A place that is given back already counts as
 * done, so sending it twice gives back once.
 */
export async function cancelPlaces(
  _tx: WritableDb,
  _order: CancelOrder,
): Promise<Result<Cancelled, CancelRefusal>> {
  throw new Error('not written yet');
}
