import { minutesOfShift } from '../../domain/agenda/shift-rules.ts';
import { signUpAfter } from '../../domain/agenda/sign-up-states.ts';
import type { SignUpState } from '../../domain/agenda/sign-up-states.ts';
import type { CollectiveId, ShiftId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { WritableDb } from '../db/open-database.ts';
import { settleHours } from './credit-hours.ts';
import type { Means } from './credit-hours.ts';
import { lockShift } from './lock-shift.ts';
import type { LockedShift } from './lock-shift.ts';

export type SayRefusal = 'shift-unknown' | 'sign-up-unknown' | 'not-over' | 'move-refused';

/**
 * The collective says who came, once the shift is over, and may put it right. Hours are credited
 * once for what was done, and taken back from who turns out to have been absent (RULES E7).
 */
export async function sayWhoCame(
  tx: WritableDb,
  order: {
    readonly collectiveId: CollectiveId;
    readonly shiftId: ShiftId;
    readonly signUpId: string;
    readonly did: boolean;
  },
  means: Means,
): Promise<Result<SignUpState, SayRefusal>> {
  const shift = await lockShift(tx, order.shiftId);
  if (shift === null || shift.collectiveId !== order.collectiveId) return err('shift-unknown');
  const signUp = shift.signUps.find(({ id }) => id === order.signUpId);
  if (signUp === undefined) return err('sign-up-unknown');
  if (means.now < shift.endsAt) return err('not-over');
  const wanted: SignUpState = order.did ? 'done' : 'absent';
  if (signUp.state === wanted) return ok(wanted);
  const state = signUpAfter(signUp.state, order.did ? 'did' : 'missed');
  if (!state.ok) return err('move-refused');
  await tx.query
    .updateTable('shift_sign_up')
    .set({ state: state.value, closed_at: means.now })
    .where('id', '=', signUp.id)
    .execute();
  const { collectiveId } = shift;
  const minutes = hoursDue(shift, state.value);
  await settleHours(tx, { collectiveId, signUp }, minutes, means);
  return ok(state.value);
}

/** What was credited follows the shift when its hours are put right. */
export async function settleShift(tx: WritableDb, shift: LockedShift, means: Means): Promise<void> {
  const { collectiveId } = shift;
  for (const signUp of shift.signUps) {
    if (signUp.state === 'signed-up') continue;
    await settleHours(tx, { collectiveId, signUp }, hoursDue(shift, signUp.state), means);
  }
}

const hoursDue = (shift: LockedShift, state: SignUpState): number =>
  shift.creditsTime && state === 'done' ? minutesOfShift(shift) : 0;
