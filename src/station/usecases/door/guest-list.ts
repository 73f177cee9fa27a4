import type { CardId, EventId, TicketId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import { readAdmissions, readOwnTickets } from '../../projections/door.ts';
import { readPairing } from '../../projections/pairing.ts';
import type { StationContext } from '../context.ts';

/** A ticket of an event, as far as this door knows. */
export type Guest = {
  readonly ticketId: TicketId;
  readonly holderName: string;
  readonly priceName: string;
  readonly cardId: CardId | null;
  readonly state: 'valid' | 'cancelled';
  readonly admitted: { readonly at: Instant; readonly stationName: string } | null;
};

/** Everybody who is expected: what the cloud told, and what this station sold or let in since. */
export function guestsOf(context: StationContext, eventId: EventId): readonly Guest[] {
  const db = context.journal.database;
  const here = readPairing(db)?.stationName ?? '';
  const admissions = readAdmissions(db, eventId);
  const known = context.knowledge.all('ticket').filter((ticket) => ticket.eventId === eventId);
  const knownIds = new Set(known.map(({ id }) => id));
  const own = readOwnTickets(db, eventId);
  const cancelledHere = new Set(
    own.filter((one) => one.isCancelled === 1).map((one) => one.ticketId),
  );
  const admittedHere = (ticketId: TicketId): Guest['admitted'] => {
    const at = admissions.get(ticketId);
    return at === undefined ? null : { at, stationName: here };
  };
  return [
    ...known.map(({ id, holderName, priceName, cardId, state, admitted }): Guest => ({
      ticketId: id,
      holderName,
      priceName,
      cardId,
      state: cancelledHere.has(id) ? 'cancelled' : state,
      admitted: admittedHere(id) ?? admitted,
    })),
    ...own
      .filter(({ ticketId }) => !knownIds.has(ticketId))
      .map((ticket): Guest => ({
        ticketId: ticket.ticketId,
        holderName: ticket.holderName,
        priceName: ticket.priceName,
        cardId: ticket.cardId,
        state: ticket.isCancelled === 1 ? 'cancelled' : 'valid',
        admitted: admittedHere(ticket.ticketId),
      })),
  ];
}

/** How many are inside, tickets that only their signature spoke for included. */
export function countInside(
  context: StationContext,
  eventId: EventId,
  guests: readonly Guest[],
): number {
  const known = new Set(guests.map(({ ticketId }) => ticketId));
  const others = [...readAdmissions(context.journal.database, eventId).keys()];
  return (
    guests.filter(({ admitted }) => admitted !== null).length +
    others.filter((ticketId) => !known.has(ticketId)).length
  );
}
