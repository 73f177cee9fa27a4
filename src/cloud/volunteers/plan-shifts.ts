import type { CollectiveId, PersonId, ShiftId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import type { Means } from './credit-hours.ts';
import { lockShift } from './lock-shift.ts';
import type { LockedShift } from './lock-shift.ts';
import { settleShift } from './say-done.ts';

/** What a collective says of a shift. */
export type ShiftPlan = {
  readonly eventId: string | null;
  readonly name: string;
  readonly description: string;
  readonly place: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly needed: number;
  readonly dropOutUntil: Instant | null;
  readonly creditsTime: boolean;
};

export type PlanRefusal =
  | 'content-differs'
  | 'event-unknown'
  | 'starts-past'
  /** More people come already. */
  | 'needed-too-few'
  | 'shift-removed';

const columnsOf = (plan: ShiftPlan) => ({
  ...{ event_id: plan.eventId, name: plan.name, description: plan.description },
  ...{ place: plan.place, starts_at: plan.startsAt, ends_at: plan.endsAt, needed: plan.needed },
  drop_out_until: plan.dropOutUntil,
  credits_time: plan.creditsTime ? (1 as const) : (0 as const),
});

/** Makes a shift once: the form makes the id, and sent again it is success (RULES M7). */
export async function makeShift(
  tx: WritableDb,
  order: { readonly id: ShiftId; readonly collectiveId: CollectiveId; readonly plan: ShiftPlan },
  now: Instant,
): Promise<Result<void, PlanRefusal>> {
  const { id, collectiveId, plan } = order;
  const known = await tx.query
    .selectFrom('shift')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  const columns = columnsOf(plan);
  if (known !== undefined) {
    const names = Object.keys(columns) as (keyof typeof columns)[];
    const isSame =
      known.collective_id === collectiveId && names.every((name) => known[name] === columns[name]);
    return isSame ? ok(undefined) : err('content-differs');
  }
  if (plan.startsAt <= now) return err('starts-past');
  if (!(await isOwnEvent(tx, collectiveId, plan.eventId))) return err('event-unknown');
  await tx.query
    .insertInto('shift')
    .values({ id, collective_id: collectiveId, removed_at: null, ...columns })
    .execute();
  return ok(undefined);
}

export type Changed = {
  readonly before: LockedShift;
  /** Who comes and has to be told: nobody when day, hours and place stay. */
  readonly told: readonly PersonId[];
};

/** Changes a shift; hours that were credited for it follow. */
export async function changeShift(
  tx: WritableDb,
  order: { readonly id: ShiftId; readonly collectiveId: CollectiveId; readonly plan: ShiftPlan },
  means: Means,
): Promise<Result<Changed, PlanRefusal>> {
  const { id, collectiveId, plan } = order;
  const before = await lockShift(tx, id);
  if (before === null || before.collectiveId !== collectiveId || before.isRemoved) {
    return err('shift-removed');
  }
  const isMoved = before.startsAt !== plan.startsAt || before.endsAt !== plan.endsAt;
  if (before.startsAt > means.now && plan.startsAt <= means.now) return err('starts-past');
  if (plan.needed < before.signUps.length) return err('needed-too-few');
  if (!(await isOwnEvent(tx, collectiveId, plan.eventId))) return err('event-unknown');
  const place = await readPlace(tx, id);
  await tx.query.updateTable('shift').set(columnsOf(plan)).where('id', '=', id).execute();
  const after = { ...before, ...plan, needed: plan.needed };
  await settleShift(tx, after, means);
  const isToTell = plan.startsAt > means.now && (isMoved || place !== plan.place);
  return ok({ before, told: isToTell ? before.signUps.map(({ personId }) => personId) : [] });
}

const readPlace = async (db: ReadableDb, id: ShiftId): Promise<string> => {
  const row = await db.query
    .selectFrom('shift')
    .select('place')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.place;
};

/** Takes a shift away before it is over; who was coming is free again, and is to be told. */
export async function removeShift(
  tx: WritableDb,
  order: { readonly id: ShiftId; readonly collectiveId: CollectiveId },
  now: Instant,
): Promise<Result<readonly PersonId[], 'shift-unknown' | 'shift-over'>> {
  const shift = await lockShift(tx, order.id);
  if (shift === null || shift.collectiveId !== order.collectiveId) return err('shift-unknown');
  if (shift.isRemoved) return ok([]);
  if (shift.endsAt <= now) return err('shift-over');
  await tx.query.updateTable('shift').set({ removed_at: now }).where('id', '=', order.id).execute();
  await tx.query
    .updateTable('shift_sign_up')
    .set({ state: 'dropped-out', closed_at: now })
    .where('shift_id', '=', order.id)
    .where('state', '=', 'signed-up')
    .execute();
  return ok(shift.signUps.map(({ personId }) => personId));
}

async function isOwnEvent(
  db: ReadableDb,
  collectiveId: CollectiveId,
  eventId: string | null,
): Promise<boolean> {
  if (eventId === null) return true;
  const row = await db.query
    .selectFrom('event')
    .select('id')
    .where('id', '=', eventId)
    .where('collective_id', '=', collectiveId)
    .executeTakeFirst();
  return row !== undefined;
}
