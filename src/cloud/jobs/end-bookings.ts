import type { EventId, PaymentId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { offerFreePlaces } from '../booking/offer-places.ts';
import type { ReadableDb } from '../db/open-database.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { CloudDeps } from '../http/deps.ts';
import { closePayment } from '../payments/settle-payment.ts';
import type { Job } from './job.ts';

/** How many in one turn; the next one takes the others. */
const EVENTS_MAX = 500;
const PAGES_MAX = 20;

/**
 * Ends holds and offers whose time is over, offers what is free to who waits, and closes the bank's
 * page of what is not to be paid any more. Places count as free from the moment a hold ends; this
 * tells the others.
 */
export const endBookingsJob: Job = {
  name: 'end-bookings',
  everyMs: 15_000,
  isShared: false,
  run: async (deps) => {
    const { db, clock } = deps;
    for (const eventId of await findUnsettled(db, clock())) {
      await writeTransaction(db, (tx) => offerFreePlaces(tx, eventId, clock()));
    }
    await closePages(deps);
  },
};

/** Events where a hold is over, or where somebody waits and a place may be free. */
async function findUnsettled(db: ReadableDb, now: Instant): Promise<readonly EventId[]> {
  const due = await db.query
    .selectFrom('booking')
    .select('event_id')
    .distinct()
    .where('state', '=', 'held')
    .where('ends_at', '<=', now)
    .limit(EVENTS_MAX)
    .execute();
  const waiting = await db.query
    .selectFrom('waiting_entry')
    .select('event_id')
    .distinct()
    .where('state', '=', 'waiting')
    .limit(EVENTS_MAX)
    .execute();
  const ids = [...due, ...waiting].map((row) => row.event_id as EventId);
  return [...new Set(ids)].toSorted();
}

/** A page that was paid meanwhile is applied instead, or given back. */
async function closePages(deps: CloudDeps): Promise<void> {
  const open = await deps.db.query
    .selectFrom('bank_payment')
    .innerJoin('booking', 'booking.id', 'bank_payment.subject_id')
    .select('bank_payment.id')
    .where('bank_payment.purpose', '=', 'booking')
    .where('bank_payment.state', '=', 'started')
    .where('booking.state', '<>', 'held')
    .orderBy('bank_payment.id')
    .limit(PAGES_MAX)
    .execute();
  for (const { id } of open) await closePayment(deps, id as PaymentId);
}
