import { leaveBookings } from '../booking/leave-bookings.ts';
import type { WritableDb } from '../db/open-database.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { CloudDeps, SignedInPerson } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { giveUp } from '../ledger/operations.ts';
import { findWalletOfPerson } from '../ledger/wallets.ts';
import { queueMail } from '../mail/mail-store.ts';
import { leaveMemberships } from '../membership/leave-memberships.ts';
import { forgetCards } from '../payments/forget-cards.ts';
import { closePayment } from '../payments/settle-payment.ts';
import { leaveShifts } from '../volunteers/leave-shifts.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import { assertNever } from '../../shared/assert.ts';
import type { MakeId, PaymentId, PersonId, WalletId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import { goodbyeMail } from './account-mails.ts';
import { readContacts } from './contacts.ts';
import { askErasures, forgetPerson } from './forget-person.ts';
import { findBlocks, findRunningTopUps } from './leave-blocks.ts';

export type LeaveRefusal =
  /** Something must be settled first, or has changed since the page was read. */
  | 'blocked'
  /** There is money, and they did not say that they leave it. */
  | 'money-left';

export type LeaveOrder = {
  readonly person: SignedInPerson;
  /** They ticked that what is in the purse is given up. */
  readonly givesUp: boolean;
};

/**
 * Somebody leaves for good (RULES P4). In one transaction all their parts are ended and their name
 * goes, or nothing changes; it cannot be undone. The bank is asked before and told after.
 */
export async function leaveForGood(
  deps: CloudDeps,
  order: LeaveOrder,
): Promise<Result<void, LeaveRefusal>> {
  const { personId } = order.person;
  // Nobody shall pay into a purse that is no more: what was paid meanwhile is in the purse then.
  for (const paymentId of await findRunningTopUps(deps.db, personId)) {
    if (deps.bank !== null) await closePayment(deps, paymentId as PaymentId);
  }
  try {
    await writeTransaction(deps.db, (tx) =>
      endAll(tx, order, { makeId: deps.makeId, now: deps.clock() }),
    );
  } catch (error) {
    if (error instanceof LeavingRefusedError) return err(error.refusal);
    throw error;
  }
  if (deps.bank !== null) await forgetCards(deps, personId);
  return ok(undefined);
}

/** Takes the transaction back: what was ended before the refusal goes on. */
class LeavingRefusedError extends Error {
  override readonly name = 'LeavingRefusedError';
  readonly refusal: LeaveRefusal;
  constructor(refusal: LeaveRefusal) {
    super(`leaving was refused: ${refusal}`);
    this.refusal = refusal;
  }
}

type Means = { readonly makeId: MakeId; readonly now: Instant };

async function endAll(tx: WritableDb, order: LeaveOrder, means: Means): Promise<void> {
  const { person, givesUp } = order;
  const { personId } = person;
  const { makeId, now } = means;
  await lockPerson(tx, personId);
  const walletId = await findWalletOfPerson(tx, personId);
  const blocks = await findBlocks(tx, personId, walletId);
  if (blocks.length > 0) throw new LeavingRefusedError('blocked');
  const contacts = await readContacts(tx, personId);
  await askErasures(tx, person, walletId, means);
  // First: it puts money back in the purse.
  await leaveBookings(tx, personId, now);
  await leaveMemberships(tx, personId, now);
  await leaveShifts(tx, personId, now);
  const gaveUpMoney =
    walletId === undefined ? false : await giveUpMoney(tx, { personId, walletId, givesUp, now });
  await forgetPerson(tx, person, walletId, now);
  const { email: to, language } = person;
  await queueMail(tx, makeId(), goodbyeMail({ to, language, contacts, gaveUpMoney }), now);
}

/** Two tabs that leave at once take turns; the second one finds nobody. */
async function lockPerson(tx: WritableDb, personId: PersonId): Promise<void> {
  const query = tx.query
    .selectFrom('person')
    .select('email')
    .where('id', '=', personId)
    .where('email', 'is not', null);
  const row = await (tx.kind === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
  if (row === undefined) throw new LeavingRefusedError('blocked');
}

type Left = {
  readonly personId: PersonId;
  readonly walletId: WalletId;
  readonly givesUp: boolean;
  readonly now: Instant;
};

/** Gives up all that is left, when they said so. Whether there was anything. */
async function giveUpMoney(tx: WritableDb, left: Left): Promise<boolean> {
  const { personId, walletId, givesUp, now } = left;
  const given = await giveUp(tx, {
    id: uuidOf(`given up by ${personId}`) as PostingId,
    ...{ at: now, stationId: null, cause: null, collectiveId: null, walletId },
  });
  if (given.ok) {
    if (!givesUp) throw new LeavingRefusedError('money-left');
    return true;
  }
  switch (given.error.code) {
    case 'nothing-to-give-up':
      return false;
    case 'debt':
    case 'money-held':
      throw new LeavingRefusedError('blocked');
    case 'wallet-unknown':
    case 'content-differs':
      throw new Error(`the wallet of ${personId} was refused: ${given.error.code}`);
    default:
      return assertNever(given.error.code);
  }
}
