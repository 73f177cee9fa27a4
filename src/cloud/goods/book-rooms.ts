import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { linesOf } from './goods-facts.ts';
import type { GoodsProblem } from './problems.ts';
import type { SaleFact } from './sell-tickets.ts';
import { lockRooms, readTakenHours } from './taken-hours.ts';

/** The rooms of a sale. Two stations without network may sell the same hour: both stay, one is marked. */
export async function bookRooms(
  tx: WritableDb,
  station: KnownStation,
  { seq, sale }: SaleFact,
): Promise<readonly GoodsProblem[]> {
  const lines = linesOf(sale.lines, 'room');
  const ids = lines.map(({ productId }) => productId);
  const rooms = await lockRooms(tx, station.collectiveId, ids);
  const problems: GoodsProblem[] = [];
  for (const { lineId, productId, label, detail } of lines) {
    if (!rooms.has(productId)) {
      const message = `Product ${productId} is no room here.`;
      problems.push({ seq, code: 'goods-unknown', message });
      continue;
    }
    const { startsAt, endsAt } = detail;
    const other = (await readTakenHours(tx, [productId], 'booked')).find(
      (taken) => taken.startsAt < endsAt && startsAt < taken.endsAt,
    );
    if (other !== undefined) {
      const message = `${label}: from ${startsAt} to ${endsAt}, and from ${other.startsAt} to ${other.endsAt}.`;
      problems.push({ seq, code: 'room-overbooked', message });
    }
    const id = uuidOf(`booking ${lineId} of sale ${sale.saleId}`);
    await tx.query
      .insertInto('room_booking')
      .values({
        id,
        product_id: productId,
        collective_id: station.collectiveId,
        starts_at: startsAt,
        ends_at: endsAt,
        sale_id: sale.saleId,
        line_id: lineId,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    tx.changed('room-booking', id, station.collectiveId);
  }
  return problems;
}

export async function cancelRooms(
  tx: WritableDb,
  station: KnownStation,
  saleId: string,
  lineIds: readonly string[],
  at: Instant,
): Promise<void> {
  if (lineIds.length === 0) return;
  const cancelled = await tx.query
    .updateTable('room_booking')
    .set({ cancelled_at: at })
    .where('sale_id', '=', saleId)
    .where(isOneOf(tx.kind, 'line_id', lineIds))
    .where('cancelled_at', 'is', null)
    .returning('id')
    .execute();
  for (const { id } of cancelled) tx.changed('room-booking', id, station.collectiveId);
}
