import { bookingPaid } from '../../../src/cloud/booking/booking-paid.ts';
import { cancelPlaces } from '../../../src/cloud/booking/cancel-places.ts';
import { extendHold, keepForBank } from '../../../src/cloud/booking/extend-hold.ts';
import { holdPlaces } from '../../../src/cloud/booking/hold-places.ts';
import type { HoldOrder } from '../../../src/cloud/booking/hold-places.ts';
import { letGo } from '../../../src/cloud/booking/let-go.ts';
import {
  confirmFreeBooking,
  payBookingFromWallet,
} from '../../../src/cloud/booking/pay-booking.ts';
import { readBookingRules } from '../../../src/cloud/booking/read-booking-rules.ts';
import { joinWaitingList, leaveWaitingList } from '../../../src/cloud/booking/waiting-list.ts';
import type { DatabaseKind, Db, WritableDb } from '../../../src/cloud/db/open-database.ts';
import type { EventPriceTable, EventTable } from '../../../src/cloud/db/site-tables.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { readTakenPlaces } from '../../../src/cloud/goods/taken-places.ts';
import { topUp } from '../../../src/cloud/ledger/operations.ts';
import { ensureWalletOfPerson } from '../../../src/cloud/ledger/wallets.ts';
import type { PostingId } from '../../../src/domain/wallet/ledger-types.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type {
  AssetId,
  BookingId,
  CollectiveId,
  EventId,
  PaymentId,
  PersonId,
  StationId,
  WaitingId,
} from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { sha256 } from '../../../src/shared/node/crypto.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { addMs, toInstant } from '../../../src/shared/time.ts';
import type { Instant } from '../../../src/shared/time.ts';
import type { Insertable } from 'kysely';
import { addVillage } from '../api/village.ts';
import { makeTestDatabase } from '../../helpers/cloud-database.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const START = toInstant('2026-11-22T17:10:00.000Z');

export type EventWish = Partial<Insertable<EventTable>> & {
  /** 8.00 at a fixed price when not said. */
  readonly prices?: readonly Partial<Insertable<EventPriceTable>>[];
  /** Counted from now. */
  readonly startsInMs?: number;
};

export type TestEvent = { readonly id: EventId; readonly priceIds: readonly string[] };

/** A bar with events to book, on a database of its own, at a time that the test sets. */
export async function openBookings(kind: DatabaseKind) {
  const test = await makeTestDatabase(kind);
  const village = await addVillage(test.db);
  let now: Instant = START;
  const bookings = useBookings(test.db, () => now);
  return {
    ...{ ...bookings, db: test.db, options: test.options, village, close: test.remove },
    now: () => now,
    setNow: (at: Instant) => {
      now = at;
    },
    passTime: (ms: number) => {
      now = addMs(now, ms);
    },
    addStation: () => bookings.write((tx) => insertStation(tx, village.bar, now)),
    addEvent: (wish: EventWish = {}) =>
      bookings.write((tx) => insertEvent(tx, village.bar, now, wish)),
    addPerson: async (walletCents = 0): Promise<PersonId> => {
      const id = toId<'Person'>(makeUuid());
      await bookings.write(async (tx) => {
        const email = `jo.${id}@example.org`;
        const person = { id, email, name: 'Jo', language: 'fr', created_at: now };
        await tx.query.insertInto('person').values(person).execute();
        await ensureWalletOfPerson(tx, id, now);
      });
      if (walletCents > 0) await bookings.fill(id, village.barLocal, walletCents);
      return id;
    },
  };
}
export type Bookings = Awaited<ReturnType<typeof openBookings>>;

