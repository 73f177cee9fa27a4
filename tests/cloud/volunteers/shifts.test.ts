import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/cloud/db/open-database.ts';
import type { Db } from '../../../src/cloud/db/open-database.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { seedDemo } from '../../../src/cloud/demo/seed.ts';
import { findBalances } from './balances.ts';
import { exportShifts } from '../../../src/cloud/volunteers/export-shifts.ts';
import { leaveShifts } from '../../../src/cloud/volunteers/leave-shifts.ts';
import { changeShift, removeShift } from '../../../src/cloud/volunteers/plan-shifts.ts';
import { sayWhoCame } from '../../../src/cloud/volunteers/say-done.ts';
import { dropOut, signUp } from '../../../src/cloud/volunteers/sign-up.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { CollectiveId, PersonId, ShiftId } from '../../../src/shared/ids.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { addMs } from '../../../src/shared/time.ts';
import type { Instant } from '../../../src/shared/time.ts';
import { DATABASE_KINDS, makeTestDatabase } from '../../helpers/cloud-database.ts';
import type { TestDatabase } from '../../helpers/cloud-database.ts';

const HOUR_MS = 3_600_000;
const ETABLI: CollectiveId = toId('019b76da-a802-7000-8000-000000000002');
const personOf = (n: number): PersonId =>
  toId(`019b76da-a809-7000-8000-${n.toString(16).padStart(12, '0')}`);
const [YANIS, AWA, SOLENE] = [personOf(2), personOf(3), personOf(10)];

