import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { ticketAdmitAnswerSchema } from '../../../src/contract/sync/questions.ts';
import { PATHS } from '../../../src/contract/sync/protocol.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { CollectiveId } from '../../../src/shared/ids.ts';
import { addMs } from '../../../src/shared/time.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { codeOf, makeWorld, pairStation, renewWorld } from './world.ts';
import type { TestStation, World } from './world.ts';
import { addVillage } from './village.ts';
import type { Village } from './village.ts';

describe.each(DATABASE_KINDS)('two doors of one event on %s', (kind) => {
  let base: World;
  let world: World;
  let village: Village;
  let north: TestStation;
  let south: TestStation;
  let eventId: string;
  let ticketId: string;

  beforeAll(async () => {
    base = await makeWorld(kind);
  });
  beforeEach(async () => {
    world = await renewWorld(base);
    village = await addVillage(world.db);
    north = await pairStation(world, village.bar);
    south = await pairStation(world, village.bar);
    eventId = await addEvent(village.bar);
    ticketId = await addTicket(eventId, 'valid');
  });
  afterAll(() => base.close());

  const addEvent = async (collectiveId: CollectiveId): Promise<string> => {
    const id = makeUuid();
    await writeTransaction(world.db, async (tx) => {
      await tx.query
        .insertInto('event')
        .values({
          id,
          collective_id: collectiveId,
          slug: id,
          name: 'La Fanfare',
          starts_at: world.now(),
          ends_at: addMs(world.now(), 3_600_000),
          // The other columns have their defaults.
        } as never)
        .execute();
      await tx.query
        .insertInto('event_price')
        .values({
          id: `${id}-p`,
          event_id: id,
          line: 0,
          name: 'Plein',
          kind: 'fixed',
          price_cents: 800,
        })
        .execute();
    });
    return id;
  };
  const addTicket = async (ofEvent: string, state: 'valid' | 'cancelled'): Promise<string> => {
    const id = makeUuid();
    await writeTransaction(world.db, async (tx) => {
      await tx.query
        .insertInto('ticket')
        .values({
          id,
          event_id: ofEvent,
          price_id: `${ofEvent}-p`,
          state,
          sold_at: world.now(),
          cancelled_at: state === 'cancelled' ? world.now() : null,
        } as never)
        .execute();
    });
    return id;
  };
  const ask = (by: TestStation, changes: object = {}) =>
    by.send(world.app, {
      path: PATHS.admitTicket,
      body: { ticketId, eventId, by: 'qr', at: world.now(), ...changes },
    });
  const answer = async (response: Promise<Response>) =>
    ticketAdmitAnswerSchema.parse(await (await response).json());

  it('let a ticket in once, whichever asks first, and the other is told when and where', async () => {
    expect(await answer(ask(north))).toEqual({ kind: 'admitted' });
    expect(await answer(ask(south))).toMatchObject({ kind: 'admitted-before' });
    // The answer was lost on the way: the same door asks again.
    expect(await answer(ask(north))).toEqual({ kind: 'admitted' });
  });

  it('let exactly one of twenty askers in at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => answer(ask(index === 0 ? north : south))),
    );
    const northIn = answers.slice(0, 1).filter((one) => one.kind === 'admitted').length;
    const southIn = answers.slice(1).filter((one) => one.kind === 'admitted').length;
    expect([
      [1, 0],
      [0, 19],
    ]).toContainEqual([northIn, southIn]);
  });

  it('also keep one place for a ticket whose sale has not arrived', async () => {
    const unheard = makeUuid();
    expect(await answer(ask(north, { ticketId: unheard }))).toEqual({ kind: 'unknown' });
    expect(await answer(ask(south, { ticketId: unheard }))).toMatchObject({
      kind: 'admitted-before',
    });
  });

  it('refuse a cancelled ticket, and one of another event', async () => {
    const cancelled = await addTicket(eventId, 'cancelled');
    expect(await answer(ask(north, { ticketId: cancelled }))).toEqual({ kind: 'cancelled' });
    const other = await addEvent(village.bar);
    expect(await codeOf(await ask(north, { eventId: other }))).toBe('not-found');
  });

  it('are the doors of their own collective only', async () => {
    const elsewhere = await pairStation(world, village.place);
    expect(await codeOf(await ask(elsewhere))).toBe('not-found');
    expect(await answer(ask(north))).toEqual({ kind: 'admitted' });
  });
});
