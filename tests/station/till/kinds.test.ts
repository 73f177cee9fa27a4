import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProductExtra } from '../../../src/contract/kiosk/intentions.ts';
import type { FeedItem } from '../../../src/contract/sync/messages.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { instantFromMs } from '../../../src/shared/time.ts';
import type { Day } from '../../../src/shared/time.ts';
import { LOCAL_ID, PASSES } from '../../helpers/station-knowledge.ts';
import { madePass, madeProduct, openTill, START_MS } from './till-rig.ts';
import type { TillRig } from './till-rig.ts';

/** Everything that a till sells (RULES T1), and what it cannot sell any more. */

const HOUR_MS = 3_600_000;
const at = (ms: number) => instantFromMs(START_MS + ms);

const cheese = madeProduct('Fromage', { kind: 'weight', priceCents: cents(1_290) });
const book = madeProduct('Prix libre', { kind: 'open-price', priceMinCents: cents(300) });
const room = madeProduct('Salle', { kind: 'hour', priceCents: cents(1_500) });
const shirt = madeProduct('T-shirt', {
  priceCents: cents(1_500),
  stockRule: { allowsBelowZero: false, alertLevel: 0 },
});
const loaded = madeProduct('Recharge', { kind: 'top-up', assetId: LOCAL_ID });
const eventId = toId<'Event'>(makeUuid());
const place = madeProduct('Concert', { kind: 'ticket', eventId });
const membership = madeProduct('Adhésion', { kind: 'membership', offerId: 'year' });
const ten = madePass('04A1A1A1A1A1A1', [[LOCAL_ID, 10_000]]);

type Event = NonNullable<Extract<FeedItem, { topic: 'event' }>['value']>;
const event = (change: Partial<Event> = {}): FeedItem => ({
  topic: 'event',
  id: eventId,
  value: {
    id: eventId,
    name: 'Concert',
    startsAt: at(2 * HOUR_MS),
    doorsAt: null,
    endsAt: at(5 * HOUR_MS),
    capacity: 10,
    takenCount: 6,
    asksNames: false,
    prices: [
      {
        id: 'full',
        name: 'Plein tarif',
        kind: 'fixed',
        priceCents: cents(1_200),
        priceMinCents: null,
        quota: null,
        takenCount: 6,
      },
      {
        id: 'member',
        name: 'Membre',
        kind: 'member',
        priceCents: cents(800),
        priceMinCents: null,
        quota: 3,
        takenCount: 1,
      },
    ],
    ...change,
  },
});
const offer: FeedItem = {
  topic: 'offer',
  id: 'year',
  value: {
    id: 'year',
    name: 'Adhésion',
    description: '',
    duration: 'civil-year',
    prices: [
      { id: 'full', name: 'Plein', kind: 'fixed', priceCents: cents(2_000), priceMinCents: null },
    ],
  },
};
const stock = (amount: number): FeedItem => ({
  topic: 'stock',
  id: shirt.id,
  value: { id: shirt.id, amount },
});

let till: TillRig;
beforeEach(async () => {
  till = await openTill();
  till.know([
    ...[cheese, book, room, shirt, loaded, place, membership].map((one) => one.item),
    event(),
    offer,
    stock(3_000),
    ...ten.items,
  ]);
  await till.signIn();
});
afterEach(() => till.close());

const lines = () => till.state().basket.lines;
const ticket = (change: Partial<Extract<ProductExtra, { kind: 'ticket' }>> = {}): ProductExtra => ({
  kind: 'ticket',
  priceId: 'full',
  cents: null,
  names: [],
  email: null,
  isOnPass: false,
  ...change,
});
const hours = (from: number, to: number): ProductExtra => ({
  kind: 'room',
  startsAt: at(from * HOUR_MS),
  endsAt: at(to * HOUR_MS),
});

