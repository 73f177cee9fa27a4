import { exportBookings } from '../booking/export-bookings.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb } from '../db/open-database.ts';
import { readHistory, readWallet } from '../ledger/read-wallet.ts';
import type { HistoryEntry } from '../ledger/read-wallet.ts';
import { findWalletOfPerson, walletsBehind } from '../ledger/wallets.ts';
import { exportMemberships } from '../membership/export-memberships.ts';
import { exportPayments } from '../payments/export-payments.ts';
import { exportShifts } from '../volunteers/export-shifts.ts';
import type { PersonId } from '../../shared/ids.ts';

/** Movements that are read at once. */
const MOVEMENTS_READ = 500;

type Part = {
  readonly name: string;
  readonly read: () => Promise<unknown>;
};

/**
 * Everything that is kept of a person, part by part, in plain words (RULES P3): read one after the
 * other, so that a long life here does not fill the memory.
 */
export function partsOfPerson(
  db: ReadableDb,
  personId: PersonId,
  receiptUrl: (saleId: string) => string,
): readonly Part[] {
  return [
    { name: 'me', read: () => readMe(db, personId) },
    { name: 'purse', read: () => readPurse(db, personId) },
    { name: 'movements', read: () => readMovements(db, personId, receiptUrl) },
    { name: 'passes', read: () => readPasses(db, personId) },
    { name: 'memberships', read: () => exportMemberships(db, personId) },
    { name: 'bookings', read: () => exportBookings(db, personId) },
    { name: 'tickets', read: () => readTickets(db, personId) },
    { name: 'shifts', read: () => exportShifts(db, personId) },
    { name: 'bankCardPayments', read: () => exportPayments(db, personId) },
    { name: 'devices', read: () => readDevices(db, personId) },
    { name: 'requestsForAPass', read: () => readPassRequests(db, personId) },
  ];
}

const readMe = (db: ReadableDb, personId: PersonId) =>
  db.query
    .selectFrom('person')
    .select(['email', 'name', 'language', 'created_at as since'])
    .select(['text_size as textSize', 'contrast'])
    .where('id', '=', personId)
    .executeTakeFirst();

async function readPurse(db: ReadableDb, personId: PersonId): Promise<unknown> {
  const walletId = await findWalletOfPerson(db, personId);
  if (walletId === undefined) return [];
  const { assets } = await readWallet(db, walletId);
  return assets.map(({ asset, name, issuerName, balanceCents, heldCents, debtCents }) => ({
    ...{ name, kind: asset.kind, issuedBy: issuerName, unit: unitOf(asset.kind) },
    ...{ amount: balanceCents, promisedToTills: heldCents, owed: debtCents },
  }));
}

const unitOf = (kind: string): string =>
  kind === 'time' ? 'minutes' : kind === 'points' ? 'points' : 'euro cents';

/** What entered and left, newest first, with the address of each receipt. */
async function readMovements(
  db: ReadableDb,
  personId: PersonId,
  receiptUrl: (saleId: string) => string,
): Promise<readonly unknown[]> {
  const walletId = await findWalletOfPerson(db, personId);
  if (walletId === undefined) return [];
  const all: HistoryEntry[] = [];
  for (;;) {
    const last = all.at(-1);
    const page = await readHistory(db, walletId, {
      limit: MOVEMENTS_READ,
      ...(last === undefined ? {} : { before: { at: last.at, postingId: last.postingId } }),
    });
    all.push(...page);
    if (page.length < MOVEMENTS_READ) break;
  }
  const sales = await findSales(db, await walletsBehind(db, walletId));
  return all.map((entry) => {
    const saleId = sales.get(entry.postingId);
    return {
      ...{ at: entry.at, kind: entry.kind, collective: entry.collectiveName },
      pass: entry.cardNumber,
      parts: entry.parts.map(({ name, kind, cents }) => ({
        ...{ name, kind, amount: cents, unit: unitOf(kind) },
      })),
      leftUnpaidCents: entry.debtCents,
      receipt: saleId === undefined ? null : receiptUrl(saleId),
    };
  });
}

async function findSales(
  db: ReadableDb,
  walletIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query
    .selectFrom('sale_payment')
    .select(['posting_id', 'sale_id'])
    .where(isOneOf(db.kind, 'wallet_id', walletIds))
    .where('posting_id', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.posting_id ?? '', row.sale_id]));
}

const readPasses = (db: ReadableDb, personId: PersonId) =>
  db.query
    .selectFrom('card')
    .innerJoin('collective', 'collective.id', 'card.collective_id')
    .select(['card.number', 'card.state', 'collective.name as givenBy', 'card.lost_at as lostAt'])
    .where('card.person_id', '=', personId)
    .orderBy('card.number')
    .execute();

/** Tickets sold at a till; those of bookings stand with their bookings. */
async function readTickets(db: ReadableDb, personId: PersonId): Promise<unknown> {
  const walletId = await findWalletOfPerson(db, personId);
  if (walletId === undefined) return [];
  return db.query
    .selectFrom('ticket')
    .innerJoin('event', 'event.id', 'ticket.event_id')
    .leftJoin('ticket_admission as admission', 'admission.ticket_id', 'ticket.id')
    .select(['event.name as event', 'event.starts_at as startsAt', 'ticket.state'])
    .select(['ticket.holder_name as name', 'ticket.sold_at as soldAt', 'admission.at as cameInAt'])
    .where(isOneOf(db.kind, 'ticket.wallet_id', await walletsBehind(db, walletId)))
    .where('ticket.booking_id', 'is', null)
    .orderBy('ticket.sold_at')
    .orderBy('ticket.id')
    .execute();
}

const readDevices = (db: ReadableDb, personId: PersonId) =>
  db.query
    .selectFrom('session')
    .select(['device', 'created_at as openedAt', 'last_seen_at as lastSeenAt'])
    .select('ended_at as endedAt')
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .execute();

const readPassRequests = (db: ReadableDb, personId: PersonId) =>
  db.query
    .selectFrom('card_request')
    .innerJoin('collective', 'collective.id', 'card_request.collective_id')
    .select(['collective.name as collective', 'state', 'asked_at as askedAt'])
    .select('closed_at as closedAt')
    .where('person_id', '=', personId)
    .orderBy('asked_at')
    .execute();
