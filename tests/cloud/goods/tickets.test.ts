import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PATHS } from '../../../src/contract/sync/protocol.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { addMs } from '../../../src/shared/time.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { makeWorld, pairStation, renewWorld } from '../api/world.ts';
import type { TestStation, World } from '../api/world.ts';
import { addCard, addVillage } from '../api/village.ts';
import type { Village } from '../api/village.ts';
import { STAFF, correctionOf, feedOf, goodsSale, hold, openShop, tell } from './shop.ts';
import type { Json, Shop } from './shop.ts';

const HOUR_MS = 3_600_000;

describe.each(DATABASE_KINDS)('places and rooms on %s', (kind) => {
  let base: World;
  let world: World;
  let village: Village;
  let station: TestStation;
  let other: TestStation;
  let shop: Shop;
  let event: Awaited<ReturnType<Shop['addEvent']>>;
  let productId: string;

  beforeAll(async () => {
    base = await makeWorld(kind);
  });
  beforeEach(async () => {
    world = await renewWorld(base);
    village = await addVillage(world.db);
    station = await pairStation(world, village.bar);
    other = await pairStation(world, village.bar);
    shop = openShop(world, village.bar);
    event = await shop.addEvent({ capacity: 3 });
    productId = await shop.addProduct({ kind: 'ticket' });
  });
  afterAll(() => base.close());

  const ticketSale = (
    ticketIds: readonly string[],
    changes: { readonly cardId?: string; readonly detail?: Json; readonly number?: number } = {},
  ) =>
    goodsSale(
      [
        {
          ...{ productId, count: ticketIds.length, cents: 800 },
          detail: {
            ...{ kind: 'ticket', eventId: event.id, eventName: 'Fanfare' },
            ...{ eventStartsAt: addMs(world.now(), HOUR_MS), priceId: event.priceId },
            ...{ priceName: 'Plein tarif', cardId: changes.cardId ?? null, email: null },
            tickets: ticketIds.map((ticketId) => ({ ticketId, holderName: 'Awa' })),
            ...changes.detail,
          },
        },
      ],
      { number: changes.number ?? 1 },
    );
  const admission = (ticketId: string, eventId = event.id) =>
    ['ticket.admitted@1', { ticketId, eventId, by: 'qr', staff: STAFF }] as const;
  const takenCount = async () => {
    const { items } = await feedOf(world, station, 'event');
    const item = items.find(({ id }) => id === event.id);
    return item?.topic === 'event' ? item.value?.takenCount : undefined;
  };
  const ticketAt = async (by: TestStation, id: string) => {
    const { items } = await feedOf(world, by, 'ticket');
    return items.find((item) => item.id === id)?.value;
  };

  it('a ticket sold at one door is on the list of the other, with the Pass that carries it', async () => {
    const card = await addCard(world.db, { collectiveId: village.bar });
    const { cursor } = await feedOf(world, other, 'ticket');
    const [first, second] = [makeUuid(), makeUuid()];
    const sale = ticketSale([first, second], { cardId: card.id });
    expect(await tell(world, station, ['sale.recorded@2', sale])).toEqual([]);
    const news = await feedOf(world, other, 'ticket', cursor);
    expect(news.items.map(({ id }) => id).toSorted()).toEqual([first, second].toSorted());
    expect(news.items[0]?.value).toMatchObject({
      ...{ eventId: event.id, priceName: 'Plein tarif', holderName: 'Awa' },
      ...{ cardId: card.id, state: 'valid', admitted: null },
    });
    expect(await takenCount()).toBe(2);
  });

  it('a correction frees its places, one of several too', async () => {
    const [kept, back] = [makeUuid(), makeUuid()];
    const sale = ticketSale([kept, back]);
    await tell(world, station, ['sale.recorded@2', sale]);
    const one = correctionOf(sale, (line) => ({
      ...line,
      ...{ count: 1, totalCents: 800, paid: [{ payment: 0, assetId: null, cents: 800 }] },
      detail: {
        ...(line['detail'] as Json),
        tickets: [{ ticketId: back, holderName: 'Awa' }],
      },
    }));
    expect(await tell(world, station, ['sale.corrected@1', one])).toEqual([]);
    expect(await ticketAt(other, back)).toMatchObject({ state: 'cancelled' });
    expect(await ticketAt(other, kept)).toMatchObject({ state: 'valid' });
    expect(await takenCount()).toBe(1);
  });

  it('tickets beyond the places stay valid and are marked', async () => {
    await tell(world, station, ['sale.recorded@2', ticketSale([makeUuid(), makeUuid()])]);
    const beyond = makeUuid();
    expect(await tell(world, other, ['sale.recorded@2', ticketSale([makeUuid(), beyond])])).toEqual(
      ['event-overbooked'],
    );
    expect(await ticketAt(station, beyond)).toMatchObject({ state: 'valid' });
    expect(await takenCount()).toBe(4);
  });

  it('places held by another station are not sold yet: only what is sold is marked', async () => {
    const places = { kind: 'places', eventId: event.id, priceId: event.priceId, count: 2 };
    expect((await hold(world, other, [places])).held).toBe(true);
    const sale = ticketSale([makeUuid(), makeUuid()]);
    expect(await tell(world, station, ['sale.recorded@2', sale])).toEqual([]);
    expect(await takenCount()).toBe(4);
  });

  it('a ticket for an event of somebody else is kept as a problem, the sale stands', async () => {
    const theirs = await openShop(world, village.place).addEvent({ capacity: 3 });
    const detail = { eventId: theirs.id, priceId: theirs.priceId };
    const id = makeUuid();
    const sale = ticketSale([id], { detail });
    expect(await tell(world, station, ['sale.recorded@2', sale])).toEqual(['goods-unknown']);
    expect(await ticketAt(station, id)).toBeUndefined();
  });

  it('who came in is told to the other door', async () => {
    const id = makeUuid();
    await tell(world, station, ['sale.recorded@2', ticketSale([id])], admission(id));
    const value = await ticketAt(other, id);
    expect(value).toMatchObject({ admitted: { stationName: 'Bar' } });
  });

  it('of two doors without network the first by its time counts, whichever told it first', async () => {
    const id = makeUuid();
    await tell(world, station, ['sale.recorded@2', ticketSale([id])]);
    const early = addMs(world.now(), -60_000);
    const late = addMs(world.now(), -30_000);
    const [lateKind, lateBody] = admission(id);
    other.append(lateKind, lateBody, late);
    await other.upload(world.app, 1, 1);
    station.append(lateKind, lateBody, early);
    await station.upload(world.app, station.entries.length, station.entries.length);
    expect(await ticketAt(other, id)).toMatchObject({ admitted: { at: early } });
    const problems = await world.db.query
      .selectFrom('journal_problem')
      .select(['station_id', 'seq', 'code', 'message'])
      .where('station_id', 'in', [station.id, other.id])
      .execute();
    expect(problems).toMatchObject([{ station_id: other.id, seq: 1, code: 'ticket-twice' }]);
    expect(problems[0]?.message).toContain(early);
    expect(problems[0]?.message).toContain(late);
  });

  it('the second by its time is marked with both', async () => {
    const id = makeUuid();
    await tell(world, station, ['sale.recorded@2', ticketSale([id])], admission(id));
    world.moveClock(1_000);
    expect(await tell(world, other, admission(id))).toEqual(['ticket-twice']);
    expect(await tell(world, station, admission(id))).toEqual(['ticket-twice']);
  });

  it('a door that asked the cloud first, then tells it, is the one that let in', async () => {
    const id = makeUuid();
    await tell(world, station, ['sale.recorded@2', ticketSale([id])]);
    const ask = async (by: TestStation) => {
      const response = await by.send(world.app, {
        path: PATHS.admitTicket,
        body: { ticketId: id, eventId: event.id, by: 'qr', at: world.now() },
      });
      return ((await response.json()) as { readonly kind: string }).kind;
    };
    expect(await ask(other)).toBe('admitted');
    expect(await ask(station)).toBe('admitted-before');
    expect(await tell(world, other, admission(id))).toEqual([]);
    expect(await tell(world, other, admission(id))).toEqual(['ticket-twice']);
  });

  it('somebody who came in before the sale of the ticket was told is in once it is', async () => {
    const id = makeUuid();
    expect(await tell(world, other, admission(id))).toEqual([]);
    await tell(world, station, ['sale.recorded@2', ticketSale([id])]);
    expect(await ticketAt(station, id)).toMatchObject({ admitted: { stationName: 'Bar' } });
  });

  it('an admission to an event of somebody else is a problem', async () => {
    const theirs = await openShop(world, village.place).addEvent({ capacity: 3 });
    expect(await tell(world, station, admission(makeUuid(), theirs.id))).toEqual(['goods-unknown']);
  });

  it('an event that is over leaves the feed with its tickets', async () => {
    const id = makeUuid();
    await tell(world, station, ['sale.recorded@2', ticketSale([id])]);
    world.moveClock(5 * HOUR_MS);
    expect((await feedOf(world, station, 'event')).items).toEqual([]);
    expect(await ticketAt(station, id)).toBeUndefined();
  });

  describe('a room', () => {
    const roomSale = (roomId: string, from: number, to: number) =>
      goodsSale([
        {
          ...{ productId: roomId, cents: (to - from) * 1_200 },
          detail: {
            ...{ kind: 'room', hourCents: 1_200 },
            startsAt: addMs(start, from * HOUR_MS),
            endsAt: addMs(start, to * HOUR_MS),
          },
        },
      ]);
    let start: ReturnType<World['now']>;
    let roomId: string;
    beforeEach(async () => {
      start = addMs(world.now(), HOUR_MS);
      roomId = await shop.addProduct({ kind: 'hour' });
    });
    const bookings = async () => (await feedOf(world, other, 'room-booking')).items;

    it('sold by the hour is taken at every station, and free again when taken back', async () => {
      const sale = roomSale(roomId, 0, 2);
      expect(await tell(world, station, ['sale.recorded@2', sale])).toEqual([]);
      const [booking] = await bookings();
      expect(booking?.value).toMatchObject({
        ...{ productId: roomId, startsAt: start },
        endsAt: addMs(start, 2 * HOUR_MS),
      });
      const { cursor } = await feedOf(world, other, 'room-booking');
      await tell(world, station, ['sale.corrected@1', correctionOf(sale)]);
      expect((await feedOf(world, other, 'room-booking', cursor)).items).toEqual([
        { topic: 'room-booking', id: booking?.id, value: null },
      ]);
    });

    it('sold twice without network stays sold twice, and the second is marked', async () => {
      await tell(world, station, ['sale.recorded@2', roomSale(roomId, 0, 2)]);
      expect(await tell(world, other, ['sale.recorded@2', roomSale(roomId, 1, 3)])).toEqual([
        'room-overbooked',
      ]);
      expect(await tell(world, other, ['sale.recorded@2', roomSale(roomId, 3, 4)])).toEqual([]);
      expect(await bookings()).toHaveLength(3);
    });

    it('that was sold cannot be held', async () => {
      await tell(world, station, ['sale.recorded@2', roomSale(roomId, 0, 2)]);
      const item = { kind: 'room', productId: roomId, startsAt: start };
      const held = (to: number) => ({ ...item, endsAt: addMs(start, to * HOUR_MS) });
      expect((await hold(world, other, [held(1)])).held).toBe(false);
    });
  });
});
