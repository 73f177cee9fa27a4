import type { EventId, TicketId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb } from '../db/open-database.ts';
import type { EntryRef } from './read-paper.ts';
import type { MailedTickets } from './ticket-mail.ts';

/** The valid tickets of a line of a sale, all for one event; null when none is left. */
export async function readMailedTickets(
  db: ReadableDb,
  ref: EntryRef,
  lineId: string,
): Promise<MailedTickets | null> {
  const rows = await db.query
    .selectFrom('ticket')
    .innerJoin('sale', 'sale.id', 'ticket.sale_id')
    .innerJoin('event', 'event.id', 'ticket.event_id')
    .innerJoin('event_price', 'event_price.id', 'ticket.price_id')
    .innerJoin('collective', 'collective.id', 'event.collective_id')
    .select(['ticket.id', 'holder_name', 'event_price.name as price_name', 'ticket.event_id'])
    .select(['event.name', 'starts_at', 'doors_at', 'place_name', 'time_zone'])
    .where('sale.station_id', '=', ref.stationId)
    .where('sale.seq', '=', ref.seq)
    .where('ticket.line_id', '=', lineId)
    .where('ticket.state', '=', 'valid')
    .orderBy('ticket.id')
    .execute();
  const [first] = rows;
  if (first === undefined) return null;
  return {
    event: {
      id: first.event_id as EventId,
      name: first.name,
      startsAt: first.starts_at as Instant,
      doorsAt: first.doors_at as Instant | null,
      place: first.place_name,
      timeZone: first.time_zone,
    },
    tickets: rows.map((row) => ({
      id: row.id as TicketId,
      priceName: row.price_name,
      holderName: row.holder_name,
    })),
  };
}
