import type { SaleLine } from '../../domain/journal/sale-entries.ts';
import type { EventId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { offerFreePlaces } from '../booking/offer-places.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { linesOf } from './goods-facts.ts';
import type { GoodsFact, LineOf } from './goods-facts.ts';
import { lockEvents } from './lock-events.ts';
import type { LockedEvent } from './lock-events.ts';
import { orderMail } from './order-mail.ts';
import type { GoodsProblem } from './problems.ts';
import { readTakenPlaces } from './taken-places.ts';

export type SaleFact = Extract<GoodsFact, { readonly kind: 'sale' }>;
type TicketLine = LineOf<'ticket', SaleLine>;

/**
 * The tickets of a sale (RULES T8). They were handed over, so they are valid also where there was
 * no place left; that is marked.
 */
export async function sellTickets(
  tx: WritableDb,
  station: KnownStation,
  { seq, at, sale }: SaleFact,
): Promise<readonly GoodsProblem[]> {
  const lines = linesOf(sale.lines, 'ticket');
  if (lines.length === 0) return [];
  const ids = lines.map(({ detail }) => detail.eventId);
  const events = await lockEvents(tx, station.collectiveId, ids);
  const takenBefore = await readTakenPlaces(tx, ids, 'sold');
  const taken = new Map<string, number>();
  const problems: GoodsProblem[] = [];
  for (const line of lines) {
    const { eventId, priceId, email } = line.detail;
    const event = events.get(eventId);
    const price = event?.prices.get(priceId);
    if (event === undefined || price === undefined) {
      const message = `Event ${eventId} has no price ${priceId} here.`;
      problems.push({ seq, code: 'goods-unknown', message });
      continue;
    }
    const count = (key: string, before: number): number => {
      const sum = (taken.get(key) ?? before) + line.detail.tickets.length;
      taken.set(key, sum);
      return sum;
    };
    const ofEvent = count(eventId, takenBefore.ofEvent(eventId));
    const ofPrice = count(priceId, takenBefore.ofPrice(priceId));
    const fault = findOverbooking(event, priceId, { ofEvent, ofPrice });
    if (fault !== null) problems.push({ seq, code: 'event-overbooked', message: fault });
    await storeTickets(tx, station, { at, saleId: sale.saleId, line });
    if (email !== null && email !== '') {
      await orderMail(tx, station, {
        ...{ kind: 'tickets', seq, lineId: line.lineId },
        ...{ to: email, askedAt: at, cause: `tickets ${line.lineId} of ${sale.saleId}` },
      });
    }
  }
  return problems;
}

function findOverbooking(
  event: LockedEvent,
  priceId: string,
  taken: { readonly ofEvent: number; readonly ofPrice: number },
): string | null {
  if (event.capacity !== null && taken.ofEvent > event.capacity) {
    return `${event.name}: ${taken.ofEvent} tickets for ${event.capacity} places.`;
  }
  const price = event.prices.get(priceId);
  return price?.quota != null && taken.ofPrice > price.quota
    ? `${event.name}, ${price.name}: ${taken.ofPrice} tickets for ${price.quota} places.`
    : null;
}

async function storeTickets(
  tx: WritableDb,
  station: KnownStation,
  sold: { readonly at: Instant; readonly saleId: string; readonly line: TicketLine },
): Promise<void> {
  const { eventId, priceId, cardId, email, tickets } = sold.line.detail;
  const card = await findCard(tx, cardId);
  await tx.query
    .insertInto('ticket')
    .values(
      tickets.map(({ ticketId, holderName }) => ({
        id: ticketId,
        event_id: eventId,
        price_id: priceId,
        holder_name: holderName,
        card_id: card?.id ?? null,
        wallet_id: card?.wallet_id ?? null,
        email,
        state: 'valid' as const,
        sale_id: sold.saleId,
        line_id: sold.line.lineId,
        station_id: station.id,
        sold_at: sold.at,
      })),
    )
    // An id that is known is a ticket that is known; who writes it again changes nothing.
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  for (const { ticketId } of tickets) tx.changed('ticket', ticketId, station.collectiveId);
  tx.changed('event', eventId, station.collectiveId);
}

async function findCard(tx: WritableDb, cardId: string | null) {
  if (cardId === null) return undefined;
  return tx.query
    .selectFrom('card')
    .select(['id', 'wallet_id'])
    .where('id', '=', cardId)
    .executeTakeFirst();
}

/**
 * Tickets that a correction takes back, whether or not somebody came in with them; who waits for a
 * place is asked at once.
 */
export async function cancelTickets(
  tx: WritableDb,
  station: KnownStation,
  saleId: string,
  ticketIds: readonly string[],
  when: { readonly at: Instant; readonly now: Instant },
): Promise<void> {
  if (ticketIds.length === 0) return;
  const cancelled = await tx.query
    .updateTable('ticket')
    .set({ state: 'cancelled', cancelled_at: when.at })
    .where(isOneOf(tx.kind, 'id', ticketIds))
    .where('sale_id', '=', saleId)
    .where('state', '=', 'valid')
    .returning(['id', 'event_id'])
    .execute();
  for (const { id, event_id: eventId } of cancelled) {
    tx.changed('ticket', id, station.collectiveId);
    tx.changed('event', eventId, station.collectiveId);
  }
  for (const eventId of new Set(cancelled.map((ticket) => ticket.event_id).toSorted())) {
    await offerFreePlaces(tx, eventId as EventId, when.now);
  }
}
