import type { ShiftRule } from '../../domain/agenda/shift-rules.ts';
import type { SignUpState } from '../../domain/agenda/sign-up-states.ts';
import type { CollectiveId, PersonId, ShiftId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { creditsOf } from './credits.ts';
import type { Credit } from './credits.ts';

export type SignUpRow = {
  readonly id: string;
  readonly personId: PersonId;
  readonly state: SignUpState;
  readonly credits: readonly Credit[];
};

export type LockedShift = ShiftRule & {
  readonly id: ShiftId;
  readonly collectiveId: CollectiveId;
  readonly name: string;
  readonly creditsTime: boolean;
  readonly isRemoved: boolean;
  /** Who has not dropped out, first come first. */
  readonly signUps: readonly SignUpRow[];
};

/** Two tabs of one person take turns. Before the lock of a shift, never after. */
export async function lockPerson(tx: WritableDb, personId: PersonId): Promise<void> {
  // SQLite has one writer at a time already.
  if (tx.kind === 'sqlite') return;
  await tx.query
    .selectFrom('person')
    .select('id')
    .where('id', '=', personId)
    .forNoKeyUpdate()
    .execute();
}

/** A shift with who comes; everybody who counts its places takes turns. */
export async function lockShift(tx: WritableDb, shiftId: ShiftId): Promise<LockedShift | null> {
  const query = tx.query.selectFrom('shift').selectAll().where('id', '=', shiftId);
  const row = await (tx.kind === 'postgres' ? query.forNoKeyUpdate() : query).executeTakeFirst();
  if (row === undefined) return null;
  const signUps = await tx.query
    .selectFrom('shift_sign_up')
    .select(['id', 'person_id', 'state', 'credits'])
    .where('shift_id', '=', shiftId)
    .where('state', '<>', 'dropped-out')
    .orderBy('signed_at')
    .orderBy('id')
    .execute();
  return {
    ...{ id: shiftId, collectiveId: row.collective_id as CollectiveId, name: row.name },
    ...{ startsAt: row.starts_at as Instant, endsAt: row.ends_at as Instant },
    ...{ needed: row.needed, dropOutUntil: row.drop_out_until as Instant | null },
    ...{ creditsTime: row.credits_time === 1, isRemoved: row.removed_at !== null },
    signUps: signUps.map((one) => ({
      ...{ id: one.id, personId: one.person_id as PersonId, state: one.state },
      credits: creditsOf(one.credits),
    })),
  };
}
