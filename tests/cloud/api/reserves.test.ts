import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { releaseReserveByHand } from '../../../src/cloud/sync/release-ended.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { reserveAnswerSchema } from '../../../src/contract/sync/messages.ts';
import { PATHS } from '../../../src/contract/sync/protocol.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { ReserveId } from '../../../src/shared/ids.ts';
import { addMs } from '../../../src/shared/time.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { codeOf, errorOf, makeWorld, pairStation, renewWorld, uploadOf } from './world.ts';
import type { TestStation, World } from './world.ts';
import { saleBody } from './sales.ts';
import { accountOf, addCard, addVillage, sumsByAsset } from './village.ts';
import type { Village } from './village.ts';

describe.each(DATABASE_KINDS)('reserves on %s', (kind) => {
  let base: World;
  let world: World;
  let village: Village;
  let station: TestStation;

  beforeAll(async () => {
    base = await makeWorld(kind);
  });
  beforeEach(async () => {
    world = await renewWorld(base);
    village = await addVillage(world.db);
    station = await pairStation(world, village.bar);
  });
  afterAll(() => base.close());

  const makeReserveId = () => toId<'Reserve'>(makeUuid());
  const ask = (changes: object, by: TestStation = station) =>
    by.send(world.app, {
      path: PATHS.reserves,
      body: {
        id: makeReserveId(),
        amountCents: 300,
        wantedCents: 300,
        endsAt: addMs(world.now(), 60_000),
        ...changes,
      },
    });
  const money = (cents: number) => ({ assetId: village.barLocal, cents });
  const held = async (walletId: string | null) =>
    (await accountOf(world.db, walletId ?? '', village.barLocal)).held;

  it('hold the money and say how it is split and what is left', async () => {
    const card = await addCard(world.db, { collectiveId: village.bar, money: money(1_000) });
    const response = await ask({ uid: card.uid, amountCents: 300, wantedCents: 400 });
    expect(reserveAnswerSchema.parse(await response.json())).toMatchObject({
      cardId: card.id,
      cardNumber: card.number,
      parts: [{ assetId: village.barLocal, kind: 'local', cents: 400 }],
      totalCents: 400,
      leftCents: 600,
    });
    expect(await held(card.walletId)).toBe(400);
  });

  it('give the first answer when asked again, and refuse the same id for another amount', async () => {
    const card = await addCard(world.db, { collectiveId: village.bar, money: money(1_000) });
    const id = makeReserveId();
    const first = await (await ask({ id, uid: card.uid })).json();
    expect(
      await (await ask({ id, uid: card.uid, endsAt: addMs(world.now(), 90_000) })).json(),
    ).toEqual(first);
    expect(await codeOf(await ask({ id, uid: card.uid, amountCents: 301, wantedCents: 301 }))).toBe(
      'content-differs',
    );
    expect(await held(card.walletId)).toBe(300);
  });

  it('are refused with the missing amount when the card is short', async () => {
    const card = await addCard(world.db, { collectiveId: village.bar, money: money(120) });
    expect(await errorOf(await ask({ cardId: card.id }))).toMatchObject({
      code: 'reserve-short',
      availableCents: 120,
      missingCents: 180,
    });
    expect(await held(card.walletId)).toBe(0);
  });

  it.each([
    ['lost', 'card-lost'],
    ['retired', 'card-retired'],
    ['blank', 'card-blank'],
  ] as const)('are refused for a card that is %s', async (state, code) => {
    const card = await addCard(world.db, { collectiveId: village.bar, state });
    expect(await codeOf(await ask({ uid: card.uid }))).toBe(code);
  });

  it('are refused for a card of a collective outside the village', async () => {
    const card = await addCard(world.db, {
      collectiveId: village.outside,
      money: { assetId: village.outsideLocal, cents: 900 },
    });
    expect(await codeOf(await ask({ uid: card.uid }))).toBe('card-foreign');
  });

  it('are refused for a phone, an unknown card and a UID of odd length', async () => {
    expect(await codeOf(await ask({ uid: '08A1B2C3' }))).toBe('card-random');
    expect(await codeOf(await ask({ uid: '04A1B2C3' }))).toBe('card-unknown');
    expect(await codeOf(await ask({ uid: '04A1B2C' }))).toBe('card-unknown');
    expect(await codeOf(await ask({ cardId: makeUuid() }))).toBe('card-unknown');
  });

  it('learn the whole UID of a batch card at its first tap', async () => {
    const card = await addCard(world.db, {
      collectiveId: village.bar,
      uid: '04AABBCCDDEEFF',
      isUidKnown: false,
      money: money(1_000),
    });
    expect((await ask({ uid: '04aabbccddeeff' })).status).toBe(200);
    const row = await world.db.query
      .selectFrom('card')
      .select('uid')
      .where('id', '=', card.id)
      .executeTakeFirst();
    expect(row?.uid).toBe('04AABBCCDDEEFF');
    expect(await codeOf(await ask({ uid: '04AABBCC112233' }))).toBe('card-unknown');
  });

  it.each([
    ['a negative amount', { amountCents: -1 }],
    ['nothing', { amountCents: 0 }],
    ['a fraction', { amountCents: 1.5 }],
    ['a huge amount', { amountCents: 2 ** 53 }],
    ['less wanted than needed', { wantedCents: 1 }],
    ['an end in two days', { endsAt: '2999-01-01T00:00:00.000Z' }],
    ['a price', { priceCents: 1 }],
    ['no card', { uid: undefined }],
    ['two names for the card', { cardId: makeUuid() }],
  ])('are refused for %s, and nothing changes', async (_, changes) => {
    const card = await addCard(world.db, { collectiveId: village.bar, money: money(1_000) });
    expect(await codeOf(await ask({ uid: card.uid, ...changes }))).toBe('body-not-valid');
    expect(await held(card.walletId)).toBe(0);
  });

  it('are given back by their station, more than once without harm', async () => {
    const card = await addCard(world.db, { collectiveId: village.bar, money: money(1_000) });
    const id = makeReserveId();
    await ask({ id, uid: card.uid });
    for (const _ of [1, 2]) {
      const response = await station.send(world.app, { path: PATHS.releaseReserve(id), body: {} });
      expect(await response.json()).toEqual({ released: true });
    }
    expect(await held(card.walletId)).toBe(0);
    expect(await codeOf(await ask({ id, uid: card.uid }))).toBe('reserve-released');
  });

  it('hold nothing when they arrive after they were given back', async () => {
    const card = await addCard(world.db, { collectiveId: village.bar, money: money(1_000) });
    const id = makeReserveId();
    await station.send(world.app, { path: PATHS.releaseReserve(id), body: {} });
    expect(await codeOf(await ask({ id, uid: card.uid }))).toBe('reserve-released');
    expect(await held(card.walletId)).toBe(0);
  });

  it('cannot be given back by another station, of the same collective or not', async () => {
    const card = await addCard(world.db, { collectiveId: village.bar, money: money(1_000) });
    const id = makeReserveId();
    await ask({ id, uid: card.uid });
    for (const collectiveId of [village.bar, village.outside]) {
      const other = await pairStation(world, collectiveId);
      const response = await other.send(world.app, { path: PATHS.releaseReserve(id), body: {} });
      expect(await codeOf(response)).toBe('not-found');
    }
    expect(await held(card.walletId)).toBe(300);
  });

  it('never promise more than the card has, however many stations ask at once', async () => {
    const card = await addCard(world.db, { collectiveId: village.bar, money: money(1_000) });
    const stations = await Promise.all([0, 1, 2].map(() => pairStation(world, village.bar)));
    const answers = await Promise.all(
      stations.flatMap((one) => [ask({ uid: card.uid }, one), ask({ uid: card.uid }, one)]),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(await held(card.walletId)).toBe(900);
  });

  describe('after their end', () => {
    let reserveId: ReserveId;
    let walletId: string | null;
    let card: Awaited<ReturnType<typeof addCard>>;

    beforeEach(async () => {
      card = await addCard(world.db, { collectiveId: village.bar, money: money(1_000) });
      walletId = card.walletId;
      reserveId = makeReserveId();
      await ask({ id: reserveId, uid: card.uid });
    });

    it('stay while the station is silent, however long', async () => {
      world.moveClock(30 * 86_400_000);
      expect(await held(walletId)).toBe(300);
    });

    it('stay while the station has not told its whole journal', async () => {
      const ahead = { at: addMs(world.now(), 3_600_000) };
      world.moveClock(3_600_000);
      station.append('station.started@1', { version: '1' });
      station.append(
        'sale.recorded@1',
        saleBody({
          number: 1,
          pass: { cardId: card.id, assetId: village.barLocal, cents: 300, reserveId },
        }),
      );
      const part = uploadOf(station.entries, 1, 1);
      expect(
        (await station.send(world.app, { path: PATHS.journal, body: part, ...ahead })).status,
      ).toBe(200);
      expect(await held(walletId)).toBe(300);
      const rest = uploadOf(station.entries, 2, 2);
      await station.send(world.app, { path: PATHS.journal, body: rest, ...ahead });
      expect(await accountOf(world.db, walletId ?? '', village.barLocal)).toEqual({
        balance: 700,
        held: 0,
        debt: 0,
      });
    });

    it('are freed once the station has told its whole journal', async () => {
      const ahead = { at: addMs(world.now(), 3_600_000) };
      world.moveClock(3_600_000);
      station.append('station.started@1', { version: '1' });
      await station.send(world.app, {
        path: PATHS.journal,
        body: uploadOf(station.entries, 1, 1),
        ...ahead,
      });
      expect(await held(walletId)).toBe(0);
      expect(await sumsByAsset(world.db, [village.barLocal])).toEqual([0]);
    });

    it('are freed by a manager of the collective, and the late sale is still taken', async () => {
      const free = (collectiveId: typeof village.bar) =>
        writeTransaction(world.db, (tx) =>
          releaseReserveByHand(tx, { reserveId, collectiveId }, world.now()),
        );
      expect(await free(village.outside)).toEqual({ ok: false, error: 'not-found' });
      expect(await free(village.bar)).toMatchObject({ ok: true, value: { freedCents: 300 } });
      expect(await held(walletId)).toBe(0);
      station.append(
        'sale.recorded@1',
        saleBody({
          number: 1,
          pass: { cardId: card.id, assetId: village.barLocal, cents: 300, reserveId },
        }),
      );
      await station.upload(world.app, 1, 1);
      expect(await accountOf(world.db, walletId ?? '', village.barLocal)).toEqual({
        balance: 700,
        held: 0,
        debt: 0,
      });
    });
  });
});
