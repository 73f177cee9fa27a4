import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { ensureWalletOfPerson } from '../../../src/cloud/ledger/wallets.ts';
import { addDays, dayOf } from '../../../src/shared/format.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { AssetId, PersonId } from '../../../src/shared/ids.ts';
import { toInstant } from '../../../src/shared/time.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { makeWorld, pairStation, renewWorld } from '../api/world.ts';
import type { TestStation, World } from '../api/world.ts';
import { accountOf, addVillage, sumsByAsset } from '../api/village.ts';
import type { Village } from '../api/village.ts';
import { correctionOf, feedOf, goodsSale, openShop, tell } from './shop.ts';
import type { Shop } from './shop.ts';

describe.each(DATABASE_KINDS)('memberships sold at a till on %s', (kind) => {
  let base: World;
  let world: World;
  let village: Village;
  let station: TestStation;
  let shop: Shop;
  let productId: string;
  let offer: { readonly id: string; readonly priceId: string };

  beforeAll(async () => {
    base = await makeWorld(kind);
  });
  beforeEach(async () => {
    world = await renewWorld(base);
    village = await addVillage(world.db);
    station = await pairStation(world, village.bar);
    shop = openShop(world, village.bar);
    productId = await shop.addProduct({ kind: 'membership' });
    offer = await shop.addOffer({ duration: 'week' });
  });
  afterAll(() => base.close());

  const today = () => dayOf(world.now(), 'Europe/Paris');
  const address = () => `jo.${makeUuid()}@example.org`;
  const addPerson = async (email: string | null = address(), name = 'Jo'): Promise<PersonId> => {
    const id = toId<'Person'>(makeUuid());
    await writeTransaction(world.db, (tx) =>
      tx.query
        .insertInto('person')
        .values({ id, email, name, language: 'fr', created_at: world.now() })
        .execute(),
    );
    return id;
  };
  const sale = (
    person: { readonly personId?: string; readonly name?: string; readonly email?: string },
    changes: {
      readonly cardId?: string;
      readonly number?: number;
      readonly of?: typeof offer;
    } = {},
  ) =>
    goodsSale(
      [
        {
          ...{ productId, cents: 1_200 },
          detail: {
            ...{ kind: 'membership', membershipId: makeUuid() },
            ...{ offerId: (changes.of ?? offer).id, priceId: (changes.of ?? offer).priceId },
            cardId: changes.cardId ?? null,
            person: { personId: null, name: '', email: '', ...person },
          },
        },
      ],
      { number: changes.number ?? 1 },
    );
  const membershipsOf = (personId: string) =>
    world.db.query
      .selectFrom('membership')
      .select(['state', 'starts_on', 'ends_on', 'name', 'sale_id'])
      .where('person_id', '=', personId)
      .orderBy('starts_on')
      .execute();
  const addGiftAsset = async (): Promise<AssetId> => {
    const assetId = toId<'Asset'>(makeUuid());
    await writeTransaction(world.db, (tx) =>
      tx.query
        .insertInto('asset')
        .values({
          ...{ id: assetId, kind: 'gift', issuer_id: village.bar, name: 'Tournée' },
          created_at: world.now(),
        })
        .execute(),
    );
    return assetId;
  };
  const linkPass = async (personId: PersonId): Promise<string> => {
    const cardId = makeUuid();
    await writeTransaction(world.db, async (tx) => {
      const walletId = await ensureWalletOfPerson(tx, personId, world.now());
      await tx.query
        .insertInto('card')
        .values({
          ...{ id: cardId, uid: null, number: makeUuid().slice(-8), qr: makeUuid() },
          ...{ tag4: '0A0B0C0D', state: 'linked', wallet_id: walletId, person_id: personId },
          ...{ collective_id: village.bar, trust_level: 1, created_at: world.now() },
        })
        .execute();
    });
    return cardId;
  };
  const personOf = (email: string) =>
    world.db.query
      .selectFrom('person')
      .selectAll()
      .where('email', '=', email)
      .executeTakeFirstOrThrow();

  it('start today for the person that the till named', async () => {
    const personId = await addPerson();
    const sold = sale({ personId });
    expect(await tell(world, station, ['sale.recorded@2', sold])).toEqual([]);
    expect(await membershipsOf(personId)).toEqual([
      {
        ...{ state: 'active', name: 'Adhésion', sale_id: sold.saleId },
        ...{ starts_on: today(), ends_on: addDays(today(), 6) },
      },
    ]);
  });

  it('start where the running one ends, sold twice on one day too', async () => {
    const personId = await addPerson();
    await tell(world, station, ['sale.recorded@2', sale({ personId })]);
    const other = await pairStation(world, village.bar);
    await Promise.all([
      tell(world, station, ['sale.recorded@2', sale({ personId }, { number: 2 })]),
      tell(world, other, ['sale.recorded@2', sale({ personId })]),
    ]);
    expect((await membershipsOf(personId)).map((row) => row.starts_on)).toEqual([
      today(),
      addDays(today(), 7),
      addDays(today(), 14),
    ]);
  });

  it('find the person by e-mail however it is written, and give a name to who had none', async () => {
    const email = address();
    const personId = await addPerson(email, '');
    await tell(world, station, [
      'sale.recorded@2',
      sale({ name: 'Jo Ann', email: ` ${email.toUpperCase()} ` }),
    ]);
    expect(await membershipsOf(personId)).toHaveLength(1);
    expect(await personOf(email)).toMatchObject({ id: personId, name: 'Jo Ann' });
  });

  it('make somebody who is new, once, when two tills sell to one address at once', async () => {
    const email = address();
    const other = await pairStation(world, village.bar);
    await Promise.all(
      [station, other].map((one) =>
        tell(world, one, ['sale.recorded@2', sale({ name: 'Nia', email })]),
      ),
    );
    const person = await personOf(email);
    expect(await membershipsOf(person.id)).toHaveLength(2);
    expect(person.name).toBe('Nia');
  });

  it('keep an address that was mistyped as it was typed, and somebody without any', async () => {
    const typed = `nia.${makeUuid()}@exemple,org`;
    const without = sale({ name: `Mamie ${makeUuid()}` }, { number: 2 });
    expect(
      await tell(
        world,
        station,
        ['sale.recorded@2', sale({ name: 'Nia', email: typed })],
        ['sale.recorded@2', without],
      ),
    ).toEqual([]);
    expect(await membershipsOf((await personOf(typed)).id)).toHaveLength(1);
    const row = await world.db.query
      .selectFrom('membership')
      .innerJoin('person', 'person.id', 'membership.person_id')
      .select(['person.name', 'person.email'])
      .where('sale_id', '=', without.saleId)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ email: null, name: expect.stringContaining('Mamie') });
  });

  it('give what the offer gives, and take it back with the membership as far as it is there', async () => {
    const assetId = await addGiftAsset();
    const generous = await shop.addOffer({ duration: 'year', gift: { assetId, amount: 500 } });
    const personId = await addPerson();
    const sold = sale({ personId }, { of: generous });
    await tell(world, station, ['sale.recorded@2', sold]);
    const walletId = await writeTransaction(world.db, (tx) =>
      ensureWalletOfPerson(tx, personId, world.now()),
    );
    expect((await accountOf(world.db, walletId, assetId)).balance).toBe(500);
    await tell(world, station, ['sale.corrected@1', correctionOf(sold)]);
    expect(await membershipsOf(personId)).toMatchObject([{ state: 'cancelled' }]);
    expect((await accountOf(world.db, walletId, assetId)).balance).toBe(0);
    expect(await sumsByAsset(world.db, [assetId])).toEqual([0]);
    // The next one does not wait for a membership that was taken back.
    await tell(world, station, [
      'sale.recorded@2',
      sale({ personId }, { of: generous, number: 2 }),
    ]);
    expect((await membershipsOf(personId)).map((row) => row.starts_on)).toEqual([today(), today()]);
  });

  it('take back of a gift only what was not spent', async () => {
    const assetId = await addGiftAsset();
    const generous = await shop.addOffer({ duration: 'year', gift: { assetId, amount: 500 } });
    const personId = await addPerson();
    const sold = sale({ personId }, { of: generous });
    await tell(world, station, ['sale.recorded@2', sold]);
    const walletId = await writeTransaction(world.db, (tx) =>
      ensureWalletOfPerson(tx, personId, world.now()),
    );
    const cardId = await linkPass(personId);
    const spent = {
      ...goodsSale([{ productId, cents: 200 }], { number: 2 }),
      payments: [
        {
          ...{ means: 'pass', cents: 200, cardId, cardNumber: 'ABCD1234' },
          backing: { kind: 'unsecured', reserveId: null },
          parts: [{ assetId, kind: 'gift', cents: 200 }],
        },
      ],
    };
    expect(await tell(world, station, ['sale.recorded@2', spent])).toEqual([]);
    await tell(world, station, ['sale.corrected@1', correctionOf(sold)]);
    expect(await accountOf(world.db, walletId, assetId)).toMatchObject({ balance: 0, debt: 0 });
    expect(await sumsByAsset(world.db, [assetId])).toEqual([0]);
  });

  it('show on the Pass of the person, at this collective only, with the last day paid', async () => {
    const personId = await addPerson();
    const cardId = await linkPass(personId);
    const walletId = await writeTransaction(world.db, (tx) =>
      ensureWalletOfPerson(tx, personId, world.now()),
    );
    const { cursor } = await feedOf(world, station, 'wallet');
    await tell(
      world,
      station,
      // Found by the Pass: the address stays with the cloud.
      ['sale.recorded@2', sale({ name: 'Jo' }, { cardId })],
      ['sale.recorded@2', sale({ personId }, { number: 2 })],
    );
    const news = (await feedOf(world, station, 'wallet', cursor)).items;
    expect(news).toMatchObject([
      {
        id: walletId,
        value: { memberships: [{ name: 'Adhésion', endsOn: addDays(today(), 13) }] },
      },
    ]);
    const neighbour = await pairStation(world, village.place);
    const theirs = (await feedOf(world, neighbour, 'wallet')).items;
    expect(theirs.find(({ id }) => id === walletId)?.value).toMatchObject({ memberships: [] });
    world.moveClock(14 * 86_400_000);
    const later = (await feedOf(world, station, 'wallet')).items;
    expect(later.find(({ id }) => id === walletId)?.value).toMatchObject({ memberships: [] });
  });

  it('start today also when the clock of the till is years ahead', async () => {
    const personId = await addPerson();
    station.append('sale.recorded@2', sale({ personId }), toInstant('9999-12-31T23:59:59.999Z'));
    expect((await station.upload(world.app, 1, 1)).status).toBe(200);
    expect(await membershipsOf(personId)).toMatchObject([{ starts_on: today() }]);
  });

  it('of an offer of somebody else are kept as a problem, the sale stands', async () => {
    const theirs = await openShop(world, village.place).addOffer({ duration: 'year' });
    const personId = await addPerson();
    expect(
      await tell(world, station, ['sale.recorded@2', sale({ personId }, { of: theirs })]),
    ).toEqual(['goods-unknown']);
    expect(await membershipsOf(personId)).toEqual([]);
  });
});
