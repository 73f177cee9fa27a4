import type { EventId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { lockBookableEvent } from './bookable-event.ts';
import { settleEvent } from './settle-event.ts';

/** Offers what is free to who waits, first come first; ends what is over before. Safe to run again. */
export async function offerFreePlaces(
  tx: WritableDb,
  eventId: EventId,
  now: Instant,
): Promise<void> {
  const event = await lockBookableEvent(tx, eventId);
  if (event !== null) await settleEvent(tx, event, now);
}
