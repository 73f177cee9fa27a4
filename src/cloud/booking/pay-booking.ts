import type { Cents } from '../../shared/money.ts';
import type { Result } from '../../shared/result.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { OwnBooking } from './extend-hold.ts';

export type PayRefusal =
  | {
      readonly code:
        | 'booking-unknown'
        /** Its time is over: the places may be gone. */
        | 'booking-over'
        /** It costs something, or it does not. */
        | 'not-free'
        /** An offer: prices and names are to be chosen first. */
        | 'not-chosen';
    }
  | { readonly code: 'short'; readonly missingCents: Cents };

/** `isNew` false: it was paid before, in another tab for example; nothing was taken again. */
export type Booked = { readonly isNew: boolean };

/** Pays a held booking from the person's wallet: all, or nothing (RULES M4). */
export async function payBookingFromWallet(
  _tx: WritableDb,
  _order: OwnBooking,
): Promise<Result<Booked, PayRefusal>> {
  throw new Error('not written yet');
}

/** Books what costs nothing. */
export async function confirmFreeBooking(
  _tx: WritableDb,
  _order: OwnBooking,
): Promise<Result<Booked, PayRefusal>> {
  throw new Error('not written yet');
}
