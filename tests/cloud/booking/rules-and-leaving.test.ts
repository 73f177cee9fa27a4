import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { exportBookings } from '../../../src/cloud/booking/export-bookings.ts';
import { leaveBookings, previewLeaving } from '../../../src/cloud/booking/leave-bookings.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { BookingId, PersonId } from '../../../src/shared/ids.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { addMs } from '../../../src/shared/time.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, openBookings } from './booking-rig.ts';
import type { Bookings, TestEvent } from './booking-rig.ts';

describe.each(DATABASE_KINDS)('what an event asks, and leaving for good, on %s', (kind) => {
  let site: Bookings;
  beforeAll(async () => {
    site = await openBookings(kind);
  });
  afterEach(async () => {
    expect(await auditLedger(site.db)).toEqual([]);
  });
  afterAll(() => site.close());

  const booked = async (personId: PersonId, event: TestEvent, places = 1): Promise<BookingId> => {
    const { bookingId } = unwrap(await site.hold(personId, event, places));
    unwrap(await site.payFromWallet(bookingId, personId));
    return bookingId;
  };
  const ask = async (
    event: TestEvent,
    question: { readonly kind: string; readonly choices?: string },
  ) => {
    const id = makeUuid();
    await site.write((tx) =>
      tx.query
        .insertInto('question')
        .values({
          ...{ id, event_id: event.id, line: 0, label: 'Et ?', is_required: 1, ...question },
        } as never)
        .execute(),
    );
    return id;
  };

  it('a question that must be answered is, with one of its choices', async () => {
    const event = await site.addEvent();
    const personId = await site.addPerson();
    const questionId = await ask(event, { kind: 'choice', choices: '["Oui","Non"]' });
    const answer = (text: string) =>
      site.hold(personId, event, 1, { answers: [{ questionId, answer: text }] });
    expect(await site.hold(personId, event)).toMatchObject({
      error: { code: 'question-missing', questionId },
    });
    expect(await answer('  ')).toMatchObject({ error: { code: 'question-missing' } });
    expect(await answer('<b>Peut-être</b>')).toMatchObject({ error: { code: 'answer-wrong' } });
    expect((await answer(' Oui ')).ok).toBe(true);
    const { bookings } = await exportBookings(site.db, personId);
    expect(bookings[0]?.answers).toEqual([{ question: 'Et ?', answer: 'Oui' }]);
    const text = await site.addEvent();
    const textId = await ask(text, { kind: 'text' });
    const long = { answers: [{ questionId: textId, answer: 'A'.repeat(5_000_000) }] };
    expect(await site.hold(personId, text, 1, long)).toMatchObject({
      error: { code: 'answer-wrong' },
    });
  });

  it('a code counts the places it served, and serves again what was given back', async () => {
    const event = await site.addEvent({ prices: [{}, { kind: 'free', price_cents: 0 }] });
    await site.write((tx) =>
      tx.query
        .insertInto('promo_code')
        .values({
          ...{ id: makeUuid(), event_id: event.id, code: 'BIENVENUE', kind: 'amount', value: 300 },
          ...{ places_max: 2, ends_at: addMs(site.now(), DAY_MS) },
        })
        .execute(),
    );
    const personId = await site.addPerson(10_000);
    const hold = (places: number, promoCode: string) =>
      site.hold(personId, event, places, { promoCode });
    expect(await hold(1, 'RIEN')).toMatchObject({ error: { code: 'promo-unknown' } });
    const first = unwrap(await hold(2, ' bienvenue '));
    expect(first.totalCents).toBe(1_000);
    expect(await hold(1, 'bienvenue')).toMatchObject({ error: { code: 'promo-spent', left: 0 } });
    unwrap(await site.payFromWallet(first.bookingId, personId));
    const [place] = await site.placesOf(first.bookingId);
    unwrap(await site.cancel(first.bookingId, personId, [place?.id ?? '']));
    expect(unwrap(await hold(1, 'Bienvenue')).totalCents).toBe(500);
    site.passTime(DAY_MS);
    expect(await hold(1, 'bienvenue')).toMatchObject({ error: { code: 'promo-ended' } });
    expect(await hold(1, '   ')).toMatchObject({ value: { totalCents: 800 } });
  });

  it('a page is told what may be booked, by whom, until when', async () => {
    const opensAt = addMs(site.now(), HOUR_MS);
    const prices = [
      ...[{ quota: 1 }, { opens_at: opensAt, closes_at: addMs(opensAt, HOUR_MS) }],
      { kind: 'member' as const },
    ];
    const event = await site.addEvent({ capacity: 5, prices });
    const stranger = await site.addPerson();
    const states = async () => (await site.rules(event, stranger)).prices.map(({ state }) => state);
    expect(await states()).toEqual(['open', 'not-yet', 'members-only']);
    unwrap(await site.hold(stranger, event));
    expect(await states()).toEqual(['sold-out', 'not-yet', 'members-only']);
    const rules = await site.rules(event, stranger);
    expect(rules).toMatchObject({ state: 'sold-out', left: 4, holds: [{ places: 1 }] });
    site.passTime(HOUR_MS + MINUTE_MS);
    expect(await states()).toEqual(['open', 'open', 'members-only']);
    expect((await site.rules(event)).holds).toEqual([]);
    expect((await site.rules(await site.addEvent({ members_only: 1 }), stranger)).state).toBe(
      'members-only',
    );
    expect((await site.rules(await site.addEvent({ takes_bookings: 0 }))).state).toBe('no-booking');
    expect((await site.rules(await site.addEvent({ startsInMs: -DAY_MS }))).state).toBe('over');
  });

  it('who leaves gets back what can be given back, frees the rest, and is not named any more', async () => {
    const personId = await site.addPerson(10_000);
    const [soon, later, full] = [
      await site.addEvent({ cancel_until: addMs(site.now(), -HOUR_MS) }),
      await site.addEvent({ capacity: 2 }),
      await site.addEvent({ capacity: 1 }),
    ];
    await booked(personId, soon);
    await booked(personId, later, 2);
    const other = await site.addPerson(800);
    await booked(other, full);
    unwrap(await site.wait(personId, full));
    unwrap(await site.wait(other, later, 1));
    const held = unwrap(await site.hold(personId, await site.addEvent()));
    await site.write((tx) =>
      tx.query
        .updateTable('ticket')
        .set({ holder_name: 'Awa' })
        .where('person_id', '=', personId)
        .execute(),
    );
    const told = await previewLeaving(site.db, personId, site.now());
    expect(told).toEqual({
      ...{ cancelledPlaces: 2, toWalletCents: 1_600, toBankCardCents: 0 },
      ...{ lostPlaces: 1, lostCents: 800 },
    });
    const left = await site.write((tx) => leaveBookings(tx, personId, site.now()));
    expect(left).toEqual(told);
    expect(await site.walletOf(personId, site.village.barLocal)).toBe(10_000 - 800);
    expect([await site.tickets(soon), await site.tickets(later)]).toEqual([0, 0]);
    expect((await site.rules(later, other)).waiting.own?.offer).toMatchObject({ places: 1 });
    expect((await site.booking(held.bookingId)).state).toBe('cancelled');
    expect((await site.rules(full, personId)).waiting).toMatchObject({ count: 0, own: null });
    const named = await site.db.query
      .selectFrom('ticket')
      .select('id')
      .where('person_id', '=', personId)
      .where((where) => where.or([where('holder_name', '<>', ''), where('email', 'is not', null)]))
      .execute();
    expect(named).toEqual([]);
    const { bookings, waitingLists } = await exportBookings(site.db, personId);
    expect(bookings.map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(waitingLists).toMatchObject([{ event: 'Fanfare', state: 'left' }]);
  });
});
