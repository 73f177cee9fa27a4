import { canDropOut, decideSignUp } from '../../domain/agenda/shift-rules.ts';
import type { SignUpRefusal } from '../../domain/agenda/shift-rules.ts';
import { signUpAfter } from '../../domain/agenda/sign-up-states.ts';
import type { PersonId, ShiftId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { lockPerson, lockShift } from './lock-shift.ts';

type Order = {
  readonly shiftId: ShiftId;
  readonly personId: PersonId;
  readonly now: Instant;
};

export type SignUpProblem =
  | SignUpRefusal
  /** Taken away, or never there. */
  | { readonly code: 'shift-removed' }
  /** The id was used for another shift, or by somebody else (RULES M7). */
  | { readonly code: 'content-differs' };

/**
 * Signs a person up for a shift, once (RULES E7). Who signs up takes turns with themselves, so that
 * no two of their shifts are at the same time, and then with the others for the last place. The
 * form makes the id: sent again it is success, also when they have dropped out since.
 */
export async function signUp(
  tx: WritableDb,
  order: Order & { readonly id: string },
): Promise<Result<void, SignUpProblem>> {
  const { id, shiftId, personId, now } = order;
  await lockPerson(tx, personId);
  const shift = await lockShift(tx, shiftId);
  const known = await tx.query
    .selectFrom('shift_sign_up')
    .select(['shift_id', 'person_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (known !== undefined) {
    const isSame = known.shift_id === shiftId && known.person_id === personId;
    return isSame ? ok(undefined) : err({ code: 'content-differs' });
  }
  if (shift === null || shift.isRemoved) return err({ code: 'shift-removed' });
  // From another tab.
  if (shift.signUps.some((one) => one.personId === personId)) return ok(undefined);
  const others = await listOthers(tx, order);
  const decided = decideSignUp(shift, { filled: shift.signUps.length, others, now });
  if (!decided.ok) return decided;
  await tx.query
    .insertInto('shift_sign_up')
    .values({
      ...{ id, shift_id: shiftId, person_id: personId, state: 'signed-up' },
      ...{ signed_at: now, closed_at: null },
    })
    .execute();
  return ok(undefined);
}

/** The other shifts that the person is signed up for. */
async function listOthers(tx: WritableDb, { personId, now }: Order) {
  const rows = await tx.query
    .selectFrom('shift_sign_up')
    .innerJoin('shift', 'shift.id', 'shift_sign_up.shift_id')
    .select(['shift.id', 'starts_at', 'ends_at'])
    .where('person_id', '=', personId)
    .where('state', '<>', 'dropped-out')
    .where('removed_at', 'is', null)
    .where('ends_at', '>', now)
    .orderBy('starts_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    startsAt: row.starts_at as Instant,
    endsAt: row.ends_at as Instant,
  }));
}

/** Drops out until the deadline. Who is not signed up any more has dropped out already. */
export async function dropOut(
  tx: WritableDb,
  { shiftId, personId, now }: Order,
): Promise<Result<void, { readonly code: 'too-late' }>> {
  const shift = await lockShift(tx, shiftId);
  const own = shift?.signUps.find((one) => one.personId === personId);
  if (shift === null || own === undefined) return ok(undefined);
  const state = signUpAfter(own.state, 'drop-out');
  if (!state.ok || !canDropOut(shift, now)) return err({ code: 'too-late' });
  await tx.query
    .updateTable('shift_sign_up')
    .set({ state: state.value, closed_at: now })
    .where('id', '=', own.id)
    .execute();
  return ok(undefined);
}
