import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  giveConsent,
  takeConsentBack,
  tapFromSite,
  undoTap,
} from '../../../src/cloud/badge/badge-commands.ts';
import type { SiteTap } from '../../../src/cloud/badge/badge-commands.ts';
import { closeForgottenStays, settleForgottenStays } from '../../../src/cloud/badge/close-stays.ts';
import { correctPresence } from '../../../src/cloud/badge/correct-presence.ts';
import type { PresenceCorrection } from '../../../src/cloud/badge/correct-presence.ts';
import { payDues } from '../../../src/cloud/badge/pay-dues.ts';
import type { DuesOrder } from '../../../src/cloud/badge/pay-dues.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { PresenceId } from '../../../src/shared/ids.ts';
import { unwrap } from '../../../src/shared/result.ts';
import type { Instant } from '../../../src/shared/time.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { addPerson, linkTo, onCard } from '../api/moneys.ts';
import { addCard } from '../api/village.ts';
import { makeWorld } from '../api/world.ts';
import type { World } from '../api/world.ts';
import { at, cardHolder, guestHolder, makeHouse } from './house.ts';

describe.each(DATABASE_KINDS)('presences from the web, on %s', (kind) => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(kind);
  });
  afterAll(async () => {
    expect(await auditLedger(world.db)).toEqual([]);
    await world.close();
  });

  const withPerson = async (amount: number) => {
    const house = await makeHouse(world);
    const { collectiveId, desks } = house;
    const personId = await addPerson(world.db, `${makeUuid()}@exemple.fr`, 'Ana');
    const money = { assetId: house.village.barLocal, cents: amount };
    const card = await addCard(world.db, { collectiveId, money });
    await linkTo(world.db, card.id, personId);
    const door = await house.addDoor();
    const tap = (direction: 'in' | 'out', time: Instant, changes: Partial<SiteTap> = {}) =>
      writeTransaction(house.world.db, (tx) =>
        tapFromSite(tx, {
          ...{ tapId: toId(makeUuid()), collectiveId, personId, spaceId: desks },
          ...{ direction, at: time, ...changes },
        }),
      );
    const correct = (presenceId: PresenceId, time: Instant, changes: Partial<PresenceCorrection>) =>
      writeTransaction(house.world.db, (tx) =>
        correctPresence(tx, {
          ...{ correctionId: makeUuid(), presenceId, inAt: null, outAt: null, isRemoved: false },
          ...{ at: time, by: { kind: 'person', personId }, reason: '', ...changes },
        }),
      );
    const pay = (presenceIds: readonly PresenceId[], changes: Partial<DuesOrder> = {}) =>
      writeTransaction(house.world.db, (tx) =>
        payDues(tx, { id: makeUuid(), personId, presenceIds, at: at('18:00'), ...changes }),
      );
    const left = async () => (await onCard(world.db, card.id))[house.village.barLocal] ?? 0;
    return { house, personId, card, door, tap, correct, pay, left };
  };

  it('in and out on my phone, and it is paid', async () => {
    const { house, tap, left } = await withPerson(2_000);
    const tapId = toId<'Tap'>(makeUuid());
    const { presenceId } = unwrap(await tap('in', at('09:00'), { tapId }));
    expect(unwrap(await tap('in', at('09:00'), { tapId }))).toEqual({ presenceId });
    expect(await tap('out', at('09:00'), { tapId })).toMatchObject({ error: 'content-differs' });
    expect(await tap('in', at('09:05'))).toMatchObject({ error: 'already-in' });
    expect(unwrap(await tap('out', at('10:00')))).toEqual({ presenceId });
    expect(await tap('out', at('10:05'))).toMatchObject({ error: 'not-in' });
    expect(await house.stays()).toMatchObject([{ presenceId, cents: 300, paidCents: 300 }]);
    expect(await left()).toBe(1_700);
  });

  it('only where the collective accepts it, in a space it has', async () => {
    const { house, tap } = await withPerson(1);
    const spaceId = toId<'Space'>(makeUuid());
    expect(await tap('in', at('09:00'), { spaceId })).toMatchObject({ error: 'space-unknown' });
    await writeTransaction(world.db, (tx) =>
      tx.query
        .updateTable('badge_settings')
        .set({ allows_site: 0 })
        .where('collective_id', '=', house.collectiveId)
        .execute(),
    );
    expect(await tap('in', at('09:00'))).toMatchObject({ error: 'site-not-allowed' });
  });

  it('a tap is taken back within a minute, by whose it is', async () => {
    const { house, personId, tap, left } = await withPerson(2_000);
    unwrap(await tap('in', at('09:00')));
    const tapId = toId<'Tap'>(makeUuid());
    unwrap(await tap('out', at('10:00'), { tapId }));
    expect(await left()).toBe(1_700);
    const undo = (time: Instant, who = personId) =>
      writeTransaction(world.db, (tx) => undoTap(tx, { tapId, personId: who, at: time }));
    const other = await addPerson(world.db, `${makeUuid()}@exemple.fr`, 'Bakari');
    expect(await undo(at('10:00:30'), other)).toMatchObject({ error: 'tap-unknown' });
    expect(await undo(at('10:01:01'))).toMatchObject({ error: 'too-late' });
    expect(await undo(at('10:00:30'))).toEqual({ ok: true, value: { tapId } });
    // Sent again, also later: it is done.
    expect(await undo(at('11:00'))).toEqual({ ok: true, value: { tapId } });
    expect(await house.stays()).toMatchObject([{ state: 'open', paidCents: 0 }]);
    expect(await left()).toBe(2_000);
  });

  it('a forgotten going out is said within 48 hours, and only then', async () => {
    const { house, tap, correct, left } = await withPerson(2_000);
    const { presenceId } = unwrap(await tap('in', at('17:00')));
    expect(await correct(presenceId, at('18:00'), { outAt: at('17:30') })).toMatchObject({
      error: 'not-forgotten',
    });
    await closeForgottenStays(world.db, at('20:00'));
    expect(await house.stays()).toMatchObject([{ state: 'automatic', cents: 700, paidCents: 0 }]);
    const next = '2026-11-25';
    const ask = (time: Instant, outAt: Instant, changes: Partial<PresenceCorrection> = {}) =>
      correct(presenceId, time, { outAt, ...changes });
    expect(await ask(at('08:00', next), at('09:00', next))).toMatchObject({ error: 'times-wrong' });
    expect(await ask(at('08:00', next), at('16:00'))).toMatchObject({ error: 'times-wrong' });
    expect(await ask(at('08:00', next), at('18:00'), { isRemoved: true })).toMatchObject({
      error: 'not-forgotten',
    });
    const correctionId = makeUuid();
    const said = await ask(at('08:00', next), at('18:00'), { correctionId });
    expect(said).toEqual({ ok: true, value: { presenceId } });
    expect(await ask(at('08:01', next), at('18:00'), { correctionId })).toEqual(said);
    expect(await ask(at('08:01', next), at('19:00'), { correctionId })).toMatchObject({
      error: 'content-differs',
    });
    expect(await left()).toBe(1_700);
    // A slip of the finger: said better within the same time.
    unwrap(await ask(at('08:02', next), at('18:30')));
    expect(await left()).toBe(1_550);
    expect(await ask(at('20:01', '2026-11-26'), at('17:30'))).toMatchObject({ error: 'too-late' });
    expect(await house.stays()).toMatchObject([{ state: 'closed', isCorrected: true, cents: 450 }]);
  });

  it('nobody corrects the stay of another, a manager any of the collective with a reason', async () => {
    const { house, personId, tap, correct, left } = await withPerson(2_000);
    const { presenceId } = unwrap(await tap('in', at('09:00')));
    unwrap(await tap('out', at('10:00')));
    const other = await addPerson(world.db, `${makeUuid()}@exemple.fr`, 'Bakari');
    const outAt = at('09:30');
    const by = { kind: 'person', personId: other } as const;
    expect(await correct(presenceId, at('11:00'), { outAt, by })).toMatchObject({
      error: 'presence-unknown',
    });
    const manager = { kind: 'manager', personId, collectiveId: house.village.place } as const;
    expect(
      await correct(presenceId, at('11:00'), { outAt, by: manager, reason: 'Oubli' }),
    ).toMatchObject({ error: 'presence-unknown' });
    const own = { ...manager, collectiveId: house.collectiveId };
    expect(await correct(presenceId, at('11:00'), { outAt, by: own })).toMatchObject({
      error: 'reason-missing',
    });
    unwrap(await correct(presenceId, at('11:00'), { outAt, by: own, reason: 'Oubli' }));
    expect(await left()).toBe(1_850);
  });

  it('a forgotten stay that nobody corrects is taken after 48 hours, when the Pass has enough', async () => {
    const { house, tap, left } = await withPerson(700);
    unwrap(await tap('in', at('17:00')));
    await closeForgottenStays(world.db, at('20:00'));
    await settleForgottenStays(world.db, at('19:59', '2026-11-26'));
    expect(await left()).toBe(700);
    await settleForgottenStays(world.db, at('20:00', '2026-11-26'));
    await settleForgottenStays(world.db, at('21:00', '2026-11-26'));
    expect(await left()).toBe(0);
    expect(await house.stays()).toMatchObject([{ state: 'automatic', paidCents: 700 }]);
  });

  it('dues are paid from the purse, all or none, once', async () => {
    const { house, card, door, pay, left } = await withPerson(100);
    const ids = [
      door.tap('in', cardHolder(card), at('09:00')),
      door.tap('in', guestHolder('Zoé', card), at('12:00')),
    ];
    house.setNow(at('13:00'));
    door.tap('out', cardHolder(card), at('10:00'));
    await door.upload();
    door.correct(ids[1]!, { outAt: at('13:00') });
    await door.upload();
    expect(await house.stays()).toMatchObject([{ dueCents: 300 }, { dueCents: 300 }]);
    expect(await pay(ids)).toMatchObject({ error: { code: 'short', missingCents: 500 } });
    expect(await left()).toBe(100);
    door.topUp(card, house.village.barLocal, 1_000);
    await door.upload();
    const id = makeUuid();
    expect(await pay(ids, { id })).toEqual({ ok: true, value: { paidCents: 600 } });
    expect(await pay(ids, { id })).toEqual({ ok: true, value: { paidCents: 600 } });
    expect(await pay(ids)).toMatchObject({ error: { code: 'nothing-due' } });
    expect(await pay([...ids, toId(makeUuid())])).toMatchObject({
      error: { code: 'presence-unknown' },
    });
    const personId = await addPerson(world.db, `${makeUuid()}@exemple.fr`, 'Bakari');
    expect(await pay(ids, { personId })).toMatchObject({ error: { code: 'presence-unknown' } });
    expect(await left()).toBe(500);
    // What was paid too much on the site goes back too.
    door.correct(ids[0]!, { isRemoved: true });
    await door.upload();
    expect(await left()).toBe(800);
    expect(await house.stays({ isDue: true })).toEqual([]);
  });

  it('whoever agrees is named, and no more once they take it back', async () => {
    const { house, personId, tap } = await withPerson(1);
    const consent = { personId, collectiveId: house.collectiveId, at: at('09:00') };
    unwrap(await tap('in', at('09:00')));
    expect(await house.stays({ isOpen: true })).toMatchObject([{ isNamePublic: false }]);
    unwrap(await writeTransaction(world.db, (tx) => giveConsent(tx, consent)));
    unwrap(await writeTransaction(world.db, (tx) => giveConsent(tx, consent)));
    expect(await house.stays({ isOpen: true })).toMatchObject([{ isNamePublic: true }]);
    unwrap(await writeTransaction(world.db, (tx) => takeConsentBack(tx, consent)));
    expect(await house.stays({ isOpen: true })).toMatchObject([{ isNamePublic: false }]);
  });
});
