import { keepLook } from '../../account/change-preferences.ts';
import { findOrAddPerson } from '../../auth/person-store.ts';
import { deviceName } from '../../auth/device-name.ts';
import { openSession } from '../../auth/session-store.ts';
import type { ProvedSignIn } from '../../auth/sign-in-store.ts';
import type { WritableDb } from '../../db/open-database.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Call } from '../../http/route.ts';
import { readCookie } from '../cookies.ts';
import { readLook } from '../look.ts';

export type Entered = {
  readonly personId: PersonId;
  readonly proved: ProvedSignIn;
  /** For the cookie of this browser. */
  readonly sessionSecret: string;
};

/** Opens the account of a proved address on this device, in the transaction that used the proof up. */
export async function enter(tx: WritableDb, call: Call, proved: ProvedSignIn): Promise<Entered> {
  const { clock, makeId } = call.deps;
  const now = clock();
  const personId = await findOrAddPerson(tx, proved, makeId, now);
  await keepLook(tx, personId, readLook(readCookie(call, 'look')));
  const device = deviceName(call.c.req.header('user-agent') ?? '');
  const sessionSecret = await openSession(tx, { id: makeId(), personId, device }, now);
  return { personId, proved, sessionSecret };
}
