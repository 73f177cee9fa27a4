import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPools } from '../../../src/cloud/badge/read-presences.ts';
import { reckonMembership } from '../../../src/cloud/badge/follow-memberships.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { replaceCard } from '../../../src/cloud/ledger/replace-card.ts';
import { feedAnswerSchema } from '../../../src/contract/sync/messages.ts';
import type { FeedItem } from '../../../src/contract/sync/messages.ts';
import { PATHS } from '../../../src/contract/sync/protocol.ts';
import type { BadgePlan } from '../../../src/domain/badge/plan.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { addPerson, linkTo, onCard } from '../api/moneys.ts';
import { byPass, local } from '../api/till.ts';
import { addCard } from '../api/village.ts';
import { makeWorld } from '../api/world.ts';
import type { World } from '../api/world.ts';
import { addMember, addOffer, at, cardHolder, makeHouse, PLAN } from './house.ts';

/** Ten hours, for all of a team. */
const tenHours = (offerId: string): BadgePlan['included'] => [
  { offerId, minutesPerPeriod: 600, isShared: true },
];

describe.each(DATABASE_KINDS)('hours and prices of members on %s', (kind) => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(kind);
  });
  afterAll(async () => {
    expect(await auditLedger(world.db)).toEqual([]);
    await world.close();
  });

  /** A place whose plan is told which offers there are; two people with a Pass each, 20.00 on it. */
  const withPeople = async (plan: (offerId: string) => Partial<BadgePlan>) => {
    const offerId = makeUuid();
    const house = await makeHouse(world, plan(offerId));
    const door = await house.addDoor();
    const people = [];
    for (const name of ['Ana', 'Bakari']) {
      const personId = await addPerson(world.db, `${makeUuid()}@exemple.fr`, name);
      const money = { assetId: house.village.barLocal, cents: 2_000 };
      const card = await addCard(world.db, { collectiveId: house.collectiveId, money });
      await linkTo(world.db, card.id, personId);
      const row = await world.db.query
        .selectFrom('card')
        .select('wallet_id')
        .where('id', '=', card.id)
        .executeTakeFirstOrThrow();
      people.push({ personId, card, walletId: toId<'Wallet'>(row.wallet_id ?? '') });
    }
    const [ana, bakari] = people as [(typeof people)[0], (typeof people)[0]];
    await addOffer(world.db, house.collectiveId, offerId);
    const left = async (person: typeof ana) =>
      (await onCard(world.db, person.card.id))[house.village.barLocal] ?? 0;
    return { house, door, ana, bakari, offerId, left };
  };

  const stay = (
    { house, door }: Pick<Awaited<ReturnType<typeof withPeople>>, 'house' | 'door'>,
    person: Awaited<ReturnType<typeof withPeople>>['ana'],
    hours: readonly [string, string],
    day = '2026-11-24',
  ) => {
    const id = door.tap('in', cardHolder(person.card), at(hours[0], day));
    if (house.world.now() < at(hours[1], day)) house.setNow(at(hours[1], day));
    door.tap('out', cardHolder(person.card), at(hours[1], day));
    return id;
  };

  const feedOf = async (place: Pick<Awaited<ReturnType<typeof withPeople>>, 'house' | 'door'>) => {
    const response = await place.door.station.send(place.house.world.app, {
      ...{ method: 'GET', path: PATHS.feed, at: place.house.world.now() },
    });
    const { items } = feedAnswerSchema.parse(await response.json());
    return (topic: FeedItem['topic']) =>
      items.filter((item) => item.topic === topic).map(({ value }) => value);
  };

  it('hours are used first, by all of a team, then the rest is billed', async () => {
    const place = await withPeople((offerId) => ({ included: tenHours(offerId) }));
    const { house, door, ana, bakari, offerId } = place;
    const { collectiveId } = house;
    const sharers = [bakari.personId];
    await addMember(world.db, { personId: ana.personId, collectiveId, offerId, sharers });
    stay(place, ana, ['09:00', '18:40'], '2026-11-23');
    stay(place, bakari, ['09:00', '10:00']);
    expect(await door.upload()).toEqual([]);
    const [first, second] = await house.stays();
    expect(first).toMatchObject({ cents: 0, included: [{ minutes: 580, leftMinutes: 20 }] });
    // RULES 10, case 7: 20 min included, 40 min billed as 45.
    expect(second).toMatchObject({ cents: 225, paidCents: 225, included: [{ minutes: 20 }] });
    expect(await place.left(bakari)).toBe(1_775);
    const pools = await readPools(world.db, { walletId: bakari.walletId }, house.world.now());
    expect(pools).toMatchObject([{ label: 'Dix heures', minutes: 600, leftMinutes: 0 }]);
    const feed = await feedOf(place);
    expect(feed('badge-account')).toMatchObject(
      [ana, bakari]
        .toSorted((one, two) => (one.walletId < two.walletId ? -1 : 1))
        .map(({ walletId }) => ({ id: walletId, pools: [{ minutes: 600, leftMinutes: 0 }] })),
    );
    expect(feed('presence-key')).toHaveLength(5);
    expect(feed('presence')).toHaveLength(2);
    expect(feed('space')).toMatchObject([{ name: 'Bureaux' }]);
    expect(feed('badge-plan')).toMatchObject([{ versions: [{ version: 1 }] }]);
    expect(feed('settings')).toMatchObject([{ badge: { keepMonths: 3, allowsGuests: true } }]);
  });

  it('a stay that comes late takes its hours back from who used them after it', async () => {
    const place = await withPeople((offerId) => ({ included: tenHours(offerId) }));
    const { house, door, ana, bakari, offerId } = place;
    const { collectiveId } = house;
    const sharers = [bakari.personId];
    await addMember(world.db, { personId: ana.personId, collectiveId, offerId, sharers });
    const other = await house.addDoor();
    stay(place, bakari, ['13:00', '14:00']);
    await door.upload();
    expect(await place.left(bakari)).toBe(2_000);
    stay({ house, door: other }, ana, ['08:00', '18:00'], '2026-11-23');
    await other.upload();
    expect((await house.stays()).map((one) => one.cents)).toEqual([0, 300]);
    expect(await place.left(bakari)).toBe(1_700);
  });

  it('who leaves a team is not billed for before, and the hours stay used', async () => {
    const place = await withPeople((offerId) => ({ included: tenHours(offerId) }));
    const { house, door, ana, bakari, offerId } = place;
    const { collectiveId } = house;
    const order = { personId: ana.personId, collectiveId, offerId, sharers: [bakari.personId] };
    const membershipId = await addMember(world.db, order);
    stay(place, bakari, ['09:00', '18:00'], '2026-11-23');
    stay(place, bakari, ['09:00', '10:00']);
    await door.upload();
    await writeTransaction(world.db, async (tx) => {
      await tx.query
        .deleteFrom('membership_sharer')
        .where('membership_id', '=', membershipId)
        .execute();
      const now = house.world.now();
      const walletIds = [bakari.walletId];
      await reckonMembership(tx, { collectiveId, membershipId, walletIds, now });
    });
    // Today counts without the hours; yesterday does not change.
    expect((await house.stays()).map((one) => one.cents)).toEqual([0, 300]);
    stay(place, ana, ['11:00', '13:00']);
    await door.upload();
    expect((await house.stays()).at(-1)).toMatchObject({ cents: 300, included: [{ minutes: 60 }] });
    const pools = await readPools(world.db, { collectiveId }, house.world.now());
    expect(pools).toMatchObject([{ leftMinutes: 0 }]);
  });

  it('hours bought after the stay of that day give its money back', async () => {
    const place = await withPeople((offerId) => ({ included: tenHours(offerId) }));
    const { house, door, ana, offerId } = place;
    stay(place, ana, ['09:00', '10:00']);
    await door.upload();
    expect(await place.left(ana)).toBe(1_700);
    const { collectiveId } = house;
    const order = { personId: ana.personId, collectiveId, offerId, startsOn: '2026-11-24' };
    const membershipId = await addMember(world.db, order);
    const now = house.world.now();
    await writeTransaction(world.db, (tx) =>
      reckonMembership(tx, { collectiveId, membershipId, now }),
    );
    expect(await place.left(ana)).toBe(2_000);
    expect(await house.stays()).toMatchObject([{ cents: 0, paidCents: 0 }]);
  });

  it('a Pass of the village is welcome; its price is the member one where the plan says so', async () => {
    const member = { ...PLAN.rates, hourCents: cents(200) };
    const place = await withPeople((offerId) => ({
      member: { offerIds: [offerId], rates: member },
    }));
    const { house, door, ana, bakari, offerId } = place;
    // The offer is one of the partner's; only Ana holds it.
    await addMember(world.db, {
      ...{ personId: ana.personId, collectiveId: house.village.place, offerId },
    });
    await writeTransaction(world.db, async (tx) => {
      for (const { card } of [ana, bakari]) {
        await tx.query
          .updateTable('card')
          .set({ collective_id: house.village.place })
          .where('id', '=', card.id)
          .execute();
      }
    });
    stay(place, ana, ['09:00', '10:00']);
    stay(place, bakari, ['09:00', '10:00']);
    expect(await door.upload()).toEqual([]);
    const stays = await house.stays();
    expect(stays.map(({ name, cents: price }) => `${name} ${price}`).toSorted()).toEqual([
      'Ana 200',
      'Bakari 300',
    ]);
    expect((await feedOf(place))('badge-account')).toContainEqual(
      expect.objectContaining({ name: 'Ana', memberOf: [expect.anything()] }),
    );
  });

  it('a Pass that is linked while somebody is in takes the stay along', async () => {
    const place = await withPeople((offerId) => ({ included: tenHours(offerId) }));
    const { house, door, ana, offerId } = place;
    const { collectiveId } = house;
    await addMember(world.db, { personId: ana.personId, collectiveId, offerId });
    const card = await addCard(world.db, { collectiveId });
    door.tap('in', cardHolder(card), at('09:00'));
    await door.upload();
    await linkTo(world.db, card.id, ana.personId);
    house.setNow(at('10:00'));
    door.tap('out', cardHolder(card), at('10:00'));
    expect(await door.upload()).toEqual([]);
    expect(await house.stays()).toMatchObject([
      { name: 'Ana', state: 'closed', included: [{ minutes: 60 }], cents: 0 },
    ]);
  });

  it('a Pass that is replaced takes its stays, and what is to be paid, along', async () => {
    const { house, door } = await withPeople(() => ({}));
    const { collectiveId } = house;
    const old = await addCard(world.db, { collectiveId });
    const money = { assetId: house.village.barLocal, cents: 1_000 };
    const fresh = await addCard(world.db, { collectiveId, money });
    door.tap('in', cardHolder(old), at('09:00'));
    house.setNow(at('10:00'));
    door.tap('out', cardHolder(old), at('10:00'));
    await door.upload();
    expect(await house.stays()).toMatchObject([{ dueCents: 300 }]);
    const replacement = {
      ...{ id: toId<'Replacement'>(makeUuid()), fromNumber: old.number, toUid: fresh.uid },
      ...{ stationId: door.station.id, collectiveId, at: house.world.now() },
    };
    unwrap(await writeTransaction(world.db, (tx) => replaceCard(tx, replacement)));
    expect(await house.stays({ walletId: fresh.walletId! })).toMatchObject([
      { cents: 300, paidCents: 300 },
    ]);
    expect(await onCard(world.db, fresh.id)).toEqual({ [house.village.barLocal]: 700 });
  });

  it('the month cap counts what the month cost before', async () => {
    const rates = { ...PLAN.rates, capMonthCents: cents(1_000) };
    const place = await withPeople(() => ({ rates }));
    const { house, door, ana } = place;
    for (const day of ['2026-11-10', '2026-11-17', '2026-11-24']) {
      const id = stay(place, ana, ['09:00', '11:00'], day);
      const parts = [local(house.village.barLocal, 600)];
      door.sellStays([{ id, amount: 600 }], [byPass(ana.card, parts)]);
      await door.upload();
    }
    expect((await house.stays()).map((one) => one.cents)).toEqual([600, 400, 0]);
    expect(await place.left(ana)).toBe(1_000);
    expect((await feedOf(place))('badge-account')).toMatchObject([
      { months: [{ month: '2026-11', cents: 1_000 }] },
    ]);
  });
});