describe.each(DATABASE_KINDS)('shifts on %s', (kind) => {
  let database: TestDatabase;
  let db: Db;
  let now: Instant;
  beforeAll(async () => {
    database = await makeTestDatabase(kind);
    db = database.db;
    now = db.clock();
    await seedDemo(db);
  });
  beforeEach(() => db.writer.deleteFrom('shift_sign_up').execute());
  afterAll(() => database.remove());

  type Plan = { readonly from: number; readonly hours: number; readonly needed?: number };
  /** A shift of L'Établi, so many hours from now. */
  async function addShift({ from, hours, needed = 2 }: Plan, dropOutHours = 0): Promise<ShiftId> {
    const id = makeUuid() as ShiftId;
    const startsAt = addMs(now, from * HOUR_MS);
    await db.writer
      .insertInto('shift')
      .values({
        ...{ id, collective_id: ETABLI, event_id: null, name: 'Ranger', removed_at: null },
        ...{ description: '', place: '' },
        ...{ starts_at: startsAt, ends_at: addMs(startsAt, hours * HOUR_MS), needed },
        drop_out_until: dropOutHours === 0 ? null : addMs(startsAt, -dropOutHours * HOUR_MS),
        credits_time: 1,
      })
      .execute();
    return id;
  }

  const join = (shiftId: ShiftId, personId: PersonId, id = makeUuid(), on = db, at = now) =>
    writeTransaction(on, (tx) => signUp(tx, { id, shiftId, personId, now: at }));
  const leave = (shiftId: ShiftId, personId: PersonId, at = now) =>
    writeTransaction(db, (tx) => dropOut(tx, { shiftId, personId, now: at }));
  const came = (shiftId: ShiftId, signUpId: string, did: boolean, at: Instant) =>
    writeTransaction(db, (tx) =>
      sayWhoCame(
        tx,
        { collectiveId: ETABLI, shiftId, signUpId, did },
        { makeId: makeUuid, now: at },
      ),
    );
  const filled = async (shiftId: ShiftId) =>
    (
      await db.query
        .selectFrom('shift_sign_up')
        .select('id')
        .where('shift_id', '=', shiftId)
        .where('state', '<>', 'dropped-out')
        .execute()
    ).length;
  const hoursOf = (personId: PersonId) => findBalances(db, personId, 'time');

  test('ten people at two instances want three places: three have one, seven are told', async () => {
    const shiftId = await addShift({ from: 48, hours: 3, needed: 3 });
    const other = openDatabase(database.options);
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        join(shiftId, personOf(index + 1), makeUuid(), index % 2 === 0 ? db : other),
      ),
    );
    await other.close();
    expect(results.filter(({ ok }) => ok)).toHaveLength(3);
    expect(results.filter((one) => !one.ok && one.error.code === 'shift-full')).toHaveLength(7);
    expect(await filled(shiftId)).toBe(3);
  });

  test('one person in two tabs gets one of two shifts at the same time', async () => {
    const shifts = [
      await addShift({ from: 48, hours: 3 }),
      await addShift({ from: 49, hours: 3 }),
      await addShift({ from: 50, hours: 3 }),
    ];
    const other = openDatabase(database.options);
    const results = await Promise.all(
      shifts.map((shiftId, index) => join(shiftId, AWA, makeUuid(), index === 1 ? other : db)),
    );
    await other.close();
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((one) => !one.ok && one.error.code === 'shifts-overlap')).toHaveLength(2);
  });

  test('the same form sent twice signs up once, and not again after dropping out', async () => {
    const shiftId = await addShift({ from: 48, hours: 2 });
    const id = makeUuid();
    expect(unwrap(await join(shiftId, AWA, id))).toBeUndefined();
    expect((await join(shiftId, AWA, id)).ok).toBe(true);
    expect((await join(shiftId, AWA)).ok).toBe(true);
    expect(await filled(shiftId)).toBe(1);
    expect((await leave(shiftId, AWA)).ok).toBe(true);
    expect((await join(shiftId, AWA, id)).ok).toBe(true);
    expect(await filled(shiftId)).toBe(0);
    expect((await join(shiftId, AWA)).ok).toBe(true);
    expect(await filled(shiftId)).toBe(1);
  });

  test('an id used for another shift or by somebody else is refused', async () => {
    const [one, two] = [
      await addShift({ from: 48, hours: 1 }),
      await addShift({ from: 60, hours: 1 }),
    ];
    const id = makeUuid();
    await join(one, AWA, id);
    for (const refused of [await join(two, AWA, id), await join(one, YANIS, id)]) {
      expect(refused).toEqual({ ok: false, error: { code: 'content-differs' } });
    }
  });

  test('one drops out until the deadline, and not after', async () => {
    const shiftId = await addShift({ from: 48, hours: 2 }, 24);
    await join(shiftId, AWA);
    await join(shiftId, YANIS);
    expect((await leave(shiftId, AWA, addMs(now, 24 * HOUR_MS - 1))).ok).toBe(true);
    expect(await leave(shiftId, YANIS, addMs(now, 24 * HOUR_MS))).toEqual({
      ok: false,
      error: { code: 'too-late' },
    });
    expect(await filled(shiftId)).toBe(1);
  });

  test('hours are credited once, taken back when put right, and given again', async () => {
    const shiftId = await addShift({ from: 48, hours: 2.5 });
    const signUpId = makeUuid();
    await join(shiftId, AWA, signUpId);
    expect(await came(shiftId, signUpId, true, addMs(now, 49 * HOUR_MS))).toEqual({
      ok: false,
      error: 'not-over',
    });
    const after = addMs(now, 51 * HOUR_MS);
    await Promise.all([1, 2, 3].map(() => came(shiftId, signUpId, true, after)));
    expect(await hoursOf(AWA)).toBe(150);
    expect((await came(shiftId, signUpId, false, after)).ok).toBe(true);
    expect(await hoursOf(AWA)).toBe(0);
    expect((await came(shiftId, signUpId, true, after)).ok).toBe(true);
    expect(await hoursOf(AWA)).toBe(150);
    expect(await exportShifts(db, AWA)).toMatchObject([{ state: 'done', creditedMinutes: 150 }]);
  });

  test('hours follow a shift whose end is put right', async () => {
    const shiftId = await addShift({ from: 48, hours: 2 });
    const signUpId = makeUuid();
    await join(shiftId, YANIS, signUpId);
    const after = addMs(now, 60 * HOUR_MS);
    await came(shiftId, signUpId, true, after);
    const plan = (hours: number) => ({
      ...{ eventId: null, name: 'Ranger', description: '', place: '', needed: 2 },
      ...{ startsAt: addMs(now, 48 * HOUR_MS), endsAt: addMs(now, (48 + hours) * HOUR_MS) },
      ...{ dropOutUntil: null, creditsTime: true },
    });
    for (const [hours, minutes] of [
      [3, 180],
      [1, 60],
      [1, 60],
    ] as const) {
      const changed = await writeTransaction(db, (tx) =>
        changeShift(
          tx,
          { id: shiftId, collectiveId: ETABLI, plan: plan(hours) },
          { makeId: makeUuid, now: after },
        ),
      );
      expect(changed.ok).toBe(true);
      expect(await hoursOf(YANIS)).toBe(minutes);
    }
  });

  test('a cancelled shift frees who was coming, and takes nobody any more', async () => {
    const shiftId = await addShift({ from: 48, hours: 3 });
    const same = await addShift({ from: 48, hours: 3 });
    await join(shiftId, AWA);
    const remove = () =>
      writeTransaction(db, (tx) => removeShift(tx, { id: shiftId, collectiveId: ETABLI }, now));
    expect(unwrap(await remove())).toEqual([AWA]);
    expect(unwrap(await remove())).toEqual([]);
    expect(await join(shiftId, YANIS)).toEqual({ ok: false, error: { code: 'shift-removed' } });
    expect((await join(same, AWA)).ok).toBe(true);
  });

  test('who leaves for good drops out of what is to come, and what was done stays', async () => {
    const [coming, past] = [
      await addShift({ from: 48, hours: 3 }),
      await addShift({ from: 2, hours: 1 }),
    ];
    await join(coming, SOLENE);
    await join(past, SOLENE);
    await writeTransaction(db, (tx) => leaveShifts(tx, SOLENE, addMs(now, 3 * HOUR_MS)));
    expect([await filled(coming), await filled(past)]).toEqual([0, 1]);
    expect(await exportShifts(db, SOLENE)).toMatchObject([
      { state: 'signed-up' },
      { state: 'dropped-out' },
    ]);
  });
});
