import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentOf, priceOfMeasure, priceOfMinutes } from '../../../src/domain/till/amounts.ts';
import type { Product } from '../../../src/domain/till/catalogue.ts';
import { looksLikeEmail } from '../../../src/domain/till/email.ts';
import { lineNotice } from '../../../src/domain/till/line-notice.ts';
import { priceMembership } from '../../../src/domain/till/price-membership.ts';
import { priceProduct } from '../../../src/domain/till/price-product.ts';
import type { ProductWish } from '../../../src/domain/till/price-product.ts';
import { priceTicket } from '../../../src/domain/till/price-ticket.ts';
import type { SoldEvent, TicketWish } from '../../../src/domain/till/price-ticket.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { addMs, toInstant } from '../../../src/shared/time.ts';

/** What each kind of product costs (RULES T1, T3). */

const NOW = toInstant('2026-11-03T18:00:00.000Z');
const HOUR_MS = 3_600_000;

const product = (change: Partial<Product>): Product => ({
  id: toId(makeUuid()),
  collectiveId: toId(makeUuid()),
  categoryId: 'things',
  kind: 'piece',
  name: 'Chose',
  priceCents: cents(1_290),
  priceMinCents: null,
  vatRateBp: 1000,
  preparedAt: null,
  stockRule: null,
  assetId: null,
  eventId: null,
  eventPriceId: null,
  offerId: null,
  offerPriceId: null,
  options: [],
  picture: null,
  colour: null,
  sortOrder: 1,
  active: true,
  ...change,
});
const price = (change: Partial<Product>, wish: ProductWish) =>
  priceProduct(product(change), [], wish, NOW);

describe('by weight or volume', () => {
  it.each([
    [346, 1_290, 446],
    [350, 101, 35],
    [500, 1, 1],
    [499, 1, 0],
    [1, 1, 0],
    [1_000_000, 1_290, 1_290_000],
  ])('%i g at %i cents a kilogram is %i', (amount, unit, expected) => {
    expect(priceOfMeasure(amount, cents(unit))).toBe(expected);
  });

  it('is one line with the amount, priced by the station', () => {
    expect(unwrap(price({ kind: 'volume' }, { kind: 'measure', amount: 250 }))).toMatchObject({
      unitPriceCents: 323,
      detail: { kind: 'measure', unit: 'litre', amount: 250, unitCents: 1_290 },
    });
  });

  it('never differs from the exact price by more than half a cent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (amount, unit) => {
          const off = priceOfMeasure(amount, cents(unit)) * 1_000 - amount * unit;
          expect(Math.abs(off)).toBeLessThanOrEqual(500);
        },
      ),
    );
  });

  it('refuses a price beyond the largest basket, and a touch without an amount', () => {
    expect(
      price({ kind: 'weight', priceCents: cents(100_000) }, { kind: 'measure', amount: 999_999 }),
    ).toEqual({ ok: false, error: 'amount-too-large' });
    expect(price({ kind: 'weight' }, null)).toEqual({ ok: false, error: 'extra-wrong' });
  });
});

describe('an open price', () => {
  it('is what the person gives, from the minimum on', () => {
    const kind = { kind: 'open-price', priceMinCents: cents(300) } as const;
    expect(price(kind, { kind: 'open-price', cents: cents(299) })).toEqual({
      ok: false,
      error: 'price-too-low',
    });
    expect(unwrap(price(kind, { kind: 'open-price', cents: cents(300) })).unitPriceCents).toBe(300);
  });
});

describe('a room by the hour', () => {
  const room = (startMs: number, endMs: number, hourCents = 1_500) =>
    price(
      { kind: 'hour', priceCents: cents(hourCents) },
      { kind: 'room', startsAt: addMs(NOW, startMs), endsAt: addMs(NOW, endMs) },
    );

  it.each([
    [50, 700, 583],
    [80, 1_500, 2_000],
    [1, 3_000, 50],
  ])('%i minutes at %i cents an hour are %i', (minutes, hour, expected) => {
    expect(priceOfMinutes(minutes, cents(hour))).toBe(expected);
  });

  it('is priced by the exact minute between start and end', () => {
    expect(unwrap(room(0, 80 * 60_000)).unitPriceCents).toBe(2_000);
  });

  it.each([
    ['ends before it starts', HOUR_MS, 0],
    ['lasts no time', 0, 0],
    ['lasts more than a day', 0, 24 * HOUR_MS + 60_000],
    ['is over', -3 * HOUR_MS, -2 * HOUR_MS],
    ['began too long ago', -16 * 60_000, HOUR_MS],
  ])('is refused when it %s', (_, start, end) => {
    expect(room(start, end)).toEqual({ ok: false, error: 'extra-wrong' });
  });
});

