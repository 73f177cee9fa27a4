import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { onCard } from '../api/moneys.ts';
import { byPass, cash, local } from '../api/till.ts';
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
});
