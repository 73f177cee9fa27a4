import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';

/** Remembers a paper to be mailed, once for each cause. A job writes it (jobs/write-papers.ts). */
export async function orderMail(
  tx: WritableDb,
  station: KnownStation,
  order: {
    readonly kind: 'receipt' | 'tickets';
    /** Of the entry that the paper tells. */
    readonly seq: number;
    readonly lineId: string | null;
    readonly to: string;
    readonly askedAt: Instant;
    readonly cause: string;
  },
): Promise<void> {
  const to = order.to.trim();
  if (to === '') return;
  await tx.query
    .insertInto('mail_order')
    .values({
      id: uuidOf(`mail of ${order.cause}`),
      kind: order.kind,
      collective_id: station.collectiveId,
      station_id: station.id,
      seq: order.seq,
      line_id: order.lineId,
      to_address: to,
      asked_at: order.askedAt,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