describe('a deposit', () => {
  it('is taken, and given back for the same price', () => {
    const cup = { kind: 'deposit', priceCents: cents(100) } as const;
    expect(unwrap(price(cup, { kind: 'deposit', direction: 'taken' })).unitPriceCents).toBe(100);
    const back = unwrap(price(cup, { kind: 'deposit', direction: 'returned' }));
    expect(back.unitPriceCents).toBe(-100);
    const line = { ...back, lineId: toId<'Line'>(makeUuid()), count: 1 };
    const sources = { event: undefined, offer: undefined };
    expect(lineNotice(line, { ...sources, product: product({ ...cup }) })).toBeNull();
    expect(
      lineNotice(line, { ...sources, product: product({ ...cup, priceCents: cents(200) }) }),
    ).toBe('price-changed');
  });
});

describe('what loads a Pass', () => {
  it.each(['top-up', 'gift'] as const)('%s is no line of a basket', (kind) => {
    expect(price({ kind }, null)).toEqual({ ok: false, error: 'extra-wrong' });
  });
});

const concert: SoldEvent = {
  id: toId(makeUuid()),
  name: 'Concert',
  startsAt: addMs(NOW, HOUR_MS),
  endsAt: addMs(NOW, 4 * HOUR_MS),
  asksNames: false,
  prices: [
    { id: 'full', name: 'Plein', kind: 'fixed', priceCents: cents(1_200), priceMinCents: null },
    { id: 'free', name: 'Libre', kind: 'open', priceCents: cents(500), priceMinCents: cents(200) },
    { id: 'member', name: 'Membre', kind: 'member', priceCents: cents(800), priceMinCents: null },
    { id: 'kid', name: 'Enfant', kind: 'free', priceCents: cents(900), priceMinCents: null },
  ],
};
const ticketOf = (wish: Partial<TicketWish>, event: SoldEvent | undefined = concert, now = NOW) =>
  priceTicket(
    product({ kind: 'ticket', eventId: concert.id }),
    event,
    {
      priceId: 'full',
      cents: null,
      names: [],
      email: null,
      count: 1,
      cardId: null,
      isMember: false,
      ...wish,
    },
    { now, makeTicketId: () => toId(makeUuid()) },
  );

describe('a ticket', () => {
  it('has one id for each place, and the price of the event', () => {
    const priced = unwrap(ticketOf({ count: 3, names: ['Ada', 'Bo'] }));
    const tickets = priced.detail.kind === 'ticket' ? priced.detail.tickets : [];
    expect(priced.unitPriceCents).toBe(1_200);
    expect(tickets.map((one) => one.holderName)).toEqual(['Ada', 'Bo', '']);
    expect(new Set(tickets.map((one) => one.ticketId)).size).toBe(3);
  });

  it('costs nothing at a free price, and what is given at an open one', () => {
    expect(unwrap(ticketOf({ priceId: 'kid' })).unitPriceCents).toBe(0);
    expect(unwrap(ticketOf({ priceId: 'free', cents: cents(350) })).unitPriceCents).toBe(350);
  });

  it.each<readonly [string, Partial<TicketWish>, string]>([
    ['a price that does not exist', { priceId: 'vip' }, 'extra-wrong'],
    ['no price named where there are several', { priceId: null }, 'extra-wrong'],
    ['less than the minimum', { priceId: 'free', cents: cents(199) }, 'price-too-low'],
    ['an open price without a sum', { priceId: 'free' }, 'extra-wrong'],
    ['the member price without a membership', { priceId: 'member' }, 'extra-wrong'],
    ['more names than places', { names: ['Ada', 'Bo'] }, 'extra-wrong'],
    ['an address with a typing error', { email: 'ada@lovelace' }, 'email-wrong'],
  ])('is refused for %s', (_, wish, error) => {
    expect(ticketOf(wish)).toEqual({ ok: false, error });
  });

  it('takes the member price with a membership', () => {
    expect(unwrap(ticketOf({ priceId: 'member', isMember: true })).unitPriceCents).toBe(800);
  });

  it('asks a name for each place when the event wants names', () => {
    const named = { ...concert, asksNames: true };
    expect(ticketOf({ count: 2, names: ['Ada', ' '] }, named)).toEqual({
      ok: false,
      error: 'name-missing',
    });
    expect(ticketOf({ count: 2, names: ['Ada', 'Bo'] }, named).ok).toBe(true);
  });

  it('is refused after the end of the event, and for one that is gone', () => {
    expect(ticketOf({}, concert, concert.endsAt)).toEqual({ ok: false, error: 'event-over' });
    const gone = priceTicket(
      product({ kind: 'ticket' }),
      undefined,
      {
        priceId: null,
        cents: null,
        names: [],
        email: null,
        count: 1,
        cardId: null,
        isMember: false,
      },
      { now: NOW, makeTicketId: () => toId(makeUuid()) },
    );
    expect(gone).toEqual({ ok: false, error: 'event-over' });
  });
});

