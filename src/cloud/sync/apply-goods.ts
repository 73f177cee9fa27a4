import { assertNever } from '../../shared/assert.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import { admitTicket } from '../goods/admit-tickets.ts';
import { bookRooms } from '../goods/book-rooms.ts';
import { cancelGoods } from '../goods/cancel-goods.ts';
import { closeHolds } from '../goods/goods-holds.ts';
import { linesOf, readGoodsFact } from '../goods/goods-facts.ts';
import type { GoodsFact } from '../goods/goods-facts.ts';
import { lockEvents } from '../goods/lock-events.ts';
import { moveStock } from '../goods/move-stock.ts';
import { orderReceipt } from '../goods/order-receipt.ts';
import type { GoodsProblem } from '../goods/problems.ts';
import { sellMemberships } from '../goods/sell-memberships.ts';
import { sellTickets } from '../goods/sell-tickets.ts';
import { lockRooms } from '../goods/taken-hours.ts';
import type { KnownStation } from '../http/deps.ts';
import type { Follower } from './followers.ts';

/**
 * Goods that follow from entries: stock for many sales in a few statements, then what is rare one
 * entry after the other: tickets, rooms, memberships, doors, papers by mail.
 */
export const applyGoods: Follower = async (tx, station, read, now) => {
  const facts = await withoutRefused(
    tx,
    station,
    read.flatMap(({ entry, meaning }) => (meaning.kind === 'problem' ? [] : readGoodsFact(entry))),
  );
  const problems = [...(await moveStock(tx, station, facts))];
  await lockAll(tx, station, facts);
  for (const fact of facts) problems.push(...(await applyFact(tx, station, fact, now)));
  return problems;
};

/** A correction that could not be stored takes nothing back. */
async function withoutRefused(
  tx: WritableDb,
  station: KnownStation,
  facts: readonly GoodsFact[],
): Promise<readonly GoodsFact[]> {
  const ids = facts.flatMap((fact) =>
    fact.kind === 'correction' ? [fact.correction.correctionId] : [],
  );
  if (ids.length === 0) return facts;
  const stored = await tx.query
    .selectFrom('sale_correction')
    .select('seq')
    .where(isOneOf(tx.kind, 'id', ids))
    .where('station_id', '=', station.id)
    .execute();
  const seqs = new Set(stored.map(({ seq }) => seq));
  return facts.filter((fact) => fact.kind !== 'correction' || seqs.has(fact.seq));
}

/** All events and rooms of an upload, in one order for everybody: two uploads take turns. */
async function lockAll(
  tx: WritableDb,
  station: KnownStation,
  facts: readonly GoodsFact[],
): Promise<void> {
  const lines = facts.flatMap((fact) => (fact.kind === 'sale' ? fact.sale.lines : []));
  const eventIds = linesOf(lines, 'ticket').map(({ detail }) => detail.eventId);
  const roomIds = linesOf(lines, 'room').map(({ productId }) => productId);
  await lockEvents(tx, station.collectiveId, eventIds);
  await lockRooms(tx, station.collectiveId, roomIds);
}

async function applyFact(
  tx: WritableDb,
  station: KnownStation,
  fact: GoodsFact,
  now: Instant,
): Promise<readonly GoodsProblem[]> {
  switch (fact.kind) {
    case 'sale': {
      const problems = [
        ...(await sellTickets(tx, station, fact)),
        ...(await bookRooms(tx, station, fact)),
        ...(await sellMemberships(tx, station, fact, now)),
      ];
      const { goodsHoldId } = fact.sale;
      if (goodsHoldId !== null) await closeHolds(tx, station, [goodsHoldId], 'used', now);
      return problems;
    }
    case 'correction':
      await cancelGoods(tx, station, fact, now);
      return [];
    case 'admission':
      return admitTicket(tx, station, fact, now);
    case 'receipt':
      return orderReceipt(tx, station, fact);
    case 'move':
      return [];
    default:
      return assertNever(fact);
  }
}
