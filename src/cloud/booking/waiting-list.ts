import type { EventId, PersonId, WaitingId } from '../../shared/ids.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';

export type JoinOrder = {
  /** Made by the form. */
  readonly id: WaitingId;
  readonly eventId: EventId;
  readonly personId: PersonId;
  readonly places: number;
  readonly now: Instant;
};

export type JoinRefusal =
  | {
      readonly code:
        | 'event-unknown'
        | 'event-over'
        | 'no-booking'
        | 'not-for-you'
        | 'nothing-asked'
        /** There are places: they can be booked. */
        | 'not-full'
        | 'content-differs';
    }
  | { readonly code: 'too-many'; readonly max: number };

/** Somebody who waits already keeps their place in line. */
export async function joinWaitingList(
  _tx: WritableDb,
  _order: JoinOrder,
): Promise<Result<{ readonly waitingId: WaitingId; readonly position: number }, JoinRefusal>> {
  throw new Error('not written yet');
}

/** Says no to an offer too. Leaving twice is fine. */
export async function leaveWaitingList(
  _tx: WritableDb,
  _order: { readonly waitingId: WaitingId; readonly personId: PersonId; readonly now: Instant },
): Promise<Result<void, 'waiting-unknown'>> {
  throw new Error('not written yet');
}
