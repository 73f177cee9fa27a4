import type { SaleCorrected, SaleMeansChanged } from '../../domain/journal/sale-entries.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import { insertRows } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import type { CheckedEntry } from './check-upload.ts';

export type CorrectedSale = {
  readonly payments: readonly {
    readonly line: number;
    readonly means: string;
    readonly cents: number;
    readonly postingId: PostingId | null;
    readonly isUnsecured: boolean;
  }[];
  /** What earlier corrections took from each payment, by means. */
  readonly taken: readonly {
    readonly payment: number;
    readonly means: string;
    readonly cents: number;
  }[];
};

/** A sale of this collective with what was put right since; null when it is not here. */
export async function findCorrectedSale(
  tx: WritableDb,
  station: KnownStation,
  saleId: string,
): Promise<CorrectedSale | null> {
  const sale = await tx.query
    .selectFrom('sale')
    .select('id')
    .where('id', '=', saleId)
    .where('collective_id', '=', station.collectiveId)
    .executeTakeFirst();
  if (sale === undefined) return null;
  const payments = await tx.query
    .selectFrom('sale_payment')
    .leftJoin('posting', 'posting.id', 'sale_payment.posting_id')
    .select(['line', 'means', 'cents', 'posting_id', 'posting.kind'])
    .where('sale_id', '=', saleId)
    .orderBy('line')
    .execute();
  const taken = await tx.query
    .selectFrom('sale_correction_part')
    .innerJoin('sale_correction', 'sale_correction.id', 'sale_correction_part.correction_id')
    .select(['payment', 'means', 'cents'])
    .where('sale_id', '=', saleId)
    .execute();
  return {
    payments: payments.map((row) => ({
      ...{ line: row.line, means: row.means, cents: row.cents },
      postingId: row.posting_id as PostingId | null,
      isUnsecured: row.kind === 'unsecured-sale',
    })),
    taken,
  };
}

/** What is left of a payment under one means: it may have been typed wrong and changed since. */
export function leftOf(sale: CorrectedSale, payment: number, means: string): number {
  const paid = sale.payments.find(({ line }) => line === payment);
  const taken = sale.taken
    .filter((part) => part.payment === payment && part.means === means)
    .reduce((sum, part) => sum + part.cents, 0);
  return (paid?.means === means ? paid.cents : 0) - taken;
}

export type StoredPart = {
  readonly payment: number;
  readonly means: string;
  readonly cents: number;
  readonly postingId: PostingId | null;
};

/** Keeps a correction as people read it; its lines stay in the entry. */
export async function storeCorrection(
  tx: WritableDb,
  station: KnownStation,
  entry: CheckedEntry,
  correction: {
    readonly kind: 'taken-back' | 'means-changed';
    readonly body: SaleCorrected | SaleMeansChanged;
    readonly totalCents: number;
    readonly parts: readonly StoredPart[];
  },
): Promise<void> {
  const { kind, body, totalCents, parts } = correction;
  await tx.query
    .insertInto('sale_correction')
    .values({
      ...{ id: body.correctionId, kind, sale_id: body.saleId },
      ...{ station_id: station.id, seq: entry.seq, collective_id: station.collectiveId },
      ...{ number: body.number, day: body.day, at: entry.at, reason: body.reason },
      ...{ staff_id: body.staff.id, staff_name: body.staff.name },
      approved_by_id: body.approvedBy?.id ?? null,
      approved_by_name: body.approvedBy?.name ?? null,
      total_cents: totalCents,
    })
    .execute();
  await insertRows(
    tx,
    'sale_correction_part',
    ['correction_id', 'line', 'payment', 'means', 'cents', 'posting_id'],
    parts.map(({ payment, means, cents, postingId }, line) => ({
      ...{ correction_id: body.correctionId, line, payment, means, cents },
      posting_id: postingId,
    })),
  );
}
