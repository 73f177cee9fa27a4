import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { BankNotice } from './bank-port.ts';

/** Notices are known this long: banks repeat them for a few days. */
const NOTICE_DAYS_KEPT = 30;
const DAY_MS = 24 * 3_600_000;

/**
 * The bank tells something by itself. It is only a reason to ask: the job does it at its next turn,
 * so the bank is answered at once, and nothing is lost when we stop here. Told twice, in any order,
 * it changes nothing.
 */
export async function noteNotice(
  tx: WritableDb,
  notice: BankNotice,
  now: Instant,
): Promise<'new' | 'known'> {
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto('bank_notice')
    .values({ id: notice.id, kind: notice.kind, received_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  if ((numInsertedOrUpdatedRows ?? 0n) === 0n) return 'known';
  if (notice.checkout !== null) {
    await tx.query
      .updateTable('bank_payment')
      .set({ ask_at: now })
      .where('checkout', '=', notice.checkout)
      .where('state', '<>', 'paid')
      .execute();
  }
  return 'new';
}

export async function forgetOldNotices(tx: WritableDb, now: Instant): Promise<void> {
  const before = new Date(Date.parse(now) - NOTICE_DAYS_KEPT * DAY_MS).toISOString();
  await tx.query.deleteFrom('bank_notice').where('received_at', '<', before).execute();
}
