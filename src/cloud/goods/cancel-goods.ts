import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { cancelRooms } from './book-rooms.ts';
import { linesOf } from './goods-facts.ts';
import type { GoodsFact } from './goods-facts.ts';
import { cancelMemberships } from './sell-memberships.ts';
import { cancelTickets } from './sell-tickets.ts';

export type CorrectionFact = Extract<GoodsFact, { readonly kind: 'correction' }>;

/** What was sold and is taken back (RULES T10): places, hours and memberships are free again. */
export async function cancelGoods(
  tx: WritableDb,
  station: KnownStation,
  { at, correction: { saleId, lines } }: CorrectionFact,
  now: Instant,
): Promise<void> {
  const tickets = linesOf(lines, 'ticket').flatMap(({ detail }) => detail.tickets);
  const rooms = linesOf(lines, 'room').map(({ lineId }) => lineId);
  const memberships = linesOf(lines, 'membership').map(({ detail }) => detail.membershipId);
  await cancelTickets(
    tx,
    station,
    saleId,
    tickets.map(({ ticketId }) => ticketId),
    { at, now },
  );
  await cancelRooms(tx, station, saleId, rooms, at);
  await cancelMemberships(tx, station, saleId, memberships, at);
}
