import type { SaleCorrected, SaleRecorded } from '../../domain/journal/sale-entries.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';
import type { BadgeFacts } from './badge-facts.ts';
import { storePayments } from './settle.ts';
import type { PaymentRow } from './settle.ts';

/** Which stays an entry paid for, or took money back from. */
export type PaidStay = { readonly seq: number; readonly presenceId: string };

type PaidPart = SaleRecorded['lines'][number]['paid'][number];

/** Without network the till may not know what pays: the ledger then says which assets did. */
const UNKNOWN_ASSET_ID = '00000000-0000-4000-8000-000000000000';

/** What tills took for stays, by sale, line and payment; and what they gave back of it. */
export async function storeStationPayments(
  tx: WritableDb,
  station: KnownStation,
  { paid, paidBack }: Pick<BadgeFacts, 'paid' | 'paidBack'>,
): Promise<readonly PaidStay[]> {
  const postings = await readPostings(
    tx,
    paid.map(({ sale }) => sale.saleId),
  );
  const rows: PaymentRow[] = [];
  const stays: PaidStay[] = [];
  for (const { seq, at, sale } of paid) {
    for (const { line, presenceId } of presenceLines(sale.lines)) {
      stays.push({ seq, presenceId });
      rows.push(...saleRows(sale, line, presenceId, at, postings));
      rows.push(...discountRows(sale, line, presenceId, at));
    }
  }
  const stored = await readStoredCorrections(
    tx,
    station,
    paidBack.map(({ correction }) => correction.correctionId),
  );
  const discounts = await readDiscounts(tx, rows, paidBack);
  for (const { seq, at, correction } of paidBack) {
    const moved = stored.get(correction.correctionId);
    if (moved?.seq !== seq) continue;
    for (const { line, presenceId } of presenceLines(correction.lines)) {
      stays.push({ seq, presenceId });
      rows.push(...backRows(correction, line, presenceId, at, moved.postings));
      const discount = discounts.get(discountIdOf(correction.saleId, line.lineId));
      if (discount !== undefined) rows.push(discountBack(discount, correction.correctionId, at));
    }
  }
  await storePayments(tx, rows);
  return stays;
}

function presenceLines<Line extends SaleRecorded['lines'][number] | SaleCorrected['lines'][number]>(
  lines: readonly Line[],
): readonly { readonly line: Line; readonly presenceId: string }[] {
  return lines.flatMap((line) =>
    line.detail.kind === 'presence' ? [{ line, presenceId: line.detail.presenceId }] : [],
  );
}

/** One row for each payment that a line was paid with. */
const byPayment = (parts: readonly PaidPart[]) =>
  [...Map.groupBy(parts, ({ payment }) => payment)].map(([payment, own]) => ({
    payment,
    cents: own.reduce((sum, part) => sum + part.cents, 0),
    parts: JSON.stringify(
      own.map((part) => ({ assetId: part.assetId ?? UNKNOWN_ASSET_ID, cents: part.cents })),
    ),
  }));

const paymentIdOf = (saleId: string, lineId: string, payment: number): string =>
  uuidOf(`payment ${payment} of line ${lineId} of sale ${saleId}`);

function saleRows(
  sale: SaleRecorded,
  line: SaleRecorded['lines'][number],
  presenceId: string,
  at: string,
  postings: ReadonlyMap<string, string | null>,
): readonly PaymentRow[] {
  return byPayment(line.paid).flatMap(({ payment, cents, parts }): readonly PaymentRow[] => {
    const means = sale.payments[payment]?.means ?? '';
    const postingId = postings.get(`${sale.saleId} ${payment}`) ?? null;
    // No wallet could be debited, and somebody looks at it: the stay is not paid.
    if (means === 'pass' && postingId === null) return [];
    return [
      {
        ...{ id: paymentIdOf(sale.saleId, line.lineId, payment), presence_id: presenceId },
        ...{ kind: 'sale', cents, minutes: 0, sale_id: sale.saleId, posting_id: postingId },
        ...{ source_id: null, means, parts: means === 'pass' ? parts : '[]', at },
      },
    ];
  });
}

const discountIdOf = (saleId: string, lineId: string): string =>
  uuidOf(`discount of line ${lineId} of sale ${saleId}`);

