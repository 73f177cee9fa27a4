import type { SaleRecorded } from '../../domain/journal/sale-entries.ts';
import { insertRows } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import type { CheckedEntry } from './check-upload.ts';
import { passKey } from './settle-money.ts';
import type { PassSettled } from './settle-money.ts';

export type SaleOfEntry = { readonly entry: CheckedEntry; readonly sale: SaleRecorded };

/** Stores sales as people read them; their lines stay in the entry. */
export async function storeSales(
  tx: WritableDb,
  station: KnownStation,
  sales: readonly SaleOfEntry[],
  settled: ReadonlyMap<string, PassSettled>,
): Promise<void> {
  await insertRows(
    tx,
    'sale',
    [
      ...(['id', 'station_id', 'seq', 'collective_id', 'number', 'day', 'at'] as const),
      ...(['point_of_sale_id', 'staff_id', 'staff_name', 'total_cents'] as const),
    ],
    sales.map(({ entry, sale }) => ({
      id: sale.saleId,
      station_id: station.id,
      seq: entry.seq,
      collective_id: station.collectiveId,
      number: sale.number,
      day: sale.day,
      at: entry.at,
      point_of_sale_id: sale.pointOfSaleId,
      staff_id: sale.staff.id,
      staff_name: sale.staff.name,
      total_cents: sale.totalCents,
    })),
  );
  await insertRows(
    tx,
    'sale_payment',
    ['sale_id', 'line', 'means', 'cents', 'card_id', 'wallet_id', 'posting_id', 'at'],
    sales.flatMap(({ entry, sale }) =>
      sale.payments.map((payment, line) => {
        const pass = settled.get(passKey(sale.saleId, line));
        return {
          sale_id: sale.saleId,
          line,
          means: payment.means,
          cents: payment.cents,
          card_id: payment.means === 'pass' ? payment.cardId : null,
          wallet_id: pass?.walletId ?? null,
          posting_id: pass?.postingId ?? null,
          at: entry.at,
        };
      }),
    ),
  );
}
