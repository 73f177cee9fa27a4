import { ZERO_CENTS } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { WritableDb } from '../db/open-database.ts';
import { cancelledMail } from './booking-mails.ts';
import { readPlaces } from './booking-store.ts';
import type { OwnBooking } from './extend-hold.ts';
import { findScanned, freePlaces, giveMoneyBack, placesText } from './give-places-back.ts';
import { lockBooking } from './lock-booking.ts';
import { settleEvent } from './settle-event.ts';

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
  tx: WritableDb,
  order: CancelOrder,
): Promise<Result<Cancelled, CancelRefusal>> {
  const { now, placeIds } = order;
  const locked = await lockBooking(tx, order);
  if (locked === null) return err({ code: 'booking-unknown' });
  const { event, booking } = locked;
  if (booking.booked_at === null) return err({ code: 'not-booked' });
  const asked = new Set(placeIds);
  if (asked.size === 0) return err({ code: 'nothing-asked' });
  const own = (await readPlaces(tx, booking.id)).filter(({ id }) => asked.has(id));
  if (own.length < asked.size) return err({ code: 'place-unknown' });
  const places = own.filter(({ state }) => state === 'kept');
  if (places.length === 0) {
    return ok({ ...NOTHING, isWhole: booking.state === 'cancelled' });
  }
  if (event.cancelUntil <= now) return err({ code: 'too-late' });
  const scanned = await findScanned(tx, [...asked]);
  const used = places.find(({ id }) => scanned.has(id));
  if (used !== undefined) return err({ code: 'scanned', placeId: used.id });
  const { isWhole } = await freePlaces(tx, locked, places, now);
  const money = await giveMoneyBack(tx, locked, places, now);
  const cancelled = { ...money, places: places.length, isWhole };
  await cancelledMail(
    tx,
    {
      ...{ ...cancelled, bookingId: order.bookingId, told: placesText(places) },
      placeIds: places.map(({ id }) => id),
    },
    now,
  );
  await settleEvent(tx, event, now);
  return ok(cancelled);
}

const NOTHING = { places: 0, toWalletCents: ZERO_CENTS, toBankCardCents: ZERO_CENTS } as const;
