import { scrypt, timingSafeEqual } from 'node:crypto';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import { pinBlockedUntil } from '../../../domain/till/pin.ts';
import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { readSession } from '../../projections/session.ts';
import type { Known } from '../../work/knowledge.ts';
import type { KnownCard } from '../../work/knowledge.ts';
import { DONE, record, refuse } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';

/** Signs staff in by PIN (RULES C9). */
export async function signInWithPin(context: StationContext, pin: string): Promise<CommandResult> {
  const staff = await provePin(context, pin);
  return staff.ok ? signIn(context, staff.value, 'pin') : staff;
}

/** Lets a manager close the kiosk, whoever is signed in. */
export async function allowLeaving(
  context: StationContext,
  pin: string,
  leave: (() => void) | null,
): Promise<CommandResult> {
  if (leave === null) return err('no-window');
  const staff = await provePin(context, pin);
  if (!staff.ok) return staff;
  if (!staff.value.isManager) return err('not-a-manager');
  leave();
  return DONE;
}

/** Whose PIN it is. A wrong one is recorded; after five of them there is a growing wait. */
export async function provePin(
  context: StationContext,
  pin: string,
): Promise<Result<Known<'staff'>, Refusal>> {
  const session = readSession(context.journal.database);
  if (pinBlockedUntil(session.wrongPins, session.lastWrongAt, context.clock()) !== null) {
    return err('pin-blocked');
  }
  const staff = await findStaffByPin(context.knowledge.all('staff'), pin);
  if (staff !== undefined) return ok(staff);
  const recorded = record(context, [
    { kind: 'staff.pin-refused@1', body: { triesInRow: session.wrongPins + 1 } },
  ]);
  return err(recorded.ok ? 'pin-wrong' : recorded.error);
}

/** A staff Pass signs in; any other Pass is told to wait for somebody of the staff. */
export function signInWithPass(
  context: StationContext,
  card: KnownCard | undefined,
  tapSeenAtMs: number,
): CommandResult {
  const staff =
    card === undefined
      ? undefined
      : context.knowledge.all('staff').find((one) => one.cardId === card.id);
  if (card === undefined || staff === undefined) {
    return refuse(context, 'card-not-staff', tapSeenAtMs);
  }
  if (card.state === 'lost') return refuse(context, 'card-lost', tapSeenAtMs);
  if (card.state === 'retired') return refuse(context, 'card-retired', tapSeenAtMs);
  return signIn(context, staff, 'pass');
}

/** Somebody else of the staff puts their Pass on an empty till: they go on. False: not staff, or the same. */
export function changeStaff(
  context: StationContext,
  card: KnownCard,
  now: StaffRef,
): CommandResult | false {
  const staff = context.knowledge.all('staff').find((one) => one.cardId === card.id);
  if (staff === undefined || staff.id === now.id) return false;
  if (card.state === 'lost' || card.state === 'retired') return false;
  const left = record(context, [{ kind: 'staff.signed-out@1', body: { staff: now } }]);
  return left.ok ? signIn(context, staff, 'pass') : left;
}

export function signOut(context: StationContext): CommandResult {
  const { staff } = readSession(context.journal.database);
  if (staff === null) return DONE;
  const recorded = record(context, [{ kind: 'staff.signed-out@1', body: { staff } }]);
  if (!recorded.ok) return recorded;
  context.screen.setActivity({ kind: 'none' });
  return DONE;
}

function signIn(context: StationContext, staff: Known<'staff'>, by: 'pass' | 'pin'): CommandResult {
  const recorded = record(context, [
    {
      kind: 'staff.signed-in@1',
      body: { staff: { id: staff.id, name: staff.name }, by, isManager: staff.isManager },
    },
  ]);
  if (!recorded.ok) return refuse(context, recorded.error, null);
  context.screen.setActivity({ kind: 'none' });
  return DONE;
}

/** Every hash is tried, so the time taken does not tell whose PIN is near. */
async function findStaffByPin(
  staff: readonly Known<'staff'>[],
  pin: string,
): Promise<Known<'staff'> | undefined> {
  const fits = await Promise.all(
    staff.map(async (one) => one.pinHash !== null && (await fitsPin(one.pinHash, pin))),
  );
  return staff.find((_, index) => fits[index]);
}

/** `scrypt$N$r$p$saltHex$hashHex`, as the cloud makes it. */
async function fitsPin(pinHash: string, pin: string): Promise<boolean> {
  const [scheme, cost, blockSize, parallel, saltHex, hashHex] = pinHash.split('$');
  if (scheme !== 'scrypt' || saltHex === undefined || hashHex === undefined) return false;
  const expected = Buffer.from(hashHex, 'hex');
  const options = { N: Number(cost), r: Number(blockSize), p: Number(parallel) };
  const found = await new Promise<Buffer>((resolve, reject) =>
    scrypt(pin, Buffer.from(saltHex, 'hex'), expected.length, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  );
  return timingSafeEqual(found, expected);
}
