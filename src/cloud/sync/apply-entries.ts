import type { SaleRecorded } from '../../domain/journal/sale-entries.ts';
import type { Instant } from '../../shared/time.ts';
import { insertRows, isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import type { CheckedEntry } from './check-upload.ts';
import { problem, readEntry } from './read-entry.ts';
import type { EntryMeaning, EntryProblem } from './read-entry.ts';
import { passKey, settleSales } from './settle-sales.ts';
import type { PassSettled } from './settle-sales.ts';

export type FoundProblem = EntryProblem & { readonly seq: number };

type ReadEntry = { readonly entry: CheckedEntry; readonly meaning: EntryMeaning };
type SaleOfEntry = { readonly entry: CheckedEntry; readonly sale: SaleRecorded };

/**
 * Stores new entries and all that follows from them, in one transaction and in a few statements
 * whatever their number. An entry that cannot be applied is kept and marked; it never holds up
 * those behind it.
 */
export async function applyEntries(
  tx: WritableDb,
  station: KnownStation,
  entries: readonly CheckedEntry[],
  now: Instant,
): Promise<readonly FoundProblem[]> {
  const read = await markSalesTwice(
    tx,
    entries.map((entry) => ({ entry, meaning: readEntry(entry, station) })),
  );
  const sales = read.flatMap(({ entry, meaning }) =>
    meaning.kind === 'sale' ? [{ entry, sale: meaning.sale }] : [],
  );
  await storeEntries(tx, station, entries, now);
  const settled = await settleSales(
    tx,
    station,
    sales.map(({ entry, sale }) => ({ entryId: entry.id, at: entry.at, sale })),
  );
  await storeSales(tx, station, sales, settled);
  const problems = [
    ...read.flatMap(({ entry: { seq }, meaning }) =>
      meaning.kind === 'problem' ? [{ seq, code: meaning.code, message: meaning.message }] : [],
    ),
    ...sales.flatMap(({ entry: { seq }, sale }) => findPaymentProblem(seq, sale, settled)),
  ].toSorted((left, right) => left.seq - right.seq);
  await storeProblems(tx, station, problems, now);
  return problems;
}

/** The first entry of a sale counts; another one with its id is looked at by a person. */
async function markSalesTwice(
  tx: WritableDb,
  read: readonly ReadEntry[],
): Promise<readonly ReadEntry[]> {
  const saleIds = read.flatMap(({ meaning }) =>
    meaning.kind === 'sale' ? [meaning.sale.saleId] : [],
  );
  if (saleIds.length === 0) return read;
  const stored = await tx.query
    .selectFrom('sale')
    .select('id')
    .where(isOneOf(tx.kind, 'id', saleIds))
    .execute();
  const seen = new Set<string>(stored.map(({ id }) => id));
  return read.map((one) => {
    if (one.meaning.kind !== 'sale') return one;
    const { saleId } = one.meaning.sale;
    if (seen.has(saleId)) {
      return { entry: one.entry, meaning: problem('sale-twice', `Sale ${saleId} is known.`) };
    }
    seen.add(saleId);
    return one;
  });
}

/** One problem for an entry says enough: the first payment that has one. */
function findPaymentProblem(
  seq: number,
  sale: SaleRecorded,
  settled: ReadonlyMap<string, PassSettled>,
): readonly FoundProblem[] {
  const found = sale.payments
    .map((_, line) => settled.get(passKey(sale.saleId, line))?.problem ?? null)
    .find((one) => one !== null);
  return found === undefined || found === null
    ? []
    : [{ seq, code: found.code, message: found.message }];
}

const storeEntries = (
  tx: WritableDb,
  station: KnownStation,
  entries: readonly CheckedEntry[],
  now: Instant,
): Promise<void> =>
  insertRows(
    tx,
    'journal_entry',
    [
      ...(['station_id', 'seq', 'id', 'kind', 'at', 'body', 'prev'] as const),
      ...(['hash', 'signature', 'received_at'] as const),
    ],
    entries.map((entry) => ({
      station_id: station.id,
      seq: entry.seq,
      id: entry.id,
      kind: entry.kind,
      at: entry.at,
      body: entry.bodyText,
      prev: entry.prev,
      hash: entry.hash,
      signature: entry.signature,
      received_at: now,
    })),
  );

async function storeSales(
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

const storeProblems = (
  tx: WritableDb,
  station: KnownStation,
  problems: readonly FoundProblem[],
  now: Instant,
): Promise<void> =>
  insertRows(
    tx,
    'journal_problem',
    ['station_id', 'seq', 'code', 'message', 'found_at'],
    problems.map(({ seq, code, message }) => ({
      station_id: station.id,
      seq,
      code,
      message,
      found_at: now,
    })),
  );
