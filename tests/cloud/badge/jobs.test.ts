import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correctPresence } from '../../../src/cloud/badge/correct-presence.ts';
import { closeStaysJob } from '../../../src/cloud/jobs/close-stays.ts';
import { forgetPresencesJob } from '../../../src/cloud/jobs/forget-presences.ts';
import type { Job } from '../../../src/cloud/jobs/job.ts';
import { keepPresenceKeysJob } from '../../../src/cloud/jobs/keep-presence-keys.ts';
import { settleForgottenStaysJob } from '../../../src/cloud/jobs/settle-forgotten-stays.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { feedAnswerSchema } from '../../../src/contract/sync/messages.ts';
import { PATHS } from '../../../src/contract/sync/protocol.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { Instant } from '../../../src/shared/time.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { addAsset, addPerson, linkTo, onCard } from '../api/moneys.ts';
import { addCard } from '../api/village.ts';
import { makeWorld } from '../api/world.ts';
import type { World } from '../api/world.ts';
import { at, cardHolder, guestHolder, makeHouse } from './house.ts';

describe.each(DATABASE_KINDS)('what the cloud does by itself about presences, on %s', (kind) => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(kind);
  });
  afterAll(async () => {
    expect(await auditLedger(world.db)).toEqual([]);
    await world.close();
  });

  const withPerson = async (changes: Parameters<typeof makeHouse>[1] = {}) => {
    const house = await makeHouse(world, changes);
    const { collectiveId } = house;
    const email = `${makeUuid()}@exemple.fr`;
    const personId = await addPerson(world.db, email, 'Ana');
    const money = { assetId: house.village.barLocal, cents: 2_000 };
    const card = await addCard(world.db, { collectiveId, money });
    await linkTo(world.db, card.id, personId);
    const door = await house.addDoor();
    const logged: Readonly<Record<string, unknown>>[] = [];
    const logger = pino(
      { level: 'info' },
      { write: (line) => logged.push(JSON.parse(line) as Record<string, unknown>) },
    );
    const run = async (job: Job, now: Instant) => {
      house.setNow(now);
      await job.run({ ...house.world.deps, logger });
    };
    const mails = () =>
      world.db.query.selectFrom('mail').selectAll().where('to_address', '=', email).execute();
    return { house, personId, card, door, run, mails, logged };
  };

  it('a forgotten going out ends at the closing hour, and the person is told once', async () => {
    const { house, personId, card, door, run, mails } = await withPerson();
    const presenceId = door.tap('in', cardHolder(card), at('14:10'));
    await door.upload();
    await run(closeStaysJob, at('19:59'));
    expect(await house.stays()).toMatchObject([{ state: 'open' }]);
    await run(closeStaysJob, at('20:00'));
    expect(await house.stays()).toMatchObject([{ state: 'automatic', outAt: at('20:00') }]);
    // A door without network may still tell when they left: the mail waits for an hour.
    await run(closeStaysJob, at('20:59'));
    expect(await mails()).toEqual([]);
    await run(closeStaysJob, at('21:00'));
    await run(closeStaysJob, at('21:01'));
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('le-bar : votre heure de départ ?');
    expect(mail?.text).toContain(
      'Votre arrivée : le mardi 24 novembre 2026 à 14\u202fh\u202f10, Bureaux.',
    );
    expect(mail?.text).toContain(`http://localhost/mon-compte/badgeuse/corriger/${presenceId}`);
    const said = await writeTransaction(world.db, (tx) =>
      correctPresence(tx, {
        ...{ correctionId: makeUuid(), presenceId, inAt: null, outAt: at('15:10') },
        ...{ isRemoved: false, at: at('22:00'), by: { kind: 'person', personId }, reason: '' },
      }),
    );
    expect(said.ok).toBe(true);
    await run(settleForgottenStaysJob, at('22:00', '2026-11-26'));
    expect(await house.stays()).toMatchObject([{ state: 'closed', cents: 300, paidCents: 300 }]);
    expect(await mails()).toHaveLength(1);
  });

  it('keys are there for three months ahead, and each month has its own', async () => {
    const { house, run } = await withPerson();
    const months = async () =>
      world.db.query
        .selectFrom('presence_key')
        .select(['month', 'key'])
        .where('collective_id', '=', house.collectiveId)
        .orderBy('month')
        .execute();
    const first = await months();
    expect(first.map(({ month }) => month)).toEqual([
      ...['2026-10', '2026-11', '2026-12', '2027-01', '2027-02'],
    ]);
    await run(keepPresenceKeysJob, at('12:00', '2026-12-31'));
    const later = await months();
    expect(later.slice(0, 5)).toEqual(first);
    expect(later.map(({ month }) => month).at(-1)).toBe('2027-03');
    expect(new Set(later.map(({ key }) => key)).size).toBe(6);
  });

  it('raw presences are forgotten after three months, what was billed stays', async () => {
    const { house, card, door, run, logged } = await withPerson();
    const id = door.tap('in', cardHolder(card), at('09:00'));
    const guest = door.tap('in', guestHolder('Zoé'), at('09:00'));
    house.setNow(at('11:00'));
    door.tap('out', cardHolder(card), at('11:00'));
    door.correct(guest, { outAt: at('10:30') });
    door.tap('in', cardHolder(card), at('09:00', '2026-12-02'));
    door.tap('out', cardHolder(card), at('10:00', '2026-12-02'));
    await door.upload();
    const before = await house.stays();
    await run(forgetPresencesJob, at('12:00', '2027-02-24'));
    expect(await house.stays()).toEqual(before);
    await run(forgetPresencesJob, at('12:00', '2027-02-25'));
    const [one, two, three] = await house.stays();
    for (const stay of [one, two]) {
      expect(stay).toMatchObject({ isErased: true, inAt: null, outAt: null, day: '2026-11-24' });
    }
    expect([one?.name, two?.name]).toEqual(expect.arrayContaining(['', 'Ana']));
    expect(three).toMatchObject({ isErased: false, inAt: at('09:00', '2026-12-02') });
    const events = await world.db.query
      .selectFrom('presence_event')
      .select(['kind', 'at'])
      .where('collective_id', '=', house.collectiveId)
      .orderBy('at')
      .execute();
    expect(events.map((event) => event.at.slice(0, 10))).toEqual(['2026-12-02', '2026-12-02']);
    const { collectiveId } = house;
    expect(logged.filter((line) => line['collectiveId'] === collectiveId)).toMatchObject([
      { stays: 0, months: ['2026-10'] },
      { stays: 2, events: 4, months: [] },
    ]);
    // What is left to pay of it is paid, and the stay stays erased.
    door.sellStays([{ id: guest, amount: 450 }], [{ means: 'cheque', cents: 450 as never }]);
    expect(await door.upload()).toEqual([]);
    expect(await house.stays({ presenceIds: [guest] })).toMatchObject([
      { cents: 450, paidCents: 450, isErased: true, name: '' },
    ]);
    await run(forgetPresencesJob, at('12:00', '2027-03-01'));
    const response = await door.station.send(house.world.app, {
      ...{ method: 'GET', path: PATHS.feed, at: house.world.now() },
    });
    const { items } = feedAnswerSchema.parse(await response.json());
    const keyIds = items.filter(({ topic }) => topic === 'presence-key').map((key) => key.id);
    expect(keyIds).toEqual([
      ...['2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05', '2027-06'],
    ]);
    // A door that was away for all that time: nobody can say any more whose tap it was.
    door.tap('out', cardHolder(card), at('12:00'));
    expect(await door.upload()).toMatchObject([{ code: 'holder-unreadable' }]);
    expect((await house.stays({ presenceIds: [id] }))[0]).toMatchObject({ isErased: true });
  });

  it('what goes over the edge of what is forgotten keeps its price', async () => {
    const { house, card, door, run } = await withPerson({ closesAt: null });
    const stay = (from: Instant, to: Instant) => {
      const id = door.tap('in', cardHolder(card), from);
      house.setNow(to);
      door.tap('out', cardHolder(card), to);
      return id;
    };
    stay(at('10:00'), at('12:00'));
    stay(at('23:00'), at('06:00', '2026-11-25'));
    const later = stay(at('09:00', '2026-11-26'), at('10:00', '2026-11-26'));
    await door.upload();
    const prices = async () => (await house.stays()).map((one) => one.cents);
    expect(await prices()).toEqual([600, 600 + 600, 300]);
    await run(forgetPresencesJob, at('12:00', '2027-02-25'));
    expect((await house.stays()).map((one) => one.isErased)).toEqual([true, false, false]);
    door.correct(later, { outAt: at('11:00', '2026-11-26') });
    await door.upload();
    expect(await prices()).toEqual([600, 600 + 600, 600]);
  });

  it('a volunteer is credited the minutes, put right when the stay is', async () => {
    const house = await makeHouse(world);
    const timeAssetId = await addAsset(world.db, 'time', house.collectiveId);
    const { rates } = house.plan;
    const volunteer = {
      ...house.plan,
      ...{ version: 2, kind: 'volunteer' as const, timeAssetId },
      rates: { ...rates, hourCents: 0 as never, halfDay: null, dayCents: null },
    };
    await house.savePlan(volunteer);
    const door = await house.addDoor();
    const card = await addCard(world.db, { collectiveId: house.collectiveId });
    const id = door.tap('in', cardHolder(card), at('09:00'), { planVersion: 2 });
    house.setNow(at('11:10'));
    door.tap('out', cardHolder(card), at('11:10'), { planVersion: 2 });
    await door.upload();
    expect(await onCard(world.db, card.id)).toEqual({ [timeAssetId]: 130 });
    house.setNow(at('12:00'));
    door.correct(id, { outAt: at('10:00') });
    await door.upload();
    expect(await onCard(world.db, card.id)).toEqual({ [timeAssetId]: 60 });
    house.setNow(at('13:00'));
    door.correct(id, { outAt: at('12:00') });
    await door.upload();
    expect(await onCard(world.db, card.id)).toEqual({ [timeAssetId]: 180 });
    house.setNow(at('13:05'));
    door.correct(id, { isRemoved: true });
    await door.upload();
    expect(await onCard(world.db, card.id)).toEqual({});
  });
});
