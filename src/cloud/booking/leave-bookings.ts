import type { PersonId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';

/** What leaving does to bookings to come. */
export type LeftBookings = {
  /** Places that can be given back. */
  readonly cancelledPlaces: number;
  readonly toWalletCents: Cents;
  readonly toBankCardCents: Cents;
  /** Places given up after their deadline, and what was paid for them. */
  readonly lostPlaces: number;
  readonly lostCents: Cents;
};

/** The same as `leaveBookings` would do, only to say it before. */
export async function previewLeaving(
  _db: ReadableDb,
  _personId: PersonId,
  _now: Instant,
): Promise<LeftBookings> {
  throw new Error('not written yet');
}

/**
 * Somebody leaves for good: bookings to come are given back while that is possible, freed otherwise;
 * waiting lists are left; names and answers they gave are erased. Money goes back first, so call it
 * before the wallet is looked at. Nobody is written to.
 */
export async function leaveBookings(
  _tx: WritableDb,
  _personId: PersonId,
  _now: Instant,
): Promise<LeftBookings> {
  throw new Error('not written yet');
}