/** What a manager took off is owed by nobody: as if the house had offered it. */
function discountRows(
  { saleId }: SaleRecorded,
  { lineId, discount }: SaleRecorded['lines'][number],
  presenceId: string,
  at: string,
): readonly PaymentRow[] {
  if (discount === null || discount.cents === 0) return [];
  return [
    {
      ...{ id: discountIdOf(saleId, lineId), presence_id: presenceId, kind: 'sale' },
      ...{ cents: discount.cents, minutes: 0, sale_id: saleId, posting_id: null, source_id: null },
      ...{ means: 'offered', parts: '[]', at },
    },
  ];
}

/** A line of a stay goes back whole: what was taken off it is owed again. */
const discountBack = (discount: PaymentRow, correctionId: string, at: string): PaymentRow => ({
  ...discount,
  ...{ id: uuidOf(`${discount.id} back by ${correctionId}`), kind: 'sale-corrected' },
  ...{ cents: -discount.cents, source_id: discount.id, at },
});

/** What was taken off lines that go back now: of sales stored before, or in this upload. */
async function readDiscounts(
  tx: WritableDb,
  rows: readonly PaymentRow[],
  paidBack: BadgeFacts['paidBack'],
): Promise<ReadonlyMap<string, PaymentRow>> {
  const ids = paidBack.flatMap(({ correction }) =>
    presenceLines(correction.lines).map(({ line }) => discountIdOf(correction.saleId, line.lineId)),
  );
  if (ids.length === 0) return new Map();
  const stored = await tx.query
    .selectFrom('presence_payment')
    .selectAll()
    .where(isOneOf(tx.kind, 'id', ids))
    .execute();
  const fresh = rows.filter(({ id }) => ids.includes(id));
  return new Map([...stored, ...fresh].map((row) => [row.id, row]));
}

function backRows(
  correction: SaleCorrected,
  line: SaleCorrected['lines'][number],
  presenceId: string,
  at: string,
  postings: ReadonlyMap<number, string | null>,
): readonly PaymentRow[] {
  const { correctionId, saleId, refunds } = correction;
  return byPayment(line.paid).flatMap(({ payment, cents, parts }): readonly PaymentRow[] => {
    const means = refunds.find((refund) => refund.payment === payment)?.means ?? '';
    const postingId = postings.get(payment) ?? null;
    // The ledger moved nothing: it had gone back already.
    if (means === 'pass' && postingId === null) return [];
    return [
      {
        id: uuidOf(`payment ${payment} of line ${line.lineId} back by ${correctionId}`),
        ...{ presence_id: presenceId, kind: 'sale-corrected', cents: -cents, minutes: 0 },
        ...{ sale_id: saleId, posting_id: postingId, means, at },
        source_id: paymentIdOf(saleId, line.lineId, payment),
        parts: means === 'pass' ? parts : '[]',
      },
    ];
  });
}

async function readPostings(
  tx: WritableDb,
  saleIds: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  if (saleIds.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('sale_payment')
    .select(['sale_id', 'line', 'posting_id'])
    .where(isOneOf(tx.kind, 'sale_id', saleIds))
    .execute();
  return new Map(rows.map((row) => [`${row.sale_id} ${row.line}`, row.posting_id]));
}

type StoredCorrection = {
  readonly seq: number;
  readonly postings: ReadonlyMap<number, string | null>;
};

/** Those that were stored: one that was refused took nothing back. */
async function readStoredCorrections(
  tx: WritableDb,
  station: KnownStation,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredCorrection>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('sale_correction')
    .leftJoin('sale_correction_part as part', 'part.correction_id', 'sale_correction.id')
    .select(['sale_correction.id', 'sale_correction.seq', 'part.payment', 'part.posting_id'])
    .where(isOneOf(tx.kind, 'sale_correction.id', ids))
    .where('station_id', '=', station.id)
    .execute();
  return new Map(
    [...Map.groupBy(rows, ({ id }) => id)].map(([id, own]) => [
      id,
      {
        seq: own[0]?.seq ?? 0,
        postings: new Map(own.map((row) => [row.payment ?? 0, row.posting_id])),
      },
    ]),
  );
}
