import type { BadgePlan } from '../../../domain/badge/plan.ts';
import type { CollectiveId, PresenceId } from '../../../shared/ids.ts';
import { addCents, cents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { businessDay } from '../../../shared/time.ts';
import type { DayRule, Instant } from '../../../shared/time.ts';
import { readPlan, readPresences } from '../../badge/read-presences.ts';
import type { PresenceRow } from '../../badge/read-presences.ts';
import type { ReadableDb, WritableDb } from '../../db/open-database.ts';
import { uuidOf } from '../../ledger/account-id.ts';
import { sumInvoice } from './invoice.ts';
import type { Invoice, InvoiceBuyer, InvoicedStay } from './invoice.ts';
import { includedMinutesOf } from './month-store.ts';
import { listParties } from './parties-store.ts';
import type { Party } from './parties-store.ts';
import { readBadgeSettings } from './settings-store.ts';

export type InvoiceRow = {
  readonly id: string;
  readonly number: number;
  readonly month: string;
  readonly madeBy: string;
  readonly invoice: Invoice;
};

export async function listInvoices(
  db: ReadableDb,
  collectiveId: CollectiveId,
  month: string,
): Promise<readonly InvoiceRow[]> {
  const rows = await selectInvoices(db, collectiveId)
    .where('month', '=', month)
    .orderBy('number')
    .execute();
  return rows.map(invoiceOf);
}

export async function findInvoice(
  db: ReadableDb,
  collectiveId: CollectiveId,
  id: string,
): Promise<InvoiceRow | null> {
  const row = await selectInvoices(db, collectiveId).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : invoiceOf(row);
}

const selectInvoices = (db: ReadableDb, collectiveId: CollectiveId) =>
  db.query
    .selectFrom('invoice')
    .select(['id', 'number', 'month', 'made_by', 'data'])
    .where('collective_id', '=', collectiveId);

const invoiceOf = (row: {
  readonly id: string;
  readonly number: number;
  readonly month: string;
  readonly made_by: string;
  readonly data: string;
}): InvoiceRow => ({
  id: row.id,
  number: row.number,
  month: row.month,
  madeBy: row.made_by,
  invoice: JSON.parse(row.data) as Invoice,
});

/** Who can be invoiced for a month, and what for. */
export type Invoiceable = {
  readonly buyer: InvoiceBuyer;
  readonly stays: readonly InvoicedStay[];
  readonly totalCents: Cents;
  readonly dueCents: Cents;
};

/**
 * Everybody who was billed something in a month that is not on an invoice yet. People of a party
 * stand under it. Day visitors and Passes that nobody linked have no name to invoice.
 */
export async function listInvoiceable(
  db: ReadableDb,
  collectiveId: CollectiveId,
  month: string,
): Promise<readonly Invoiceable[]> {
  const [rows, parties, made] = await Promise.all([
    readPresences(db, { collectiveId, month }),
    listParties(db, collectiveId),
    listInvoices(db, collectiveId, month),
  ]);
  const invoiced = new Set<PresenceId>(made.flatMap(({ invoice }) => invoice.presenceIds));
  const billed = rows.filter(
    (row) => row.cents > 0 && row.state !== 'removed' && !invoiced.has(row.presenceId),
  );
  const stays = await readInvoicedStays(db, billed);
  const partyOf = new Map(
    parties.flatMap((party) => party.people.map(({ personId }) => [personId, party] as const)),
  );
  const byBuyer = Map.groupBy(stays, ({ personId }) => partyOf.get(personId)?.id ?? personId);
  const buyers = await Promise.all(
    [...byBuyer].map(async ([id, own]): Promise<Invoiceable> => {
      const party = parties.find((one) => one.id === id);
      const { totalCents, dueCents } = sumInvoice(own);
      const buyer = party === undefined ? await personBuyer(db, id) : partyBuyer(party);
      return { buyer, stays: own, totalCents, dueCents };
    }),
  );
  return buyers.toSorted((left, right) => left.buyer.name.localeCompare(right.buyer.name, 'fr'));
}

const partyBuyer = ({ id, name, address, siren }: Party): InvoiceBuyer => ({
  kind: 'party',
  id,
  name,
  lines: address.split('\n').map((line) => line.trim()),
  siren,
});

async function personBuyer(db: ReadableDb, id: string): Promise<InvoiceBuyer> {
  const row = await db.query
    .selectFrom('person')
    .select(['name', 'email'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const name = row.name === '' ? (row.email ?? '') : row.name;
  return { kind: 'person', id, name, lines: row.email === null ? [] : [row.email], siren: '' };
}

async function readInvoicedStays(
  db: ReadableDb,
  rows: readonly PresenceRow[],
): Promise<readonly InvoicedStay[]> {
  const plans = new Map<string, BadgePlan | undefined>();
  const stays: InvoicedStay[] = [];
  for (const row of rows) {
    const key = `${row.planId} ${row.planVersion}`;
    if (!plans.has(key)) plans.set(key, await readPlan(db, row.planId, row.planVersion));
    const personId = row.holder.kind === 'wallet' ? row.holder.personId : row.holder.hostPersonId;
    if (personId === null) continue;
    stays.push({
      presenceId: row.presenceId,
      personId,
      day: row.day,
      person: row.name,
      label: `${row.planName} (${row.spaceName})`,
      stayedMinutes: row.stayedMinutes,
      includedMinutes: includedMinutesOf(row),
      vatRateBp: plans.get(key)?.vatRateBp ?? 0,
      cents: row.cents,
      paidCents: row.paidCents,
    });
  }
  return stays;
}

export type MakeInvoice = {
  readonly collectiveId: CollectiveId;
  readonly month: string;
  readonly buyerId: string;
  readonly rule: DayRule;
  readonly at: Instant;
  readonly by: string;
};

export type InvoiceRefusal = 'month-not-over' | 'nothing-to-invoice';

/**
 * Makes the invoice of a month for a person or a party, under the collective's next number.
 * Numbers have no gap: the collective's row is held until the number is stored. Asked a second
 * time with nothing new to invoice, it gives the one that was made.
 */
export async function makeInvoice(
  tx: WritableDb,
  { collectiveId, month, buyerId, rule, at, by }: MakeInvoice,
): Promise<Result<{ readonly id: string; readonly isNew: boolean }, InvoiceRefusal>> {
  if (businessDay(at, rule).slice(0, 7) <= month) return err('month-not-over');
  const seller = await lockCollective(tx, collectiveId);
  const made = await listInvoices(tx, collectiveId, month);
  const candidates = await listInvoiceable(tx, collectiveId, month);
  const found = candidates.find(({ buyer }) => buyer.id === buyerId);
  if (found === undefined) {
    const before = made.findLast(({ invoice }) => invoice.buyer.id === buyerId);
    return before === undefined ? err('nothing-to-invoice') : ok({ id: before.id, isNew: false });
  }
  const number = await nextNumber(tx, collectiveId);
  const invoice: Invoice = {
    number,
    month,
    madeOn: businessDay(at, rule),
    madeAt: at,
    seller: { name: seller.name, lines: await sellerLines(tx, collectiveId) },
    buyer: found.buyer,
    ...sumInvoice(found.stays),
  };
  const id = uuidOf(`invoice ${collectiveId} ${number}`);
  await tx.query
    .insertInto('invoice')
    .values({
      id,
      collective_id: collectiveId,
      number,
      month,
      party_id: found.buyer.kind === 'party' ? found.buyer.id : null,
      person_id: found.buyer.kind === 'person' ? found.buyer.id : null,
      made_at: at,
      made_by: by,
      data: JSON.stringify(invoice),
      total_cents: invoice.totalCents,
    })
    .execute();
  return ok({ id, isNew: true });
}

async function lockCollective(tx: WritableDb, collectiveId: CollectiveId) {
  const query = tx.query.selectFrom('collective').select('name').where('id', '=', collectiveId);
  return (tx.kind === 'postgres' ? query.forNoKeyUpdate() : query).executeTakeFirstOrThrow();
}

async function nextNumber(tx: WritableDb, collectiveId: CollectiveId): Promise<number> {
  const { newest } = await tx.query
    .selectFrom('invoice')
    .select(({ fn }) => fn.max('number').as('newest'))
    .where('collective_id', '=', collectiveId)
    .executeTakeFirstOrThrow();
  return (newest ?? 0) + 1;
}

/** Where the collective is, and what it must say of itself. */
async function sellerLines(tx: WritableDb, collectiveId: CollectiveId): Promise<readonly string[]> {
  const page = await tx.query
    .selectFrom('collective_page')
    .select(['street', 'postal_code', 'town', 'email', 'phone'])
    .where('collective_id', '=', collectiveId)
    .executeTakeFirst();
  const { invoiceText } = await readBadgeSettings(tx, collectiveId);
  return [
    page?.street ?? '',
    `${page?.postal_code ?? ''} ${page?.town ?? ''}`,
    page?.email ?? '',
    page?.phone ?? '',
    ...invoiceText.split('\n'),
  ]
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What of an invoice is still to pay now, after the day it was made. */
export async function dueNow(
  db: ReadableDb,
  collectiveId: CollectiveId,
  invoice: Invoice,
): Promise<Cents> {
  const rows = await readPresences(db, { collectiveId, presenceIds: invoice.presenceIds });
  return addCents(cents(0), ...rows.map(({ dueCents }) => dueCents));
}
