import type { CollectiveId, EventId, PersonId, TicketId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb } from '../db/open-database.ts';
import { findWalletOfPerson, walletsBehind } from '../ledger/wallets.ts';
import type { BookedEvent } from './own-bookings.ts';

/** A ticket bought at a till, which the person's Pass carries (RULES E6). */
export type TillTicket = {
  readonly id: TicketId;
  readonly priceName: string;
  readonly holderName: string;
  /** When somebody came in with it. */
  readonly admittedAt: Instant | null;
};

export type TillTickets = { readonly event: BookedEvent; readonly tickets: readonly TillTicket[] };

/** More than this somebody asks the collective. */
const TICKETS_SHOWN_MAX = 200;

/** What a person's Passes carry for events that are not over, soonest first. */
export async function listTillTickets(
  db: ReadableDb,
  personId: PersonId,
  now: Instant,
): Promise<readonly TillTickets[]> {
  const walletId = await findWalletOfPerson(db, personId);
  if (walletId === undefined) return [];
  const wallets = await walletsBehind(db, walletId);
  const rows = await db.query
    .selectFrom('ticket')
    .innerJoin('event', 'event.id', 'ticket.event_id')
    .innerJoin('event_price', 'event_price.id', 'ticket.price_id')
    .innerJoin('collective', 'collective.id', 'event.collective_id')
    .leftJoin('ticket_admission', 'ticket_admission.ticket_id', 'ticket.id')
    .select(['ticket.id', 'holder_name', 'event_price.name as price_name', 'ticket_admission.at'])
    .select(['event.id as event_id', 'event.slug', 'event.name', 'starts_at', 'doors_at'])
    .select(['event.ends_at', 'cancel_until', 'place_name', 'street', 'postal_code', 'town'])
    .select(['collective.id as collective_id', 'collective.slug as collective_slug'])
    .select(['collective.name as collective_name', 'collective.time_zone'])
    .where(isOneOf(db.kind, 'ticket.wallet_id', wallets))
    .where('ticket.booking_id', 'is', null)
    .where('ticket.state', '=', 'valid')
    .where('event.ends_at', '>', now)
    .orderBy('starts_at')
    .orderBy('ticket.id')
    .limit(TICKETS_SHOWN_MAX)
    .execute();
  return [...Map.groupBy(rows, (row) => row.event_id).values()].flatMap((ofEvent) => {
    const [first] = ofEvent;
    if (first === undefined) return [];
    return [
      {
        event: {
          ...{ id: first.event_id as EventId, slug: first.slug, name: first.name },
          startsAt: first.starts_at as Instant,
          doorsAt: first.doors_at as Instant | null,
          endsAt: first.ends_at as Instant,
          cancelUntil: (first.cancel_until ?? first.starts_at) as Instant,
          place: {
            ...{ name: first.place_name, street: first.street },
            ...{ postalCode: first.postal_code, town: first.town },
          },
          collective: {
            ...{ id: first.collective_id as CollectiveId, slug: first.collective_slug },
            ...{ name: first.collective_name, timeZone: first.time_zone },
          },
        },
        tickets: ofEvent.map((row) => ({
          id: row.id as TicketId,
          priceName: row.price_name,
          holderName: row.holder_name,
          admittedAt: row.at as Instant | null,
        })),
      },
    ];
  });
}
