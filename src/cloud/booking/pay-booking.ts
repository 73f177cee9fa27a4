import { assert } from '../../shared/assert.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { sellToWallet } from '../ledger/operations.ts';
import { ensureWalletOfPerson } from '../ledger/wallets.ts';
import { isHeldAt, isOffer } from './booking-store.ts';
import type { OwnBooking } from './extend-hold.ts';
import { lockBooking } from './lock-booking.ts';
import type { LockedBooking } from './lock-booking.ts';
import { markBooked } from './mark-booked.ts';

export type PayRefusal =
  | {
      readonly code:
        | 'booking-unknown'
        /** Its time is over: the places may be gone. */
        | 'booking-over'
        | 'not-free'
        /** An offer: prices and names are to be chosen first. */
        | 'not-chosen';
    }
  | { readonly code: 'short'; readonly missingCents: Cents };

/** `isNew` false: it was paid before, in another tab for example; nothing was taken again. */
export type Booked = { readonly isNew: boolean };

/** Pays a held booking from the person's wallet: all, or nothing (RULES M4). */
export async function payBookingFromWallet(
  tx: WritableDb,
  order: OwnBooking,
): Promise<Result<Booked, PayRefusal>> {
  const held = await lockHeld(tx, order);
  if (!held.ok || held.value === 'booked') return answerOf(held);
  const { event, booking } = held.value;
  if (booking.total_cents === 0) {
    await markBooked(tx, held.value, { means: 'free' }, order.now);
    return ok({ isNew: true });
  }
  const sold = await sellToWallet(tx, {
    ...{ id: uuidOf(`booking ${booking.id}`) as PostingId, at: order.now, stationId: null },
    ...{ cause: booking.id, collectiveId: event.collectiveId },
    walletId: await ensureWalletOfPerson(tx, order.personId, order.now),
    totalCents: cents(booking.total_cents),
  });
  if (!sold.ok) {
    // Under the lock of the event nobody else pays this booking, and its wallet exists.
    assert(sold.error.code === 'short', `booking ${booking.id}: ${sold.error.code}`);
    return err({ code: 'short', missingCents: sold.error.missingCents });
  }
  const { postingId, parts } = sold.value;
  await markBooked(tx, held.value, { means: 'pass', postingId, parts }, order.now);
  return ok({ isNew: true });
}

/** Books what costs nothing. */
export async function confirmFreeBooking(
  tx: WritableDb,
  order: OwnBooking,
): Promise<Result<Booked, PayRefusal>> {
  const held = await lockHeld(tx, order);
  if (!held.ok || held.value === 'booked') return answerOf(held);
  if (held.value.booking.total_cents > 0) return err({ code: 'not-free' });
  await markBooked(tx, held.value, { means: 'free' }, order.now);
  return ok({ isNew: true });
}

type HeldAnswer = Result<LockedBooking | 'booked', PayRefusal>;

const answerOf = (held: HeldAnswer): Result<Booked, PayRefusal> =>
  held.ok ? ok({ isNew: false }) : held;

async function lockHeld(tx: WritableDb, order: OwnBooking): Promise<HeldAnswer> {
  const locked = await lockBooking(tx, order);
  if (locked === null) return err({ code: 'booking-unknown' });
  const { booking } = locked;
  if (booking.state === 'booked') return ok('booked');
  if (!isHeldAt(booking, order.now)) return err({ code: 'booking-over' });
  return isOffer(booking) ? err({ code: 'not-chosen' }) : ok(locked);
}
