import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import type { Day } from '../../../src/shared/time.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { onCard } from '../api/moneys.ts';
import { byPass, cash, lineOf, local, offered, STAFF } from '../api/till.ts';
import { addCard } from '../api/village.ts';
import { makeWorld } from '../api/world.ts';
import type { World } from '../api/world.ts';
import { at, cardHolder, guestHolder, makeHouse } from './house.ts';

describe.each(DATABASE_KINDS)('stays in the cloud on %s', (kind) => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(kind);
  });
  afterAll(async () => {
    expect(await auditLedger(world.db)).toEqual([]);
    await world.close();
  });

  const withCard = async (amount: number, changes: Parameters<typeof makeHouse>[1] = {}) => {
    const house = await makeHouse(world, changes);
    const door = await house.addDoor();
    const money = { assetId: house.village.barLocal, cents: amount };
    const card = await addCard(world.db, { collectiveId: house.collectiveId, money });
    const left = async () => (await onCard(world.db, card.id))[house.village.barLocal] ?? 0;
    return { house, door, card, left, holder: cardHolder(card) };
  };

  it('what the door took is what it costs: nothing more moves', async () => {
    const { house, door, card, left, holder } = await withCard(2000);
    const id = door.tap('in', holder, at('09:00'));
    expect(await door.upload()).toEqual([]);
    expect(await house.stays()).toMatchObject([{ presenceId: id, state: 'open', cents: 0 }]);
    house.setNow(at('11:10'));
    door.tap('out', holder, at('11:10'));
    const parts = [local(house.village.barLocal, 675)];
    door.sellStays([{ id, amount: 675 }], [byPass(card, parts)]);
    expect(await door.upload()).toEqual([]);
    expect(await house.stays()).toMatchObject([
      { state: 'closed', stayedMinutes: 130, cents: 675, paidCents: 675, dueCents: 0 },
    ]);
    expect(await left()).toBe(1325);
  });

  it('a tap without a sale is taken from the Pass when it has enough, else it is to be paid', async () => {
    const { house, door, left, holder } = await withCard(700);
    const first = door.tap('in', holder, at('09:00'));
    house.setNow(at('11:10'));
    door.tap('out', holder, at('11:10'));
    await door.upload();
    expect(await left()).toBe(25);
    door.tap('in', holder, at('14:00'));
    house.setNow(at('15:00'));
    door.tap('out', holder, at('15:00'));
    await door.upload();
    expect(await left()).toBe(0);
    const [one, two] = await house.stays();
    expect(one).toMatchObject({ presenceId: first, cents: 675, dueCents: 0 });
    // 130 and 60 minutes are 3 h 15, which half a day covers: 25 more.
    expect(two).toMatchObject({ cents: 25, dueCents: 0 });
  });

  it('what was taken too much goes back', async () => {
    const { house, door, card, left, holder } = await withCard(2000);
    const id = door.tap('in', holder, at('09:00'));
    house.setNow(at('10:00'));
    door.tap('out', holder, at('10:00'));
    door.sellStays([{ id, amount: 1200 }], [byPass(card, [local(house.village.barLocal, 1200)])]);
    await door.upload();
    expect(await house.stays()).toMatchObject([{ cents: 300, paidCents: 300 }]);
    expect(await left()).toBe(1700);
  });

  it('what a manager took off at a till is owed by nobody, until the sale is cancelled', async () => {
    const { house, door, left, holder } = await withCard(2000);
    const id = door.tap('in', holder, at('09:00'));
    house.setNow(at('10:00'));
    door.tap('out', holder, at('10:00'));
    const [approvedBy, reason] = [STAFF, 'Habitué'];
    const sale = door.sell(
      [
        lineOf(300, 1, {
          discount: { kind: 'percent', rateBp: 5_000, cents: cents(150), reason, approvedBy },
          detail: {
            ...{
              kind: 'presence',
              presenceId: id,
              planId: house.plan.id,
              day: '2026-11-24' as Day,
            },
            ...{ stayedMinutes: 60, includedMinutes: 0 },
          },
        }),
      ],
      [cash(150)],
    );
    expect(await door.upload()).toEqual([]);
    expect(await house.stays()).toMatchObject([{ cents: 300, paidCents: 300, dueCents: 0 }]);
    expect(await left()).toBe(2000);
    door.takeBack(sale);
    expect(await door.upload()).toEqual([]);
    expect(await house.stays()).toMatchObject([{ cents: 300, paidCents: 0, dueCents: 300 }]);
    expect(await left()).toBe(2000);
  });

  it('a day visitor who paid twice is looked at by a person', async () => {
    const { house, door } = await withCard(0 + 1);
    const guest = guestHolder('Ana');
    const id = door.tap('in', guest, at('09:00'));
    house.setNow(at('10:00'));
    door.tap('out', guest, at('10:00'));
    door.sellStays([{ id, amount: 300 }], [cash(300)]);
    expect(await door.upload()).toEqual([]);
    door.sellStays([{ id, amount: 300 }], [cash(300)]);
    expect(await door.upload()).toMatchObject([{ code: 'presence-overpaid' }]);
  });

  it('a new Pass gets its wallet when it first comes in', async () => {
    const { house, door } = await withCard(1);
    const blank = await addCard(world.db, { collectiveId: house.collectiveId, state: 'blank' });
    door.tap('in', cardHolder(blank), at('09:00'));
    house.setNow(at('10:00'));
    door.tap('out', cardHolder(blank), at('10:00'));
    expect(await door.upload()).toEqual([]);
    const [stay] = await house.stays();
    expect(stay).toMatchObject({ cents: 300, dueCents: 300, holder: { cardNumber: blank.number } });
    const card = await world.db.query
      .selectFrom('card')
      .select(['state', 'wallet_id'])
      .where('id', '=', blank.id)
      .executeTakeFirstOrThrow();
    expect(card.state).toBe('anonymous');
    expect(stay?.holder).toMatchObject({ kind: 'wallet', walletId: card.wallet_id });
  });

  it('a tap made before the Pass was lost counts, one made after does not', async () => {
    const { house, door, card, left, holder } = await withCard(2000);
    const other = await house.addDoor();
    door.tap('in', holder, at('09:00'));
    door.tap('out', holder, at('10:00'));
    door.tap('in', holder, at('12:00'));
    house.setNow(at('13:00'));
    other.append('card.declared-lost@1', {
      ...{ cardId: card.id, cardNumber: card.number, staff: STAFF },
    });
    // The till writes at 13:00; the first two taps come from a door that had no network.
    await other.upload();
    expect(await door.upload()).toEqual([]);
    door.tap('out', holder, at('14:00'));
    expect(await door.upload()).toMatchObject([{ code: 'card-lost' }]);
    expect(await house.stays()).toMatchObject([
      { state: 'closed', paidCents: 300 },
      { state: 'open', cents: 0 },
    ]);
    expect(await left()).toBe(1700);
  });

  it('what cannot be read, or is of nobody here, is looked at by a person', async () => {
    const { house, door, holder } = await withCard(2000);
    const far = await addCard(world.db, { collectiveId: house.village.outside });
    door.tap('in', cardHolder(far), at('09:00'));
    door.tap('in', { kind: 'card', cardId: toId(makeUuid()), cardNumber: '' }, at('09:00'));
    door.tap('in', holder, at('09:00'), { keyId: '2025-01' });
    door.tap('in', holder, at('09:00'), { spaceId: toId(makeUuid()) });
    door.tap('in', holder, at('09:00'), { planVersion: 7 });
    door.undo(makeUuid());
    door.correct(toId(makeUuid()));
    door.sellStays([{ id: toId(makeUuid()), amount: 300 }], [cash(300)]);
    const again = makeUuid();
    door.tap('in', holder, at('09:00'), { tapId: again });
    door.tap('out', holder, at('09:30'), { tapId: again });
    const codes = (await door.upload()).map(({ code }) => code);
    expect(codes).toEqual([
      ...['card-foreign', 'card-unknown', 'holder-unreadable', 'space-unknown', 'space-unknown'],
      ...['presence-unknown', 'presence-unknown', 'presence-unknown', 'content-differs'],
    ]);
    expect(await house.stays()).toMatchObject([{ state: 'open' }]);
  });

  it('the plan is the one they came in under', async () => {
    const { house, door, left, holder } = await withCard(2000);
    door.tap('in', holder, at('09:00'));
    await door.upload();
    const rates = { ...house.plan.rates, hourCents: cents(500) };
    await house.savePlan({ ...house.plan, version: 2, rates });
    house.setNow(at('10:00'));
    door.tap('out', holder, at('10:00'), { planVersion: 2 });
    door.tap('in', holder, at('14:00', '2026-11-25'), { planVersion: 2 });
    house.setNow(at('15:00', '2026-11-25'));
    door.tap('out', holder, at('15:00', '2026-11-25'), { planVersion: 2 });
    await door.upload();
    expect((await house.stays()).map((stay) => stay.cents)).toEqual([300, 500]);
    expect(await left()).toBe(1200);
  });

  it('a paid going out that is taken back gives the money back', async () => {
    const { house, door, card, left, holder } = await withCard(2000);
    const id = door.tap('in', holder, at('09:00'));
    house.setNow(at('10:00'));
    const out = door.tap('out', holder, at('10:00'));
    const parts = [local(house.village.barLocal, 300)];
    door.sellStays([{ id, amount: 300 }], [byPass(card, parts)]);
    await door.upload();
    expect(await left()).toBe(1700);
    door.undo(out);
    await door.upload();
    expect(await house.stays()).toMatchObject([{ state: 'open', paidCents: 0 }]);
    expect(await left()).toBe(2000);
    house.setNow(at('11:00'));
    door.tap('out', holder, at('11:00'));
    door.sellStays([{ id, amount: 600 }], [cash(600)]);
    await door.upload();
    expect(await house.stays()).toMatchObject([{ cents: 600, paidCents: 600 }]);
    expect(await left()).toBe(2000);
  });

  it('a coming in that is taken back after it was paid gives the money back too', async () => {
    const { house, door, left, holder } = await withCard(2000);
    const id = door.tap('in', holder, at('09:00'));
    house.setNow(at('09:01'));
    door.tap('out', holder, at('09:00:30'));
    door.sellStays([{ id, amount: 75 }], [cash(75)]);
    door.undo(id);
    expect(await door.upload()).toEqual([]);
    // What they paid in cash is on their Pass now; the going out is left alone, and costs nothing.
    expect(await left()).toBe(2075);
    expect(await house.stays()).toMatchObject([{ state: 'no-in', cents: 0, paidCents: 0 }]);
  });

  it('two tills take the same due: the second one comes back to the Pass', async () => {
    const { house, door, left, holder } = await withCard(1);
    const till = await house.addDoor();
    const id = door.tap('in', holder, at('09:00'));
    house.setNow(at('10:00'));
    door.tap('out', holder, at('10:00'));
    await door.upload();
    door.sellStays([{ id, amount: 300 }], [cash(300)]);
    const second = till.sellStays([{ id, amount: 300 }], [cash(300)]);
    await Promise.all([door.upload(), till.upload()]);
    expect(await house.stays()).toMatchObject([{ cents: 300, paidCents: 300 }]);
    expect(await left()).toBe(301);
    // The cashier gives the notes back as well: the person owes again what their Pass got.
    till.takeBack(second);
    expect(await till.upload()).toEqual([]);
    expect(await house.stays()).toMatchObject([{ cents: 300, paidCents: 0, dueCents: 300 }]);
    expect(await left()).toBe(301);
  });

  it('what a till takes back stays to be paid, and is not taken again at once', async () => {
    const { house, door, card, left, holder } = await withCard(2000);
    const id = door.tap('in', holder, at('09:00'));
    house.setNow(at('10:00'));
    door.tap('out', holder, at('10:00'));
    const parts = [local(house.village.barLocal, 300)];
    const sale = door.sellStays([{ id, amount: 300 }], [byPass(card, parts)]);
    await door.upload();
    door.takeBack(sale);
    expect(await door.upload()).toEqual([]);
    expect(await house.stays()).toMatchObject([{ cents: 300, paidCents: 0, dueCents: 300 }]);
    expect(await left()).toBe(2000);
  });

  it('what staff correct is billed again, and the difference taken or given back', async () => {
    const { house, door, left, holder } = await withCard(2000);
    const id = door.tap('in', holder, at('09:00'));
    house.setNow(at('12:00'));
    door.tap('out', holder, at('12:00'));
    await door.upload();
    expect(await left()).toBe(1300);
    door.correct(id, { outAt: at('10:00') });
    await door.upload();
    expect(await left()).toBe(1700);
    house.setNow(at('13:00'));
    door.correct(id, { inAt: at('08:30'), outAt: at('10:30') });
    await door.upload();
    expect(await left()).toBe(1400);
    house.setNow(at('14:00'));
    door.correct(id, { isRemoved: true });
    await door.upload();
    expect(await house.stays()).toMatchObject([{ state: 'removed', isCorrected: true, cents: 0 }]);
    expect(await left()).toBe(2000);
  });

  it('a guest is billed to who brought them', async () => {
    const { house, door, card, left } = await withCard(2000);
    const guest = guestHolder('Ana', card);
    door.tap('in', guest, at('09:00'));
    house.setNow(at('10:00'));
    door.tap('out', guest, at('10:00'));
    await door.upload();
    expect(await left()).toBe(1700);
    expect(await house.stays({ walletId: card.walletId! })).toMatchObject([
      { name: 'Ana', paidCents: 300, holder: { kind: 'guest', hostWalletId: card.walletId } },
    ]);
  });

  it('what was offered goes back to nobody', async () => {
    const { house, door } = await withCard(1);
    const id = door.tap('in', guestHolder('Ana'), at('09:00'));
    house.setNow(at('10:00'));
    door.sellStays([{ id, amount: 1200 }], [offered(1200)]);
    expect(await door.upload()).toEqual([]);
    expect(await house.stays()).toMatchObject([{ state: 'open', paidCents: 0 }]);
  });

  it('a stay through the night counts on both days, also when a later day is reckoned again', async () => {
    const { house, door, left, holder } = await withCard(5_000, { closesAt: null });
    const stay = (from: readonly [string, string], to: readonly [string, string]) => {
      const id = door.tap('in', holder, at(from[1], from[0]));
      house.setNow(at(to[1], to[0]));
      door.tap('out', holder, at(to[1], to[0]));
      return id;
    };
    stay(['2026-11-24', '22:00'], ['2026-11-25', '06:00']);
    stay(['2026-11-25', '09:00'], ['2026-11-25', '11:00']);
    const last = stay(['2026-11-27', '09:00'], ['2026-11-27', '12:00']);
    await door.upload();
    // Six hours until 4 a.m.: a day. Two hours after it, and two more: half a day.
    const prices = async () => (await house.stays()).map((one) => one.cents);
    expect(await prices()).toEqual([1_200 + 600, 100, 700]);
    door.correct(last, { outAt: at('10:00', '2026-11-27') });
    await door.upload();
    expect(await prices()).toEqual([1_200 + 600, 100, 300]);
    expect(await left()).toBe(5_000 - 2_200);
  });

  it('taps of one Pass at two doors in the same moment are all seen', async () => {
    const { house, door, left, holder } = await withCard(9_000);
    const doors = [door, await house.addDoor(), await house.addDoor()];
    house.setNow(at('19:00'));
    for (const [index, one] of doors.entries()) {
      one.tap('in', holder, at(`${10 + index * 2}:00`));
      one.tap('out', holder, at(`${11 + index * 2}:00`));
    }
    await Promise.all(doors.map((one) => one.upload()));
    expect(await house.stays()).toMatchObject([{ cents: 300 }, { cents: 300 }, { cents: 100 }]);
    expect(await left()).toBe(9_000 - 700);
  });
});
