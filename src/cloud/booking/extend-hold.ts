import { bankEnd, extendedEnd, EXTENSIONS_MAX } from '../../domain/agenda/hold-time.ts';
import type { BookingId, PersonId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { isHeldAt, isOffer, tellBooking } from './booking-store.ts';
import { lockBooking } from './lock-booking.ts';
import type { LockedBooking } from './lock-booking.ts';

export type OwnBooking = {
  readonly bookingId: BookingId;
  readonly personId: PersonId;
  readonly now: Instant;
};

export type ExtendRefusal =
  | 'booking-unknown'
  /** Its time is over, or it is booked. */
  | 'booking-over'
  | 'no-more-time';

/** Five minutes more, ten times at most (WCAG 2.2.1). */
export async function extendHold(
  tx: WritableDb,
  order: OwnBooking,
): Promise<Result<{ readonly endsAt: Instant; readonly isLast: boolean }, ExtendRefusal>> {
  const locked = await lockBooking(tx, order);
  if (locked === null) return err('booking-unknown');
  const { booking } = locked;
  if (!isHeldAt(booking, order.now)) return err('booking-over');
  // An offer has its own deadline: others wait behind it.
  if (booking.extensions >= EXTENSIONS_MAX || isOffer(booking)) return err('no-more-time');
  const extensions = booking.extensions + 1;
  const endsAt = extendedEnd(booking.ends_at as Instant);
  await moveEnd(tx, locked, endsAt, extensions);
  return ok({ endsAt, isLast: extensions === EXTENSIONS_MAX });
}

/**
 * Before the bank's page opens: the places are kept at least 15 minutes from now, so that paying by
 * card is not a race. Counts as no extension.
 */
export async function keepForBank(
  tx: WritableDb,
  order: OwnBooking,
): Promise<Result<{ readonly endsAt: Instant }, 'booking-unknown' | 'booking-over'>> {
  const locked = await lockBooking(tx, order);
  if (locked === null) return err('booking-unknown');
  const { booking } = locked;
  if (!isHeldAt(booking, order.now) || isOffer(booking)) return err('booking-over');
  const held = { madeAt: booking.made_at as Instant, endsAt: booking.ends_at as Instant };
  const endsAt = bankEnd(order.now, held);
  await moveEnd(tx, locked, endsAt, booking.extensions);
  return ok({ endsAt });
}

async function moveEnd(
  tx: WritableDb,
  { event, booking }: LockedBooking,
  endsAt: Instant,
  extensions: number,
): Promise<void> {
  await tx.query
    .updateTable('booking')
    .set({ ends_at: endsAt, extensions })
    .where('id', '=', booking.id)
    .execute();
  tellBooking(tx, event, booking.id);
}
