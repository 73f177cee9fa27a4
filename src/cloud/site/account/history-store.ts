import { ENTRY_BODY_SCHEMAS } from '../../../contract/sync/entry-bodies.ts';
import { saleOfEntry } from '../../../domain/journal/old-entries.ts';
import type { PostingId } from '../../../domain/wallet/ledger-types.ts';
import { formatMinutes } from '../../../shared/format.ts';
import { DEFAULT_LANGUAGE } from '../../../shared/i18n.ts';
import { addCents, cents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { WalletId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import { isOneOf } from '../../db/bulk-rows.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { readHistory as readMovements } from '../../ledger/read-wallet.ts';
import type { HistoryEntry as Movement } from '../../ledger/read-wallet.ts';

/** Entries on one page. */
const PAGE_LENGTH = 25;

/** Where a page of the history begins: after this entry. */
export type HistoryMark = { readonly at: Instant; readonly postingId: PostingId };

export type SoldLine = { readonly count: number; readonly label: string; readonly cents: Cents };

/** What a sale was paid with besides this purse. */
export type OtherMeans = { readonly means: string; readonly cents: Cents };

export type SaleInHistory = {
  /** Its receipt; null for what no till sold. */
  readonly saleId: string | null;
  readonly totalCents: Cents;
  readonly lines: readonly SoldLine[];
  readonly otherMeans: readonly OtherMeans[];
};

export type HistoryEntry = Movement & {
  readonly timeZone: string;
  /** Null for what is not a sale, or whose lines are not here yet. */
  readonly sale: SaleInHistory | null;
  /** The booking or the membership that was paid, or paid back; null for anything else. */
  readonly subject: HistorySubject | null;
};

export type HistorySubject = {
  readonly kind: 'booking' | 'membership';
  readonly id: string;
  readonly name: string;
};

export type HistoryPage = {
  readonly entries: readonly HistoryEntry[];
  /** Where the next page begins; null when there is none. */
  readonly next: HistoryMark | null;
};

/** What happened to a purse, newest first, from a mark of an earlier page on. */
export async function readHistory(
  db: ReadableDb,
  walletId: WalletId,
  after: HistoryMark | null,
): Promise<HistoryPage> {
  const movements = await readMovements(db, walletId, {
    limit: PAGE_LENGTH + 1,
    ...(after === null ? {} : { before: after }),
  });
  const shown = movements.slice(0, PAGE_LENGTH);
  const [sales, stays, subjects, zones] = await Promise.all([
    readSales(db, shown),
    readStays(db, shown),
    readSubjects(db, shown),
    readTimeZones(db, shown),
  ]);
  const last = shown.at(-1);
  return {
    entries: shown.map((movement) => ({
      ...movement,
      timeZone: zones.get(movement.collectiveId ?? '') ?? 'Europe/Paris',
      sale: sales.get(movement.postingId) ?? stays.get(movement.postingId) ?? null,
      subject: subjects.get(movement.corrects ?? movement.postingId) ?? null,
    })),
    next:
      movements.length > PAGE_LENGTH && last !== undefined
        ? { at: last.at, postingId: last.postingId }
        : null,
  };
}

async function readTimeZones(
  db: ReadableDb,
  movements: readonly Movement[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(movements.flatMap(({ collectiveId }) => collectiveId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await db.query
    .selectFrom('collective')
    .select(['id', 'time_zone'])
    .where(isOneOf(db.kind, 'id', ids))
    .execute();
  return new Map(rows.map((row) => [row.id, row.time_zone]));
}

/** The sales behind the movements, with their lines as they were sold. */
async function readSales(
  db: ReadableDb,
  movements: readonly Movement[],
): Promise<ReadonlyMap<string, SaleInHistory>> {
  const ids = movements.map(({ postingId }) => postingId);
  if (ids.length === 0) return new Map();
  const rows = await db.query
    .selectFrom('sale_payment')
    .innerJoin('sale', 'sale.id', 'sale_payment.sale_id')
    .innerJoin('journal_entry', (join) =>
      join
        .onRef('journal_entry.station_id', '=', 'sale.station_id')
        .onRef('journal_entry.seq', '=', 'sale.seq'),
    )
    .select([
      ...(['sale_payment.posting_id', 'sale.id', 'sale.total_cents'] as const),
      ...(['journal_entry.kind', 'journal_entry.body'] as const),
    ])
    .where(isOneOf(db.kind, 'sale_payment.posting_id', ids))
    .execute();
  return new Map(
    rows.map((row) => [
      row.posting_id ?? '',
      { saleId: row.id, ...describeSale(row, cents(row.total_cents)) },
    ]),
  );
}

/** Stays that were paid from the purse without a till: a line for each, as a till would write it. */
async function readStays(
  db: ReadableDb,
  movements: readonly Movement[],
): Promise<ReadonlyMap<string, SaleInHistory>> {
  const ids = movements.map(({ postingId }) => postingId);
  const rows = await db.query
    .selectFrom('presence_payment as paid')
    .innerJoin('presence', 'presence.id', 'paid.presence_id')
    .innerJoin('badge_space as space', 'space.id', 'presence.space_id')
    .select(['paid.posting_id', 'paid.cents', 'space.name', 'presence.stayed_minutes'])
    .where('paid.kind', '=', 'taken')
    .where(isOneOf(db.kind, 'paid.posting_id', ids))
    .orderBy('presence.day')
    .orderBy('presence.id')
    .execute();
  return new Map(
    [...Map.groupBy(rows, (row) => row.posting_id ?? '')].map(([postingId, paid]) => [
      postingId,
      {
        saleId: null,
        totalCents: addCents(...paid.map((row) => cents(row.cents))),
        lines: paid.map((row) => ({
          count: 1,
          label: `${row.name}, ${formatMinutes(row.stayed_minutes, DEFAULT_LANGUAGE)}`,
          cents: cents(row.cents),
        })),
        otherMeans: [],
      },
    ]),
  );
}

/** Bookings and memberships that a purse paid on the site, by their posting. */
async function readSubjects(
  db: ReadableDb,
  movements: readonly Movement[],
): Promise<ReadonlyMap<string, HistorySubject>> {
  const ids = movements.map(({ corrects, postingId }) => corrects ?? postingId);
  if (ids.length === 0) return new Map();
  const [bookings, memberships] = await Promise.all([
    db.query
      .selectFrom('booking')
      .innerJoin('event', 'event.id', 'booking.event_id')
      .select(['booking.id', 'booking.posting_id', 'event.name'])
      .where(isOneOf(db.kind, 'booking.posting_id', ids))
      .execute(),
    db.query
      .selectFrom('membership')
      .select(['id', 'posting_id', 'name'])
      .where(isOneOf(db.kind, 'posting_id', ids))
      .execute(),
  ]);
  const subjects = [
    ...bookings.map((row) => ({ kind: 'booking' as const, ...row })),
    ...memberships.map((row) => ({ kind: 'membership' as const, ...row })),
  ];
  return new Map(
    subjects.map(({ posting_id: postingId, ...subject }) => [postingId ?? '', subject]),
  );
}

/** The lines stand in the station's entry; one that cannot be read leaves the total alone. */
function describeSale(
  entry: { readonly kind: string; readonly body: string },
  totalCents: Cents,
): Omit<SaleInHistory, 'saleId'> {
  const sale = readSale(entry);
  if (sale === null) return { totalCents, lines: [], otherMeans: [] };
  const { lines, payments } = sale;
  return {
    totalCents,
    lines: lines.map((line) => ({
      count: line.count,
      label: [line.label, ...line.optionLabels].join(', '),
      cents: line.totalCents,
    })),
    otherMeans: payments
      .filter((payment) => payment.means !== 'pass')
      .map((payment) => ({ means: payment.means, cents: payment.cents })),
  };
}

/** Whichever version of the till wrote it; null when it cannot be read. */
function readSale({ kind, body }: { readonly kind: string; readonly body: string }) {
  if (kind !== 'sale.recorded@1' && kind !== 'sale.recorded@2') return null;
  const parsed = ENTRY_BODY_SCHEMAS[kind].safeParse(parseJson(body));
  return parsed.success ? saleOfEntry({ kind, body: parsed.data }) : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