describe('kinds of products', () => {
  it('by weight: the station computes the price, and each weighing is a line of its own', async () => {
    await till.add(cheese.id, { kind: 'measure', amount: 346 });
    await till.add(cheese.id, { kind: 'measure', amount: 346 });
    expect(lines().map((line) => [line.count, line.totalCents])).toEqual([
      [1, 446],
      [1, 446],
    ]);
    const lineId = lines()[0]?.lineId as never;
    expect(await till.wish({ kind: 'set-line-count', lineId, count: 2 })).toBe('count-wrong');
  });

  it('at an open price, from its minimum on', async () => {
    expect(await till.add(book.id, { kind: 'open-price', cents: cents(299) })).toBe(
      'price-too-low',
    );
    expect(await till.add(book.id, { kind: 'open-price', cents: cents(700) })).toBeNull();
    expect(till.state().basket.totalCents).toBe(700);
  });

  it('what loads a Pass is no line of a basket', async () => {
    expect(await till.add(loaded.id)).toBe('extra-wrong');
  });

  it('a membership keeps for whom it is, and refuses an address with a typing error', async () => {
    const person: ProductExtra = {
      kind: 'membership',
      priceId: null,
      cents: null,
      personId: null,
      name: 'Ada',
      email: 'ada@example',
      cardId: null,
    };
    expect(await till.add(membership.id, person)).toBe('email-wrong');
    expect(await till.add(membership.id, { ...person, email: 'ada@example.org' })).toBeNull();
    await till.card();
    expect(till.sales()[0]?.lines[0]?.detail).toMatchObject({
      kind: 'membership',
      person: { personId: null, name: 'Ada', email: 'ada@example.org' },
    });
  });

  it('999,999 pieces are refused in words', async () => {
    expect(await till.tea(999_999)).toBe('count-wrong');
    await till.tea();
    const lineId = lines()[0]?.lineId as never;
    expect(await till.wish({ kind: 'set-line-count', lineId, count: 999_999 })).toBe('count-wrong');
    expect(lines()[0]?.count).toBe(1);
  });
});

describe('a room by the hour', () => {
  it('is billed by the minute, and not sold twice', async () => {
    expect(await till.add(room.id, hours(1, 2.5))).toBeNull();
    expect(lines()[0]).toMatchObject({ totalCents: 2_250, detail: { kind: 'room' } });
    expect(await till.add(room.id, hours(2, 3))).toBe('room-taken');
    await till.cash(5_000);
    expect(await till.add(room.id, hours(2, 3))).toBe('room-taken');
    expect(await till.add(room.id, hours(2.5, 3))).toBeNull();
  });

  it('keeps to the agenda that the cloud told, and shows it', async () => {
    till.know([
      {
        topic: 'room-booking',
        id: 'b1',
        value: { id: 'b1', productId: room.id, startsAt: at(HOUR_MS), endsAt: at(2 * HOUR_MS) },
      },
    ]);
    expect(await till.add(room.id, hours(0, 1.5))).toBe('room-taken');
    expect(await till.add(room.id, hours(2, 3))).toBeNull();
    const answer = await till.station().station.answer({
      kind: 'room',
      productId: room.id,
      day: '2026-11-03' as Day,
    });
    expect(answer).toEqual({
      kind: 'room',
      taken: [
        { startsAt: at(HOUR_MS), endsAt: at(2 * HOUR_MS) },
        { startsAt: at(2 * HOUR_MS), endsAt: at(3 * HOUR_MS) },
      ],
    });
  });

  it('is given back to the agenda by a correction', async () => {
    await till.add(room.id, hours(1, 2));
    await till.cash(1_500);
    const { saleId } = till.sales()[0] ?? { saleId: toId<'Sale'>(makeUuid()) };
    expect(
      await till.wish({ kind: 'cancel-sale', saleId, lines: null, reason: 'Erreur' }),
    ).toBeNull();
    expect(await till.add(room.id, hours(1, 2))).toBeNull();
  });
});

