import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scryptSync } from 'node:crypto';
import { loadDemoData } from '../../../src/cloud/demo/demo-data.ts';
import { seedDemo } from '../../../src/cloud/demo/seed.ts';
import { feedAnswerSchema } from '../../../src/contract/sync/messages.ts';
import { PATHS } from '../../../src/contract/sync/protocol.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { codeOf, makeWorld, pairStation } from './world.ts';
import type { TestStation, World } from './world.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { addMs, systemClock } from '../../../src/shared/time.ts';
import { accountOf, sumsByAsset } from './village.ts';

const demo = loadDemoData();
const [bar] = demo.collectives;
if (bar === undefined) throw new Error('the demo has no collective');

/** Plans, spaces and stays under other ids: a version of a plan cannot be taken out again. */
const withOtherPlans = JSON.parse(
  JSON.stringify(demo).replaceAll(/-a81([345])-/g, '-a91$1-'),
) as typeof demo;

describe.each(DATABASE_KINDS)('the demo data on %s', (kind) => {
  let world: World;
  let station: TestStation;

  beforeAll(async () => {
    world = await makeWorld(kind);
    expect(await seedDemo(world.db)).toBe('made');
    station = await pairStation(world, bar.id);
  });
  afterAll(() => world.close());

  it('is made once, however often it is asked for', async () => {
    const before = await sumsByAsset(
      world.db,
      demo.assets.map(({ id }) => id),
    );
    expect(await seedDemo(world.db)).toBe('there');
    expect(
      await sumsByAsset(
        world.db,
        demo.assets.map(({ id }) => id),
      ),
    ).toEqual(before);
  });

  it('puts in each wallet what the files say, and the books balance', async () => {
    const wallets = [
      ...demo.people.map(({ wallet }) => wallet),
      ...demo.cards.flatMap(({ wallet }) => wallet ?? []),
    ];
    for (const wallet of wallets) {
      for (const { assetId, amount } of wallet.balances) {
        expect((await accountOf(world.db, wallet.id, assetId)).balance).toBe(amount);
      }
    }
    const sums = await sumsByAsset(
      world.db,
      demo.assets.map(({ id }) => id),
    );
    expect(sums.every((sum) => sum === 0)).toBe(true);
  });

  it('gives a station of the bar all it needs to sell, as the contract says', async () => {
    const response = await station.send(world.app, { method: 'GET', path: PATHS.feed });
    const { items } = feedAnswerSchema.parse(await response.json());
    const count = (topic: string) => items.filter((item) => item.topic === topic).length;
    const ofBar = (list: readonly { readonly collectiveId: string }[]) =>
      list.filter(({ collectiveId }) => collectiveId === bar.id).length;
    expect(count('settings')).toBe(1);
    expect(count('product')).toBe(ofBar(demo.products));
    expect(count('category')).toBe(ofBar(demo.categories));
    expect(count('point-of-sale')).toBe(ofBar(demo.pointsOfSale));
    expect(count('staff')).toBe(ofBar(demo.staff));
    expect(count('offer')).toBe(ofBar(demo.memberships.offers));
    expect(count('table')).toBe(ofBar(demo.tables));
    expect(count('event')).toBe(ofBar(demo.events));
    expect(count('stock')).toBe(ofBar(demo.products.filter(({ stock }) => stock !== null)));
    expect(count('station')).toBe(1);
    expect(count('ticket')).toBeGreaterThan(10);
    expect(count('room-booking')).toBeGreaterThan(0);
    const settings = items.find(({ topic }) => topic === 'settings')?.value;
    expect(settings).toMatchObject({
      ...{ paysOutGlobal: true, siteUrl: 'http://localhost', loyalty: bar.loyalty },
      receiptLines: bar.receiptLines,
    });
    const village = new Set<string>(demo.village.members.map(({ collectiveId }) => collectiveId));
    const seen = [...demo.cards, ...demo.staff.filter(({ card }) => card !== null)];
    expect(count('card')).toBe(seen.filter(({ collectiveId }) => village.has(collectiveId)).length);
  });

  it('bills the stays of the last weeks: hours used, an amount to pay, hours given once', async () => {
    const rows = await world.db.query
      .selectFrom('presence')
      .innerJoin('wallet', 'wallet.id', 'presence.wallet_id')
      .select(['person_id', 'state', 'stayed_minutes', 'included', 'billed_cents', 'paid_cents'])
      .orderBy('day')
      .execute();
    const of = (name: string) => {
      const personId = demo.people.find(({ firstName }) => firstName === name)?.id;
      return rows.filter((row) => row.person_id === personId);
    };
    const used = of('Yanis').flatMap(
      ({ included }) => JSON.parse(included) as { minutes: number; leftMinutes: number }[],
    );
    expect(used.map(({ minutes, leftMinutes }) => [minutes, leftMinutes])).toEqual([
      [240, 360],
      [200, 160],
      [140, 20],
    ]);
    expect(of('Lucas')).toMatchObject([
      { state: 'closed', stayed_minutes: 130, billed_cents: 675, paid_cents: 0 },
    ]);
    expect(of('Maëlle')).toMatchObject([{ stayed_minutes: 210, billed_cents: 0 }]);
    expect(rows.reduce((sum, row) => sum + row.billed_cents, 0)).toBe(675);
  });

  it('joins a demo that was made before there were badge stations', async () => {
    const before = await makeWorld(kind);
    await seedDemo(before.db);
    for (const table of [
      ...(['presence_payment', 'presence', 'presence_event'] as const),
      ...(['presence_consent', 'membership_sharer', 'presence_key', 'badge_settings'] as const),
    ]) {
      await before.db.writer.deleteFrom(table).execute();
    }
    expect(await seedDemo(before.db, withOtherPlans)).toBe('made');
    expect(await seedDemo(before.db)).toBe('there');
    const stays = await before.db.query.selectFrom('presence').select('id').execute();
    expect(stays).toHaveLength(demo.badge.stays.length);
    await before.close();
  });

  it('has tonight’s event to come, with places taken, and a price that is full', async () => {
    const response = await station.send(world.app, { method: 'GET', path: PATHS.feed });
    const { items } = feedAnswerSchema.parse(await response.json());
    const events = items.flatMap((item) =>
      item.topic === 'event' && item.value !== null ? [item.value] : [],
    );
    const tonight = events.find(({ id }) => id === demo.events[0]?.id);
    const now = systemClock();
    expect(tonight!.endsAt > now && tonight!.startsAt < addMs(now, 28 * 3_600_000)).toBe(true);
    expect(tonight?.takenCount).toBe(
      demo.tickets.filter(({ eventId, state }) => eventId === tonight?.id && state === 'valid')
        .length,
    );
    const prices = events.flatMap((event) => event.prices);
    expect(prices.some(({ quota, takenCount }) => quota !== null && takenCount >= quota)).toBe(
      true,
    );
  });

  it('lets each member of staff in with their PIN', async () => {
    const [nolwenn] = demo.staff;
    const row = await world.db.query
      .selectFrom('staff')
      .selectAll()
      .where('id', '=', nolwenn?.id ?? '')
      .executeTakeFirstOrThrow();
    const [scheme, N, r, p, salt = '', hash = ''] = (row.pin_hash ?? '').split('$');
    expect(scheme).toBe('scrypt');
    const found = scryptSync(nolwenn?.pin ?? '', Buffer.from(salt, 'hex'), hash.length / 2, {
      N: Number(N),
      r: Number(r),
      p: Number(p),
    });
    expect(found.toString('hex')).toBe(hash);
  });

  it('has Passes in every state, each answered as it should be at the bar', async () => {
    const answers: Record<string, string> = {};
    for (const card of demo.cards) {
      const response = await station.send(world.app, {
        path: PATHS.reserves,
        body: {
          id: makeUuid(),
          uid: card.uid,
          amountCents: 1,
          wantedCents: 1,
          endsAt: addMs(world.now(), 1_000),
        },
      });
      const isOutside = !demo.village.members.some(
        ({ collectiveId }) => collectiveId === card.collectiveId,
      );
      const code = response.status === 200 ? 'reserved' : await codeOf(response);
      answers[isOutside ? 'outside' : card.state] = code;
      if (!isOutside && (card.state === 'linked' || card.state === 'anonymous')) {
        expect(['reserved', 'reserve-short']).toContain(code);
      }
    }
    expect(answers).toMatchObject({
      blank: 'card-blank',
      lost: 'card-lost',
      retired: 'card-retired',
      outside: 'card-foreign',
    });
  });
});
