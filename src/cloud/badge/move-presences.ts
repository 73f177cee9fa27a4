import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { lockBadge } from './lock-badge.ts';
import { reckon } from './reckon.ts';

/** Reckoned again after two wallets became one: the day of today counts as one holder's. */
const RECKONED_MS = 24 * 3_600_000;

/**
 * A wallet flowed into another: its comings and goings go along. What was billed before today stays
 * as it was billed, though the two were one person all along.
 */
export async function movePresences(
  tx: WritableDb,
  fromWalletId: string,
  toWalletId: string,
  at: Instant,
): Promise<void> {
  const rows = await tx.query
    .selectFrom('presence_event')
    .select('collective_id')
    .where((where) =>
      where.or([where('wallet_id', '=', fromWalletId), where('host_wallet_id', '=', fromWalletId)]),
    )
    .distinct()
    .union(
      tx.query
        .selectFrom('presence')
        .select('collective_id')
        .where((where) =>
          where.or([
            where('wallet_id', '=', fromWalletId),
            where('host_wallet_id', '=', fromWalletId),
          ]),
        ),
    )
    .execute();
  for (const { collective_id: collectiveId } of rows.toSorted(byCollective)) {
    const badge = await lockBadge(tx, collectiveId);
    if (badge === null) continue;
    await moveRows(tx, collectiveId, fromWalletId, toWalletId);
    tx.changed('badge-account', fromWalletId, collectiveId);
    const since = addMs(at, -RECKONED_MS);
    await reckon(tx, badge, { touched: [{ holder: toWalletId, since }], now: at });
  }
}

type OfCollective = { readonly collective_id: string };

const byCollective = (left: OfCollective, right: OfCollective): number =>
  left.collective_id < right.collective_id ? -1 : 1;

async function moveRows(
  tx: WritableDb,
  collectiveId: string,
  fromWalletId: string,
  toWalletId: string,
): Promise<void> {
  for (const table of ['presence_event', 'presence'] as const) {
    for (const column of ['wallet_id', 'host_wallet_id'] as const) {
      const moved = await tx.query
        .updateTable(table)
        .set({ [column]: toWalletId })
        .where('collective_id', '=', collectiveId)
        .where(column, '=', fromWalletId)
        .returning('id')
        .execute();
      if (table === 'presence') {
        for (const { id } of moved) tx.changed('presence', id, collectiveId);
      }
    }
  }
}
