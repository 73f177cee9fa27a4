import { isOneOf } from '../../db/bulk-rows.ts';
import { readTakenPlaces } from '../../goods/taken-places.ts';
import { limitOf, loadOwnRows, selected } from './feed-reader.ts';
import type { Load } from './feed-reader.ts';

/** What takes place and who has a place: events, their tickets, rooms that are taken. */

export const loadEvents: Load = async (db, reader, selection) => {
  const rows = await loadOwnRows(db, reader, selection, 'event');
  const ids = rows.map(({ id }) => id);
  const prices = await db.query
    .selectFrom('event_price')
    .selectAll()
    .where(isOneOf(db.kind, 'event_id', ids))
    .orderBy('line')
    .execute();
  const byEvent = Map.groupBy(prices, (price) => price.event_id);
  const taken = await readTakenPlaces(db, ids, reader.now);
  return rows.map((row) => ({
    id: row.id,
    value:
      row.ends_at > reader.now && row.published === 1
        ? {
            id: row.id,
            name: row.name,
            startsAt: row.starts_at,
            doorsAt: row.doors_at,
            endsAt: row.ends_at,
            capacity: row.capacity,
            takenCount: taken.ofEvent(row.id),
            asksNames: row.asks_names === 1,
            prices: (byEvent.get(row.id) ?? []).map((price) => ({
              id: price.id,
              name: price.name,
              kind: price.kind,
              priceCents: price.price_cents,
              priceMinCents: price.price_min_cents,
              quota: price.quota,
              takenCount: taken.ofPrice(price.id),
            })),
          }
        : null,
  }));
};

export const loadTickets: Load = async (db, reader, selection) => {
  const rows = await db.query
    .selectFrom('ticket')
    .innerJoin('event', 'event.id', 'ticket.event_id')
    .innerJoin('event_price', 'event_price.id', 'ticket.price_id')
    .leftJoin('ticket_admission as admission', 'admission.ticket_id', 'ticket.id')
    .leftJoin('station', 'station.id', 'admission.station_id')
    .select(['ticket.id', 'ticket.event_id', 'holder_name', 'card_id', 'ticket.state'])
    .select(['event.ends_at', 'event_price.name as price_name'])
    .select(['admission.at as admitted_at', 'station.name as station_name'])
    .where('event.collective_id', '=', reader.collectiveId)
    .where(selected(db, 'ticket.id', selection))
    .$if(selection.kind === 'after', (query) => query.where('event.ends_at', '>', reader.now))
    .orderBy('ticket.id')
    .limit(limitOf(selection))
    .execute();
  return rows.map((row) => ({
    id: row.id,
    value:
      row.ends_at > reader.now
        ? {
            id: row.id,
            eventId: row.event_id,
            priceName: row.price_name,
            holderName: row.holder_name,
            cardId: row.card_id,
            state: row.state,
            admitted:
              row.admitted_at === null
                ? null
                : { at: row.admitted_at, stationName: row.station_name ?? '' },
          }
        : null,
  }));
};

export const loadRoomBookings: Load = async (db, reader, selection) =>
  (await loadOwnRows(db, reader, selection, 'room_booking')).map((row) => ({
    id: row.id,
    value:
      row.cancelled_at === null && row.ends_at > reader.now
        ? {
            id: row.id,
            productId: row.product_id,
            startsAt: row.starts_at,
            endsAt: row.ends_at,
          }
        : null,
  }));
