import { ENTRY_BODY_SCHEMAS } from '../../contract/sync/entry-bodies.ts';
import type { EntryBodies, EntryKind } from '../../domain/journal/entries.ts';
import { saleOfEntry } from '../../domain/journal/old-entries.ts';
import type { LineDetail, Payment, SaleRecorded } from '../../domain/journal/sale-entries.ts';
import { emptiedReceipt, topUpReceipt } from '../../domain/receipt/pass-receipt.ts';
import type { PassReceipt, ReceiptHead, SaleReceipt } from '../../domain/receipt/receipt.ts';
import { correctionReceipt, saleReceipt } from '../../domain/receipt/sale-receipt.ts';
import type { Language } from '../../shared/i18n.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb } from '../db/open-database.ts';

export type EntryRef = { readonly stationId: string; readonly seq: number };
export type Paper = SaleReceipt | PassReceipt;

/**
 * The receipt of an entry as anybody with its address may read it: amounts, lines, taxes, and no
 * name of anybody. Null when no receipt is made of it.
 */
export async function readPaper(
  db: ReadableDb,
  ref: EntryRef,
  language: Language,
): Promise<Paper | null> {
  const entry = await findEntry(db, ref);
  if (entry === null) return null;
  const sale = saleOfEntry(entry);
  if (sale !== null) {
    const point = await findPointOfSale(db, sale.pointOfSaleId);
    const head = { ...entry.head, number: String(sale.number), pointOfSale: point };
    const means = await readMeans(db, sale);
    return saleReceipt(withoutNames(sale), means, head, language);
  }
  switch (entry.kind) {
    case 'sale.corrected@1': {
      const body = entry.body as EntryBodies['sale.corrected@1'];
      const ofSale = await findSaleEntry(db, body.saleId);
      const corrected = ofSale === null ? null : saleOfEntry(ofSale);
      if (corrected === null) return null;
      const head = { ...entry.head, number: String(body.number) };
      // A reason is written for the accounts, not for whoever holds the address.
      return correctionReceipt({ ...body, reason: '' }, corrected, body.saleNumber, head);
    }
    case 'top-up.recorded@1':
      return topUpReceipt(entry.body as EntryBodies['top-up.recorded@1'], entry.head);
    case 'pass.emptied@1': {
      const body = entry.body as EntryBodies['pass.emptied@1'];
      const names = await readAssetNames(db);
      return emptiedReceipt(body, entry.head, (id) => names.get(id) ?? '');
    }
    default:
      return null;
  }
}

/** Where the entry of a sale is; null for a sale that is not here. */
export async function findSale(db: ReadableDb, saleId: string): Promise<EntryRef | null> {
  const row = await db.query
    .selectFrom('sale')
    .select(['station_id', 'seq'])
    .where('id', '=', saleId)
    .executeTakeFirst();
  return row === undefined ? null : { stationId: row.station_id, seq: row.seq };
}

async function findSaleEntry(db: ReadableDb, saleId: string) {
  const ref = await findSale(db, saleId);
  return ref === null ? null : findEntry(db, ref);
}

async function findEntry(db: ReadableDb, { stationId, seq }: EntryRef) {
  const row = await db.query
    .selectFrom('journal_entry')
    .innerJoin('station', 'station.id', 'journal_entry.station_id')
    .innerJoin('collective', 'collective.id', 'station.collective_id')
    .leftJoin('station_settings', 'station_settings.collective_id', 'collective.id')
    .select(['journal_entry.kind', 'journal_entry.at', 'journal_entry.body'])
    .select(['collective.name', 'collective.time_zone', 'receipt_lines'])
    .where('journal_entry.station_id', '=', stationId)
    .where('journal_entry.seq', '=', seq)
    .executeTakeFirst();
  if (row === undefined || !isReadable(row.kind)) return null;
  const parsed = ENTRY_BODY_SCHEMAS[row.kind].safeParse(JSON.parse(row.body));
  // Kept as it came, but nobody could read it: no paper is made of it.
  if (!parsed.success) return null;
  const head: ReceiptHead = {
    collective: { name: row.name, lines: [] },
    footer: JSON.parse(row.receipt_lines ?? '[]') as readonly string[],
    number: null,
    at: row.at as Instant,
    timeZone: row.time_zone,
    staffName: null,
    pointOfSale: null,
    copy: 1,
    isTraining: false,
  };
  return { kind: row.kind as string, body: parsed.data as unknown, head };
}

const isReadable = (kind: string): kind is EntryKind => Object.hasOwn(ENTRY_BODY_SCHEMAS, kind);

async function findPointOfSale(db: ReadableDb, id: string): Promise<string | null> {
  const row = await db.query
    .selectFrom('point_of_sale')
    .select('name')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.name ?? null;
}

/** What each payment is now, after its means was put right (RULES T10). */
async function readMeans(db: ReadableDb, sale: SaleRecorded): Promise<readonly Payment['means'][]> {
  const changes = await db.query
    .selectFrom('sale_correction as correction')
    .innerJoin('sale_correction_part as part', 'part.correction_id', 'correction.id')
    .select(['part.payment', 'part.means'])
    .where('correction.sale_id', '=', sale.saleId)
    .where('correction.kind', '=', 'means-changed')
    // Of the two rows of a change the one below zero says what it became.
    .where('part.cents', '<', 0)
    .orderBy('correction.at')
    .execute();
  const now = sale.payments.map(({ means }) => means);
  for (const { payment, means } of changes) now[payment] = means as Payment['means'];
  return now;
}

async function readAssetNames(db: ReadableDb): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query.selectFrom('asset').select(['id', 'name']).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

const withoutNames = (sale: SaleRecorded): SaleRecorded => ({
  ...sale,
  basketName: '',
  lines: sale.lines.map((line) => ({
    ...line,
    // The reason of a discount is for the accounts too.
    discount: line.discount === null ? null : { ...line.discount, reason: '' },
    detail: withoutHolders(line.detail),
  })),
});

function withoutHolders(detail: LineDetail): LineDetail {
  if (detail.kind === 'ticket') {
    const tickets = detail.tickets.map((ticket) => ({ ...ticket, holderName: '' }));
    return { ...detail, tickets };
  }
  return detail.kind === 'membership'
    ? { ...detail, person: { ...detail.person, name: '', email: '' } }
    : detail;
}
