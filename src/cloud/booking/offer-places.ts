import type { EventId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';

/** Offers what is free to who waits, first come first; ends what is over before. Safe to run again. */
export async function offerFreePlaces(
  _tx: WritableDb,
  _eventId: EventId,
  _now: Instant,
): Promise<void> {
  throw new Error('not written yet');
}