describe('a membership', () => {
  const offer = {
    id: 'year',
    prices: [
      { id: 'full', kind: 'fixed', priceCents: cents(2_000), priceMinCents: null },
      { id: 'open', kind: 'free', priceCents: cents(1_000), priceMinCents: cents(500) },
    ],
  } as const;
  const wish = {
    priceId: 'full',
    cents: null,
    personId: null,
    name: 'Ada Lovelace',
    email: 'ada@example.org',
    cardId: null,
  };
  const membership = (change: Partial<Parameters<typeof priceMembership>[2]>) =>
    priceMembership(
      product({ kind: 'membership', offerId: 'year' }),
      offer,
      { ...wish, ...change },
      toId(makeUuid()),
    );

  it('is for somebody new with a name and an address', () => {
    expect(unwrap(membership({}))).toMatchObject({
      unitPriceCents: 2_000,
      detail: { person: { personId: null, name: 'Ada Lovelace', email: 'ada@example.org' } },
    });
  });

  it('keeps no half hidden address of somebody the cloud found', () => {
    const personId = toId<'Person'>(makeUuid());
    expect(unwrap(membership({ personId, email: 'a…@example.org' }))).toMatchObject({
      detail: { person: { personId, email: '' } },
    });
  });

  it.each<readonly [string, Partial<typeof wish>, string]>([
    ['no name', { name: '  ' }, 'name-missing'],
    ['a typing error in the address', { email: 'ada@@example.org' }, 'email-wrong'],
    ['a price that does not exist', { priceId: 'gold' }, 'extra-wrong'],
  ])('is refused for %s', (_, change, error) => {
    expect(membership(change)).toEqual({ ok: false, error });
  });

  it('has a free price from its minimum on', () => {
    expect(membership({ priceId: 'open', cents: cents(499) })).toEqual({
      ok: false,
      error: 'price-too-low',
    });
    expect(unwrap(membership({ priceId: 'open', cents: cents(500) })).unitPriceCents).toBe(500);
  });
});

describe('an e-mail address', () => {
  it.each(['ada@example.org', 'ada.lovelace+bar@mail.example.co.uk', 'a@b.fr'])(
    'can be %s',
    (text) => {
      expect(looksLikeEmail(text)).toBe(true);
    },
  );
  it.each([
    '',
    'ada',
    'ada@example',
    'ada example.org',
    'ada@exam ple.org',
    'ada@@example.org',
    'ada@example..org',
    'ada@-example.org',
    '.ada@example.org',
    'ada@example.o',
    'ada@example.org,bo@example.org',
  ])('cannot be "%s"', (text) => {
    expect(looksLikeEmail(text)).toBe(false);
  });
});

describe('a per cent', () => {
  it.each([
    [275, 1_000, 28],
    [1_000, 10_000, 1_000],
    [1, 4_999, 0],
    [1, 5_000, 1],
  ])('of %i cents at %i basis points is %i', (amount, rate, expected) => {
    expect(percentOf(cents(amount), rate)).toBe(expected);
  });
});
