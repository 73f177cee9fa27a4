import type { Selectable } from 'kysely';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import type { PersonId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import { unwrap } from '../../shared/result.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { BankRefundTable } from '../db/bank-tables.ts';
import type { WritableDb } from '../db/open-database.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { CloudDeps } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { topUp } from '../ledger/operations.ts';
import { ensureWalletOfPerson } from '../ledger/wallets.ts';
import type { BankPort } from './bank-port.ts';
import { ensureGlobalAsset } from './global-asset.ts';
import { MINUTE_MS, findPayment } from './payment-rows.ts';

/** How long after each try the next one comes; after the last one, always the same. */
const RETRY_AFTER_MINUTES = [1, 5, 30, 120, 480, 960] as const;

/** From this try on, the log calls for somebody. */
const TRIES_QUIET_MAX = 5;

const CLAIMED_MAX = 20;
const PROBLEM_LENGTH_MAX = 300;

type RefundRow = Selectable<BankRefundTable>;

/**
 * Sends what was promised back to the bank. It is never given up while the bank has not answered:
 * whether it did it is not known, and asked again with the same id it does it once. What the bank
 * refuses for good is `failed`, and what was taken from a wallet for it goes back there.
 */
export async function sendRefunds(deps: CloudDeps): Promise<number> {
  const { bank } = deps;
  if (bank === null) return 0;
  const due = await writeTransaction(deps.db, (tx) => claimDue(tx, deps.clock()));
  for (const refund of due) {
    try {
      await sendRefund(deps, bank, refund);
    } catch (error) {
      // A bug about one refund must not keep the others waiting. It is tried again.
      deps.logger.error({ err: error, refundId: refund.id }, 'a refund was not sent');
    }
  }
  return due.length;
}

async function sendRefund(deps: CloudDeps, bank: BankPort, refund: RefundRow): Promise<void> {
  const { db, logger } = deps;
  const payment = await findPayment(db, refund.payment_id);
  const answer = await bank.refund({
    refundId: refund.id,
    account: payment?.account ?? null,
    reference: payment?.bank_reference ?? '',
    cents: cents(refund.cents),
  });
  const at = deps.clock();
  if (!answer.ok) {
    const { message, code } = answer.error;
    const level = refund.tries >= TRIES_QUIET_MAX ? 'error' : 'warn';
    logger[level]({ refundId: refund.id, tries: refund.tries + 1, message }, 'not given back');
    await writeTransaction(db, (tx) => keepProblem(tx, refund.id, code));
    return;
  }
  if (answer.value.kind === 'refused') {
    const { message } = answer.value;
    logger.error({ refundId: refund.id, message }, 'the bank will not give this back');
    await writeTransaction(db, (tx) => fail(tx, refund, { message, at }));
    return;
  }
  const { reference } = answer.value;
  await writeTransaction(db, (tx) =>
    closeRefund(tx, refund.id, { state: 'sent', bank_reference: reference, closed_at: at }),
  );
}

/** Puts the next try off, so that no other instance takes it and one that is cut is tried again. */
async function claimDue(tx: WritableDb, now: Instant): Promise<readonly RefundRow[]> {
  const due = tx.query
    .selectFrom('bank_refund')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('try_at', '<=', now)
    .orderBy('try_at')
    .limit(CLAIMED_MAX);
  const rows = await (tx.kind === 'postgres' ? due.forUpdate().skipLocked() : due).execute();
  for (const { id, tries } of rows) {
    const minutes = RETRY_AFTER_MINUTES[tries] ?? RETRY_AFTER_MINUTES.at(-1) ?? 0;
    await tx.query
      .updateTable('bank_refund')
      .set({ tries: tries + 1, try_at: addMs(now, minutes * MINUTE_MS) })
      .where('id', '=', id)
      .execute();
  }
  return rows;
}

const keepProblem = (tx: WritableDb, refundId: string, problem: string) =>
  tx.query
    .updateTable('bank_refund')
    .set({ problem })
    .where('id', '=', refundId)
    .where('state', '=', 'waiting')
    .execute();

type Closing = Pick<RefundRow, 'state' | 'bank_reference' | 'closed_at'> & {
  readonly problem?: string;
};

/** False when it was closed before. */
async function closeRefund(tx: WritableDb, refundId: string, closing: Closing): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('bank_refund')
    .set({ problem: null, ...closing })
    .where('id', '=', refundId)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function fail(
  tx: WritableDb,
  refund: RefundRow,
  { message, at }: { readonly message: string; readonly at: Instant },
): Promise<void> {
  const problem = message.slice(0, PROBLEM_LENGTH_MAX);
  const closing = { state: 'failed', bank_reference: null, closed_at: at, problem } as const;
  if (!(await closeRefund(tx, refund.id, closing))) return;
  // What a booking or a membership owes stays owed: somebody must pay it otherwise.
  if (refund.reason === 'asked') await putBackInWallet(tx, refund, at);
}

/** The card cannot take it, so it can be spent again. */
async function putBackInWallet(tx: WritableDb, refund: RefundRow, at: Instant): Promise<void> {
  const payment = await findPayment(tx, refund.payment_id);
  if (payment === undefined) throw new Error(`refund ${refund.id} has no payment`);
  const walletId = await ensureWalletOfPerson(tx, payment.person_id as PersonId, at);
  unwrap(
    await topUp(tx, {
      id: uuidOf(`not taken by the card ${refund.id}`) as PostingId,
      ...{ at, stationId: null, cause: payment.id, collectiveId: null, to: { walletId } },
      assetId: await ensureGlobalAsset(tx, at),
      amountCents: cents(refund.cents),
    }),
  );
}