/** What people do, on any instance of the cloud. */
export function useBookings(db: Db, now: () => Instant) {
  const write = <Value>(work: (tx: WritableDb) => Promise<Value>) => writeTransaction(db, work);
  const own = (bookingId: BookingId, personId: PersonId) => ({ bookingId, personId, now: now() });
  const fill = (personId: PersonId, assetId: AssetId, amount: number) =>
    write(async (tx) => {
      const { issuer_id: issuerId } = await tx.query
        .selectFrom('asset')
        .select('issuer_id')
        .where('id', '=', assetId)
        .executeTakeFirstOrThrow();
      const walletId = await ensureWalletOfPerson(tx, personId, now());
      unwrap(
        await topUp(tx, {
          ...{ id: makeUuid() as PostingId, at: now(), stationId: null, cause: null },
          ...{ collectiveId: issuerId === null ? null : toId<'Collective'>(issuerId) },
          ...{ to: { walletId }, assetId, amountCents: cents(amount) },
        }),
      );
    });
  return {
    ...{ write, fill },
    hold: (personId: PersonId, event: TestEvent, places = 1, changes: Partial<HoldOrder> = {}) =>
      write((tx) => holdPlaces(tx, holdOrder(personId, event, places, now(), changes))),
    extend: (bookingId: BookingId, personId: PersonId) =>
      write((tx) => extendHold(tx, own(bookingId, personId))),
    keepForBank: (bookingId: BookingId, personId: PersonId) =>
      write((tx) => keepForBank(tx, own(bookingId, personId))),
    payFromWallet: (bookingId: BookingId, personId: PersonId) =>
      write((tx) => payBookingFromWallet(tx, own(bookingId, personId))),
    confirmFree: (bookingId: BookingId, personId: PersonId) =>
      write((tx) => confirmFreeBooking(tx, own(bookingId, personId))),
    letGo: (bookingId: BookingId, personId: PersonId) =>
      write((tx) => letGo(tx, own(bookingId, personId))),
    cancel: (bookingId: BookingId, personId: PersonId, placeIds: readonly string[]) =>
      write((tx) => cancelPlaces(tx, { ...own(bookingId, personId), placeIds })),
    payByCard: (bookingId: BookingId, paymentId = toId<'Payment'>(makeUuid())) =>
      write((tx) => bookingPaid(tx, { bookingId, paymentId, at: now() })),
    wait: (personId: PersonId, event: TestEvent, places = 1, id = toId<'Waiting'>(makeUuid())) =>
      write((tx) => joinWaitingList(tx, { id, eventId: event.id, personId, places, now: now() })),
    leave: (waitingId: WaitingId, personId: PersonId) =>
      write((tx) => leaveWaitingList(tx, { waitingId, personId, now: now() })),
    rules: async (event: TestEvent, personId: PersonId | null = null) => {
      const rules = await readBookingRules(db, event.id, personId, now());
      if (rules === null) throw new Error('no such event');
      return rules;
    },
    /** Places sold, held and offered. */
    taken: async (event: TestEvent) =>
      (await readTakenPlaces(db, [event.id], now())).ofEvent(event.id),
    tickets: async (event: TestEvent) =>
      (await readTakenPlaces(db, [event.id], 'sold')).ofEvent(event.id),
    placesOf: (bookingId: BookingId) =>
      db.query
        .selectFrom('booking_place')
        .selectAll()
        .where('booking_id', '=', bookingId)
        .orderBy('line')
        .execute(),
    booking: (bookingId: BookingId) =>
      db.query
        .selectFrom('booking')
        .selectAll()
        .where('id', '=', bookingId)
        .executeTakeFirstOrThrow(),
    walletOf: async (personId: PersonId, assetId: AssetId): Promise<number> => {
      const row = await db.query
        .selectFrom('account')
        .innerJoin('wallet', 'wallet.id', 'account.owner_id')
        .select('balance')
        .where('wallet.person_id', '=', personId)
        .where('asset_id', '=', assetId)
        .executeTakeFirst();
      return row?.balance ?? 0;
    },
    /** A payment that the bank says was made. */
    addPayment: (
      bookingId: BookingId,
      personId: PersonId,
      amount: number,
      collectiveId: string,
    ): Promise<PaymentId> =>
      write(async (tx) => {
        const id = toId<'Payment'>(makeUuid());
        await tx.query
          .insertInto('bank_payment')
          .values({
            ...{ id, content_hash: id, purpose: 'booking', subject_id: bookingId },
            ...{ person_id: personId, collective_id: collectiveId, cents: amount },
            account: 'account of the bar',
            ...{ state: 'paid', keeps_card: 0, started_at: now(), closed_at: now() },
            ...{ bank_reference: `reference ${id}`, checkout: `page ${id}` },
          })
          .execute();
        return id;
      }),
  };
}

export const holdOrder = (
  personId: PersonId,
  event: TestEvent,
  places: number,
  now: Instant,
  changes: Partial<HoldOrder> = {},
): HoldOrder => ({
  id: toId<'Booking'>(makeUuid()),
  ...{ eventId: event.id, personId, promoCode: null, answers: [], now },
  places: Array.from({ length: places }, () => ({
    ...{ priceId: event.priceIds[0] ?? '', holderName: '', openCents: null },
  })),
  ...changes,
});

async function insertEvent(
  tx: WritableDb,
  collectiveId: string,
  now: Instant,
  { prices = [{}], startsInMs = 30 * DAY_MS, ...changes }: EventWish,
): Promise<TestEvent> {
  const id = toId<'Event'>(makeUuid());
  await tx.query
    .insertInto('event')
    .values({
      ...{ id, collective_id: collectiveId, slug: `e-${id}`, name: 'Fanfare', summary: '' },
      ...{ description: '', capacity: 10, published: 1, tags: '[]' },
      starts_at: addMs(now, startsInMs),
      ends_at: addMs(now, startsInMs + 3 * HOUR_MS),
      ...{ place_name: 'Salle', street: '', postal_code: '', town: '', country: 'FR' },
      ...{ wheelchair: 'full', access_note: '', children_welcome: 1, children_note: '' },
      ...{ organiser: '', ...changes },
    })
    .execute();
  const rows = prices.map((price, line) => ({
    ...{ id: makeUuid(), event_id: id, line, name: `Tarif ${line}` },
    ...{ kind: 'fixed' as const, price_cents: 800, ...price },
  }));
  await tx.query.insertInto('event_price').values(rows).execute();
  return { id, priceIds: rows.map((row) => row.id) };
}

async function insertStation(
  tx: WritableDb,
  collectiveId: CollectiveId,
  now: Instant,
): Promise<StationId> {
  const id = toId<'Station'>(makeUuid());
  await tx.query
    .insertInto('station')
    .values({
      ...{ id, collective_id: collectiveId, name: 'Porte', paired_at: now, protocol: 3 },
      public_key: Buffer.from(sha256(Buffer.from(id))).toString('hex'),
    })
    .execute();
  return id;
}