describe('places of an event', () => {
  it('are sold as long as there are some, baskets and own sales counted', async () => {
    expect(await till.add(place.id, ticket(), 3)).toBeNull();
    expect(await till.add(place.id, ticket(), 2)).toBe('event-full');
    await till.wish({ kind: 'park-basket', name: 'Jo', tableId: null });
    expect(await till.add(place.id, ticket())).toBeNull();
    await till.card();
    expect(till.result()).toMatchObject({ kind: 'sale-done', ticketCount: 1 });
    expect(await till.add(place.id, ticket())).toBe('event-full');
  });

  it('a line grows and shrinks with its tickets', async () => {
    await till.add(place.id, ticket(), 2);
    const lineId = lines()[0]?.lineId as never;
    expect(await till.wish({ kind: 'set-line-count', lineId, count: 5 })).toBe('event-full');
    await till.wish({ kind: 'set-line-count', lineId, count: 4 });
    const [line] = lines();
    const tickets = line?.detail.kind === 'ticket' ? line.detail.tickets : [];
    expect(new Set(tickets.map((one) => one.ticketId)).size).toBe(4);
  });

  it('want names when the event asks for them', async () => {
    till.know([event({ asksNames: true })]);
    expect(await till.add(place.id, ticket({ names: ['Ada'] }), 2)).toBe('name-missing');
    expect(await till.add(place.id, ticket({ names: ['Ada'] }))).toBeNull();
    const lineId = lines()[0]?.lineId as never;
    expect(await till.wish({ kind: 'set-line-count', lineId, count: 2 })).toBe('name-missing');
  });

  it('are not sold once the event is over', async () => {
    till.later(5 * HOUR_MS);
    expect(await till.add(place.id, ticket())).toBe('event-over');
  });

  it('are carried by the Pass that lies there, and by none that does not', async () => {
    expect(await till.add(place.id, ticket({ isOnPass: true }))).toBe('card-not-on-reader');
    await till.wish({ kind: 'tray-put-down', uid: ten.uid });
    expect(await till.add(place.id, ticket({ isOnPass: true }))).toBeNull();
    expect(lines()[0]?.detail).toMatchObject({ kind: 'ticket', cardId: expect.any(String) });
    await till.wish({ kind: 'tray-take-away', uid: ten.uid });
    expect(await till.add(place.id, ticket({ isOnPass: true }))).toBe('card-not-on-reader');
  });

  it('have a member price for the Pass of a member only', async () => {
    await till.wish({ kind: 'tray-put-down', uid: ten.uid });
    expect(await till.add(place.id, ticket({ priceId: 'member' }))).toBe('extra-wrong');
    till.know([
      {
        topic: 'wallet',
        id: ten.walletId,
        value: {
          id: ten.walletId,
          holdings: [{ assetId: LOCAL_ID, availableCents: 10_000 }],
          debtCents: cents(0),
          memberships: [{ name: 'Adhésion', endsOn: '2026-11-03' as Day }],
          loyaltyProgress: 0,
        },
      },
    ]);
    expect(await till.add(place.id, ticket({ priceId: 'member' }), 2)).toBeNull();
    // Three at this price, one of them taken before.
    expect(await till.add(place.id, ticket({ priceId: 'member' }))).toBe('event-full');
    till.later(24 * HOUR_MS);
  });
});

describe('what is counted', () => {
  it('is sold to the last one, and no further', async () => {
    expect(await till.add(shirt.id, undefined, 4)).toBe('sold-out');
    expect(await till.add(shirt.id, undefined, 2)).toBeNull();
    await till.cash(3_000);
    expect(await till.add(shirt.id)).toBeNull();
    expect(await till.add(shirt.id)).toBe('sold-out');
    const lineId = lines()[0]?.lineId as never;
    expect(await till.wish({ kind: 'set-line-count', lineId, count: 2 })).toBe('sold-out');
  });
});

describe('in training', () => {
  it('sells and pays the same way, and nothing of it counts', async () => {
    await till.manager();
    expect(await till.wish({ kind: 'set-training', on: true })).toBeNull();
    await till.tea(2);
    await till.cash(100, 100);
    await till.tap(PASSES.half.uid);
    expect(till.result()).toMatchObject({ kind: 'sale-done', number: 1 });
    expect(lines()).toEqual([]);
    expect(till.sales()).toEqual([]);
    expect(till.drawer()).toBe(0);
    await till.wish({ kind: 'set-training', on: false });
    await till.tea(4);
    await new Promise((done) => setTimeout(done, 2_050));
    await till.tap(PASSES.half.uid);
    expect(till.result()).toMatchObject({ payments: [{ cents: 1_000, leftCents: 0 }] });
  }, 10_000);
});

describe('a question about people', () => {
  it('needs the network', async () => {
    expect(
      await till.station().station.answer({ kind: 'people', cardId: null, text: 'Ada' }),
    ).toEqual({ kind: 'refused', reason: 'needs-network' });
  });
});
